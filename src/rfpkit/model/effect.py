"""What a vendor's state does to a ticket's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.written import Written


class Action(StrEnum):
    """What happens when a ticket enters a state."""

    OPEN = "open"
    """Work goes on; after a stop, it is a reopening."""
    PAUSE = "pause"
    """The clock may stand still, if the contract allows the reason."""
    RESUME = "resume"
    """A pause of this reason ends; such pauses run beside the status, and change none."""
    EVENT = "event"
    """Something happened that can start or stop a clock: received, returned."""
    EXCLUDE = "exclude"
    """The ticket is left out, if the contract allows the reason."""
    IGNORE = "ignore"
    """The row says nothing about the clock."""


@dataclass(frozen=True, order=True)
class Effect:
    """An action with the name of its reason or event."""

    action: Action
    name: str = ""

    def __str__(self) -> str:
        """`pause awaiting-parts`, `open`."""
        return f"{self.action.value} {self.name}".strip()


def parse_effect(text: str) -> Effect:
    """Reads `open`, `pause awaiting-customer`, `resume awaiting-customer`, `event resolved`."""
    found = re.fullmatch(rf"(open|ignore)|({_NAMED})\s+([A-Za-z0-9._-]+)", text.strip())
    if found is None:
        raise mistake(f"`{text}` is not something that a state can do", _HINT)
    if found[1]:
        return Effect(Action(found[1]))
    return Effect(Action(found[2]), found[3])


_NAMED = "pause|resume|event|exclude"
_HINT = "write open, pause REASON, resume REASON, event NAME, exclude REASON or ignore"

StateEffect = Annotated[
    Effect,
    Written(
        parse_effect,
        str,
        {
            "type": "string",
            "pattern": rf"^(open|ignore|({_NAMED})\s+[A-Za-z0-9._-]+)$",
            "examples": ["open", "pause awaiting-customer", "event resolved"],
        },
        "what the state does: open, pause REASON, event NAME",
    ),
]
