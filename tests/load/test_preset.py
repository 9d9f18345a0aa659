"""A preset lies under a mapping: what a person writes wins, and every message names its file."""

from __future__ import annotations

import pytest

from rfpkit.errors import InputError
from rfpkit.load.document import load_text
from rfpkit.load.preset import from_memory, open_preset, unconfirmed
from rfpkit.model.digest import digest_of
from rfpkit.model.exports.mapping import ExportMapping

DESK = """\
kind: preset
title: A desk
shape: snapshot
verified: seen
basis: an invented desk
memory: {stamps: [closed], values: [priority]}
signature: [No, Opened]

nulls: ["", NA]
columns: {ticket: No, priority: Urgency, site: School}
stamps: {reported: Opened, resolved: Done, closed: Closed}
values: {priority: {High: P1}}
claims: {met: In time}
"""


@pytest.fixture
def presets(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(DESK, "utf-8")
    return {"desk": path}


def mapping(presets, text=""):
    written = f"kind: mapping\npreset: desk\ntimezone: America/Chicago\n{text}"
    return load_text(written, ExportMapping, "m.yaml", None, presets)


def refused(presets, text):
    with pytest.raises(InputError) as error:
        mapping(presets, text)
    return [str(one).partition("\n")[0] for one in error.value.diagnostics]


def test_what_is_not_written_is_as_the_preset_has_it(presets):
    found = mapping(presets)
    assert (found.columns.ticket, found.stamps["resolved"]) == ("No", "Done")
    assert found.nulls == ("", "NA")
    assert found.timezone == "America/Chicago"


def test_groups_are_joined_entry_by_entry_and_the_mapping_wins(presets):
    found = mapping(presets, "columns: {ticket: Ticket}\nvalues: {priority: {Low: P3}}\n")
    assert (found.columns.ticket, found.columns.priority) == ("Ticket", "Urgency")
    assert found.values == {"priority": {"High": "P1", "Low": "P3"}}


def test_a_list_is_replaced(presets):
    assert mapping(presets, "nulls: [none]\n").nulls == ("none",)


def test_an_empty_value_takes_an_entry_away(presets):
    found = mapping(presets, "columns: {site: null}\nstamps: {closed: null}\nclaims: null\n")
    assert (found.columns.site, found.claims) == (None, None)
    assert found.stamps == {"reported": "Opened", "resolved": "Done"}


def test_a_value_in_the_place_of_a_group_is_refused_where_it_stands(presets):
    (told,) = refused(presets, "claims: x\n")
    assert told == "m.yaml:4:9: claims: a group of fields is wanted here, not `x`"


def test_a_slip_in_the_mapping_is_told_at_its_place_there(presets):
    (told,) = refused(presets, "columns: {sight: School}\n")
    assert told.startswith("m.yaml:4:11: columns: there is no field `sight` here")


def test_a_slip_in_the_preset_is_told_at_its_place_in_the_preset(presets):
    presets["desk"].write_text(DESK.replace("met: In time", "mat: In time"), "utf-8")
    (told,) = refused(presets, "")
    assert told.startswith("presets/desk.yaml:13:10: claims: there is no field `mat` here")


def test_a_rule_between_the_two_is_told_where_the_wrong_half_stands(presets):
    (told,) = refused(presets, "drop: [School]\n")
    assert told == "m.yaml:4:8: drop[1]: `School` is dropped here and read as `columns.site`"


def test_an_unknown_preset_is_refused_with_the_nearest_one(presets):
    written = "kind: mapping\npreset: desks\ntimezone: UTC\n"
    with pytest.raises(InputError) as error:
        load_text(written, ExportMapping, "m.yaml", None, presets)
    (told,) = error.value.diagnostics
    assert (str(told.at), told.hint) == ("m.yaml:2:9", "did you mean `desk`?")


def test_a_zone_is_never_taken_from_nowhere(presets):
    with pytest.raises(InputError) as error:
        load_text("kind: mapping\npreset: desk\n", ExportMapping, "m.yaml", None, presets)
    (told,) = error.value.diagnostics
    assert "`timezone` is missing" in told.message


def test_the_digest_is_that_of_the_two_together(presets):
    before = digest_of(mapping(presets))
    presets["desk"].write_text(DESK.replace("Done", "Finished"), "utf-8")
    assert digest_of(mapping(presets)) != before


def test_a_source_names_no_preset(presets):
    written = "kind: mapping\nsource: desk\ntimezone: UTC\ncolumns: {ticket: A}\nstamps: {x: B}\n"
    assert load_text(written, ExportMapping, "m.yaml", None, presets).columns.ticket == "A"


def test_what_is_from_memory_is_told_until_the_mapping_writes_it(presets, tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text("kind: mapping\npreset: desk\n", "utf-8")
    assert unconfirmed(path, presets) == ("desk", ("stamps.closed", "values.priority.High"))
    path.write_text("kind: mapping\npreset: desk\nstamps: {closed: Shut}\n", "utf-8")
    assert unconfirmed(path, presets) == ("desk", ("values.priority.High",))
    path.write_text("kind: mapping\npreset: desk\nstamps: {closed: null}\nvalues: null\n", "utf-8")
    assert unconfirmed(path, presets) == ("desk", ())


def test_a_preset_from_memory_is_from_memory_in_every_entry(presets):
    presets["desk"].write_text(DESK.replace("verified: seen", "verified: memory"), "utf-8")
    told = list(from_memory(open_preset(presets["desk"])))
    assert ("columns", "ticket") in told
    assert ("claims", "met") in told


def test_a_head_that_says_too_little_is_refused(presets):
    presets["desk"].write_text(DESK.replace("verified: seen\n", ""), "utf-8")
    (told,) = refused(presets, "")
    assert told.startswith("presets/desk.yaml:1:1: `verified` is missing")
