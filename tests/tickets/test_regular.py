"""Rows are counted without being taken apart: what is no table for sure is None."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.tickets.tables import regular
from rfpkit.tickets.tables.regular import count_if_full, count_regular

TOKENS = ["a", ",", ",", "\n", "\n", '"', '"', "\r\n"]
TEXTS = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"a,b\n1,2\n", 2),
        (b"a,b\n1,2", 2),
        (b"a,b\r\n,\r\n", 2),
        (b'a,b\r\n"1","2"\r\n', 2),
        (b'a,b\n"1\n2","3,4"\n', 2),
        (b'a,b\n"1 ""2""",3\n"",""\n', 3),
        (b"a,b\n1\n", None),
        (b"a,b\n1,2,3\n", None),
        (b"a,b\n1,2,3\n4\n", None),
        (b"a,b\n\n1,2\n", None),
        (b'a,b\n1,2" pipe\n', None),
        (b'a,b\n"1"x,2\n', None),
        (b'a,b\n"1,2\n', None),
    ],
)
def test_lines_are_counted_where_each_has_a_value_for_each_column(raw, lines):
    assert count_regular(raw, ",", 2) == lines


def test_what_one_row_lacks_and_another_has_too_much_is_not_seen_by_the_quick_count():
    assert count_if_full(b"a,b\n1,2,3\n4\n", ",", 2) == 3
    assert count_if_full(b"a,b\n1,2,3\n", ",", 2) is None
    assert count_if_full(b'a,b\n1,"2"\n', ",", 2) is None


@given(TEXTS, st.integers(1, 4), st.integers(1, 9))
def test_the_count_does_not_hang_on_how_much_is_looked_at_together(body, width, together):
    raw = body.encode()
    whole = count_regular(raw, ",", width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regular, "_BLOCK", together)
        assert count_regular(raw, ",", width) == whole


@given(TEXTS, st.integers(1, 4))
def test_what_is_counted_has_as_many_records_of_that_width(body, width):
    text = f"{body}\n"
    lines = count_regular(text.encode(), ",", width)
    if lines is not None:
        records = list(csv.reader(io.StringIO(text, newline="\n")))
        assert [max(len(record), 1) for record in records] == [width] * lines
