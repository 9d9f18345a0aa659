"""Schemas and reference pages say exactly what the models and commands say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from rfpkit.model.documents import DOCUMENTS
from rfpkit.model.library.files import LIBRARY
from rfpkit.model.schema import schema_file, schema_text

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
KINDS = "|".join(["rfp", "contract", "mapping", "pack", *LIBRARY])
WRITTEN = sorted(
    path
    for folder in ("examples", "templates")
    for path in (ROOT / folder).rglob("*.yaml")
    if re.search(rf"^kind: ({KINDS})$", path.read_text("utf-8"), re.MULTILINE)
)


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as an editor reads it: numbers, true, false and null; no dates, no base 60."""

    yaml_implicit_resolvers = {}


for tag, form, first in (
    ("int", r"[-+]?(0|[1-9]\d*)", "-+0123456789"),
    ("float", r"[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?", "-+.0123456789"),
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{form})$"), list(first)
    )


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_committed_schema_is_current(name):
    committed = (SCHEMAS / schema_file(name)).read_text("utf-8")
    assert committed == schema_text(name), "run `rfpkit schema --write` and commit the result"


def test_no_stray_file_lies_among_the_schemas():
    assert {path.name for path in SCHEMAS.iterdir()} == {schema_file(name) for name in DOCUMENTS}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_each_schema_is_valid_and_names_its_version(name):
    schema = json.loads(schema_text(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:rfpkit:schema:{name}:1.0"


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_field_of_every_schema_is_described(name):
    schema = json.loads(schema_text(name))
    parts = {"": schema} | schema.get("$defs", {})
    bare = [
        f"{part}.{field}"
        for part, body in parts.items()
        for field, facts in body.get("properties", {}).items()
        if not facts.get("description")
    ]
    assert bare == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_example_satisfies_the_schema_that_its_first_line_names(path):
    text = path.read_text("utf-8")
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert found, "the first line names the schema for the editor"
    schema = json.loads((path.parent / found[1]).read_text("utf-8"))
    jsonschema.validate(yaml.load(text, EditorLoader), schema)  # noqa: S506 (a safe loader)


def test_the_schema_refuses_what_the_loader_refuses():
    schema = json.loads(schema_text("mapping"))
    with pytest.raises(jsonschema.ValidationError, match="colums"):
        jsonschema.validate(
            {"kind": "mapping", "timezone": "America/Chicago", "colums": {}}, schema
        )


def test_the_reference_pages_are_current():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reference", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_each_default_is_shown_as_a_person_would_write_it(name):
    schema = json.loads(schema_text(name))
    wrong = [
        (field, facts["default"])
        for part in (schema, *schema.get("$defs", {}).values())
        for field, facts in part.get("properties", {}).items()
        if facts.get("default") is not None
        and not jsonschema.Draft202012Validator(
            {"$defs": schema.get("$defs", {})} | facts
        ).is_valid(facts["default"])
    ]
    assert wrong == []
