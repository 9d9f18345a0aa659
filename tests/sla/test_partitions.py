"""An export in parts: what goes into each of them, and which levels need all of it at once."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.sla.audit import Measuring, looks_across_tickets
from tests.sla.counted import level, with_feed
from tests.sla.logs import at, contract_of, level_of, log_of

STORY = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]
SPARES = level({"kind": "stock", "feed": "feed", "of": "laptops"}, target="3")
COUNT = {"at": "2026-09-02", "site": "north", "of": "laptops", "value": 3}


def test_tickets_of_every_part_are_judged_and_a_feed_is_counted_once():
    measuring = Measuring(contract_of(level_of(), SPARES), at("2026-10-01"))
    for ticket in ("A", "B", "C"):
        measuring.add(with_feed([COUNT], log_of({ticket: STORY})))
    found = measuring.result()
    repair, spares = (one.ledger for one in found.levels)
    assert repair is not None
    assert spares is not None
    assert (repair.met, spares.met) == (3, 1)
    assert [one.id for one in found.findings] == ["pause-never-given"]


def test_what_is_doubtful_in_several_parts_adds_up():
    paused = [STORY[0], ("2026-09-01 08:30", "pause awaiting-parts"), STORY[1]]
    measuring = Measuring(contract_of(), at("2026-10-01"))
    for ticket in ("B", "A", "C"):
        measuring.add(log_of({ticket: paused}))
    (told,) = [one for one in measuring.result().findings if one.id == "pause-not-honoured"]
    assert (told.count, told.examples) == (3, ("A", "B", "C"))


DEVICE = ("service", "device", "fault")


def ratio(thing: str) -> dict[str, Any]:
    good = {"not_again": thing, "within": "30 calendar days"}
    return level({"kind": "ratio", "good": good})


OUTAGES = {"kind": "accumulation", "to": "resolved", "calendar": "support-hours"}
MONTHLY = {"attainment": {"per": "month"}}
MEDIAN = {"kind": "statistic", "statistic": "median"}
TIMED = level({**MEDIAN, "to": "resolved"}, target="8 hours", **MONTHLY)
COST = level({**MEDIAN, "number": "cost"}, target="20", **MONTHLY)


@pytest.mark.parametrize(
    ("written", "attributes", "together"),
    [
        (level_of(), DEVICE, True),
        (level_of(), ("device", "fault"), True),
        (level_of({"reopen_by": "ticket"}), DEVICE, False),
        (level_of(), ("service", "device"), False),
        (level_of(), ("service", "fault"), False),
        (ratio("device"), ("device",), True),
        (ratio("device_and_fault"), DEVICE, True),
        (ratio("ticket"), DEVICE, False),
        (level(OUTAGES, target="8 hours"), (), True),
        (TIMED, DEVICE, True),
        (TIMED, ("service",), False),
        (COST, DEVICE, False),
        (SPARES, DEVICE, False),
    ],
)
def test_a_level_that_looks_at_several_tickets_together_needs_them_in_one_part(
    written, attributes, together
):
    assert looks_across_tickets(contract_of(written), attributes) is together
