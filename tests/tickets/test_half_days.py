"""The halves of the day as programs spell them."""

import polars as pl
import pytest

from rfpkit.model.exports.date_order import parse_date_order
from rfpkit.tickets.stamps.proposals import proposed
from rfpkit.tickets.stamps.stamp_text import MICROS, read_written

MORNING = 1_799_139_600  # 2027-01-05 09:00, taken for UTC
ORDER = parse_date_order("m-d-y h:m p")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("01-05-2027 09:00 AM", 0),
        ("01-05-2027 9:00 am", 0),
        ("01-05-2027 9:00 a.m.", 0),
        ("01-05-2027 9:00 A.M.", 0),
        ("01-05-2027 9:00 p.m.", 12),
        ("01-05-2027 9:00 p. m.", 12),
        ("01-05-2027 9:00\u202fPM", 12),
        ("01-05-2027 9:00\u00a0p.m.", 12),
        ("01-05-2027 9:00:00 a.m. ", 0),
    ],
)
def test_each_spelling_is_read_and_proposed(text, hours):
    found = read_written(pl.Series([text, "01-05-2027 09:00 AM"]), ORDER, ())
    assert found.known.all()
    assert (found.micros // MICROS).tolist() == [MORNING + hours * 3600, MORNING]
    assert ORDER in proposed([text])


@pytest.mark.parametrize("text", ["01-05-2027 9:00 a.m", "01-05-2027 9:00 a.", "01-05-2027 9:00 x"])
def test_what_is_no_half_of_a_day_is_no_stamp(text):
    assert not read_written(pl.Series([text]), ORDER, ()).known.any()
