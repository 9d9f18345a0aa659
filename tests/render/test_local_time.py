"""Local times of tables against the standard library's."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.render.local_time import LocalTime

ZONES = ("America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Monrovia", "UTC")
# The second in which Liberia gave up an offset of 44 minutes and 30 seconds lies in no quarter.
MONROVIA = 63_593_070


@given(st.sampled_from(ZONES), st.integers(0, 4_102_444_800))
def test_an_instant_reads_as_the_standard_library_writes_it(zone, instant):
    moment = datetime.datetime.fromtimestamp(instant, ZoneInfo(zone))
    assert LocalTime(zone).iso(instant) == moment.isoformat()


def test_the_offset_changes_in_the_very_second():
    clock = LocalTime("Africa/Monrovia")
    for instant in range(MONROVIA - 900, MONROVIA + 901):
        moment = datetime.datetime.fromtimestamp(instant, ZoneInfo("Africa/Monrovia"))
        assert clock.iso(instant) == moment.isoformat()
