"""Columns in the order of their rows: whatever the numbers are packed into, tuples decide."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from rfpkit.sla.clocks.ordering import ordered

SMALL = [3, 1, 2, 1, 3, 1, 2]
DEEP = [-5, 7, -5, -9, 7, -9, 0]
FLAT = [4] * 7
WIDE = [2**40, -(2**40), 2**40 - 1, 0, 2**40, -(2**40), 5]
COLUMNS = {"small": SMALL, "below zero": DEEP, "all alike": FLAT, "wide": WIDE}


def column(values):
    return np.array(values, dtype=np.int64)


def in_order(keys):
    rows = sorted(zip(*keys, strict=True))
    return [list(one) for one in zip(*rows, strict=True)]


@pytest.mark.parametrize("names", [*product(COLUMNS, repeat=2), *product(COLUMNS, repeat=3)])
def test_rows_are_put_in_order_as_tuples_are(names):
    keys = [COLUMNS[name] for name in names]
    found = ordered([column(key) for key in keys])
    assert [one.tolist() for one in found] == [
        list(one) for one in zip(*sorted(zip(*keys, strict=False)), strict=False)
    ]


@pytest.mark.parametrize("names", [*product(COLUMNS, repeat=1), *product(COLUMNS, repeat=3)])
def test_rows_with_the_same_keys_stay_in_the_order_in_which_they_came(names):
    keys, beside = [COLUMNS[name] for name in names], list(range(7))
    found = ordered([column(key) for key in keys], [column(beside)])
    rows = sorted(zip(*keys, beside, strict=False), key=lambda row: row[:-1])
    assert [one.tolist() for one in found] == [list(one) for one in zip(*rows, strict=False)]


@pytest.mark.parametrize("bits", range(58, 66))
def test_keys_that_just_fit_into_one_number_and_those_that_just_do_not(bits):
    keys = [[2**bits // 2**32, 0, 1], [2**32 - 1, 0, 5]]
    found = ordered([column(key) for key in keys])
    assert [one.tolist() for one in found] == [
        list(one) for one in zip(*sorted(zip(*keys, strict=False)), strict=False)
    ]


@pytest.mark.parametrize("size", [0, 1])
def test_no_row_and_one_row_are_in_order(size):
    keys = [column(SMALL[:size]), column(DEEP[:size])]
    for beside in ([], [column(FLAT[:size])]):
        found = ordered(keys, beside)
        assert [one.tolist() for one in found] == [one.tolist() for one in (*keys, *beside)]
