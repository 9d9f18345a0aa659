import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.tickets.samples import read, snapshot_mapping

ZONE = ZoneInfo("America/New_York")


def days(first: str, count: int) -> list[datetime.datetime]:
    start = datetime.datetime.fromisoformat(first)
    return [start + datetime.timedelta(days=day, hours=8, minutes=30) for day in range(count)]


def export(clocks: list[datetime.datetime]) -> str:
    """A due time on every day, and an opening at an odd minute each."""
    rows = [
        f"{number},{moment - datetime.timedelta(hours=number % 7, minutes=number % 60)},,{moment}"
        for number, moment in enumerate(clocks)
    ]
    return "\n".join(["number,opened,closed,due", *rows])


def told(folder, clocks, **changes) -> list[str]:
    mapping = snapshot_mapping(
        timezone="America/New_York", claims={"level": "any", "due": "due"}, **changes
    )
    found = read(folder, export(clocks), mapping).intake.findings
    return [one.message for one in found if one.id == "clock-moves-with-daylight-saving"]


def offset(moment: datetime.datetime) -> datetime.timedelta:
    return moment.replace(tzinfo=ZONE).utcoffset() or datetime.timedelta()


YEAR = days("2025-01-01", 365)
TWICE = [moment + offset(moment) for moment in YEAR]
UTC = [moment - offset(moment) for moment in YEAR]


def test_due_times_that_were_converted_twice_are_told(tmp_path):
    (message,) = told(tmp_path, TWICE)
    assert message.endswith(
        "stamps in `due` lie on 04:30 in summer and 03:30 in winter: a clock time that moves with"
        " daylight saving; the stamps look converted twice; try `shift: converted_twice`"
    )


def test_nothing_is_told_once_the_shift_is_declared(tmp_path):
    assert told(tmp_path, TWICE, shift="converted_twice") == []


def test_due_times_in_utc_that_are_read_as_local_are_told(tmp_path):
    (message,) = told(tmp_path, UTC)
    assert "12:30 in summer and 13:30 in winter" in message
    assert message.endswith("the stamps look like UTC; try `timezone: UTC`")


def test_sound_due_times_are_not_doubted_until_a_shift_is_declared(tmp_path):
    assert told(tmp_path, YEAR) == []
    (message,) = told(tmp_path, YEAR, shift="converted_twice")
    assert message.endswith("the stamps look sound before the shift; try `shift: none`")


@pytest.mark.parametrize("first", ["2025-01-01", "2025-06-01"])
def test_one_season_is_enough_where_nobody_works_at_that_hour(tmp_path, first):
    clocks = [moment + offset(moment) for moment in days(first, 40)]
    (message,) = told(tmp_path, clocks)
    assert "when nobody works; the stamps look converted twice" in message


def test_a_few_stamps_say_nothing(tmp_path):
    assert told(tmp_path, TWICE[:15]) == []


def test_due_times_on_every_hour_of_the_day_are_no_cluster_that_moves(tmp_path):
    hours = [moment.replace(hour=number % 9 + 8) for number, moment in enumerate(YEAR)]
    assert told(tmp_path, hours) == []
