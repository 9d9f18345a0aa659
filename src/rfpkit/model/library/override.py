"""A change of something that a pack says, with who may make it and what it was made against."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Date, Text
from rfpkit.model.written import Written

SHOWN = 16
"""Signs of a digest that are printed and written for an override."""


class Target(NamedTuple):
    """An item of a pack: the list that it is in, and its id."""

    list: str
    id: str

    def __str__(self) -> str:
        """`service_levels.repair-time`."""
        return f"{self.list}.{self.id}"


LISTS = ("requirements", "service_levels", "required_clauses")
"""The lists of an RFP whose items can be overridden."""


def parse_target(text: str) -> Target:
    """Reads `service_levels.repair-time`."""
    key, _, name = text.strip().partition(".")
    if key not in LISTS or not name:
        hint = "write the list and the id: service_levels.repair-time, requirements.RPR-103"
        raise mistake(f"`{text}` names nothing that a pack has", hint)
    return Target(key, name)


def parse_digest(text: str) -> str:
    """Reads the first 16 or more signs of a digest, in groups or not: `7f3a 91c2 …`."""
    plain = re.sub(r"\s", "", text).lower()
    if re.fullmatch(r"[0-9a-f]{16,64}", plain) is None:
        hint = "copy it as `rfpkit pack show RFP --why ID` prints it: 16 signs from 0-9 and a-f"
        raise mistake(f"`{text}` is no digest", hint)
    return plain


OverrideTarget = Annotated[
    Target,
    Written(
        parse_target,
        str,
        {"type": "string", "examples": ["service_levels.repair-time"]},
        "a list and an id: service_levels.repair-time",
    ),
]
BaseDigest = Annotated[
    str,
    Written(
        parse_digest,
        str,
        {"type": ["string", "integer"], "examples": ["7f3a91c2d04e5b68"]},
        "a digest: 7f3a91c2d04e5b68",
    ),
]


class Override(Record):
    """Fields of one item that are written otherwise, and why they may be."""

    of: OverrideTarget
    """What is changed: service_levels.repair-time."""
    changes: Annotated[dict[str, Any], Field(min_length=1)] | None = Field(None, alias="set")
    """The fields that are written otherwise. Groups of fields are joined, everything else is
    replaced, and an empty value takes the pack's entry away."""
    leave_out: Literal[True] | None = Field(None, alias="except")
    """That the item is not taken at all, in place of `set`."""
    reason: Text
    """Why."""
    authority: Text
    """Who decided it: Board minutes of 2026-03-04, item 7."""
    date: Date
    """The date on which it was decided."""
    base_digest: BaseDigest
    """The digest of the item that it was written against. When the pack changes the item, the
    override must be looked at again."""

    @model_validator(mode="after")
    def _changes_or_leaves_out(self) -> Self:
        if (self.changes is None) is (self.leave_out is None):
            message = f"the override of `{self.of}` must change it or leave it out"
            raise mistake(message, "write `set` with the fields, or `except: true`: one of the two")
        return self
