"""Where other programs go wrong, rfpkit does not: each case names the program and its answer.

`README.md` says which row of which system is covered where, and which cannot be tested yet.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.pitfalls.answers import answer

FOLDER = Path(__file__).parent
FILES = sorted((FOLDER / "cases").glob("*.yaml"))


def cases(path: Path) -> list[dict[str, Any]]:
    # The words of a case are compared as text: a date or a clock time stays what is written.
    told: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return told


CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}") for path in FILES for case in cases(path)
]
FIELDS = {"name", "peer", "peer_says", "peer_does", "we_say", "calendar", "level", "levels"} | {
    *("contract", "as_of", "attributes", "elapsed", "due", "ticket", "month", "refused"),
    *("devices", "register"),
}


@pytest.mark.parametrize("case", CASES)
def test_rfpkit_gives_its_own_answer_and_not_the_one_of_the_other_program(case):
    told, expected = answer(case), case["we_say"]
    assert shown(told, expected) == expected
    for path, wrong in leaves(case.get("peer_says", {})):
        assert picked(told, path) != wrong


@pytest.mark.parametrize("case", CASES)
def test_a_case_names_the_program_and_what_it_does(case):
    assert case["peer"]
    assert case.get("peer_says") or case.get("peer_does")
    assert set(case) <= FIELDS


def test_the_table_names_every_file_of_cases_and_every_test_that_it_points_to():
    table = (FOLDER / "README.md").read_text("utf-8")
    assert set(re.findall(r"`cases/([a-z0-9-]+)\.yaml`", table)) == {path.stem for path in FILES}
    for place in re.findall(r"`(tests/[a-z_/]+\.py)(?:::[a-z_]+)?`", table):
        assert (FOLDER.parents[1] / place).is_file(), place
    for place, name in re.findall(r"`(tests/[a-z_/]+\.py)::(test_[a-z_0-9]+)`", table):
        assert f"def {name}(" in (FOLDER.parents[1] / place).read_text("utf-8"), name


def shown(told: Any, expected: Any) -> Any:
    """Returns what was told, as far as the case speaks of it."""
    if isinstance(expected, dict) and isinstance(told, dict):
        return {name: told.get(name, "absent") for name in expected}
    if isinstance(expected, list) and isinstance(told, list):
        padded = [*told, *[{}] * len(expected)][: max(len(told), len(expected))]
        pairs = zip(padded, [*expected, *[{}] * len(padded)], strict=False)
        return [shown(one, other) for one, other in pairs]
    return told


def leaves(says: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], str]]:
    if isinstance(says, str):
        return [(path, says)]
    steps = says.items() if isinstance(says, dict) else enumerate(says)
    return [leaf for step, inner in steps for leaf in leaves(inner, (*path, step))]


def picked(told: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        told = told[step]
    return told
