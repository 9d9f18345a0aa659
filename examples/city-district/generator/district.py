"""An invented district: its schools, its devices, its people and its working days."""

from __future__ import annotations

import datetime
from bisect import bisect_right

from chance import Chance

BAD_SCHOOL = "Cottonwood Middle School"
"""The school that waits longer than the others."""

_HIGH = (
    "Alder Bluestem Cedar Dogwood Elm Foxglove Goldfinch Hawthorn Ironwood Juniper Kestrel Linden"
)
_MIDDLE = (
    "Cottonwood Maple Nettle Oriole Plover Quail Redbud Sagebrush Tamarack Upland Violet Willow "
    "Yarrow Birch Clover Dunlin"
)
_ELEMENTARY = (
    "Acorn Aster Avocet Badger Barley Basswood Bittern Bobwhite Buckeye Burdock Catkin Chicory "
    "Cicada Coneflower Crane Cricket Curlew Dewberry Elder Fescue Fern Finch Firefly Flax Gentian "
    "Goldenrod Grackle Harrier Hazel Heron Hickory Indigo Killdeer Larkspur Lupine Mallow Meadow "
    "Milkweed Mulberry Osprey Pawpaw Phlox Pintail Poplar Rye Sandpiper Sorrel Starling Sumac "
    "Thistle"
)
_OFFICES = ("District Service Center", "Meridian Avenue Offices")


def _schools() -> dict[str, int]:
    weights = {f"{name} High School": 38 + 3 * (i % 6) for i, name in enumerate(_HIGH.split())}
    weights |= {f"{name} Middle School": 15 + i % 6 for i, name in enumerate(_MIDDLE.split())}
    weights |= {f"{name} Elementary": 3 + i % 4 for i, name in enumerate(_ELEMENTARY.split())}
    weights |= dict.fromkeys(_OFFICES, 4)
    weights[BAD_SCHOOL] = 34
    return weights


SCHOOLS = _schools()
"""Eighty schools and offices, and how often each asks for a repair."""

CLASSES = {
    "Student Laptop": 760,
    "Staff Laptop": 140,
    "Desktop": 55,
    "Tablet": 30,
    "Charging Cart": 15,
}
"""Classes of device in the vendor's words."""

IN_SCOPE = ("Student Laptop", "Staff Laptop")

_FIRST = "Abelio Brizzle Corvan Dulcie Embrin Fennimo Gristel Hollin Ivorel Jessamo".split()
_LAST_HEAD = "Quill Wexel Thrum Orvin Bramb Zephel Gallow Tindle Murkel Vanter".split()
_LAST_TAIL = "beck dottir garth holme laith mondo pryce quist stavel wither".split()

COMPLAINTS = (
    "Screen cracked after a fall",
    "Does not start, no light",
    "Key {key} is missing",
    "Battery lasts half a morning",
    "Hinge broken on the left",
    "Charges only when held",
    "Camera shows black",
    "Trackpad clicks by itself",
    "Juice on the keyboard",
    "No sound in either ear",
)


def person(chance: Chance) -> str:
    """Returns a name that nobody bears."""
    return f"{chance.pick(_FIRST)} {chance.pick(_LAST_HEAD)}{chance.pick(_LAST_TAIL)}"


def complaint(chance: Chance, who: str) -> str:
    """Returns free text; some of it names a person, as free text does."""
    text = chance.pick(COMPLAINTS).format(key=chance.pick("AEFJKQRT"))
    return f"{text}, ask {who}" if chance.happens(150) else text


# When the vendor's people work. The contract says it too, and the test's own counting says it
# a third time: nothing here is taken from either.

_SUMMERS = (
    (datetime.date(2026, 6, 1), datetime.date(2026, 8, 7)),
    (datetime.date(2027, 6, 1), datetime.date(2027, 8, 6)),
)
_TESTING = (datetime.date(2027, 4, 5), datetime.date(2027, 4, 30))
_CLOSED = {
    datetime.date.fromisoformat(day)
    for day in (
        "2026-07-03 2026-09-07 2026-11-11 2026-11-26 2026-11-27 2026-12-24 2026-12-25 2026-12-28 "
        "2026-12-29 2026-12-30 2026-12-31 2027-01-01 2027-01-18 2027-01-27 2027-02-15 2027-05-31 "
        "2027-06-18 2027-07-05"
    ).split()
}
_NOON = {
    datetime.date.fromisoformat(day)
    for day in ("2026-10-15", "2027-02-18", "2027-03-04", "2027-05-06")
}
_FIRST_DAY = datetime.date(2026, 6, 1)


def hours(day: datetime.date) -> tuple[int, int] | None:
    """Returns the minutes since midnight at which work begins and ends; None on a closed day."""
    if any(first <= day <= last for first, last in _SUMMERS):
        span, week = (7 * 60, 17 * 60), 4
    elif _TESTING[0] <= day <= _TESTING[1]:
        span, week = (7 * 60, 17 * 60 + 30), 5
    else:
        span, week = (7 * 60 + 30, 16 * 60 + 30), 5
    if day.weekday() >= week or day in _CLOSED:
        return None
    return (span[0], 12 * 60) if day in _NOON else span


WORKDAYS = [
    day for day in (_FIRST_DAY + datetime.timedelta(days=n) for n in range(560)) if hours(day)
]


def workday_number(day: datetime.date) -> int:
    """Returns the position of the last working day that is not after the day."""
    return bisect_right(WORKDAYS, day) - 1


def workday(day: datetime.date, steps: int) -> datetime.date:
    """Returns the working day so many steps after a day; a closed day counts as the one after."""
    at = workday_number(day)
    if WORKDAYS[at] != day:
        at += 1
    return WORKDAYS[at + steps]


def moment(chance: Chance, day: datetime.date, least: int = 0) -> datetime.datetime:
    """Returns a moment in a working day's hours, from a minute on where the day goes so far."""
    span = hours(day)
    assert span is not None, f"{day} is closed"
    first = min(max(span[0], least), span[1] - 20)
    return at(day, chance.between(first, span[1] - 1), chance.below(60))


def at(day: datetime.date, minute: int, second: int = 0) -> datetime.datetime:
    """Returns the local moment of a day."""
    start = datetime.datetime.combine(day, datetime.time())
    return start + datetime.timedelta(minutes=minute, seconds=second)


def later(start: datetime.datetime, minutes: int) -> datetime.datetime:
    """Returns the moment at which so many working minutes have passed."""
    day, left, minute = start.date(), minutes, start.hour * 60 + start.minute
    while True:
        span = hours(day)
        if span is not None:
            begin = max(minute, span[0])
            if begin + left < span[1]:
                return at(day, begin + left, start.second)
            left -= max(span[1] - begin, 0)
        day, minute = day + datetime.timedelta(days=1), 0
