"""Which columns could tell of a person: no value of them is ever shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rfpkit.model.exports.inspection import ColumnKind
from rfpkit.tickets.ledger.privacy import kept_word, told_word

LONGEST = 40
"""Most signs of a value that is shown."""


def why_hidden(name: str, kind: ColumnKind, values: Sequence[str], place: str) -> str:
    """Returns why no value of a column may be shown; empty if they may.

    `place` is where the column seems to belong in a mapping; empty if nowhere.
    """
    if not values or kind == "flag":
        return ""
    if any(_MAIL.search(value) for value in values):
        return "looks like e-mail addresses"
    if _share(values, _PHONE) >= _SOME or (_CALLED_PHONE.search(name) and kind != "stamp"):
        return "looks like phone numbers"
    if kind in {"stamp", "duration", "number"}:
        return ""
    return _called(_words(name)) or _looks(kind, values, place)


def _called(name: str) -> str:
    if _CALLED_PERSON.search(name):
        return "is called like a person"
    return "is called like free text" if _CALLED_TEXT.search(name) else ""


def _looks(kind: ColumnKind, values: Sequence[str], place: str) -> str:
    if kind == "text":
        return "looks like names or free text"
    return "looks like names" if _are_names(values, place) else ""


def is_shown(word: str) -> bool:
    """Returns whether one word of a list of states may be shown."""
    return (
        len(word) <= LONGEST
        and len(word.split()) <= 6
        and not _MAIL.search(word)
        and not _PHONE.fullmatch(word)
        and not _has_first_name(word)
        and told_word(word) == word
    )


def shown_examples(values: Sequence[str], place: str) -> list[str]:
    """Returns those values of a column that may be shown: one of them may be a person's."""
    listed = place in _LISTED
    return [
        value
        for value in values
        if (is_shown(value) if listed else kept_word(value) == value and not _has_first_name(value))
    ]


_LISTED = {"columns.state", "exclusions", "columns.priority", "claims.met", "columns.ticket"}


def _are_names(values: Sequence[str], place: str) -> bool:
    different = sorted(set(values))
    if place:
        # Staff Laptop and Lincoln Elementary are written like names, too.
        return sum(map(_has_first_name, different)) * 2 >= len(different)
    shaped = [value for value in different if _PERSON.fullmatch(value)]
    named = [value for value in different if _has_first_name(value)]
    return len(shaped) * 10 >= len(different) * 9 or len(named) * 5 >= len(different)


def _has_first_name(value: str) -> bool:
    return any(part.lower() in _FIRST_NAMES for part in re.findall(r"[^\W\d_]+", value))


def _words(name: str) -> str:
    """Returns a column's name in lower case, `openedBy` and `opened_by` as two words."""
    return re.sub(r"[^a-z]+", " ", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())


def _share(values: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(value) is not None for value in values) / len(values)


_SOME = 0.3
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(\+\d[\d ().-]{6,18}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}( ?x\d+)?)")
_PERSON = re.compile(
    r"[A-Z][a-z'’-]+,? ([A-Z]\.? )?(Mc|Mac|O'|De|Van |von )?[A-Z][a-z'’-]+|[A-Z]\. ?[A-Z][a-z'’-]+"
)
_CALLED_PHONE = re.compile(r"phone|mobile|\btel\b|\bfax\b|\bcell\b", re.IGNORECASE)
_CALLED_PERSON = re.compile(
    r"\b(caller|requester|requestor|requested|reporter|creator|owner|assignee|assigned to|agent|"
    r"technician|tech|engineer|user|username|student|parent|guardian|teacher|contact|customer|"
    r"client|employee|staff name|full name|first name|last name|surname|author|submitter|by|from$|"
    r"opened by|closed by|resolved by|watchers|approver|approvals|participants|mail|email|login)\b"
)
_CALLED_TEXT = re.compile(
    r"\b(description|summary|subject|comment|comments|note|notes|details|body|message|address|"
    r"street|remarks|text|resolution description|title|symptoms|worklog|work notes|url|link)\b"
)
_FIRST_NAMES = frozenset(
    "james john robert michael william david richard joseph thomas charles christopher daniel"
    " matthew anthony donald steven paul andrew joshua kenneth kevin brian george edward ronald"
    " timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott"
    " brandon benjamin samuel gregory alexander patrick jack dennis jerry mary patricia jennifer"
    " linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley"
    " kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon"
    " cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine"
    " christine debra rachel carolyn janet maria heather diane olivia julie joyce victoria jose"
    " juan luis carlos jorge miguel ana carmen mohammed ahmed fatima wei priya jane bob ben alice"
    " tom tim mike dave steve chris matt nick sam alex kate liz sue ann anne marie".split()
)
