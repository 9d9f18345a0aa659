"""One question of a proposer, and the answer that everybody gets."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from rfpkit.model.record import Record
from rfpkit.model.scalars import Date, Id, Text, Whole


def _one_or_more(raw: Any) -> Any:
    return raw if raw is None or raw == "none" or isinstance(raw, list | tuple) else [raw]


Numbers = Annotated[
    tuple[Whole, ...] | Literal["none"],
    BeforeValidator(_one_or_more),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "none"},
                {"type": "integer", "minimum": 1},
                {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1},
            ]
        }
    ),
]
"""The number of an addendum, a list of numbers, or `none`."""


class Question(Record):
    """A question that came in writing. Who asked it is told nowhere."""

    id: Id
    """Number of the question: Q-01. Never used again."""
    received: Date
    """Day on which it came in."""
    asked_about: Id | None = None
    """What it is about: the id of a section, or of anything that has one in the RFP, or had one
    before the addendum that the answer names."""
    question: Text
    """The question as it was asked, without a name."""
    answer: Text | None = None
    """The answer; one that is still open has none."""
    answered: Date | None = None
    """Day on which the answer is published."""
    changes: Numbers | None = None
    """Addenda by which the answer changes the RFP; `none` where it speaks of a change but makes
    none."""

    @property
    def addenda(self) -> tuple[int, ...]:
        """Numbers of the addenda that the answer points at."""
        return self.changes if isinstance(self.changes, tuple) else ()
