"""One ticket with all that can befall it: a pause, a reopening, a change of the clocks, snow."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from rfpkit.cli.explain_tables import print_explanations
from rfpkit.workflows.audits.case import Inputs
from rfpkit.workflows.audits.explain import as_json_text, explain

FOLDER = Path(__file__).parents[1] / "cases" / "explain"
INPUTS = Inputs(
    FOLDER / "contract.yaml", (FOLDER / "export.csv",), FOLDER / "mapping.yaml", "2026-12-01"
)


@pytest.fixture(scope="module")
def found():
    return explain(INPUTS, ticket="INC-2041")


def test_the_terminal_shows_every_slice_with_its_reason(found, golden):
    out = io.StringIO()
    console = Console(
        file=out, width=120, highlight=False, markup=False, emoji=False, color_system=None
    )
    print_explanations(console, [*found, *explain(INPUTS, ticket="INC-2077")])
    text = "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
    assert text == golden(FOLDER / "explained.txt", text)


def test_a_program_reads_the_same_slices(found, golden):
    text = as_json_text(found)
    assert text == golden(FOLDER / "explained.json", text)
    (told,) = json.loads(text)
    slices = told["slices"]
    assert all(one["end"] == other["start"] for one, other in pairwise(slices))
    assert told["wall"] == sum(one["end"] - one["start"] for one in slices)
    assert told["elapsed"] == sum(one["counted"] for one in slices)


def test_what_counted_is_what_a_person_adds_up_by_hand(found):
    (one,) = found
    friday, monday, tuesday = 30, 3 * 60 + 20 + 60 + 40, 90 + 90 + 5 * 60
    thursday, the_other_ticket = 105, 80
    minutes = friday + monday + tuesday + thursday + the_other_ticket
    assert one.elapsed == minutes * 60 + 20
    # A week and 19:10 less, and the hour that came twice.
    assert one.wall == ((7 * 24 - 4) * 60 - 50 + 60) * 60


def test_the_ticket_that_goes_on_in_another_says_in_which(found):
    (other,) = explain(INPUTS, ticket="INC-2077")
    assert (other.verdict, other.reason, other.slices) == ("excluded", "continues INC-2041", ())
    assert other.notes == (
        "It is for the device and fault of INC-2041, soon after: its time counts there.",
    )
    assert [part.ticket for part in found[0].slices][-1] == "INC-2077"
