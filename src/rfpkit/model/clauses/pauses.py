"""Which pauses a clock honors, for how long, and on what evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rfpkit.model.limit import Limit
from rfpkit.model.pause import PauseRule
from rfpkit.model.references import Promises
from rfpkit.model.terms import Definition
from rfpkit.model.words import joined, plain

_WAITS: Final = re.compile(r"(?:[a-z]+ing|held|on hold|with|at|in)\b")
"""How a phrase begins that can follow the words: a request is."""
NO_PAUSE = "No pause is honored; the clock runs through each."


def reasons(pauses: Sequence[PauseRule], document: Promises) -> str:
    """Returns the reasons as a sentence lists them: `awaiting approval or awaiting access`."""
    return joined([waiting(rule.reason, document) for rule in pauses], "or")


def waiting(reason: str, document: Promises) -> str:
    """Returns what a request is while a reason holds: `awaiting approval`, `in the state “…”`."""
    name = named(reason, document.pauses)
    return name if _WAITS.match(name) else f"in the state “{name}”"


def cap_clauses(
    pauses: Sequence[PauseRule], document: Promises, total: Limit | None = None
) -> Iterable[str]:
    """Yields how long each pause is honored, and on what evidence.

    Args:
        pauses: the pauses that the level allows.
        document: defines their reasons.
        total: the most that all pauses together may take; None without such a cap.
    """
    for rule in pauses:
        name = waiting(rule.reason, document)
        if rule.each is not None:
            yield f"A pause while {name} is honored for at most {rule.each}; the rest of it counts."
        if rule.total is not None:
            yield (
                f"All pauses of one request while {name} are honored for at most {rule.total} "
                "together; the rest counts."
            )
        if rule.evidence == "required":
            yield f"A pause while {name} is honored only if the ticket export carries its evidence."
    if total is not None:
        yield (
            "All pauses of one request, whatever their reasons, are honored for at most "
            f"{total} together; the rest counts."
        )


def named(name: str, defined: Iterable[Definition]) -> str:
    """Returns the title of a definition; the id as words where none is defined."""
    return next((one.name for one in defined if one.id == name), plain(name))
