"""`rfpkit tickets keep` and `rfpkit audit --store`, as a person sees them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

CASES = Path(__file__).parent.parent / "cases" / "keep"
STOPPED = """
import os, signal, sys
from rfpkit.cli.main import main
steps = iter(range(100))
settle = os.fsync
def fsync(descriptor):
    if next(steps) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    settle(descriptor)
os.fsync = fsync
sys.argv = ["rfpkit", *sys.argv[1:]]
main()
"""


def rfpkit(place, *arguments, program=("-m", "rfpkit")):
    return subprocess.run(
        [sys.executable, *program, *map(str, arguments)],
        cwd=place,
        env=os.environ | {"COLUMNS": "100", "TERM": "dumb"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def place(tmp_path):
    for path in CASES.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


KEEP = ("tickets", "keep", "store")
READ = ("--mapping", "mapping.yaml")
AUDIT = ("audit", "contract.yaml", "july.csv", *READ, "--as-of", "2027-07-31", "--store", "store")


def test_two_months_are_kept_and_the_second_tells_what_has_changed(place, golden):
    told = []
    for command in (
        (*KEEP, "june.csv", *READ),
        (*KEEP, "july.csv", *READ, "-o", "out"),
        (*KEEP, "june.csv", *READ),
    ):
        done = rfpkit(place, *command)
        assert (done.returncode, done.stdout) == (0, "")
        told.append(f"$ rfpkit {' '.join(command)}\n{done.stderr}")
    # The bytes of the store, and so their digest, differ with the release of the writer.
    text = re.sub(r"digest \w{4} \w{4}", "digest …", "\n".join(told))
    assert text == golden(CASES / "keep.txt", text)
    changes = (place / "out" / "changes.csv").read_text()
    assert changes == golden(CASES / "changes.csv", changes)


EXPORTS = CASES.parent.parent.parent / "examples" / "exports" / "zendesk-field-history"


def test_an_export_with_its_part_is_kept_and_compared(tmp_path):
    for name in ("mapping.yaml", "ticket.csv", "ticket_field_history.csv"):
        (tmp_path / name).write_bytes((EXPORTS / name).read_bytes())
    call = (*KEEP, "ticket_field_history.csv", *READ, "--part", "tickets=ticket.csv")
    assert rfpkit(tmp_path, *call).returncode == 0
    # The part alone says when a ticket began; there one begins half an hour later.
    rows = (tmp_path / "ticket.csv").read_text().splitlines(keepends=True)
    moved = [row.replace("2026-09-08 13:00:00", "2026-09-08 13:30:00") for row in rows]
    assert moved != rows
    (tmp_path / "ticket.csv").write_text("".join(moved))
    done = rfpkit(tmp_path, *call, "-o", "out")
    assert done.returncode == 0, done.stderr
    changes = (tmp_path / "out" / "changes.csv").read_text()
    assert "stamp-changed" in changes
    refused = rfpkit(tmp_path, *call[:-2])
    assert refused.returncode == 2
    assert "the mapping has a part `tickets`, and no file is given for it" in refused.stderr


def test_an_audit_beside_a_store_tells_what_has_changed_and_changes_no_verdict(place):
    rfpkit(place, *KEEP, "june.csv", *READ)
    with_store = rfpkit(place, *AUDIT, "--json", "-o", "out")
    without = rfpkit(place, *AUDIT[:-2], "--json", "-o", "other")
    assert with_store.returncode == without.returncode == 0, with_store.stderr
    told, plain = json.loads(with_store.stdout), json.loads(without.stdout)
    more = [one for one in told.pop("findings") if one not in plain["findings"]]
    plain.pop("findings")
    assert told == plain
    assert [(one["id"], one["count"]) for one in more] == [
        ("compared-with-earlier", 5),
        ("tickets-vanished", 1),
        ("tickets-late", 1),
        ("stamps-changed", 1),
        ("events-vanished", 1),
        ("events-late", 1),
        ("priorities-changed", 1),
        ("attributes-changed", 1),
    ]
    assert (place / "out" / "changes.csv").read_text() == (CASES / "changes.csv").read_text()
    assert (place / "out" / "verdicts.csv").read_bytes() == (
        place / "other" / "verdicts.csv"
    ).read_bytes()
    assert not (place / "other" / "changes.csv").exists()


def test_an_audit_never_compares_an_export_with_itself(place):
    rfpkit(place, *KEEP, "july.csv", *READ)
    done = rfpkit(place, *AUDIT, "--json", "-o", "out")
    assert done.returncode == 0
    assert "nothing to compare with: the store holds no export before this one" in done.stderr
    assert "compared-with-earlier" not in done.stdout
    assert len((place / "out" / "changes.csv").read_text().splitlines()) == 1


def test_an_export_that_was_kept_is_compared_with_the_one_before_it(place):
    rfpkit(place, *KEEP, "june.csv", *READ)
    rfpkit(place, *KEEP, "july.csv", *READ)
    done = rfpkit(place, *AUDIT, "-o", "out")
    assert done.returncode == 0
    assert (place / "out" / "changes.csv").read_text() == (CASES / "changes.csv").read_text()


def test_a_store_without_an_export_is_refused_by_an_audit(place):
    done = rfpkit(place, *AUDIT, "-o", "out")
    assert done.returncode == 2
    assert done.stderr == (
        "store: no export is kept here\n"
        "  hint: keep an export first: rfpkit tickets keep STORE EXPORT --mapping MAPPING\n"
        "1 problem; nothing was written\n"
    )


def test_a_run_that_is_killed_leaves_a_store_that_the_next_run_mends(place):
    rfpkit(place, *KEEP, "june.csv", *READ)
    killed = rfpkit(place, *KEEP, "july.csv", *READ, program=("-c", STOPPED))
    assert killed.returncode == -9
    assert (place / "store" / ".writing-0002").is_dir()
    done = rfpkit(place, *KEEP, "july.csv", *READ)
    assert done.returncode == 0
    assert "an earlier run ended early: export 2 was whole, and is kept now" in done.stderr
    assert "this is export 2 (july.csv), which is kept already" in done.stderr
    assert not list((place / "store").glob(".writing*"))


def test_another_mapping_compares_what_both_can_tell_and_says_what_not(place):
    rfpkit(place, *KEEP, "june.csv", *READ)
    data = yaml.safe_load((place / "mapping.yaml").read_text())
    data["values"]["priority"]["2 - High"] = "P1"
    data["states"]["On Hold"] = "open"
    (place / "mapping.yaml").write_text(yaml.safe_dump(data))
    done = rfpkit(place, *KEEP, "july.csv", *READ, "--json")
    found = json.loads(done.stdout)
    assert [one["change"] for one in found["comparison"]["tallies"]] == [
        *("ticket-vanished", "ticket-late", "stamp-changed", "event-vanished"),
        *("event-late", "attribute-changed"),
    ]
    assert found["comparison"]["skipped"] == [
        "`pause awaiting-parts`: one mapping only tells them",
        "priority: one mapping only fills them, or takes their words otherwise",
    ]


def test_a_mapping_of_another_zone_compares_no_stamps(place):
    rfpkit(place, *KEEP, "june.csv", *READ)
    data = yaml.safe_load((place / "mapping.yaml").read_text())
    (place / "mapping.yaml").write_text(yaml.safe_dump(data | {"timezone": "America/Denver"}))
    done = rfpkit(place, *KEEP, "july.csv", *READ)
    assert "the two mappings read times otherwise" in " ".join(done.stderr.split())
    assert "stamp-changed" not in done.stderr


def test_every_change_is_a_row_that_no_spreadsheet_takes_for_a_formula():
    table = list(csv.DictReader(io.StringIO((CASES / "changes.csv").read_text())))
    assert {row["change"] for row in table} >= {"stamp-changed", "ticket-late", "event-late"}
    assert not [cell for row in table for cell in row.values() if cell[:1] in tuple("=+-@")]
