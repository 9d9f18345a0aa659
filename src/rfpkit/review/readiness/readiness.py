"""Which of the eleven planning questions an RFP answers, and what waits for the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rfpkit.model.solicitation import Solicitation
from rfpkit.review.readiness.people import STAFFING, WHO_ANSWERS
from rfpkit.review.readiness.rule import Question, Reason, State
from rfpkit.review.readiness.success import SUCCESS
from rfpkit.review.readiness.what import OFF_CAMPUS, SCOPE
from rfpkit.review.readiness.who import CUSTOMERS, GOALS, PRIORITIES
from rfpkit.review.readiness.work import HOURS, INTAKE, ROUTINE

QUESTIONS: tuple[Question, ...] = (
    CUSTOMERS,
    GOALS,
    PRIORITIES,
    SCOPE,
    OFF_CAMPUS,
    INTAKE,
    ROUTINE,
    HOURS,
    WHO_ANSWERS,
    STAFFING,
    SUCCESS,
)
"""The eleven planning questions, in their order."""


class Readiness(NamedTuple):
    """How far one question is answered."""

    number: int
    """1 to 11; 0 for what comes before the questions: who buys, dates and money."""
    question: str
    state: State
    reasons: tuple[Reason, ...]
    """Why it is not answered well enough, each with what to write."""
    depends: str
    """What waits for the answer."""
    fields: tuple[str, ...]
    """The RFP's keys in which the answer stands."""


def readiness(rfp: Solicitation) -> list[Readiness]:
    """Returns how far each question is answered.

    What comes before the questions is there only where something of it is not settled.
    """
    told = [_of(rfp, number, question) for number, question in enumerate(QUESTIONS, start=1)]
    before = tuple(_unsettled(rfp, None))
    if not before:
        return told
    who = "Who buys, by when, with which money?"
    depends = "cover; calendar of events; required clauses"
    return [Readiness(0, who, "thin", before, depends, ("issuer", "schedule", "facts")), *told]


def _of(rfp: Solicitation, number: int, question: Question) -> Readiness:
    reasons = question.opened_by.reasons(rfp)
    state: State = "open" if reasons else "answered"
    if not reasons:
        reasons = [one for rule in question.thinned_by for one in rule.reasons(rfp)]
    reasons += _unsettled(rfp, number)
    if state == "answered" and reasons:
        state = "thin"
    return Readiness(
        number, question.text, state, tuple(reasons), question.depends, question.fields
    )


def _unsettled(rfp: Solicitation, number: int | None) -> Iterable[Reason]:
    points = [point for point in rfp.unsettled or () if point.question == number]
    if unknown := [point.what for point in points if point.proposed is None]:
        mend = "find it out, write it, and take its line out of `unsettled`"
        yield Reason("not-known", (), f"not known yet: {'; '.join(unknown)}", mend)
    if taken := [f"{one.what} ({one.proposed})" for one in points if one.proposed is not None]:
        mend = "correct each or leave it, and take its line out of `unsettled`"
        message = f"proposed, and confirmed by nobody: {'; '.join(taken)}"
        yield Reason("not-confirmed", (), message, mend)
