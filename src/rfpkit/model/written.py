"""Values as people write them: parsed exactly, written back in one spelling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from rfpkit.model.record import mistake


@dataclass(frozen=True, eq=False)
class Written:
    """Annotation that gives a type its written form, in YAML, JSON and the JSON Schema.

    `parse` gets the text and raises `mistake(...)`; `write` is its inverse in canonical
    spelling; `schema` is the JSON Schema of the written form.
    """

    parse: Callable[[Any], Any]
    write: Callable[[Any], Any]
    schema: dict[str, Any]
    wanted: str
    """What is wanted here, in the reader's words with an example."""
    accepts: tuple[type, ...] = (str,)
    """Raw types that `parse` takes; anything else is refused with `wanted`."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validates with `parse`, serialises with `write`."""
        return core_schema.no_info_plain_validator_function(
            self._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(self.write),
            metadata={"written": source},
        )

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describes the written form."""
        return dict(self.schema)

    def _validate(self, raw: Any) -> Any:
        if raw is None or isinstance(raw, bool | str | list | dict):
            if not isinstance(raw, self.accepts):
                raise mistake(_misplaced(raw), f"write {self.wanted}")
        elif isinstance(raw, int) and str in self.accepts:
            raw = str(raw)
        elif not isinstance(raw, self.accepts):
            return raw  # already the value itself: made in Python, not read from a file
        return self.parse(raw)


def _misplaced(raw: Any) -> str:
    if raw is None:
        return "nothing is written here"
    if isinstance(raw, bool):
        return f"`{str(raw).lower()}` without quotes cannot stand here"
    if isinstance(raw, str):
        return "a text cannot stand here"
    return f"{'a list' if isinstance(raw, list) else 'a group of fields'} cannot stand here"
