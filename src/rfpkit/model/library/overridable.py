"""How far whoever takes a pack's item may change it, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from rfpkit.model.record import mistake
from rfpkit.model.scalars import Id

Mark = Literal["none", "tighten", "loosen_with_reason", "free"]
"""Not at all; only for the better of the buyer; otherwise with a reason; or as one likes."""
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)
"""The marks, the strictest first."""
OTHERS: Final = "others"
"""The mark of every field that is not named."""
EXCEPT: Final = "except"
"""The mark of leaving the item out altogether."""


def _by_field(raw: Any) -> Any:
    return {OTHERS: raw} if isinstance(raw, str) else raw


def _never_half_left_out(marks: dict[str, Mark]) -> dict[str, Mark]:
    if marks.get(EXCEPT) == "tighten":
        message = "nothing gets tighter by being left out"
        raise mistake(message, "write none, loosen_with_reason or free under `except`")
    return marks


_SCHEMA: Final = {
    "anyOf": [
        {"enum": list(MARKS)},
        {"type": "object", "additionalProperties": {"enum": list(MARKS)}},
    ]
}
Overridable = Annotated[
    dict[Id, Mark],
    BeforeValidator(_by_field),
    AfterValidator(_never_half_left_out),
    WithJsonSchema(_SCHEMA),
]
"""A mark for all fields, or by field: {target: tighten, except: none, others: free}."""


def mark_of(marks: Mapping[str, Mark], field: str) -> Mark:
    """Returns how far a field may be changed; a field without a mark is free."""
    if field == EXCEPT:
        return marks.get(EXCEPT, "free")
    return marks.get(field) or marks.get(OTHERS, "free")


def binds(marks: Mapping[str, Mark]) -> bool:
    """Whether any mark asks for something: nothing may be written past it."""
    return any(mark != "free" for mark in marks.values())


def stricter(marks: Mapping[str, Mark], more: Mapping[str, Mark]) -> dict[str, Mark]:
    """Returns the stricter of two marks for each field: what a lower layer forbids stays so."""
    fields = dict.fromkeys([*marks, *more])
    return {
        field: min(mark_of(marks, field), mark_of(more, field), key=MARKS.index) for field in fields
    }
