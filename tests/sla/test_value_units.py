"""A value stands in the unit that the level counts, exactly, and with that unit's name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from rfpkit.model.service_level import ServiceLevel
from rfpkit.sla.kinds.value_units import with_value_units
from tests.sla.logs import contract_of

SHARE = {"at_least": "95%", "per": "month"}
CLOCK = {"from": "reported", "to": "resolved", "calendar": "support-hours"}


def level(measure: dict[str, Any], target: str | None = None, **changes: Any) -> ServiceLevel:
    written = {"id": "one", "title": "One", "measure": measure, **changes}
    if target is not None:
        written["target"] = target
    return contract_of({"attainment": {"per": "month"}, **written}).service_levels[0]


def valued(one: ServiceLevel, *values: int | None) -> list[tuple[Decimal | None, str]]:
    units = pl.DataFrame(
        {"stage": [0] * len(values), "value": values}, schema_overrides={"value": pl.Int64()}
    )
    return with_value_units(units, [one]).select("value", "value_unit").rows()


MEAN = {"kind": "statistic", "statistic": "mean"}
OUTAGE = {"kind": "accumulation", **CLOCK}


@pytest.mark.parametrize(
    ("one", "held", "told"),
    [
        (level(MEAN | CLOCK, "4 business hours"), 15_600, ("15600", "seconds")),
        (level(MEAN | {"number": "cost"}, "20"), 10_500_001, ("10.500001", "cost")),
        (level(MEAN | {"rating": "quality"}, "4.2"), 5_000_000, ("5", "rating")),
        (level(MEAN | {"feed": "calls"}, "30 seconds"), 30_250_000, ("30.25", "seconds")),
        (level(MEAN | {"feed": "calls"}, "4"), 4_000_000, ("4", "calls")),
        (level(OUTAGE, "8 school days", attainment=SHARE), 9, ("9", "school days")),
        (level(OUTAGE, "8 business hours", attainment=SHARE), 9, ("9", "seconds")),
    ],
)
def test_each_kind_has_its_unit(one, held, told):
    ((value, unit), nothing) = valued(one, held, None)
    assert (value, unit) == (Decimal(told[0]), told[1])
    assert nothing == (None, "")


def test_a_mean_of_ratings_has_each_rating():
    measure = {
        "kind": "satisfaction",
        "dimension": "quality",
        "scale": 5,
        "method": "mean_over_max",
    }
    assert valued(level(measure, attainment=SHARE), 4) == [(Decimal(4), "rating")]


def test_a_level_without_values_has_no_unit():
    measure = {"kind": "duration", **CLOCK}
    assert valued(level(measure, "4 business hours", attainment=SHARE), None, None) == [
        (None, ""),
        (None, ""),
    ]


def test_an_amendment_that_counts_in_days_keeps_the_earlier_hours():
    hours = level(OUTAGE, "8 business hours", attainment=SHARE)
    days = level(OUTAGE, "2 business days", attainment=SHARE)
    units = pl.DataFrame({"stage": [0, 1], "value": [36_000, 2]})
    found = with_value_units(units, [hours, days]).select("value", "value_unit").rows()
    assert found == [(Decimal(36_000), "seconds"), (Decimal(2), "business days")]
