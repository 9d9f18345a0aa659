"""The orders in which a single stamp may be written, read from its signs alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rfpkit.model.exports.date_order import (
    EPOCH,
    EPOCH_MS,
    EXCEL,
    EXCEL_1904,
    ISO,
    DateOrder,
    parse_date_order,
)
from rfpkit.tickets.stamps.half_days import plain_half

order = cache(parse_date_order)


def proposed(texts: Iterable[str]) -> list[DateOrder]:
    """Returns each order in which one of the texts may be written, the first one's first."""
    return list(dict.fromkeys(one for text in texts for one in _orders(plain_half(text.strip()))))


def _orders(text: str) -> Iterator[DateOrder]:
    if number := _NUMBER.fullmatch(text):
        yield from _counts(len(number[1]))
    elif stamp := _NUMBERS.fullmatch(text):
        yield from _numeric(stamp)
    elif stamp := _DAY_FIRST.fullmatch(text):
        sign = stamp["sign"]
        yield order(f"d{sign}b{sign}y{_time(stamp)}")
    elif stamp := _MONTH_FIRST.fullmatch(text):
        yield order(f"b{stamp['first']}d{stamp['second']}y{_time(stamp)}")


def _counts(digits: int) -> Iterator[DateOrder]:
    if digits == 5:
        yield from (EXCEL, EXCEL_1904)
    elif digits in {9, 10}:
        yield EPOCH
    elif digits in {12, 13}:
        yield EPOCH_MS


def _numeric(stamp: re.Match[str]) -> Iterator[DateOrder]:
    sign, time = stamp["sign"], _time(stamp)
    if len(stamp["one"]) == 4:
        is_iso = sign == "-" and time and not stamp["half"]
        yield ISO if is_iso else order(f"y{sign}m{sign}d{time}")
        return
    yield order(f"m{sign}d{sign}y{time}")
    yield order(f"d{sign}m{sign}y{time}")
    if len(stamp["three"]) < 4:
        yield order(f"y{sign}m{sign}d{time}")


def _time(stamp: re.Match[str]) -> str:
    """Returns the part of the order that speaks of the time of day."""
    if not stamp["hour"]:
        return ""
    half = f"{stamp['gap'] or ''}p" if stamp["half"] else ""
    zone = f"{stamp['apart'] or ''}z" if stamp["zone"] else ""
    return f"{stamp['between']}h:m{half}{zone}"


_TIME = (
    r"(?:(?P<between>, | |T)(?P<hour>\d{1,2}):\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"(?:(?P<gap> ?)(?P<half>[AaPp][Mm]))?"
    r"(?:(?P<apart> ?)(?P<zone>Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?"
)
_NUMBER = re.compile(r"(\d{5,13})(?:\.\d+)?")
_NUMBERS = re.compile(
    r"(?P<one>\d{4}|\d{1,2})(?P<sign>[/.-])(?P<two>\d{1,2})(?P=sign)(?P<three>\d{4}|\d{1,2})"
    + _TIME
)
_DAY_FIRST = re.compile(r"\d{1,2}(?P<sign>[/. -])[A-Za-z]{3,9}(?P=sign)(?:\d{4}|\d{2})" + _TIME)
_MONTH_FIRST = re.compile(
    r"[A-Za-z]{3,9}(?P<first> |-)\d{1,2}(?P<second>, | |-)(?:\d{4}|\d{2})" + _TIME
)
