"""A draft of a mapping: what an export tells of itself, with every open question in its place."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import NamedTuple

from rfpkit.load.comments import comment, listed, with_comment
from rfpkit.load.scalar import can_be_written, quoted, written
from rfpkit.model.exports.inspection import Guess, Inspection, OrderFacts, Question, Words


@dataclass(frozen=True)
class Draft:
    """What stands in the draft beside the facts of the inspection."""

    name: str
    """The file that it goes to."""
    exports: Sequence[str]
    """The files of the export."""
    orders: Sequence[OrderFacts]
    """The columns of stamps that it reads."""
    meanings: Mapping[str, str]
    """What words of the vendor's flag claim by themselves."""
    suggestions: Mapping[str, str]
    """What the words of the states suggest; told, and never taken."""
    letters: Mapping[str, int]
    """Letters of zones behind the stamps that it reads."""


class _Placed(NamedTuple):
    """A column that belongs to a place of the mapping."""

    column: str
    guess: Guess

    @property
    def why(self) -> str:
        return f"{self.guess.sureness}: {self.guess.why}"


def draft_text(found: Inspection, draft: Draft) -> str:
    """Returns the draft as YAML. It is refused as a mapping until each question is answered."""
    return "\n".join(_Writing(found, draft).lines()) + "\n"


