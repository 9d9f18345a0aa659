"""What an RFP takes from the pack's library, by what is bought and how. Rules as data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from rfpkit.workflows.interview.checks import split
from rfpkit.workflows.interview.goals import proposed_goals, services
from rfpkit.workflows.interview.prompt import Texts

Rule = Callable[[Texts], bool]
FEW_SCHOOLS = 5
"""Schools up to which a district has neither the volume nor the people for some requirements."""


def _buys(*wanted: str) -> Rule:
    return lambda texts: bool(services(texts) & set(wanted))


def _every(texts: Texts) -> bool:
    del texts
    return True


def _has(key: str) -> Rule:
    return lambda texts: texts.get(key, "") not in ("", "0", "none", "no")


def _both(one: Rule, other: Rule) -> Rule:
    return lambda texts: one(texts) and other(texts)


def _not(rule: Rule) -> Rule:
    return lambda texts: not rule(texts)


def _asks_by(way: str) -> Rule:
    return lambda texts: way in split(texts.get("channels", ""))


def _few_schools(texts: Texts) -> bool:
    return 0 < int(texts.get("schools") or 0) <= FEW_SCHOOLS


LEVELS: Final[dict[str, Rule]] = {
    "repair-turnaround": _buys("repair"),
    "student-without-device": _both(_buys("spares"), _has("student_laptops")),
    "tablet-repair": _both(_buys("repair"), _has("tablets")),
    "acknowledgement": _every,
    "resolution": _buys("help-desk"),
    "first-contact": _buys("help-desk"),
    "on-site": _buys("visits"),
    "visits-kept": _buys("visits"),
    "maintenance-done": _has("maintenance"),
    "repeat-repair": _buys("repair"),
    "remote-resolution": _both(_buys("remote"), _buys("help-desk")),
    "spare-pool": _both(_buys("spares"), _has("student_laptops")),
    "learning-sessions": _buys("training"),
    "satisfaction": _every,
    "sanitization": _buys("repair"),
    "incident-notice": _buys("repair", "spares"),
    "monthly-report": _every,
    "ticket-export": _every,
}
"""Each level that an interview may take, and when it does."""

ON_SCHOOL_DAYS: Final = frozenset({"student-without-device", "spare-pool"})
"""Levels that run on the calendar of school days."""

GROUPS: Final[dict[str, Rule]] = {
    "repair-process": _buys("repair"),
    "spares": _buys("spares"),
    "remote-service": _buys("remote"),
    "help-desk": _buys("help-desk"),
    "triage": _every,
    "visits": _buys("visits"),
    "off-campus": lambda texts: texts.get("off_campus") == "yes",
    "parts": _buys("repair"),
    "staffing": _every,
    "privacy": _every,
    "security-incidents": _every,
    "accessibility": _every,
    "reporting": _every,
    "invoices": _every,
    "governance": _every,
    "transition": _every,
    "training": _buys("training"),
    "continuity": _every,
    "insurance": _every,
}
"""Each group of requirements, and when it is taken."""

LEFT_OUT: Final[dict[str, Rule]] = {
    **dict.fromkeys(("RPR-109", "RPR-114", "SPR-109", "HLP-110", "REP-105"), _few_schools),
    **dict.fromkeys(
        """
        CON-102 CON-107 INS-103 TRN-104 TRN-107 STF-105 PRV-104 SEC-102 ACC-106 REP-113 REP-114
        INV-104 INV-105 GOV-108
        """.split(),
        _not(_buys("repair")),
    ),
    **dict.fromkeys(("STF-101", "STF-106", "STF-107"), _not(_buys("repair", "visits", "training"))),
    "STF-108": _not(_buys("visits")),
    **dict.fromkeys(("TRN-102", "TRN-109"), _not(_buys("spares"))),
    "CON-106": _not(_buys("remote")),
    "HLP-101": _every,
    "HLP-111": _not(_asks_by("portal")),
    "HLP-103": _not(_asks_by("portal")),
    "HLP-104": _not(_asks_by("phone")),
    "HLP-109": _asks_by("chat"),
    "VIS-105": _not(_has("carts")),
    "OFF-103": lambda texts: (
        not {"mail-in", "home-exchange"} & set(split(texts.get("methods", "")))
    ),
    "OFF-102": lambda texts: "mail-in" not in split(texts.get("methods", "")),
    "OFF-104": lambda texts: "home-exchange" not in split(texts.get("methods", "")),
    "OFF-105": lambda texts: "drop-off" not in split(texts.get("methods", "")),
    "INV-103": lambda texts: texts.get("credits") == "no",
}
"""Requirements of these groups that do not fit, and when they do not."""

PRICED_IN_THE_EVENING: Final = "RMT-109"
"""The option that the price line of evening support pays for."""


def levels(texts: Texts, offered: Collection[str]) -> tuple[list[str], list[str]]:
    """Returns the levels that measure what is bought, and those that wait for the school's days."""
    chosen = [name for name, rule in LEVELS.items() if rule(texts) and name in offered]
    if texts.get("school_years"):
        return chosen, []
    waiting = [name for name in chosen if name in ON_SCHOOL_DAYS]
    return [name for name in chosen if name not in ON_SCHOOL_DAYS], waiting


def goals(
    texts: Texts, taken: Collection[str], serves: Mapping[str, Sequence[str]]
) -> tuple[list[str], list[str]]:
    """Returns the goals that were chosen, and those without which a level would serve none.

    Args:
        texts: the answers.
        taken: the levels that are taken.
        serves: for each level of the pack the goals that it can serve.
    """
    chosen = split(texts.get("goals", "")) or split(proposed_goals(texts))
    beside: list[str] = []
    for name in taken:
        held = serves.get(name, ())
        if held and not {*chosen, *beside} & set(held):
            beside.append(held[0])
    return chosen, beside


def groups(texts: Texts, offered: Collection[str]) -> list[str]:
    """Returns the groups of requirements that fit what is bought."""
    return [name for name, rule in GROUPS.items() if rule(texts) and name in offered]


def left_out(
    texts: Texts, taken: Mapping[str, Collection[str]], optional: Collection[str]
) -> list[str]:
    """Returns requirements of the groups taken that do not fit, and options that nobody prices.

    Args:
        texts: the answers.
        taken: the ids of each group that is taken.
        optional: the ids of what a proposer may offer at a price of its own.
    """
    priced = {PRICED_IN_THE_EVENING} if "evening" in split(texts.get("other_ways", "")) else set()
    return [
        name
        for names in taken.values()
        for name in names
        if (name in LEFT_OUT and LEFT_OUT[name](texts)) or (name in optional and name not in priced)
    ]
