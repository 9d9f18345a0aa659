"""What a miss costs reads like the clause of a contract, and never like a penalty."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rfpkit.model.clauses.credits import credit_clauses
from rfpkit.render.view import credit as lines
from tests.sla.logs import contract_of, level_of

FILE = Path(__file__).parents[1] / "cases" / "clauses" / "credits.yaml"
CASES = [
    pytest.param(case, id=case["term"])
    for case in yaml.load(FILE.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (text only)
]


def level(credit, **changes):
    (found,) = contract_of(level_of(credit=credit, **changes)).service_levels
    return found


@pytest.mark.parametrize("case", CASES)
def test_every_term_of_a_credit_is_a_sentence(case):
    told = " ".join(credit_clauses(level(case["credit"])))
    assert case["clause"] in told
    assert "penalt" not in told


@pytest.mark.parametrize("case", CASES)
def test_every_shape_has_lines_for_its_card(case):
    found = level(case["credit"])
    assert all(lines.lines(found))
    if "glance" in case:
        assert lines.most(found) == case["glance"]


def test_a_band_that_grows_with_repeated_misses_is_told_at_its_most():
    credit = {
        "base": "monthly-fee",
        "bands": [{"below": "95%", "credit": "4%"}],
        "repeat": [{"misses": "3 in a row", "times": 2}],
    }
    assert lines.most(level(credit)) == "Up to 8%"
    assert lines.most(level({**credit, "cap": "6% per month"})) == "Up to 6%"


def test_a_floor_that_is_missed_alone_brings_what_the_shape_brings():
    floor = {"at_least": "95%", "per": "month", "floor": {"by": "site", "at_least": "85%"}}
    points = {"base": "monthly-fee", "per_point": "1%"}
    assert "a floor that is missed alone brings none" in clause(points, floor)
    flat = {"per_missed_period": "$500"}
    assert "in which only a floor is missed is a missed one, too" in clause(flat, floor)


def clause(credit, attainment):
    return " ".join(credit_clauses(level(credit, attainment=attainment)))
