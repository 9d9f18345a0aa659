"""Which events end the work on a ticket."""

from __future__ import annotations

import pytest

from rfpkit.model.endings import ends_work


@pytest.mark.parametrize(
    "event",
    [
        *("resolved", "closed", "returned", "repaired", "delivered", "Completed", "handed-over"),
        *("device-returned", "returned_to_school", "issue.resolved", "repair-completed"),
        *("ticket-closed", "work-done"),
    ],
)
def test_a_name_that_says_the_work_is_over_ends_it(event):
    assert ends_work(event)


@pytest.mark.parametrize(
    "event",
    [
        *("acknowledged", "first-response", "first-touch", "assigned", "in-progress", "received"),
        *("diagnosed", "picked-up", "parts-delivered", "technician-on-site", "intake-completed"),
        *("quote-approved", "started", "reported", ""),
    ],
)
def test_any_other_event_is_passed_on_the_way(event):
    assert not ends_work(event)
