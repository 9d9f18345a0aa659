"""The drift of more members than stand side by side, and what each form says of its limits."""

from __future__ import annotations

import html
import io
import json
import re

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from rfpkit.cli.main import rfpkit
from rfpkit.model.packs.drift import NOT_COMPARED
from tests.packs.members import Consortium, level_set

NAMES = ["ash", "birch", "cedar", "dover", "elm", "fir", "grove", "hazel"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Eight members: one asks less, one asks more, one is a link that leads nowhere."""
    made = Consortium(tmp_path_factory.mktemp("many") / "members")
    made.publish()
    for name in NAMES:
        made.member(name)
    made.member("birch", set=level_set(target="9 business days"))
    made.member("cedar", set=level_set(target="1 business day"))
    link = made.folder / "dover" / "rfp.yaml"
    link.unlink()
    link.symlink_to("nowhere.yaml")
    out = made.folder.parent / "out"
    done = CliRunner().invoke(rfpkit, ["pack", "drift", str(made.folder), "-o", str(out)])
    assert done.exit_code == 1
    return done.stderr, out


def page(report):
    text = re.sub(r"<[^>]+>", "", (report[1] / "drift.html").read_text("utf-8"))
    return " ".join(html.unescape(text).split())


def test_the_terminal_keeps_to_eighty_columns(report):
    table = [line for line in report[0].splitlines() if not line.startswith(("floor ", "wrote "))]
    assert max(len(line) for line in table if "/" not in line) <= 80


def test_each_form_says_what_no_proof_covers(report):
    told, out = report
    assert NOT_COMPARED in " ".join(told.split())
    assert NOT_COMPARED in page(report)
    assert json.loads((out / "drift.json").read_text("utf-8"))["not_compared"] == NOT_COMPARED
    summary = load_workbook(io.BytesIO((out / "drift.xlsx").read_bytes()))["Summary"]
    rows = [str(row[0].value) for row in summary.iter_rows()]
    assert NOT_COMPARED in " ".join(rows)


def test_the_hours_of_each_member_stand_beside_each_other(report):
    book = load_workbook(io.BytesIO((report[1] / "drift.xlsx").read_bytes()))
    rows = [[cell.value for cell in row] for row in book["Not compared"].iter_rows(min_row=2)]
    assert [row[0] for row in rows] == [name for name in NAMES if name != "dover"]
    assert rows[0][1:] == [
        "Calendar hours",
        "Monday to Friday, 8:00 a.m. to 4:00 p.m.; 1 closed day, 2026-07-01 to 2027-06-30",
    ]


def test_a_link_that_leads_nowhere_is_a_row_that_says_so(report):
    assert "dover: cannot be read" in report[0].splitlines()
    assert "dover/rfp.yaml: this link leads nowhere" in report[0]
    assert "It cannot be read, so nothing is known of it." in page(report)


def test_of_many_members_the_page_names_those_who_differ(report):
    told = page(report)
    assert "× loosened (1): birch" in told
    assert "✓ tightened (1): cedar" in told
    assert "✓ inherited (5)" in told
    assert "birch: loosened" in told
    assert "dover: cannot be shown: the RFP cannot be read" in told
    assert "Every member that could be read inherits 4 items as they are" in told


def test_of_many_members_the_matrix_is_printed_on_several_pages_with_its_ids(report):
    book = load_workbook(io.BytesIO((report[1] / "drift.xlsx").read_bytes()))
    assert book["Matrix"].page_setup.fitToWidth == 2
    assert book["Matrix"].print_title_cols == "$A:$B"
