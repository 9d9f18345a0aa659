"""The reasons for which a clock may stand still, and how long each may last."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from rfpkit.model.limit import Limit, Unit
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id


class PauseRule(Record):
    """A reason for which the clock may stand still, written as its id where it has no limits."""

    reason: Id
    """What is waited for: awaiting-district-approval."""
    each: Limit | None = None
    """The longest that one pause is honored; the rest of it counts."""
    total: Limit | None = None
    """The most service time that all pauses of this reason take in one clock; the rest counts."""
    evidence: Literal["required"] | None = None
    """`required`: a pause without the export's evidence is not honored."""

    @model_validator(mode="after")
    def _total_can_be_added(self) -> Self:
        if self.total is not None and self.total.unit is not Unit.SECONDS:
            message = f"pauses cannot be added up in days: `{self.total}`"
            raise mistake(message, "write the sum in service time: 16 business hours")
        return self

    @model_serializer(mode="wrap")
    def _plain(self, handler: SerializerFunctionWrapHandler) -> Any:
        """A reason without limits is its id: digests of older documents stay what they were."""
        if self.each is None and self.total is None and self.evidence is None:
            return self.reason
        return handler(self)


def _written(raw: Any) -> Any:
    return {"reason": raw} if isinstance(raw, str) else raw


Pause = Annotated[PauseRule, BeforeValidator(_written, json_schema_input_type=Id | PauseRule)]
"""A pause rule, or the id of its reason alone."""
