"""The whole commented file."""

# The lines of the written file stay whole.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.workflows.interview.plan import Plan
from rfpkit.workflows.interview.text.calendars import calendars
from rfpkit.workflows.interview.text.head import head
from rfpkit.workflows.interview.text.lines import As, items, row
from rfpkit.workflows.interview.text.measured import measured
from rfpkit.workflows.interview.text.people import people
from rfpkit.workflows.interview.text.prices import prices
from rfpkit.workflows.interview.text.work import work

Unsettled = Iterable[tuple[int | None, str, str]]
"""Number of the question, what is not settled, and the value that was proposed (or nothing)."""


def rfp_text(plan: Plan, unsettled: Unsettled) -> str:
    """Returns the file; the same answers give the same text."""
    parts = (
        head(plan), people(plan), work(plan), calendars(plan), measured(plan), prices(plan),
        _unsettled(unsettled),
    )  # fmt: skip
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _unsettled(points: Unsettled) -> list[str]:
    rows = [
        row(question=As(str(number)) if number else None, what=what, proposed=value or None)
        for number, what, value in points
    ]
    if not rows:
        return []
    return [
        "# What is not settled. A line with `proposed` stands for an answer that was taken as it was",
        "# proposed; the others are not known yet. `rfpkit check` tells them with the question that",
        "# they belong to. Take a line out once it is true; nothing of it is printed.",
        "unsettled:",
        *items(rows),
    ]
