"""Instants and lengths of time beside a calendar."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from rfpkit.model.moment import parse_length, parse_moment, write_length


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2027-01-14T09:30", "2027-01-14T09:30:00"),
        ("2027-01-14 09:30:15", "2027-01-14T09:30:15"),
        ("2027-01-14T09:30:15.999", "2027-01-14T09:30:15"),
        ("2027-01-14T09:30Z", "2027-01-14T09:30:00+00:00"),
        ("2027-01-14T09:30:00-06:00", "2027-01-14T09:30:00-06:00"),
    ],
)
def test_an_instant_is_local_or_has_an_offset_and_whole_seconds(text, written):
    assert parse_moment(text) == datetime.datetime.fromisoformat(written)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2027-01-14", "is not an instant"),
        ("20270114T0930", "is not an instant"),
        ("January 14, 2027, 9:30", "is not an instant"),
        ("2027-02-30T09:30", "there is no instant"),
        ("2027-01-14T24:00", "there is no instant"),
        ("2027-01-14T09:30+99:00", "there is no instant"),
        ("1890-01-14T09:30", "is too far off"),
    ],
)
def test_what_is_no_instant_is_refused(text, message):
    with pytest.raises(PydanticCustomError, match=message):
        parse_moment(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("9:30", 34_200), ("0:00", 0), ("27:13:05", 97_985), ("90 minutes", 5_400), ("1 hour", 3_600)],
)
def test_a_length_is_hours_and_minutes_or_a_number_with_its_unit(text, seconds):
    assert parse_length(text) == seconds


@pytest.mark.parametrize("text", ["9", "9:5", "9:60", "1.5 hours", "3 days", "-1:00"])
def test_what_is_no_length_is_refused(text):
    with pytest.raises(PydanticCustomError, match="not a length of time"):
        parse_length(text)


@given(st.integers(0, 3_599_999))
def test_a_length_is_read_back_as_it_is_written(seconds):
    assert parse_length(write_length(seconds)) == seconds
