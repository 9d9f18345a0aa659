"""The presets on documented samples of real formats; they are no part of this repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.load.document import load_text
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import read_event_log
from rfpkit.tickets.events.joined import read_joined
from rfpkit.tickets.preset_files import preset_files

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
FORMATS = DATA / "formats"
pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason="the samples are not here")


def mapping_of(preset: str, more: str = "", zone: str = "UTC") -> ExportMapping:
    text = f"kind: mapping\npreset: {preset}\ntimezone: {zone}\n{more}"
    return load_text(text, ExportMapping, "m.yaml", None, preset_files())


def test_the_field_history_of_zendesk_is_read_beside_its_tickets():
    folder = FORMATS / "zendesk"
    log = read_joined(
        [folder / "ticket_field_history_data.csv"],
        {"tickets": folder / "ticket_data.csv"},
        mapping_of("zendesk-field-history"),
    )
    assert log.intake.balanced
    assert log.intake.rows_read == 48
    names = log.tickets["ticket"].to_list()
    unreadable = dict(zip(names, log.tickets["unreadable"].to_list(), strict=True))
    # 11071 is told from its first change to its last; of 1404, closed today, no change is told.
    assert unreadable["11071"] is None
    assert unreadable["1404"] == "no change of the ticket leads to its state of today"


def test_a_clock_of_servicenow_is_a_claim_about_its_task():
    folder = FORMATS / "servicenow"
    more = (
        "columns: {ticket: sys_id, site: location_value}\n"
        "stamps: {resolved: closed_at, closed: null}\n"
        "parts: {sla: {columns: {ticket: task_value}, only: null}}\n"
    )
    log = read_joined(
        [folder / "task_data.csv"],
        {"sla": folder / "task_sla_data.csv"},
        mapping_of("servicenow-task-sla", more),
    )
    assert log.intake.balanced
    assert log.tickets["claimed_met"].to_list() == [True]
    assert log.tickets["claimed_elapsed"].to_list() == [2 * 3600 + 37 * 60 + 3]


def test_a_cancelled_clock_claims_nothing():
    folder = FORMATS / "servicenow"
    more = (
        "columns: {ticket: sys_id, site: location_value}\n"
        "stamps: {resolved: closed_at, closed: null}\n"
        "parts: {sla: {columns: {ticket: task_value}}}\n"
    )
    log = read_joined(
        [folder / "task_data.csv"],
        {"sla": folder / "task_sla_data.csv"},
        mapping_of("servicenow-task-sla", more),
    )
    assert log.tickets["claimed_met"].to_list() == [None]


@pytest.mark.parametrize(
    ("preset", "file", "rows", "zone"),
    [
        ("boston-311", "boston311_2014_2017.csv.gz", 26_743, "America/New_York"),
        ("nyc-311", "nyc311_dohmh_5895.csv.gz", 5_895, "America/New_York"),
    ],
)
def test_a_city_is_read_with_nothing_but_its_preset_and_its_zone(preset, file, rows, zone):
    log = read_event_log([DATA / file], mapping_of(preset, zone=zone))
    assert log.intake.balanced
    assert (log.intake.rows_read, log.tickets.height) == (rows, rows)
