"""What a message or a report shows of a word, and what it does not."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.tickets.ledger.privacy import (
    DOUBTFUL_NUMBER,
    DOUBTFUL_WORD,
    MAIL,
    NAME,
    PHONE,
    is_number_of_a_ticket,
    kept_word,
    told_head,
    told_word,
)

WORDS = st.lists(
    st.sampled_from(["Ada", "room", "7", "206", "555", "0147", "(206)", "+1", "a@b.co", "x" * 30]),
    max_size=9,
)
TEXTS = st.builds(lambda words, sign: sign.join(words), WORDS, st.sampled_from([" ", "-", ".", ""]))


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("Awaiting Vendor", "Awaiting Vendor"),
        ("1 - Critical", "1 - Critical"),
        ("Quarantined", "Quarantined"),
        ("Ada Quonsett", NAME),
        ("QUONSETT, ADA", NAME),
        ("ada quonsett", NAME),
        ("ada@example.org", MAIL),
        ("ask Ada <ada@example.org>", MAIL),
        ("(206) 555-0147", PHONE),
        ("call 206-555-0147", PHONE),
        ("+44 20 7946 0000", PHONE),
        ("she called and said that it is broken again", "(text of 43 signs, not shown)"),
    ],
)
def test_a_word_of_a_list_is_shown_unless_it_could_be_a_persons(word, shown):
    assert told_word(word) == shown


@pytest.mark.parametrize("word", ["Lincoln Elementary", "Oak Ridge", "PC-105984", "2065550147"])
def test_a_word_of_an_open_list_is_shown(word):
    assert kept_word(word) == word


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        *(("INC0001", True), ("2027-0001", True), ("2065550147", True), ("LIU 2027 001", True)),
        *(("ABC", True), ("Ada Quonsett", False), ("a@example.org", False)),
        *(("206-555-0147", False), ("broken in room 12 again", False)),
    ],
)
def test_a_tickets_number_is_no_name_and_no_sentence(text, is_number):
    assert is_number_of_a_ticket(text) == is_number


def test_a_head_that_is_data_is_not_shown_and_a_name_in_one_is_not():
    assert told_head(("Number", "2027-03-04 08:00", "17")) == ()
    assert told_head(("Number", "ada@example.org")) == ()
    assert told_head(("Number", "What is wrong", "Ada Quonsett")) == (
        *("Number", "What is wrong"),
        NAME,
    )


@given(TEXTS)
def test_what_is_quick_to_see_is_never_narrower_than_the_rule(text):
    doubtful = pl.Series([text]).str.contains(DOUBTFUL_WORD).item()
    assert doubtful or kept_word(text) == text
    doubtful = pl.Series([text]).str.contains(DOUBTFUL_NUMBER).item()
    assert doubtful or is_number_of_a_ticket(text) or len(text) > 80 or not text
