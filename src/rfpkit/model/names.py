"""One id, or a list of ids."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from rfpkit.model.scalars import Id


def _one_or_more(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


Names = Annotated[
    tuple[Id, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
"""One id, or a list of ids."""
