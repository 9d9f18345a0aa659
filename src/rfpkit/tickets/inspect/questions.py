"""What the export does not tell: each question at its place in the mapping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from rfpkit.model.exports.inspection import ContractWords, Inspection, OrderFacts, Question, Words
from rfpkit.model.exports.mapping import FLAGS
from rfpkit.tickets.inspect.counted import asked_columns
from rfpkit.tickets.inspect.vocabulary import (
    BEGINNINGS,
    ENDED_OTHERWISE,
    ENDINGS,
    MET_WORDS,
    NEGATIVE,
    ROLES,
    bare,
)
from rfpkit.tickets.stamps.zone_letters import USUAL

_Asked = tuple[str, str, tuple[str, ...]]
"""Place, question, answers."""


def ask(found: Inspection) -> tuple[Question, ...]:
    """Returns the questions in the order of the mapping; none for a file without tickets."""
    if found.preset is None and found.shape.name not in {"snapshot", "event log"}:
        return ()
    columns = [] if found.preset is not None else _columns(found)
    columns = [*columns]
    events = [*_events(found)] if found.shape.name == "snapshot" else []
    offered = {
        answer
        for place, _, answers in (*columns, *events)
        if place.startswith("stamps.")
        for answer in answers
    }
    asked = [
        *_zone(found, offered),
        *_letters(found),
        *_orders(found),
        *columns,
        *events,
        *asked_columns(found),
        *_words(found),
        *_parts(found),
        *_choices(found),
    ]
    return tuple(
        Question(number=number, place=place, text=text, answers=answers)
        for number, (place, text, answers) in enumerate(asked, start=1)
    )


def used_orders(found: Inspection) -> list[OrderFacts]:
    """Returns the columns of stamps that the draft mapping reads."""
    places = {facts.name: facts.maps_to.name for facts in found.columns if facts.maps_to}
    is_log = found.shape.name == "event log" and found.preset is None
    wanted = {"claims.due", "columns.at"} if is_log or found.preset else {"claims.due"}
    return [
        one
        for one in found.orders
        if (place := places.get(one.column, "")) in wanted
        or (not is_log and place.startswith("stamps."))
    ]


def _zone(found: Inspection, offered: Collection[str]) -> Iterator[_Asked]:
    """Asks for the zone where a stamp has none that is read, or that may be an answer."""
    used = [*used_orders(found), *(one for one in found.orders if one.column in offered)]
    if any(one.with_offset < one.stamps for one in used) or not used:
        text = f"In which time zone are the stamps? {found.zone[:1].upper()}{found.zone[1:]}."
        zone = found.contract.timezone if found.contract is not None else "America/Chicago"
        answers: tuple[str, ...] = (zone, "another IANA zone")
        clocks = [doubt.message for doubt in found.doubts if doubt.kind == "clock"]
        if found.shift == "utc":
            text += f" {clocks[0]}."
            answers = ("UTC", *answers)
        yield "timezone", text, answers
        known = found.preset.shift if found.preset is not None else "none"
        if found.shift == "converted_twice" and known == "none":
            text = f"Were the stamps converted twice? {clocks[0]}."
            yield "shift", text, ("converted_twice", "none")


def letters_of(found: Inspection) -> dict[str, int]:
    """Returns the letters of zones behind the stamps that are read, and how many have them."""
    counts: Counter[str] = Counter()
    for one in used_orders(found):
        counts.update(one.letters)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _letters(found: Inspection) -> Iterator[_Asked]:
    letters = letters_of(found)
    if letters:
        text = f"What do the letters behind the stamps mean: {_quoted(list(letters))}? Many vendors"
        text += " write the same ones in summer and in winter."
        usual = [USUAL[word] for word in letters if word in USUAL] or ["-05:00"]
        yield "zones", text, (*dict.fromkeys(usual), "local where they are only a word")


def _orders(found: Inspection) -> Iterator[_Asked]:
    for one in used_orders(found):
        if len(one.orders) > 1:
            text = f"How is `{one.column}` written? {one.evidence}; no stamp tells which."
            yield f"dates.{one.column}", text, one.orders
        elif not one.orders:
            text = f"How is `{one.column}` written? {one.evidence[:1].upper()}{one.evidence[1:]}."
            yield f"dates.{one.column}", text, ()


def _columns(found: Inspection) -> Iterator[_Asked]:
    asked = {
        "columns.ticket": "Which column holds the ticket's number?",
        "columns.at": "Which column tells when the state of a row began?",
    }
    for facts in found.columns:
        guess = facts.maps_to
        if guess is not None and guess.name in asked and guess.sureness == "guess":
            text = f"{asked[guess.name]} Perhaps `{facts.name}`: {guess.why}."
            yield guess.name, text, (facts.name,)
    if found.shape.name != "snapshot" or found.contract is not None:
        return
    free = tuple(
        facts.name for facts in found.columns if facts.kind == "stamp" and facts.maps_to is None
    )
    for places, place, what in (
        (BEGINNINGS, "stamps.reported", "was reported"),
        (ENDINGS, "stamps.closed", "was done"),
    ):
        if not any(found.column(one) for one in places):
            text = f"Which column tells when a ticket {what}? None is called so."
            yield place, text, free


def _events(found: Inspection) -> Iterator[_Asked]:
    """Asks for the events of the contract that no column gives."""
    places = [facts.maps_to.name for facts in found.columns if facts.maps_to is not None]
    beside = found.preset.part_places if found.preset is not None else {}
    places += [place for part in found.parts for place in beside[part]]
    given = {place.partition(".")[2] for place in places if place.startswith("stamps.")}
    absent = [part for part in beside if part not in found.parts]
    stamps = tuple(facts.name for facts in found.columns if facts.kind == "stamp")
    for names in found.contract.needs if found.contract is not None else ():
        if not given.intersection(names):
            told = " or ".join(f"`{name}`" for name in names)
            text = f"Which column tells when a ticket was {told}, as the contract's clocks ask?"
            for part in absent:
                if any(f"stamps.{name}" in beside[part] for name in names):
                    text += f" The file `{part}` tells it: with that file, take this line away."
            yield f"stamps.{names[0]}", text, stamps


def _words(found: Inspection) -> Iterator[_Asked]:
    preset = found.preset
    known = preset.states if preset is not None else ()
    told = preset.values if preset is not None else ()
    for words in found.words:
        yield from _states(words, known, found.contract)
    for words in found.words:
        if words.words and words.place not in told:
            yield from _values(words, found.contract)
    if preset is None:
        yield from _exclusions([one for one in found.words if one.place == "exclusions"])


def _values(words: Words, contract: ContractWords | None) -> Iterator[_Asked]:
    name = words.place.partition(".")[2]
    if words.place == "values.met":
        if not all(met_meaning(words, one.word) for one in words.words):
            text = f"Which words of `{words.column}` claim that the target was met?"
            yield words.place, text, ("met", "missed")
    elif words.place.startswith("values."):
        meant = _meant(name, contract)
        if meant is None or not meant or is_said(words, contract):
            return
        what = name.replace("_", " ")
        text = f"Which {what} of the contract is each word of {words.told}?"
        if name != "priority":
            text += " A word of which no level speaks may stay as it is."
        yield words.place, text, meant


def _meant(name: str, contract: ContractWords | None) -> tuple[str, ...] | None:
    """Returns the words of the contract; without one, only priorities are asked for."""
    if contract is None:
        return ("P1", "P2", "P3") if name == "priority" else None
    return contract.priorities if name == "priority" else contract.attributes.get(name)


def is_said(words: Words, contract: ContractWords | None) -> bool:
    """Returns whether the export says the contract's own words, or the contract has none."""
    if contract is None:
        return False
    meant = _meant(words.place.partition(".")[2], contract) or ()
    return {one.word for one in words.words} <= set(meant) or not meant


