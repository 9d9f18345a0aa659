"""Which events end the work on a ticket, and which it passes on its way."""

from __future__ import annotations

import re

_ENDINGS = frozenset(
    {
        *("resolved", "solved", "closed", "returned", "repaired", "fixed", "restored"),
        *("replaced", "swapped", "exchanged", "delivered", "shipped", "completed", "complete"),
        *("fulfilled", "finished", "done", "ended", "installed", "recovered", "collected"),
        *("cancelled", "canceled", "handed-over", "handed-back", "ready-for-pickup"),
    }
)
_TELLING = frozenset({"resolved", "solved", "closed", "returned", "repaired", "fixed", "restored"})
_WORK = frozenset({"repair", "ticket", "request", "incident", "work", "job", "case", "service"})
_OVER = frozenset({"completed", "complete", "finished", "done", "ended", "over"})


def ends_work(event: str) -> bool:
    """Whether an event's name says that the work on the ticket is over.

    `resolved`, `device-returned` and `repair-completed` do; `acknowledged`, `first-response`,
    `technician-on-site` and every name that says nothing of the kind do not. Work that goes on
    after an ending is a reopening; after any other event it is only the next step.
    """
    words = re.split(r"[-_.]", event.lower())
    if "-".join(words) in _ENDINGS or not _TELLING.isdisjoint(words):
        return True
    return words[0] in _WORK and words[-1] in _OVER
