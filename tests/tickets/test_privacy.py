"""A rejected value never carries a name into a report."""

from __future__ import annotations

import pytest

from rfpkit.tickets.ledger.privacy import without_names


@pytest.mark.parametrize(
    "value",
    [
        *("31/02/2027 08:15", "2027-13-45T08:15:00Z", "25/Feb/26 10:17 PM", "03:17.4", "46127.5"),
        *("n/a", "NULL", "", "?", "-"),
    ],
)
def test_what_could_be_a_stamp_or_a_number_is_shown(value):
    assert without_names(value) == value


@pytest.mark.parametrize("value", ["Maria Lopez", "maria.lopez@example.org", "broken in room 12"])
def test_other_text_is_only_measured(value):
    assert without_names(value) == f"(text of {len(value)} signs, not shown)"
