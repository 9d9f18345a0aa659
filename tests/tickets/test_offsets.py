import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.tickets.stamps.offsets import offsets_of

ZONES = (
    "UTC",
    "America/New_York",
    "America/Chicago",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/Sao_Paulo",  # changed at midnight
    "Africa/Casablanca",  # changes around Ramadan
    "Pacific/Apia",  # skipped a whole day
    "Asia/Kathmandu",
)


def seconds(text: str) -> int:
    moment = datetime.datetime.fromisoformat(text)
    return int(moment.replace(tzinfo=moment.tzinfo or datetime.UTC).timestamp())


def convert(zone: str, *local: int):
    offsets = offsets_of(zone, min(local), max(local))
    return offsets.to_utc(np.array(local, dtype=np.int64))


@pytest.mark.parametrize(
    ("local", "instant", "doubt"),
    [
        ("2026-03-08 01:59:59", "2026-03-08 01:59:59-05:00", ""),
        ("2026-03-08 02:00:00", "2026-03-08 03:00:00-04:00", "gap"),
        ("2026-03-08 02:59:59", "2026-03-08 03:00:00-04:00", "gap"),
        ("2026-03-08 03:00:00", "2026-03-08 03:00:00-04:00", ""),
        ("2026-11-01 00:59:59", "2026-11-01 00:59:59-04:00", ""),
        ("2026-11-01 01:00:00", "2026-11-01 01:00:00-04:00", "twice"),
        ("2026-11-01 01:59:59", "2026-11-01 01:59:59-04:00", "twice"),
        ("2026-11-01 02:00:00", "2026-11-01 02:00:00-05:00", ""),
    ],
)
def test_the_gap_becomes_the_change_and_the_doubled_hour_its_first_occurrence(
    local, instant, doubt
):
    found = convert("America/New_York", seconds(local))
    assert found.seconds.tolist() == [seconds(instant)]
    assert found.in_gap.tolist() == [doubt == "gap"]
    assert found.ambiguous.tolist() == [doubt == "twice"]


@given(
    st.sampled_from(ZONES),
    st.lists(st.integers(seconds("1990-01-01"), seconds("2037-12-31")), min_size=1, max_size=30),
)
def test_local_times_become_the_instants_that_zoneinfo_gives(zone, local):
    found = convert(zone, *local)
    for place, second in enumerate(local):
        instant, in_gap, ambiguous = by_zoneinfo(zone, second)
        assert found.seconds[place] == instant
        assert found.in_gap[place] == in_gap
        assert found.ambiguous[place] == ambiguous


@given(st.sampled_from(ZONES), st.integers(-90, 90), st.integers(2000, 2035), st.booleans())
def test_the_hours_around_a_change_of_clocks_are_converted_as_zoneinfo_does(
    zone, minutes, year, later
):
    changes = offsets_of(zone, seconds(f"{year}-01-01"), seconds(f"{year}-12-31"))
    if len(changes.changes) < 2:
        return
    place = -1 if later else 1
    local = int(changes.changes[place] + changes.offsets[place]) + minutes * 60
    found = convert(zone, local)
    assert (found.seconds[0], found.in_gap[0], found.ambiguous[0]) == by_zoneinfo(zone, local)


def by_zoneinfo(zone: str, local: int) -> tuple[int, bool, bool]:
    wall = datetime.datetime.fromtimestamp(local, datetime.UTC).replace(tzinfo=None)
    key = ZoneInfo(zone)
    first, second = (int(wall.replace(tzinfo=key, fold=fold).timestamp()) for fold in (0, 1))
    if first <= second:
        return first, False, first < second
    # In the gap the two readings lie on both sides of the change: look for it between them.
    before = second
    offset = datetime.datetime.fromtimestamp(before, key).utcoffset()
    change = next(
        instant
        for instant in range(second, first + 1)
        if datetime.datetime.fromtimestamp(instant, key).utcoffset() != offset
    )
    return change, True, False
