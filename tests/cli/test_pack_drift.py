"""The drift report from the command line: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from tests.browser import looked_at, needs_axe
from tests.packs.conftest import REQUIREMENT
from tests.packs.members import Consortium, level_set

HOSTILE = "=HYPERLINK(0) <script>alert(1)</script> The Contractor must greet."


@pytest.fixture
def consortium(tmp_path):
    made = Consortium(tmp_path / "members")
    made.publish()
    made.member("ash")
    return made


def run(consortium, *arguments):
    out = consortium.folder.parent / "out"
    words = ["pack", "drift", str(consortium.folder), "-o", str(out), *arguments]
    done = CliRunner().invoke(rfpkit, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def written(consortium, name):
    return (consortium.folder.parent / "out" / name).read_bytes()


def test_the_table_fits_a_hundred_columns_and_names_each_member(consortium):
    consortium.member("birch", set=level_set(target="5 business days"))
    consortium.member("the-unified-school-district-of-" + "a" * 60)
    done = run(consortium)
    lines = done.stderr.splitlines()
    assert done.exit_code == 0
    assert lines[0] == "Against joint 1.1.0"
    assert max(map(len, lines[:8])) <= 100
    told = "floor not proven for birch, loosened: service_levels.repair-time"
    assert told in lines


@pytest.mark.parametrize(
    ("target", "on", "status"),
    [
        ("4 business days", "drift", 0),
        ("3 business days", "drift", 0),
        ("3 business days", "floor", 0),
        ("5 business days", "floor", 1),
        ("5 business days", "drift", 1),
    ],
)
def test_the_command_fails_on_what_it_is_told_to(target, on, status, consortium):
    consortium.member("birch", set=level_set(target=target))
    assert run(consortium, "--fail-on", on).exit_code == status


def test_what_is_no_part_of_the_floor_is_drift_alone(consortium):
    consortium.member("birch", set=level_set("acknowledgement", target="9 business hours"))
    assert run(consortium, "--fail-on", "floor").exit_code == 0
    assert run(consortium, "--fail-on", "drift").exit_code == 1


def test_a_member_that_cannot_be_read_ends_with_1_and_stands_in_each_report(consortium):
    consortium.member("birch", title=None)
    done = run(consortium, "--json")
    assert done.exit_code == 1
    assert "birch: cannot be read" in done.stderr
    assert json.loads(done.stdout)["members"][1]["counts"] is None
    assert b"It cannot be read, so nothing is known of it." in written(consortium, "drift.html")
    matrix = load_workbook(io.BytesIO(written(consortium, "drift.xlsx")))["Matrix"]
    assert {row[3].value for row in matrix.iter_rows(min_row=2)} == {"unreadable"}


def test_a_floor_that_is_not_there_cannot_be_failed_on(consortium):
    (consortium.folder / "packs/joint-1.1.0/library/floor.yaml").unlink()
    assert "joint 1.1.0 names no floor: nothing is proven" in run(consortium).stderr
    with pytest.raises(InputError, match="names no floor"):
        run(consortium, "--fail-on", "floor")


@pytest.mark.parametrize("formats", ["pdf", "html,,docx", ""])
def test_a_format_that_there_is_not_is_refused_before_anything_is_written(formats, consortium):
    with pytest.raises(InputError, match="there is no format"):
        run(consortium, "--format", formats)
    assert not (consortium.folder.parent / "out").exists()


def test_the_same_members_give_the_same_bytes(consortium):
    run(consortium)
    first = [written(consortium, f"drift.{form}") for form in ("html", "xlsx", "json")]
    run(consortium)
    assert [written(consortium, f"drift.{form}") for form in ("html", "xlsx", "json")] == first


def test_what_a_member_writes_is_text_and_nothing_else(consortium):
    own = {**REQUIREMENT, "id": "OWN-1", "text": HOSTILE}
    consortium.member("birch", requirements=[own])
    run(consortium)
    assert b"<script>" not in written(consortium, "drift.html")
    book = load_workbook(io.BytesIO(written(consortium, "drift.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    (held,) = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert held.quotePrefix


def test_the_workbook_has_filters_and_its_heads_stay_in_sight(consortium):
    consortium.member("birch", set=level_set(target="5 business days"))
    run(consortium)
    book = load_workbook(io.BytesIO(written(consortium, "drift.xlsx")))
    own = ["Words", "Not compared"]
    assert book.sheetnames == ["Summary", "Matrix", "Changes", "Not taken", "Floor", *own]
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "C2"
        assert book[name].auto_filter.ref.startswith("A1:")
    rows = [[cell.value for cell in row] for row in book["Changes"].iter_rows(min_row=2)]
    assert [row[:7] for row in rows] == [
        [
            "birch", "repair-time", "Service level", "loosened", "target", "4 business days",
            "5 business days",
        ]
    ]  # fmt: skip


@needs_axe
def test_axe_finds_nothing_wrong_in_the_page(consortium, tmp_path):
    consortium.member("birch", set=level_set(target="5 business days"))
    consortium.member("cedar", title=None)
    run(consortium)
    found = looked_at(written(consortium, "drift.html"), tmp_path)
    assert found["violations"] == []
