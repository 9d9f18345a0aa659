"""What a later export tells otherwise, in sentences that fit one change and many."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.model.over_time import ChangeKind, Comparison, Tally
from rfpkit.sla.signals.over_time import findings
from tests.sla.logs import ZONE, at

END = "2026-06-30 16:00:00"


def told(*tallies: Tally, **more: Any) -> list[str]:
    found = Comparison(
        number=3,
        files=("june.csv",),
        seal="0" * 64,
        until=at(END),
        first=at("2026-06-01 08:00"),
        both=12,
        tallies=tallies,
        **more,
    )
    return [one.message for one in findings(found, ZONE)]


CASES = {
    ChangeKind.TICKET_VANISHED: (
        "1 ticket of export 3 is missing",
        "2 tickets of export 3 are missing",
        ", although this export covers their time; ask what became of them",
    ),
    ChangeKind.TICKET_LATE: (
        f"1 ticket began before {END}, the end of export 3, and was not in it",
        f"2 tickets began before {END}, the end of export 3, and were not in it",
        "; ask when they were entered, and why then",
    ),
    ChangeKind.EVENT_VANISHED: (
        "1 event of 1 ticket that export 3 told is gone",
        "2 events of 2 tickets that export 3 told are gone",
        "; ask who removed them, and why",
    ),
    ChangeKind.EVENT_LATE: (
        f"1 event of 1 ticket lies before {END}, the end of export 3, and was not in it",
        f"2 events of 2 tickets lie before {END}, the end of export 3, and were not in it",
        "; ask when they were entered",
    ),
    ChangeKind.PRIORITY_CHANGED: (
        "1 priority of 1 ticket changed",
        "2 priorities of 2 tickets changed",
        " for instants that export 3 told already; ask who changed them, and why",
    ),
    ChangeKind.ATTRIBUTE_CHANGED: (
        "1 other value of 1 ticket changed",
        "2 other values of 2 tickets changed",
        " that export 3 told already; ask who changed them, and why",
    ),
}


@pytest.mark.parametrize("change", CASES)
def test_each_kind_of_change_is_told_in_words_that_fit(change):
    *told_of, rest = CASES[change]
    for count, begin in enumerate(told_of, start=1):
        _, message = told(Tally(change=change, count=count, tickets=count))
        assert message == begin + rest


@pytest.mark.parametrize(
    ("count", "earlier", "words"),
    [
        (1, 1, "1 stamp of 1 ticket is not what export 3 told, and earlier now"),
        (1, 0, "1 stamp of 1 ticket is not what export 3 told, and later now"),
        (4, 4, "4 stamps of 1 ticket are not what export 3 told, and earlier now"),
        (4, 3, "4 stamps of 1 ticket are not what export 3 told, 3 of them earlier now"),
    ],
)
def test_stamps_that_changed_say_in_which_direction(count, earlier, words):
    tally = Tally(change=ChangeKind.STAMP_CHANGED, count=count, tickets=1, earlier=earlier)
    assert told(tally)[1] == f"{words}; ask who changed them, and on what ground"


def test_where_nothing_changed_the_audit_says_so():
    compared = "compared with export 3 of the store (june.csv): 12 tickets in both"
    assert told() == [f"{compared}, and nothing that could be compared has changed"]
    tally = Tally(change=ChangeKind.TICKET_LATE, count=1, tickets=1)
    assert told(tally)[0] == compared
    assert told(tally, beyond=1)[0] == (
        f"{compared}; 1 ticket of it was not looked for, as this export, which begins 2026-06-01, "
        "covers another time"
    )


def test_what_could_not_be_compared_is_told():
    assert told(unreadable=2, skipped=("the class of the device",))[1:] == [
        "2 tickets were not compared with export 3: one of the two records cannot be read whole",
        "not compared with export 3, which was kept with another mapping: the class of the device",
    ]
