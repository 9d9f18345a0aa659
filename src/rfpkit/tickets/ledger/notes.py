"""What is noted while an export is read, so that the notes of its parts add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from rfpkit.errors import Diagnostic, Location
from rfpkit.model.exports.intake import Finding
from rfpkit.tickets.ledger.privacy import told_word, without_names
from rfpkit.tickets.stamps.clock_times import ClockTimes
from rfpkit.tickets.stamps.destroyed import MEND, fate_of
from rfpkit.tickets.tables.head import closest, count_of, shown

EXAMPLES = 5
"""Most examples of a finding."""
MOST_TOLD = 20
"""Most words without a meaning that are told one by one."""
MOST_STATES = 10_000
"""A column with more different words holds no states."""

Orders = Callable[[str, str], list[str]]
"""Returns the orders in which a whole column can be read, a value of it among them."""


class Place(NamedTuple):
    """A row of the export."""

    file: int
    """Position of its file among the sources."""
    row: int
    """Number of the row in the file."""


@dataclass(frozen=True)
class Doubt:
    """Something doubtful, as often as it was found."""

    kind: str
    message: str
    """The sentence behind the count: its first word is what is counted."""
    count: int
    examples: tuple[str, ...]
    """The first few, sorted."""

    @property
    def key(self) -> tuple[str, ...]:
        """What the doubts of several parts have in common."""
        return self.kind, self.message

    def add(self, other: Self) -> Doubt:
        """Adds what another part found."""
        examples = tuple(sorted((*self.examples, *other.examples))[:EXAMPLES])
        return Doubt(self.kind, self.message, self.count + other.count, examples)

    def finding(self) -> Finding | None:
        """Returns the finding; None if there is nothing of it."""
        return _finding(self.kind, self.count, self.message, self.examples) if self.count else None

    def problems(self, files: Sequence[str], first: Place, orders: Orders) -> list[Diagnostic]:
        """Returns nothing: a doubt stops no reading."""
        del files, first, orders
        return []


class Seen(NamedTuple):
    """A word without a meaning."""

    rows: int
    first: Place


@dataclass(frozen=True)
class UnknownWords:
    """The words of a column that the mapping gives no meaning."""

    column: str
    place: str
    """The place of the mapping that lacks them."""
    known: tuple[str, ...]
    """The words that stand there."""
    may_run: bool
    """The mapping lets the clock run where it knows no meaning."""
    seen: Mapping[str, Seen]
    kept: bool = False
    """The mapping keeps the column as it stands: every word of it is shown."""

    @property
    def key(self) -> tuple[str, ...]:
        """What the notes of several parts have in common."""
        return "unknown", self.column, self.place

    @property
    def passes(self) -> bool:
        """Whether the export is read as it stands, and the words are listed."""
        return self.may_run and len(self.seen) <= MOST_STATES

    def add(self, other: Self) -> UnknownWords:
        """Adds what another part found."""
        seen = dict(self.seen)
        for word, more in other.seen.items():
            rows, first = seen.get(word, Seen(0, more.first))
            seen[word] = Seen(rows + more.rows, min(first, more.first))
        # Without a list in the mapping, the words that are known are those that a part holds.
        same = self.known == other.known
        known = self.known if same else tuple(sorted({*self.known, *other.known}))
        return UnknownWords(self.column, self.place, known, self.may_run, seen, self.kept)

    def finding(self) -> Finding | None:
        """Returns the list of the words, where they may pass."""
        if not self.seen or not self.passes:
            return None
        message = f"row with a word in `{self.column}` that the mapping gives no meaning; "
        message += "the clock runs" if self.place == "states" else "it is taken as it stands"
        examples = [f"{self._told(word)} ({self.seen[word].rows:,})" for word in self._by_count()]
        rows = sum(seen.rows for seen in self.seen.values())
        return _finding(f"unmapped-{self.place.removeprefix('values.')}", rows, message, examples)

    def problems(self, files: Sequence[str], first: Place, orders: Orders) -> list[Diagnostic]:
        """Returns a problem for each word, the most frequent ones first."""
        del orders
        if self.passes:
            return []
        words = self._by_count()
        found = [self._problem(word, files) for word in words[:MOST_TOLD]]
        if len(words) > MOST_TOLD:
            more = count_of(len(words) - MOST_TOLD, "more word")
            message = f"{more} of the column have no meaning"
            hint = f"check that `{self.column}` is the right column"
            found.append(Diagnostic(_at(first, files, self.column), message, hint))
        return found

    def _by_count(self) -> list[str]:
        return sorted(self.seen, key=lambda word: (-self.seen[word].rows, word))

    def _told(self, word: str) -> str:
        return word if self.kept else told_word(word)

    def _problem(self, word: str, files: Sequence[str]) -> Diagnostic:
        rows, first = self.seen[word]
        told = self._told(word)
        message = f"`{shown(told)}` has no meaning in the mapping ({count_of(rows, 'row')})"
        close = closest(word, self.known)
        hint = f"add it under `{self.place}` in the mapping"
        if told != word:
            hint += f"; if `{self.column}` names no person, `keep: [{self.column}]` shows its words"
        hint = f"did you mean `{close}`? If not, {hint}" if close else hint
        return Diagnostic(_at(first, files, self.column), message, hint)


@dataclass(frozen=True)
class StampsRead:
    """A column of stamps, and the first value in it that is none."""

    column: str
    declared: str
    """The order of the mapping."""
    readable: bool
    """Some value can be read."""
    first: Place | None
    """The first value that cannot; None if there is no such."""
    text: str = ""
    """What stands there."""

    @property
    def key(self) -> tuple[str, ...]:
        """What the notes of several parts have in common."""
        return "stamps", self.column

    def add(self, other: Self) -> StampsRead:
        """Adds what another part found."""
        earlier: StampsRead = self
        if self.first is None or (other.first is not None and other.first < self.first):
            earlier = other
        readable = self.readable or other.readable
        return StampsRead(self.column, self.declared, readable, earlier.first, earlier.text)

    def finding(self) -> Finding | None:
        """Returns nothing: each value that cannot be read is listed as rejected."""
        return None

    def problems(self, files: Sequence[str], first: Place, orders: Orders) -> list[Diagnostic]:
        """Returns a problem if another order reads the column, or none reads any of it."""
        del first
        if self.first is None:
            return []
        message = f"`{without_names(shown(self.text))}` is no stamp"
        message += f" in the order `{self.declared}`"
        fate = fate_of(self.text)
        if fate is not None and not self.readable:
            return [Diagnostic(_at(self.first, files, self.column), f"{message}: {fate}", MEND)]
        fitting = [f"`dates: {order}`" for order in orders(self.column, self.text)]
        if len(fitting) == 1:
            hint = f"write {fitting[0]}, which reads every stamp of the column"
        elif fitting:
            hint = f"write {' or '.join(fitting)}; the stamps do not tell which, the vendor must"
        elif not self.readable:
            message += f", and no other value of `{self.column}` is one"
            hint = "correct the name of the column, or the order: `dates: d/m/y h:m`"
        else:
            return []
        return [Diagnostic(_at(self.first, files, self.column), message, hint)]


@dataclass(frozen=True)
class ZoneLetters:
    """Letters of a zone behind stamps, which the mapping does not explain."""

    column: str
    word: str
    rows: int
    """Stamps that have them."""
    first: Place
    text: str
    """The first of these stamps."""
    readings: tuple[str, ...]
    """Its instant by each meaning of the letters."""
    usual: str
    """The offset that the letters mean to most; empty where nobody knows."""

    @property
    def key(self) -> tuple[str, ...]:
        """What the notes of several parts have in common."""
        return "zone letters", self.column, self.word

    def add(self, other: Self) -> ZoneLetters:
        """Adds what another part found."""
        earlier = self if self.first <= other.first else other
        return replace(earlier, rows=self.rows + other.rows)

    def finding(self) -> Finding | None:
        """Returns nothing: it stops the reading."""
        return None

    def problems(self, files: Sequence[str], first: Place, orders: Orders) -> list[Diagnostic]:
        """Returns the two readings of the first stamp."""
        del first, orders
        message = f"`{without_names(self.text.removesuffix(self.word))}{self.word}` bears the"
        message += " letters of a zone that the mapping does not explain"
        message += f" ({count_of(self.rows, 'stamp')}): it is {', and '.join(self.readings)}"
        offset = self.usual or "an offset such as -05:00"
        hint = f"ask the vendor, then write `zones: {{{self.word}: {offset}}}`, or"
        hint += f" `zones: {{{self.word}: local}}` where the letters are only a word"
        return [Diagnostic(_at(self.first, files, self.column), message, hint)]


Note = Doubt | UnknownWords | StampsRead | ZoneLetters | ClockTimes


def _finding(kind: str, count: int, message: str, examples: Sequence[str]) -> Finding:
    noun, _, rest = message.partition(" ")
    few = tuple(shown(example) for example in examples[:EXAMPLES])
    return Finding(id=kind, message=f"{count_of(count, noun)} {rest}", count=count, examples=few)


def _at(place: Place, files: Sequence[str], column: str) -> Location:
    return Location(files[place.file], place.row, field=column)
