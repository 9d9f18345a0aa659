"""What a person sees of one ticket's clock."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from rfpkit.cli.explain_tables import clock, print_explanations
from rfpkit.model.explanation import Explanation
from tests.cli import explanation_fixture

ONE = explanation_fixture.explanation()


def printed(explanation: Explanation, width: int) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, highlight=False, markup=False, emoji=False, color_system=None
    )
    print_explanations(console, [explanation])
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(len(line) for line in printed(ONE, width).splitlines()) <= width


def test_in_a_wide_terminal_each_slice_has_one_line():
    lines = [" ".join(line.split()) for line in printed(ONE, 160).splitlines()]
    assert (
        "2026-10-31 00:00:00-05:00 2026-11-02 07:30:00-06:00 outside hours: weekend [Active] "
        "56:30:00 0:00:00 4"
    ) in lines
    assert sum(line.startswith("2026-") for line in lines) == len(ONE.slices)


@pytest.mark.parametrize("width", [80, 160])
def test_every_slice_is_printed_with_both_ends(width):
    text = printed(ONE, width)
    assert text.count("2026-11-02 09:00:00-06:00") == 2
    assert text.count("2026-11-03 08:00:01-06:00") == 2


def test_the_sums_are_those_of_the_slices_and_of_the_audit():
    lines = [" ".join(line.split()) for line in printed(ONE, 120).splitlines()]
    assert "Sum 91:54:51 6:15:21" in lines
    told = "22,521 seconds counted of 330,891 on the wall clock: ✓ adds up to the second"
    assert told in lines


def test_a_sum_that_differs_from_the_audit_is_not_hidden():
    wrong = ONE.model_copy(update={"elapsed": 22_520})
    assert "× does not add up" in printed(wrong, 120)


def test_the_head_says_what_was_decided_and_until_when_it_was_due():
    text = " ".join(printed(ONE, 120).split())
    assert "INC0010031: repair-turnaround 7f3a 91c2" in text
    assert "Verdict missed" in text
    assert "Target 8 business hours (priority P1), calendar support-hours, version original" in text
    assert "Due 2026-11-02 16:30:00-06:00; a stop before 2026-11-03 07:30:00-06:00 is" in text


def test_a_ticket_that_is_open_says_until_when_it_was_looked_at():
    still = ONE.model_copy(update={"open": True, "verdict": "missed_open"})
    text = printed(still, 120)
    assert "Open until" in text
    assert "missed open" in text


def test_a_ticket_without_a_clock_still_has_its_reason():
    nothing = {"start": None, "stop": None, "due": None, "elapsed": None, "wall": None}
    blank = ONE.model_copy(
        update={"verdict": "unscorable", "reason": "no event `received`", "slices": (), **nothing}
    )
    text = printed(blank, 80)
    assert "unscorable: no event `received`" in text
    assert "Sum" not in text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00:00"), (59, "0:00:59"), (90_061, "25:01:01")]
)
def test_a_length_of_time_is_hours_minutes_and_seconds(seconds, text):
    assert clock(seconds) == text
