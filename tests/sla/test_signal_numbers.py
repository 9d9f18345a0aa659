"""Numbers of all partitions are the numbers of the whole, however they come."""

from __future__ import annotations

from itertools import chain, islice, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.sla.signals.numbers import Numbers

LOTS = st.lists(
    st.lists(st.one_of(st.integers(0, 60), st.integers(0, 10**12)), max_size=20), max_size=8
)


def set_of(lots: list[list[int]]) -> Numbers:
    numbers = Numbers()
    for lot in lots:
        numbers.add(np.array(lot, dtype=np.int64))
    return numbers


def once(lots: list[list[int]]) -> list[int]:
    return sorted({number for lot in lots for number in lot})


@given(LOTS)
def test_numbers_come_back_once_and_in_order(lots):
    assert set_of([[], *lots]).once().tolist() == once(lots)


@given(LOTS, LOTS)
def test_two_sets_merge_into_one(lots, others):
    numbers = set_of([[7], *lots])
    numbers.merge(set_of(others))
    assert numbers.once().tolist() == once([[7], *lots, *others])


@given(LOTS)
def test_what_is_missing_lies_between_the_ends(lots):
    numbers, every = set_of([[7], *lots]), once([[7], *lots])
    assert numbers.count == len(every)
    assert numbers.ends == (every[0], every[-1])
    gaps = (range(one + 1, other) for one, other in pairwise(every))
    assert numbers.missing(5) == list(islice(chain.from_iterable(gaps), 5))


def test_a_dense_series_takes_a_byte_a_number_and_not_eight():
    numbers = set_of([list(range(0, 1000, 2)), list(range(1, 1000, 2))])
    assert numbers.size_in_memory <= 1000
