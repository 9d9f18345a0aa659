"""The JSON Schemas of the documents that people write, made from the models."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema, WithDefaultSchema

from rfpkit.model.documents import DOCUMENTS
from rfpkit.model.exports.date_order import DateOrder
from rfpkit.model.exports.meanings import meanings
from rfpkit.model.exports.preset_schema import over_a_preset

VERSION = "1.0"
"""Version of the schemas; it stands in each `$id` and changes when a document must."""


def schema_text(name: str) -> str:
    """Returns the text of a document's schema file, the same for the same models.

    `name` is a key of `DOCUMENTS`. The schema follows JSON Schema Draft 2020-12.
    """
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:rfpkit:schema:{name}:{VERSION}",
    }
    body = DOCUMENTS[name].model_json_schema(schema_generator=_AsWritten)
    if name == "mapping":
        body = over_a_preset(body)
    return json.dumps(head | body, indent=2, ensure_ascii=False) + "\n"


def schema_file(name: str) -> str:
    """Returns the file name of a document's schema: `rfp.schema.json`."""
    return f"{name}.schema.json"


class _AsWritten(GenerateJsonSchema):
    """Shows a default as a person would write it, not as the program keeps it."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Adds what each field means."""
        found = super().model_schema(schema)
        model = schema["cls"]
        for name, text in meanings(model).items():
            written = model.model_fields[name].alias or name
            found["properties"][written].setdefault("description", text)
        return found

    def get_default_value(self, schema: WithDefaultSchema) -> Any:
        default = super().get_default_value(schema)
        if isinstance(default, BaseModel):
            return default.model_dump(mode="json", exclude_none=True)
        if isinstance(default, DateOrder):
            return str(default)
        write = schema["schema"].get("serialization", {}).get("function")
        return write(default) if write is not None and default is not None else default
