"""A file becomes the document that it says it is, or every reason why not."""

from __future__ import annotations

from textwrap import dedent

import pytest

from rfpkit.errors import InputError, Location
from rfpkit.load.document import load, load_any, load_any_text, load_text
from rfpkit.model.contract import Contract
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.solicitation import Solicitation

MAPPING = dedent("""\
    # yaml-language-server: $schema=../schemas/mapping.schema.json
    kind: mapping
    timezone: America/Chicago
    columns: {ticket: number, priority: priority}
    stamps: {received: opened_at, resolved: closed_at}
    values: {priority: {1 - High: P1}}
    """)


def diagnostics(read, *arguments):
    with pytest.raises(InputError) as error:
        read(*arguments)
    return error.value.diagnostics


def test_a_sound_file_becomes_its_model(tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING, "utf-8")
    mapping = load(path, ExportMapping)
    assert mapping.stamps == {"received": "opened_at", "resolved": "closed_at"}
    assert load_any(path) == mapping
    assert load_any(str(path)) == mapping


def test_diagnostics_bear_the_name_that_the_person_gave(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MAPPING.replace("Chicago", "Chicagoo"), "utf-8")
    (found,) = diagnostics(load, "m.yaml", ExportMapping)
    assert found.at == Location("m.yaml", 3, 11)


def test_a_file_of_another_kind_gets_one_sentence_and_no_flood():
    (found,) = diagnostics(load_text, MAPPING, Contract, "m.yaml")
    assert (
        found.message == "this file is of kind `mapping`; here a file of kind `contract` is wanted"
    )
    assert found.at == Location("m.yaml", 2, 7)


def test_a_slip_in_the_kind_does_not_hide_the_other_mistakes():
    text = MAPPING.replace("kind: mapping", "kind: maping").replace("Chicago", "Chicagoo")
    assert [found.at.line for found in diagnostics(load_any_text, text, "m.yaml")] == [2, 3]


def test_a_flaw_in_the_writing_does_not_hide_the_models_words_nor_the_rules():
    repeated = MAPPING + "timezone: America/Denver\n"
    (found,) = diagnostics(load_any_text, repeated, "m.yaml")
    assert found.at.line == 7
    both = repeated.replace("stamps: {received: opened_at, resolved: closed_at}\n", "")
    assert [found.at.line for found in diagnostics(load_any_text, both, "m.yaml")] == [4, 6]


def test_nothing_is_said_of_a_value_that_could_not_be_read():
    text = MAPPING.replace("timezone: America/Chicago", "timezone: *zone")
    (found,) = diagnostics(load_any_text, text, "m.yaml")
    assert "copies from another place" in found.message


def test_no_field_is_missed_in_a_group_of_which_a_field_could_not_be_read():
    text = MAPPING.replace("timezone: America/Chicago\n", "<<: *defaults\n")
    (found,) = diagnostics(load_any_text, text, "m.yaml")
    assert "`<<`" in found.message


def test_a_file_with_a_thousand_mistakes_is_answered_in_bounds():
    text = MAPPING + "".join(f"unknown_{number}: 1\n" for number in range(1000))
    found = diagnostics(load_any_text, text, "m.yaml")
    assert len(found) == 201
    assert found[0].message == "800 more problems are not shown"


def test_diagnostics_come_in_the_order_of_the_file():
    text = "kind: rfp\nid: a b\ntitle:\nissuer: {name: x, level: city, timezone: Mars}\nage: 3\n"
    places = [found.at for found in diagnostics(load_text, text, Solicitation, "r.yaml")]
    assert [(at.line, at.column) for at in places] == [(2, 5), (3, 1), (4, 26), (4, 42), (5, 1)]