def _exclusions(columns: Sequence[Words]) -> Iterator[_Asked]:
    held = [(words.column, odd) for words in columns if (odd := odd_words(words))]
    if held:
        told = "; ".join(f"`{column}` has {_quoted(odd)}" for column, odd in held)
        column, odd = held[0]
        example = f"{{cancelled: {{{column}: [{odd[0]}]}}}}"
        yield "exclusions", f"Which words leave a ticket out? {told}.", (example, "{}")


def _parts(found: Inspection) -> Iterator[_Asked]:
    for part in found.preset.parts if found.preset is not None else ():
        if part not in found.parts:
            text = f"Is there a file `{part}` that belongs to this export? If so, give it to the"
            text += f" audit with `--part {part}=FILE`, and take these lines away."
            yield f"parts.{part}", text, ("null where there is none",)


def _choices(found: Inspection) -> Iterator[_Asked]:
    """Asks which clock is meant where a file beside the export holds several for a ticket."""
    for words in found.words:
        if words.place.startswith("parts."):
            text = f"Which clock of {words.told} is the one that the contract means?"
            held = ", ".join(f"`{one.word}` ({_rows(one.rows)})" for one in words.words)
            text += f" It holds {held}." if held else " Its words are not shown."
            text += " Where a ticket has another for each priority, list them all."
            yield words.place, text, tuple(f"[{one.word}]" for one in words.words[:_MOST_ANSWERS])


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _states(
    words: Words, known: tuple[str, ...], contract: ContractWords | None
) -> Iterator[_Asked]:
    if words.place == "states" and any(one.word not in known for one in words.words):
        text = f"What does each word of {words.told} do to a ticket's clock?"
        events, reasons = ["NAME"], ["REASON"]
        if contract is not None:
            events = list(dict.fromkeys(name for names in contract.needs for name in names))
            reasons = list(contract.reasons)
        told = [*(f"pause {one}" for one in reasons), *(f"event {one}" for one in events)]
        yield "states", text, ("open", *told, "exclude REASON", "ignore")


def _quoted(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def odd_words(words: Words) -> list[str]:
    """Returns the words of a status, or of a code of closure, that may leave a ticket out."""
    if bare(words.column) in ROLES["exclusions"] and len(words.words) <= _FEW:
        return [one.word for one in words.words]
    return [one.word for one in words.words if ENDED_OTHERWISE.search(one.word)]


def met_meaning(words: Words, word: str) -> str:
    """Returns what a word of the vendor's flag claims, `met` or `missed`; empty if it is open."""
    plain = re.sub(r"[^a-z0-9]", "", word.lower())
    flag = FLAGS.get(word.lower())
    if flag is not None:
        positive = flag != (bare(words.column) in NEGATIVE)
        return "met" if positive else "missed"
    return MET_WORDS.get(plain, "")


_MOST_ANSWERS = 5
"""Most answers that are listed behind a question whose words stand in it."""
_FEW = 12
"""Most codes of closure that are asked for one by one."""
