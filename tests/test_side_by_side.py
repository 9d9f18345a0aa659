"""Parts that are worked on two at a time come out as if one had followed the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from rfpkit.workflows.audits.side_by_side import AT_ONCE, side_by_side


def itself(position: int, part: object) -> object:
    del position
    return part


def test_results_come_in_the_order_of_the_parts_whichever_is_ready_first():
    def work(position: int, part: str) -> str:
        time.sleep(0.02 if position % 2 == 0 else 0)
        return f"{position} {part}"

    assert list(side_by_side(iter("abcdef"), work)) == ["0 a", "1 b", "2 c", "3 d", "4 e", "5 f"]


def test_nothing_is_made_before_it_is_asked_for():
    made: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(3):
            made.append(number)
            yield number

    results = side_by_side(parts(), itself)
    assert made == []
    assert list(results) == [0, 1, 2]


def test_no_more_parts_are_held_than_may_be_in_memory():
    held, most, lock = 0, 0, threading.Lock()

    def parts() -> Iterator[int]:
        nonlocal held, most
        for number in range(12):
            with lock:
                held += 1
                most = max(most, held)
            yield number

    def work(position: int, part: int) -> int:
        nonlocal held
        del position
        time.sleep(0.005)
        with lock:
            held -= 1
        return part

    assert list(side_by_side(parts(), work)) == list(range(12))
    assert most <= AT_ONCE


def test_no_parts_are_no_results():
    assert list(side_by_side(iter(()), itself)) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_goes_wrong_with_a_part_is_told_and_ends_the_work(error):
    done: list[int] = []

    def work(position: int, part: int) -> int:
        del position
        if part == 2:
            raise error("part 2")
        done.append(part)
        return part

    with pytest.raises(error, match="part 2"):
        list(side_by_side(iter(range(100)), work))
    assert len(done) < 10


def test_what_goes_wrong_while_parts_are_made_is_told():
    def parts() -> Iterator[int]:
        yield 0
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        list(side_by_side(parts(), itself))


def test_who_stops_asking_stops_the_work():
    made: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(1000):
            made.append(number)
            yield number

    results = side_by_side(parts(), itself)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined] # a generator
    count = len(made)
    time.sleep(0.02)
    assert len(made) == count < 20
