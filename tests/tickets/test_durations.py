import polars as pl
import pytest

from rfpkit.model.duration_form import DurationForm
from rfpkit.tickets.events.durations import read_durations


@pytest.mark.parametrize(
    ("form", "text", "seconds"),
    [
        ("seconds", "5400", 5400),
        ("seconds", " 5400.9 ", 5400),
        ("minutes", "90.5", 5430),
        ("hours", "1.1", 3960),
        ("hours", "-2", -7200),
        ("h:m", "1:30", 5400),
        ("h:m", "-0:05", -300),
        ("h:m", "1100:43", 3_962_580),
        ("h:m", "1:30:59", 5459),
        ("h m s", "1100h 43m 20s", 3_962_600),
        ("h m s", "43 m", 2580),
        ("h m s", "2h20s", 7220),
        ("since 1970", "1970-01-02 09:46:18", 121_578),
        ("since 1970", "1970-01-01 00:00:00", 0),
    ],
)
def test_lengths_of_time_are_read_in_the_form_that_is_declared(form, text, seconds):
    read = read_durations(pl.Series([text]), DurationForm(form))
    assert (read.seconds.tolist(), read.known.tolist()) == ([seconds], [True])


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("seconds", "1:30"),
        ("seconds", "1e5"),
        ("seconds", "99999999999"),
        ("minutes", "soon"),
        ("h:m", "1:75"),
        ("h:m", "1.5"),
        ("h m s", "h m s"),
        ("h m s", "1d 2h"),
        ("since 1970", "9:46:18"),
    ],
)
def test_another_form_is_unreadable_and_never_guessed(form, text):
    read = read_durations(pl.Series([text]), DurationForm(form))
    assert (read.unreadable.tolist(), read.seconds.tolist()) == ([True], [0])


def test_spellings_of_nothing_are_no_durations():
    read = read_durations(pl.Series([None, "", " h m s ", "?"]), DurationForm.UNITS, ["h m s", "?"])
    assert not read.known.any()
    assert not read.unreadable.any()
