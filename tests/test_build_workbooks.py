"""The workbooks of the examples, from the file to the folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.workflows.build import build
from tests.office import needs_office, saved_again
from tests.pricing import workbook

EXAMPLES = Path(__file__).parent.parent / "examples"
RFP = EXAMPLES / "city-district" / "rfp.yaml"


def names(built):
    return [path.name for path in built.files]


def test_an_rfp_with_prices_has_two_workbooks(tmp_path):
    assert names(build(RFP, tmp_path, formats=["xlsx"])) == [
        "PC-2026-014-response-matrix.xlsx",
        "PC-2026-014-price-sheet.xlsx",
    ]


def test_an_rfp_without_prices_has_the_response_matrix_alone(tmp_path):
    built = build(EXAMPLES / "every-kind" / "rfp.yaml", tmp_path, formats=["xlsx"])
    assert names(built) == ["TREC-2026-03-response-matrix.xlsx"]


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("requirements", "response-matrix"),
        ("service-levels", "response-matrix"),
        ("pricing", "price-sheet"),
    ],
)
def test_a_section_has_the_workbook_that_it_speaks_of(tmp_path, section, name):
    built = build(RFP, tmp_path, section=section, formats=["xlsx"])
    assert names(built) == [f"PC-2026-014-{name}.xlsx"]


def test_a_section_without_a_workbook_writes_nothing(tmp_path):
    with pytest.raises(InputError, match="no workbook for the section `scope`"):
        build(RFP, tmp_path / "out", section="scope", formats=["html", "xlsx"])
    assert not (tmp_path / "out").exists()


def test_the_same_file_gives_the_same_bytes_in_another_process(tmp_path):
    made = build(RFP, tmp_path / "here", formats=["xlsx"]).files
    for seed in ("1", "2"):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "rfpkit", "build", str(RFP)),
                *("--format", "xlsx", "-o", str(tmp_path / seed)),
            ],
            env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        for path in made:
            assert (tmp_path / seed / path.name).read_bytes() == path.read_bytes()


@needs_office
def test_the_price_sheet_of_several_states_is_read_and_says_what_is_missing(tmp_path):
    built = build(
        EXAMPLES / "multi-state" / "rfp.yaml", tmp_path, section="pricing", formats=["xlsx"]
    )
    saved = saved_again(built.files[0].read_bytes(), tmp_path)
    assert workbook.state(saved) == (
        "not complete: 4 required prices are missing. 1 other answer is missing."
    )
