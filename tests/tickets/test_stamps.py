import datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from rfpkit.model.exports.date_order import ISO, parse_date_order
from rfpkit.tickets.stamps.stamps import fitting_orders, read_stamps
from tests.tickets.samples import log_mapping


def read(*texts: str | None, **mapping):
    made = log_mapping(**mapping)
    return read_stamps(pl.Series(texts, dtype=pl.String), made, made.order_of("Updated"))


def written(stamps) -> list[str | None]:
    return [
        f"{datetime.datetime.fromtimestamp(second, datetime.UTC):%Y-%m-%d %H:%M:%S}"
        if known
        else None
        for second, known in zip(stamps.seconds.tolist(), stamps.known.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("dates", "text", "instant"),
    [
        ("iso", "2015-01-01 07:33:18", "2015-01-01 07:33:18"),
        ("iso", "2015-01-01T07:33:18", "2015-01-01 07:33:18"),
        ("iso", "2015-01-01 07:33", "2015-01-01 07:33:00"),
        ("iso", " 2015-01-01 07:33:18\u00a0", "2015-01-01 07:33:18"),
        ("iso", "2010-01-13T08:40:25.000+02:00", "2010-01-13 06:40:25"),
        ("iso", "2013-01-08T16:52:21.769+0100", "2013-01-08 15:52:21"),
        ("iso", "2020-03-20 02:32:49.426", "2020-03-20 02:32:49"),
        ("iso", "2024-02-20T17:48:22Z", "2024-02-20 17:48:22"),
        ("iso", "2024-02-20T17:48:22-05", "2024-02-20 22:48:22"),
        ("d/m/y h:m", "29/2/2016 01:16", "2016-02-29 01:16:00"),
        ("d/m/y h:m", "5/2/12 1:06", "2012-02-05 01:06:00"),
        ("dd/mm/yyyy hh:mm", "05/02/2012 13:32", "2012-02-05 13:32:00"),
        ("d/m/y h:m", "05/02/2012 13:32:59", "2012-02-05 13:32:59"),
        ("d-m-y h:m", "29-02-2016 01:16", "2016-02-29 01:16:00"),
        ("d.m.y h:m:s", "29.02.2016 01:16:09", "2016-02-29 01:16:09"),
        ("m/d/y h:m:s p", "02/17/2020 12:19:00 PM", "2020-02-17 12:19:00"),
        ("m/d/y h:m:s p", "2/7/2020 12:19:00 am", "2020-02-07 00:19:00"),
        ("d/b/y h:m p", "25/Feb/26 10:17 PM", "2026-02-25 22:17:00"),
        ("d/b/y h:m p", "1/august/2026 9:05 am", "2026-08-01 09:05:00"),
        ("b d, y h:m p", "Feb 5, 2026 9:05 AM", "2026-02-05 09:05:00"),
        ("y-m-d h:m:s", "2026-02-05 09:05:01", "2026-02-05 09:05:01"),
        ("h:m d/m/y", "9:05 5/2/2026", "2026-02-05 09:05:00"),
    ],
)
def test_stamps_of_every_order_that_exports_have_are_read(dates, text, instant):
    assert written(read(text, dates=dates)) == [instant]


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ("iso", "2015-02-30 07:33:18"),
        ("iso", "2015-01-01"),
        ("iso", "2015-01-01 24:00:00"),
        ("iso", "0015-01-01 07:33:18"),
        ("iso", "1969-12-31 23:59:59"),
        ("iso", "2200-01-01 00:00:00"),
        ("iso", "#########"),
        ("iso", "2015-01-01 07:33:18 and more"),
        ("d/m/y h:m", "02/17/2020 12:19"),
        ("d/m/y h:m", "31/11/2026 10:22"),
        ("m/d/y h:m p", "02/17/2020 13:19 PM"),
        ("m/d/y h:m p", "02/17/2020 12:19"),
    ],
)
def test_what_is_no_stamp_in_the_order_is_unreadable_and_never_guessed(dates, text):
    stamps = read(text, dates=dates)
    assert stamps.unreadable.tolist() == [True]
    assert stamps.known.tolist() == [False]


def test_empty_cells_and_spellings_of_nothing_are_neither_known_nor_unreadable():
    stamps = read(None, "", "  ", "?", " NA ", nulls=["?", "NA"])
    assert not stamps.known.any()
    assert not stamps.unreadable.any()


def test_spellings_may_differ_within_a_column():
    stamps = read("2015-01-01 07:33", "2015-01-01T07:33:18Z", None, "2015-01-01 07:33:18.5")
    assert written(stamps) == [
        "2015-01-01 07:33:00",
        "2015-01-01 07:33:18",
        None,
        "2015-01-01 07:33:18",
    ]


def test_a_fraction_of_a_second_is_cut_and_never_rounded():
    stamps = read("2015-01-01 07:33:18.999999", "2015-01-01 07:33:18.000")
    assert written(stamps) == ["2015-01-01 07:33:18"] * 2
    assert stamps.fraction.tolist() == [999_999, 0]


