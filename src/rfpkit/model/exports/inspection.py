"""What is in an export that nobody has read before: facts, guesses with evidence, questions."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.record import Record

Sureness = Literal["sure", "likely", "guess"]
"""Name and values both speak for it; one of them does; it is the best there is."""

ColumnKind = Literal["empty", "stamp", "flag", "number", "duration", "words", "identifier", "text"]
"""What the values of a column are."""

Shape = Literal["snapshot", "event log", "field-change log", "metric events", "no tickets"]
"""How an export tells what happened to a ticket."""


class FileFacts(Record):
    """A file as it was opened."""

    file: str
    """Name as the person gave it, without folders."""
    sha256: str
    """Digest of its bytes."""
    rows: int
    """Rows below the head."""
    columns: int
    """Columns of its head."""
    form: str
    """`CSV with commas, utf-8`, `Parquet`."""


class Guess(Record):
    """What something seems to be, and why."""

    name: str
    """What it seems to be."""
    sureness: Sureness
    """How sure that is."""
    why: str
    """The evidence, as the end of a sentence."""


class ColumnFacts(Record):
    """One column of the export."""

    name: str
    """As it stands in the head."""
    kind: ColumnKind
    """What its values are."""
    filled: int
    """Rows with a value that is no spelling of nothing."""
    different: int
    """Different values among those looked at."""
    is_whole: bool
    """Whether all rows were looked at for that, or a sample of them."""
    examples: tuple[str, ...] = ()
    """A few values; none where they could tell of a person."""
    hidden: str = ""
    """Why no example is shown: `looks like names`."""
    maps_to: Guess | None = None
    """The place of the mapping that it seems to belong to: `stamps.closed`."""


class OrderFacts(Record):
    """How the stamps of a column are written."""

    column: str
    """Its name."""
    orders: tuple[str, ...]
    """The orders that fit all of its stamps; one if the column decides."""
    stamps: int
    """Values that are stamps in the first of them."""
    evidence: str
    """What decides, or why nothing does, as a sentence."""
    unreadable: int
    """Values that are no stamp in any order."""
    strangers: tuple[str, ...]
    """The first few of them, each with its row; a name or a text is only measured."""
    contradicting: int
    """Values that the first order does not read and another one does."""
    first: str
    """The earliest stamp, as its own clock tells it."""
    last: str
    """The latest one."""
    with_offset: int
    """Stamps that carry an offset or `Z`, or count from 1970 in UTC."""
    letters: dict[str, int] = {}
    """Letters of zones behind the stamps, such as EST, and how many have them."""


class WordCount(Record):
    """A word of the export, and how many rows have it."""

    word: str
    """The word."""
    rows: int
    """Rows that have it."""


class Words(Record):
    """The words of a column that a mapping must give a meaning."""

    column: str
    """Its name."""
    place: str
    """The place of the mapping: `states`, `values.priority`."""
    words: tuple[WordCount, ...]
    """Each word, the most frequent one first."""
    hidden: int = 0
    """Words that are not shown, because they could tell of a person."""
    others: tuple[str, ...] = ()
    """More columns with the same kind of words: what a field was before and behind a change."""

    @property
    def told(self) -> str:
        """Its columns, as a sentence names them."""
        return " and ".join(f"`{name}`" for name in (self.column, *self.others))


class NullCount(Record):
    """A spelling of nothing."""

    spelling: str
    """What stands there; empty for an empty cell."""
    values: int
    """How often."""
    columns: tuple[str, ...]
    """The columns that have it, those with most first."""


class NumberFacts(Record):
    """The numbers of the tickets."""

    column: str
    """The column that holds them."""
    tickets: int
    """Different numbers."""
    repeated: int
    """Rows whose number an earlier row has."""
    most_rows: int
    """Most rows of one ticket."""
    without: int
    """Rows without a number."""
    first: str = ""
    """The lowest number of the prefix that most have; empty where they do not run on."""
    last: str = ""
    """The highest one."""
    missing: int = 0
    """Numbers between the two that no row has."""


class Doubt(Record):
    """Something that a person should look at before an audit."""

    kind: str
    """Kind of doubt: clock, head, stamps."""
    message: str
    """What was found, as a sentence with its count."""


class Question(Record):
    """What the export does not tell, and a person must."""

    number: int
    """Its number in the draft mapping."""
    place: str
    """The place of the mapping that waits for the answer."""
    text: str
    """The question, with what speaks for which answer."""
    answers: tuple[str, ...] = ()
    """Answers that fit, the likeliest first."""


class KnownExport(Record):
    """An export that rfpkit knows: what its preset says of it."""

    name: str
    """Name of the preset."""
    title: str
    """The system and the list in it."""
    shape: Shape
    """How it tells what happened to a ticket."""
    is_seen: bool
    """Its names were read in a real file or schema; else they are known from memory only."""
    from_memory: tuple[str, ...]
    """Entries known from memory only: `columns.device`."""
    signature: tuple[str, ...]
    """Columns that together tell it from all others."""
    rows: str
    """In JSON, the arrays of which each element is a row; else empty."""
    places: dict[str, str]
    """Each place of the mapping, `columns.ticket`, with its column."""
    others: tuple[str, ...]
    """Columns that it reads besides: those that leave a ticket out."""
    states: tuple[str, ...]
    """Words of the state that have a meaning."""
    values: tuple[str, ...]
    """Places whose words have a meaning: `values.met`."""
    dates: str
    """The order of its stamps; empty if it tells none."""
    shift: str
    """The shift that it declares."""
    parts: dict[str, tuple[str, ...]]
    """Files that belong beside it, each with the columns that tell it."""
    part_rows: dict[str, str] = {}
    """In JSON, the arrays of which each element is a row of a part."""
    part_places: dict[str, dict[str, str]] = {}
    """For each part its places, `stamps.resolved`, with their columns."""
    part_choices: dict[str, tuple[str, ...]] = {}
    """For a part, the names of the column that tells several clocks of one ticket apart."""
    fields: dict[str, str] = {}
    """In a log of changed fields, what each field is: {status: state}."""


class ContractWords(Record):
    """The words of the contract that a mapping leads to."""

    file: str
    """The contract, as the person gave it."""
    timezone: str
    """Its time zone, which need not be that of the export."""
    needs: tuple[tuple[str, ...], ...]
    """Events of which a clock needs at least one, clock by clock."""
    priorities: tuple[str, ...]
    """Its priorities."""
    reasons: tuple[str, ...]
    """Reasons of the pauses that it allows."""
    attributes: dict[str, tuple[str, ...]]
    """Attributes that choose the tickets of a level, each with its words: service, site."""
    columns: dict[str, tuple[str, ...]] = {}
    """Places that its levels count by, `survey.quality`, each with those levels."""


class Inspection(Record):
    """Everything that the files tell of themselves."""

    files: tuple[FileFacts, ...]
    """The files, in the order given."""
    rows: int
    """Rows below all heads."""
    source: Guess | None
    """The system that the export seems to come from; None if nothing known fits."""
    preset: KnownExport | None
    """The preset that fits, and what it says."""
    contract: ContractWords | None = None
    """What the contract asks for, if one was given."""
    main: tuple[str, ...] = ()
    """The files of the export itself, those in a zip one by one."""
    parts: dict[str, str] = {}
    """Files beside it that were given, by the name of the part."""
    shape: Guess
    """How it tells what happened to a ticket."""
    columns: tuple[ColumnFacts, ...]
    """In the order of the head."""
    orders: tuple[OrderFacts, ...]
    """How each column of stamps is written."""
    zone: str
    """What the stamps tell of their zone, as a sentence."""
    shift: str
    """The shift that the clock times suggest: `converted_twice`, else empty."""
    words: tuple[Words, ...]
    """States, priorities and flags."""
    nulls: tuple[NullCount, ...]
    """Spellings of nothing."""
    numbers: NumberFacts | None
    """The tickets' numbers; None if no column holds them."""
    doubts: tuple[Doubt, ...]
    """What a person should look at."""
    questions: tuple[Question, ...]
    """What a person must answer before the export can be audited."""
    encoding: str = "utf-8"
    """The encoding of the text."""
    head: int = 1
    """The row of the head."""
    sheet: str = ""
    """The sheet that was looked into, where the workbook has several."""
    counted: dict[str, str] = {}
    """Places by which a level may count, `survey.rating`, each with a column that would fit."""
    joins: dict[str, tuple[str, str]] = {}
    """Stamps whose date and time of day stand in two columns, by the name that the draft gives."""

    def column(self, place: str) -> str | None:
        """Returns the column that seems to belong to a place of the mapping."""
        for facts in self.columns:
            if facts.maps_to is not None and facts.maps_to.name == place:
                return facts.name
        return None
