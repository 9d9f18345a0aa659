"""A sentence that a person wrote beside a level's terms: it must say what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from difflib import SequenceMatcher
from typing import Final

from rfpkit.model.calendars.calendar import ALWAYS
from rfpkit.model.record import Problem
from rfpkit.model.references import Promises
from rfpkit.model.sentence import Promise, promise, read, sentence
from rfpkit.model.service_level import ServiceLevel

Path = tuple[str | int, ...]


def sentence_problems(
    document: Promises, levels: Sequence[ServiceLevel], path: Path
) -> Iterable[Problem]:
    """Yields each written sentence that cannot be read, or says something else than its level."""
    for position, level in enumerate(levels):
        # What a name that nobody knows should say is told at the name itself.
        if level.sentence is None or _unknown_calendar(level, document):
            continue
        if told := _wrong(level, level.sentence, document):
            hint = f"leave `sentence` out, or write: {sentence(level, document)}"
            yield Problem((*path, position, "sentence"), told, hint, _NAMED)


_NAMED: Final = ("calendars", "priorities", "pauses", "exclusions", "pricing", "at_risk")
"""What a sentence calls by the names that they have elsewhere in the document."""


def _unknown_calendar(level: ServiceLevel, document: Promises) -> bool:
    known = {ALWAYS, None, *(calendar.id for calendar in document.calendars)}
    others = getattr(level.measure, "calendar_by_site", None) or {}
    return not {getattr(level.measure, "calendar", None), *others.values()} <= known


def _wrong(level: ServiceLevel, text: str, document: Promises) -> str:
    """Returns what is wrong with a sentence; nothing where it says what the level says."""
    written = " ".join(text.split())
    due, terms = sentence(level, document), promise(level, document)
    straight = written.replace("’", "'")
    if _read(straight) == terms:  # as it is printed, and was copied from there
        return ""
    found = _read(written)
    said, wanted = _first_difference(written, due)
    if found is None:
        if not said:
            return f"the sentence ends too early: {wanted} was expected behind its last word"
        return f"the reading stopped at {said}, where {wanted} was expected"
    if found == terms:
        return ""
    return f"the sentence says {said or 'nothing'}, and {_key(found, terms)} says {wanted}"


def _read(written: str) -> Promise | None:
    try:
        found = read(written)
    except ValueError:
        return None
    # A reader may pass over a word; what it then writes shows it.
    return found if str(found) == written else None


def _key(found: Promise, terms: Promise) -> str:
    """Returns the key of the level that says it otherwise."""
    if type(found) is not type(terms):
        return "`measure`"
    for field in fields(terms):
        if getattr(found, field.name) != getattr(terms, field.name):
            return f"`{_KEYS.get(field.name, 'measure')}`"
    return "the level"


_KEYS: Final = {
    "owed": "attainment",
    "span": "attainment",
    "population": "applies_to",
    "limits": "target",
    "limit": "target",
    "target": "target",
    "start": "measure.from",
    "stop": "measure.to",
    "calendar": "measure.calendar",
    "elsewhere": "measure.calendar_by_site",
}


def _first_difference(written: str, due: str) -> tuple[str, str]:
    """Returns the first words that differ: as they are written, and as they are due."""
    ours, theirs = written.split(), due.split()
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            said, wanted = " ".join(ours[a:b]), " ".join(theirs[c:d])
            # Words that were added or left out are told with the word behind them.
            if not wanted:
                said, wanted = f"{said} {_at(ours, b)}".strip(), _at(theirs, d)
            elif not said:
                said, wanted = _at(ours, b), f"{wanted} {_at(theirs, d)}".strip()
            return _few(said), _few(wanted) or "nothing more"
    return "", "nothing more"


def _few(words: str) -> str:
    """Quotes the first words; nothing for none."""
    each = words.split()
    rest = " …" if len(each) > _MOST else ""
    return f"`{' '.join(each[:_MOST])}{rest}`" if each else ""


_MOST: Final = 5
"""Words of a sentence that a message repeats."""


def _at(words: Sequence[str], position: int) -> str:
    return words[position] if position < len(words) else ""
