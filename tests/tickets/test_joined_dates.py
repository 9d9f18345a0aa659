"""How dates are written in files that belong together: one way for a history and its list."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.events.joined import read_joined
from tests.tickets.samples import events
from tests.tickets.test_joined import HISTORY, LIST, mapping_of


def read(folder: Path, mapping: ExportMapping, changes: str, tickets: str) -> EventLog:
    files = {"changes": changes, "tickets": tickets}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return read_joined([folder / "changes.csv"], {"tickets": folder / "tickets.csv"}, mapping)


def test_dates_of_a_history_and_its_list_are_decided_from_their_columns(tmp_path):
    changes = "no,at,field,to\nT1,25/03/2026 09:00,status,done\n"
    tickets = "id,status,urgency,school,made\nT1,done,P1,Hill,24/03/2026 08:00\n"
    mapping = mapping_of(HISTORY, parts={"tickets": LIST}, dates="detect")
    declared = mapping_of(HISTORY, parts={"tickets": LIST}, dates="d/m/y h:m")
    log = read(tmp_path, mapping, changes, tickets)
    assert events(log) == events(read(tmp_path, declared, changes, tickets))
    assert {finding.id for finding in log.intake.findings} >= {"date-order"}


def test_a_list_that_writes_its_dates_in_another_way_than_the_history_is_refused(tmp_path):
    changes = "no,at,field,to\nT1,2026-03-25 09:00,status,done\n"
    tickets = "id,status,urgency,school,made\nT1,done,P1,Hill,24/03/2026 08:00\n"
    mapping = mapping_of(
        HISTORY,
        parts={"tickets": LIST},
        dates={"at": "iso", "tickets: made": "d/m/y h:m"},
    )
    with pytest.raises(InputError) as refusal:
        read(tmp_path, mapping, changes, tickets)
    (told,) = [one.message for one in refusal.value.diagnostics]
    assert "`tickets: made` is written as `d/m/y h:m`, `at` as `iso`" in told


def test_a_map_of_dates_must_speak_of_the_columns_of_the_parts():
    mapping = ExportMapping.model_validate(
        {"kind": "mapping", "timezone": "UTC", **HISTORY, "parts": {"tickets": LIST}}
        | {"dates": {"at": "iso"}}
    )
    (told,) = [problem.message for problem in mapping.problems()]
    assert "the stamps of `tickets: made` (parts.tickets.stamps.reported)" in told