class _Writing:
    def __init__(self, found: Inspection, draft: Draft) -> None:
        self.found = found
        self.draft = draft
        self.asked: dict[str, Question] = {one.place: one for one in found.questions}
        self.preset = found.preset
        self.is_log = found.shape.name == "event log" or found.preset is not None
        self.placed = {
            facts.maps_to.name: _Placed(facts.name, facts.maps_to)
            for facts in found.columns
            if facts.maps_to is not None and can_be_written(facts.name)
        }
        if self.preset is not None:
            told = set(self.preset.places)
            self.placed = {place: one for place, one in self.placed.items() if place not in told}

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield "kind: mapping"
        if self.preset is not None and self.found.source is not None:
            guess = self.found.source
            yield from with_comment(f"preset: {self.preset.name}", f"{guess.sureness}: {guess.why}")
        if self.found.encoding != "utf-8":
            yield f"encoding: {self.found.encoding}"
        if self.found.head != 1:
            yield f"head: {self.found.head}"
        if self.found.sheet:
            yield f"sheet: {written(self.found.sheet)}"
        why = "every stamp that is read carries its own offset"
        yield from self._field("timezone", "UTC", why)
        if "shift" in self.asked:
            yield from self._field("shift", "", "")
        yield from self._zones()
        yield from self._joins()
        yield from self._dates()
        yield from self._nulls()
        if columns := [*self._columns(), *self._absent("columns")]:
            yield from ("", "columns:", *columns)
        yield from self._stamps()
        yield from self._states()
        yield from self._values()
        yield from self._exclusions()
        yield from self._counted()
        yield from self._claims()
        yield from self._parts()
        yield from self._rest()

    def _head(self) -> Iterator[str]:
        count, shape = len(self.found.questions), self.found.shape
        yield "# yaml-language-server: $schema=schemas/mapping.schema.json"
        yield "#"
        article = "an" if shape.name.startswith("e") else "a"
        told = f"A draft, made by `rfpkit tickets inspect`. The export is {article} {shape.name}:"
        told += f" {shape.why}."
        if count:
            these = "the question" if count == 1 else f"the {count} questions"
            told += f" Answer {these}: write the answer where QUESTION stands. Until then the"
            told += " file is refused."
        yield from comment(told)
        yield "#"
        name = quote(self.draft.name)
        yield f"#   rfpkit check {name}"
        exports = " ".join(map(quote, [*self._exports()] or self.draft.exports))
        for part, file in self.found.parts.items():
            exports += f" --part {quote(f'{part}={file}')}"
        contract = quote(self.found.contract.file) if self.found.contract else "CONTRACT"
        yield f"#   rfpkit audit {contract} {exports} --mapping {name} --as-of DATE"
        yield "#"
        told = "The names of events, such as reported and closed, and the reasons of pauses and"
        told += " exclusions are words of your contract. Write its own words where they differ."
        yield from comment(told)

    def _exports(self) -> Iterator[str]:
        """Yields the files as they were given; of a zip that holds a part too, its other tables."""
        beside = self.found.parts.values()
        for given in self.draft.exports:
            if any(file.startswith(f"{given}/") for file in beside):
                yield from (file for file in self.found.main if file.startswith(f"{given}/"))
            elif given not in beside:
                yield given

    def _field(self, place: str, value: str, why: str, indent: str = "") -> Iterator[str]:
        """Yields a field: its value with the evidence, or the question that stands for it."""
        name = written(place.partition(".")[2] or place)
        if place in self.asked:
            yield from self._question(place, indent)
            yield f"{indent}{name}: QUESTION {self.asked[place].number}"
        else:
            yield from with_comment(f"{indent}{name}: {value}", why)

    def _question(self, place: str, indent: str = "") -> Iterator[str]:
        question = self.asked[place]
        text = f"QUESTION {question.number}: {question.text}"
        if question.answers:
            text += f" Answer: {', or '.join(question.answers)}."
        if not indent:
            yield ""
        yield from comment(text, indent)

    def _zones(self) -> Iterator[str]:
        if "zones" in self.asked:
            yield from self._question("zones")
            yield "zones:"
            for word, count in self.draft.letters.items():
                told = "1 stamp" if count == 1 else f"{count:,} stamps"
                yield f"  {word}: QUESTION {self.asked['zones'].number}   # {told}"

    def _joins(self) -> Iterator[str]:
        if self.found.joins:
            yield from ("", "join:")
        for name, pair in self.found.joins.items():
            told = [one.why for one in self.placed.values() if one.column == name]
            both = f"[{', '.join(map(written, pair))}]"
            yield from with_comment(f"  {written(name)}: {both}", "; ".join(told))

    def _dates(self) -> Iterator[str]:
        used = [one for one in self.draft.orders if can_be_written(one.column)]
        looked = [*used, *self._offered(used)]
        if not looked or self._preset_reads(looked):
            return
        yield ""
        is_decided = all(len(one.orders) == 1 for one in looked)
        if is_decided and len({one.orders for one in looked}) == 1:
            evidence = f"`{looked[0].column}`: {looked[0].evidence}"
            yield from with_comment(f"dates: {written(looked[0].orders[0])}", evidence)
            return
        if is_decided and len(looked) > len(used):
            told = "columns that may be answers are written otherwise; each is read in its own way"
            yield from with_comment("dates: detect", told)
            return
        yield "dates:"
        for one in used:
            order = one.orders[0] if one.orders else ""
            yield from self._field(f"dates.{one.column}", written(order), one.evidence, "  ")
        known = {one.column for one in used}
        for place, placed in self.placed.items():
            is_stamp = place == "claims.due" or (place.startswith("stamps.") and not self.is_log)
            if is_stamp and placed.column not in known:
                yield from with_comment(f"  {written(placed.column)}: detect", "it is empty")

    def _offered(self, used: Sequence[OrderFacts]) -> Iterator[OrderFacts]:
        """Yields the columns of stamps that are answers to a question, and not read yet."""
        asked = [one for place, one in self.asked.items() if place.startswith("stamps.")]
        names = {answer for one in asked for answer in one.answers}
        yield from (one for one in self.found.orders if one.column in names and one not in used)

    def _preset_reads(self, used: Sequence[OrderFacts]) -> bool:
        """Returns whether the order of the preset is that of the file."""
        if self.preset is None:
            return False
        order = self.preset.dates.replace(":s", "")
        return all([one.replace(":s", "") for one in facts.orders] == [order] for facts in used)

    def _nulls(self) -> Iterator[str]:
        read = {one.column for one in self.placed.values()}
        held = [one for one in self.found.nulls if one.spelling and read & set(one.columns)]
        if held:
            spellings = ", ".join(quoted(one.spelling) for one in held)
            counts = ", ".join(f"{one.spelling} {one.values:,} times" for one in held)
            yield from with_comment(f"nulls: ['', {spellings}]", counts)

    def _columns(self) -> Iterator[str]:
        for place, one in self.placed.items():
            if place.startswith("columns."):
                yield from self._field(place, written(one.column), one.why, "  ")
        yield from self._asked("columns", but=self.placed)
        evidence = self.found.counted.get("columns.evidence", "")
        if evidence and can_be_written(evidence):
            yield from comment("Where your contract asks a pause for evidence:", "  ")
            yield f"  # evidence: {written(evidence)}"

    def _asked(self, group: str, but: Container[str] = ()) -> Iterator[str]:
        """Yields the questions of a group that no column stands for."""
        for place in self.asked:
            if place.startswith(f"{group}.") and place not in but:
                yield from self._field(place, "", "", "  ")

    def _counted(self) -> Iterator[str]:
        """Yields what levels count by: as questions, or, without a contract, as remarks."""
        for group in ("survey", "numbers", "facts"):
            if lines := [*self._asked(group)]:
                yield from ("", f"{group}:", *lines)
        perhaps = [*self._perhaps()]
        if perhaps:
            told = "A level may count by these. If one of your contract does, take the `#` away and"
            yield ""
            yield from comment(f"{told} write the contract's own word:")
            yield from perhaps

    def _perhaps(self) -> Iterator[str]:
        for group in ("survey", "numbers", "facts"):
            held = [
                f"{place.partition('.')[2]}: {written(column)}"
                for place, column in self.found.counted.items()
                if place.startswith(f"{group}.") and can_be_written(column)
            ]
            if held:
                yield f"# {group}: {{{', '.join(held)}}}"

    def _stamps(self) -> Iterator[str]:
        held = {place: one for place, one in self.placed.items() if place.startswith("stamps.")}
        if self.preset is not None:
            asked = [place for place in self.asked if place.startswith("stamps.")]
            lines = [line for place in asked for line in self._field(place, "", "", "  ")]
            if lines := [*self._absent("stamps"), *lines]:
                yield from ("", "stamps:", *lines)
            return
        if self.is_log:
            yield from self._stamps_of_log(held)
            return
        yield from ("", "stamps:")
        for place, one in held.items():
            yield from self._field(place, written(one.column), one.why, "  ")
        for place in self.asked:
            if place.startswith("stamps.") and place not in held:
                yield from self._field(place, "", "", "  ")

    def _stamps_of_log(self, held: Mapping[str, _Placed]) -> Iterator[str]:
        if held:
            yield ""
            yield from comment("The rows also repeat these stamps; name what no state tells:")
            yield "# stamps:"
            for place, one in held.items():
                yield f"#   {place.partition('.')[2]}: {written(one.column)}"

    def _absent(self, group: str) -> Iterator[str]:
        """Yields what the preset names and the file lacks, taken away."""
        names = {facts.name for facts in self.found.columns}
        for place, column in (self.preset.places if self.preset else {}).items():
            if place.startswith(f"{group}.") and column not in names and place not in self.asked:
                line = f"  {place.partition('.')[2]}: null"
                yield from with_comment(line, f"there is no column `{column}` here")

    def _words(self, place: str) -> Words | None:
        return next((one for one in self.found.words if one.place == place), None)

    def _states(self) -> Iterator[str]:
        words = self._words("states")
        if words is None or "states" not in self.asked:
            return
        yield from self._question("states")
        yield "states:"
        number = self.asked["states"].number
        known = self.preset.states if self.preset is not None else ()
        for one in words.words:
            if can_be_written(one.word) and one.word not in known:
                perhaps = self.draft.suggestions.get(one.word, "")
                told = _rows(one.rows) + (f"; perhaps {perhaps}" if perhaps else "")
                yield f"  {written(one.word)}: QUESTION {number}   # {told}"
        yield from _hidden(words)
        told = "a state that is not listed stops the audit; `run` lets the clock run through it"
        yield from with_comment("unmapped: error", told)

    def _values(self) -> Iterator[str]:
        told = self.preset.values if self.preset is not None else ()
        open_ = {*self.asked, *(["values.met"] if "claims.met" in self.placed else [])} - {*told}
        places = [one.place for one in self.found.words if one.place in open_]
        places = [place for place in places if place.startswith("values.")]
        groups = [line for place in places for line in self._group(place)]
        if groups:
            yield from ("", "values:", *groups)

    def _group(self, place: str) -> Iterator[str]:
        words = self._words(place)
        if words is None or not words.words:
            return
        if place in self.asked:
            yield from self._question(place, "  ")
        yield f"  {place.partition('.')[2]}:"
        for one in words.words:
            known = self.draft.meanings.get(one.word, "") if place == "values.met" else ""
            meaning = known or f"QUESTION {self.asked[place].number}"
            if can_be_written(one.word):
                perhaps = self.draft.suggestions.get(one.word, "") if not known else ""
                told = _rows(one.rows) + (f"; perhaps {perhaps}" if perhaps else "")
                yield f"    {written(one.word)}: {meaning}   # {told}"
        yield from _hidden(words)

    def _exclusions(self) -> Iterator[str]:
        if "exclusions" in self.asked:
            yield from self._field("exclusions", "", "")

    def _claims(self) -> Iterator[str]:
        held = {place: one for place, one in self.placed.items() if place.startswith("claims.")}
        absent = list(self._absent("claims"))
        if held or absent:
            yield ""
            told = "What the vendor says of itself. Where the contract has several durations, add"
            yield from comment(f"{told} `level: ID` to say of which one it speaks.")
            yield "claims:"
            for place, one in held.items():
                yield from self._field(place, written(one.column), one.why, "  ")
            yield from absent

    def _parts(self) -> Iterator[str]:
        lines = [line for place in self.asked for line in self._part(place)]
        if lines:
            yield from ("", "parts:", *lines)

    def _part(self, place: str) -> Iterator[str]:
        """Yields the question whether there is such a file, or which of its clocks is meant."""
        group, _, name = place.partition(".")
        part, is_choice, column = name.partition(".only.")
        if group == "parts" and is_choice:
            yield from (f"  {part}:", "    only:")
            yield from self._question(place, "      ")
            yield f"      {written(column)}: QUESTION {self.asked[place].number}"
        elif group == "parts":
            yield from self._field(place, "", "", "  ")

    def _rest(self) -> Iterator[str]:
        used = {one.column for one in self.placed.values()}
        used |= {column for pair in self.found.joins.values() for column in pair}
        if self.preset is not None:
            used |= {*self.preset.places.values(), *self.preset.others}
        rest = [facts for facts in self.found.columns if facts.name not in used]
        # A column whose own name is not shown is not read either: nothing need be dropped.
        named = [facts for facts in rest if not facts.name.startswith("(")]
        hidden = [facts.name for facts in named if facts.hidden and can_be_written(facts.name)]
        if hidden:
            yield ""
            yield from comment("Never read, because they look like names or free text:")
            yield from listed("drop", hidden)
        others = [f"`{facts.name}`" for facts in rest if not facts.hidden]
        if others:
            yield ""
            told = "Not read, because nothing above names them"
            yield from comment(f"{told}: {', '.join(others)}.")


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _hidden(words: Words) -> Iterator[str]:
    if words.hidden:
        more = "1 more word is not shown: it looks" if words.hidden == 1 else ""
        more = more or f"{words.hidden} more words are not shown: they look"
        told = f"{more} like names or free text. If they are none, add `keep: [{words.column}]` to"
        told += " this file: the audit then names each word that has no meaning yet."
        yield from comment(told, "  ")
