"""The goals of the pack from which an interview proposes, by what is bought."""

from __future__ import annotations

from typing import Final

from rfpkit.workflows.interview.checks import split
from rfpkit.workflows.interview.prompt import Texts

GOALS: Final = {
    "learning-time": "No student is without a working device for more than one school day.",
    "known-wait": "Everyone who asks for help knows who has the request and when it will be done.",
    "right-first-time": "A fault is repaired once, and a person is helped once.",
    "safe-data": "No student's data leaves the District's control with a device.",
    "every-school": "A school's place on the map does not decide how long its students wait.",
    "plain-dealing": "The District sees the records behind every number and every invoice.",
}
"""Each goal of the pack, in a sentence."""
_NEEDS: Final = {
    "learning-time": {"repair", "spares"},
    "right-first-time": {"repair", "help-desk", "remote", "visits"},
    "safe-data": {"repair", "spares", "remote"},
    "every-school": {"visits"},
}
"""What must be bought so that a goal can be served; one that is not named is served by any."""


def services(texts: Texts) -> set[str]:
    """Returns what is bought; everything where that is not known yet."""
    return set(split(texts.get("services", ""))) or {
        "repair", "spares", "help-desk", "remote", "visits", "training"
    }  # fmt: skip


def proposed_goals(texts: Texts) -> str:
    """Returns the goals that what is bought can serve."""
    bought = services(texts)
    return ", ".join(name for name in GOALS if bought & _NEEDS.get(name, bought))