def test_a_stamp_without_an_offset_is_local_to_the_zone_of_the_mapping():
    texts = ("2026-01-05 08:00:00", "2026-07-06 08:00:00", "2026-07-06T08:00:00Z")
    stamps = read(*texts, timezone="America/Chicago")
    assert written(stamps) == ["2026-01-05 14:00:00", "2026-07-06 13:00:00", "2026-07-06 08:00:00"]


def test_local_time_that_was_converted_twice_is_converted_back():
    stored = ("2014-01-03 03:30:00", "2014-07-03 04:30:00")
    stamps = read(*stored, timezone="America/New_York", shift="converted_twice")
    assert written(stamps) == ["2014-01-03 13:30:00", "2014-07-03 12:30:00"]


@given(st.integers(1_000_000, 7_000_000_000))
def test_a_shift_undoes_the_fault_that_made_it(instant):
    key = ZoneInfo("America/New_York")
    near = {wall(key, instant + day * 86_400) - instant - day * 86_400 for day in (-1, 1)}
    assume(len(near) == 1)  # within hours of a change of clocks the fault cannot be undone
    stored = datetime.datetime.fromtimestamp(wall(key, wall(key, instant)), datetime.UTC)
    text = f"{stored:%Y-%m-%d %H:%M:%S}"
    stamps = read(text, timezone=key.key, shift="converted_twice")
    assert stamps.seconds.tolist() == [instant]


def wall(key: ZoneInfo, instant: int) -> int:
    """Returns what the clocks of a zone show, as if it were UTC."""
    shown = datetime.datetime.fromtimestamp(instant, key).replace(tzinfo=datetime.UTC)
    return int(shown.timestamp())


ORDERS = {
    "iso": "%Y-%m-%d %H:%M:%S",
    "d/m/y h:m:s": "%d/%m/%Y %H:%M:%S",
    "m/d/y h:m:s p": "%m/%d/%Y %I:%M:%S %p",
    "d-m-y h:m:s": "%d-%m-%Y %H:%M:%S",
    "d/b/y h:m:s p": "%d/%b/%Y %I:%M:%S %p",
    "y/m/d h:m:s": "%Y/%m/%d %H:%M:%S",
}


@given(
    st.sampled_from(sorted(ORDERS)),
    st.lists(
        st.datetimes(datetime.datetime(1970, 1, 2), datetime.datetime(2199, 12, 30)), min_size=1
    ),
)
def test_what_is_written_in_an_order_is_read_back_in_it(order, moments):
    whole = [moment.replace(microsecond=0) for moment in moments]
    stamps = read(*(f"{moment:{ORDERS[order]}}" for moment in whole), dates=order)
    assert written(stamps) == [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in whole]


@given(st.lists(st.text(max_size=30), max_size=20), st.sampled_from(sorted(ORDERS)))
def test_any_text_is_a_stamp_or_empty_or_unreadable(texts, order):
    stamps = read(*texts, dates=order)
    assert not (stamps.known & stamps.unreadable).any()
    for text, known, unreadable in zip(texts, stamps.known, stamps.unreadable, strict=True):
        assert known or unreadable or not text.strip()


def test_orders_that_read_every_stamp_are_proposed():
    assert fitting("02/01/2020 09:00", "03/04/2020 10:00", None) == ["m/d/y h:m", "d/m/y h:m"]
    assert fitting("02/01/2020 09:00", "03/17/2020 10:00", "") == ["m/d/y h:m"]
    assert fitting("02/01/2020 09:00", "03/17/2020 10:00", "17/03/2020 10:00") == []


def fitting(*texts: str | None) -> list[str]:
    column, mapping = pl.Series(texts), log_mapping()
    return fitting_orders(column, read_stamps(column, mapping, ISO), mapping)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("d/m/y p", "`d/m/y p` does not say where the hour stands"),
        ("d/m/y h", "`d/m/y h` does not say where the minute stands"),
        ("h:m", "`h:m` does not say where the day stands"),
        ("d/d/y h:m", "`d/d/y h:m` names the day twice"),
        ("d/m/b/y h:m", "`d/m/b/y h:m` names the month twice"),
        ("era", "`e` in `era` is no part of a date"),
        ("%Y-%m-%d", "`%` in `%Y-%m-%d` is no part of a date"),
    ],
)
def test_a_text_that_is_no_order_of_dates_is_refused_with_a_reason(text, message):
    with pytest.raises(ValidationError) as caught:
        log_mapping(dates=text)
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["iso", "d/m/y h:m", "m/d/y h:m:s p", "d/b/y h:m p", "b d, y h:m"])
def test_an_order_is_written_as_it_is_read(text):
    assert str(parse_date_order(text)) == text
    assert log_mapping(dates=text).model_dump(mode="json")["dates"] == text
