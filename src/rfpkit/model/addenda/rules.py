"""What does not hold between an RFP, its addenda, and the questions about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.addenda.question import Question
from rfpkit.model.planning import Event
from rfpkit.model.record import Problem, Record, repeated_ids


def addenda_problems(addenda: Sequence[Addendum], schedule: Sequence[Event]) -> Iterable[Problem]:
    """Yields what is wrong with the list of addenda to an RFP with a schedule."""
    events = [event.id for event in schedule]
    issued = next((event.date for event in schedule if event.id == "issued"), None)
    for position, one in enumerate(addenda):
        path = ("addenda", position)
        if one.number != position + 1:
            message = f"addendum {one.number} stands where number {position + 1} is due"
            hint = "number the addenda 1, 2, 3 in the order in which they are published"
            yield Problem((*path, "number"), message, hint, ("addenda",))
        if position and one.date < addenda[position - 1].date:
            before = addenda[position - 1]
            message = f"addendum {one.number} is dated before addendum {before.number}"
            yield Problem((*path, "date"), message, f"write {before.date} or a later day")
        if issued is not None and one.date < issued:
            message = f"addendum {one.number} is dated before the request was issued"
            yield Problem((*path, "date"), message, f"write {issued} or a later day")
        if one.reason is not None and one.substantive is None:
            message = "a reason is given, but not for what"
            yield Problem((*path, "reason"), message, "write `substantive: true` or `false` too")
        yield from _moved(one, path, events)


def question_problems(
    questions: Sequence[Question], addenda: Sequence[Addendum]
) -> Iterable[Problem]:
    """Yields what is wrong with the questions and their answers."""
    yield from repeated_ids("questions", questions, ("questions",))
    for position, one in enumerate(questions):
        path = ("questions", position)
        yield from _answered(one, path)
        yield from _changing(one, path, [addendum.number for addendum in addenda])


def asked_about_problems(rfp: Record, sections: Iterable[str]) -> Iterable[Problem]:
    """Yields each question about something that neither the RFP nor its document has.

    `sections` are the ids of the document's sections, as its pack names them. What an answer
    changes by an addendum may be gone by now: the question goes on to name it.
    """
    questions: Sequence[Question] = getattr(rfp, "questions", None) or ()
    asked = [one for one in questions if one.asked_about is not None]
    known = {*sections, *ids_within(rfp)} if asked else set()
    for position, one in enumerate(questions):
        if one.asked_about is not None and one.asked_about not in known:
            if one.addenda and not _is_misspelled(one.asked_about, known):
                continue
            close = get_close_matches(one.asked_about, sorted(known), n=1)
            hint = "write the id of a section, or of a requirement, level, date or price line"
            yield Problem(
                ("questions", position, "asked_about"),
                f"nothing in the RFP is called `{one.asked_about}`",
                f"did you mean `{close[0]}`?" if close else hint,
                tuple(type(rfp).model_fields),
            )


def _is_misspelled(name: str, known: Iterable[str]) -> bool:
    """Whether an id is almost another one; RPR-002 is not RPR-001 misspelled."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.85)
    return bool(close) and re.sub(r"\d", "", close[0]) != re.sub(r"\d", "", name)


def ids_within(value: Any) -> Iterable[str]:
    """Yields the id of everything inside a record that has one; questions have no say."""
    if isinstance(value, Record):
        for name in type(value).model_fields:
            if name != "questions":
                yield from ids_within(getattr(value, name))
        if isinstance(found := getattr(value, "id", None), str):
            yield found
    elif isinstance(value, tuple | list):
        for item in value:
            yield from ids_within(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from ids_within(item)


_SPEAKS_OF_CHANGE = re.compile(
    r"\baddend(um|a)\b"
    r"|\b(is|are|has been|have been|will be) (hereby )?"
    r"(changed|corrected|revised|amended|replaced|extended|deleted|removed|added|moved|waived)\b"
    r"|\b(is|are|will be) now\b|\bno longer (asked|required|needed|applies|apply)\b"
    r"|\bthe (District|State|Consortium|issuer) (will )?"
    r"(changes?|corrects?|revises?|amends?|replaces?|extends?|deletes?|removes?|adds?|moves?|waives?)\b",
    re.IGNORECASE,
)
"""Words with which an answer says that the RFP changes."""


def _moved(one: Addendum, path: tuple[str | int, ...], events: Sequence[str]) -> Iterable[Problem]:
    seen: set[str] = set()
    for index, moved in enumerate(one.moved or ()):
        at = (*path, "moved", index, "event")
        if moved.event not in events:
            close = get_close_matches(moved.event, events, n=1)
            hint = f"did you mean `{close[0]}`?" if close else "write the id of an event"
            yield Problem(at, f"there is no event `{moved.event}`", hint, ("schedule",))
        if moved.event in seen:
            message = f"addendum {one.number} moves `{moved.event}` twice"
            yield Problem(at, message, "keep what the date was before the addendum")
        seen.add(moved.event)


def _answered(one: Question, path: tuple[str | int, ...]) -> Iterable[Problem]:
    if one.answer is not None and one.answered is None:
        hint = "write the day on which the answer is published"
        yield Problem((*path, "answer"), "the answer has no date `answered`", hint)
    if one.answer is None and (one.answered is not None or one.changes is not None):
        hint = "write the answer, or leave `answered` and `changes` out"
        yield Problem(path, f"question {one.id} has no answer", hint)
    if one.answered is not None and one.answered < one.received:
        message = f"the answer is dated {one.answered}, before the question came in"
        yield Problem((*path, "answered"), message, f"write {one.received} or a later day")


def _changing(
    one: Question, path: tuple[str | int, ...], numbers: Sequence[int]
) -> Iterable[Problem]:
    for number in one.addenda:
        if number not in numbers:
            hint = "add it to `addenda`, or correct the number"
            yield Problem((*path, "changes"), f"there is no addendum {number}", hint, ("addenda",))
    if one.answer and one.changes is None and (found := _SPEAKS_OF_CHANGE.search(one.answer)):
        message = f"the answer says that the RFP changes (“{found.group()}”) but names no addendum"
        hint = "write `changes: 1` with the addendum's number, or `changes: none`"
        yield Problem((*path, "answer"), message, hint)
