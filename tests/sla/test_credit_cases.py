"""Credits that two sides can work out by hand: the clause, the month, the sum on paper.

Each file of `cases/credits` holds cases; each says how its amounts were worked out.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from rfpkit.model.credits.ledger import whole_balance
from rfpkit.model.credits.register import CreditRegister
from rfpkit.sla.audit import Measured, measure_contract
from tests.sla.logs import ATTRIBUTES, at, contract_of, level_of, log_of

FOLDER = Path(__file__).parent.parent / "cases" / "credits"
WRITTEN: list[dict[str, Any]] = [
    case | {"file": path.stem}
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (text only)
]
CASES = [pytest.param(case, id=f"{case['file']}: {case['case']}") for case in WRITTEN]


@pytest.mark.parametrize("case", CASES)
def test_the_credits_are_those_that_were_worked_out_by_hand(case):
    measured = measured_case(case)
    found = {line.id: f"${line.amount:,.2f} {line.state}" for line in measured.credits}
    assert found == case["credits"]
    assert whole_balance(measured.credits).balanced
    for name, steps in case.get("steps", {}).items():
        line = next(line for line in measured.credits if line.id == name)
        assert [told(step) for step in line.steps] == steps
    rights = [f"{one.id}: {', '.join(one.periods)}" for one in measured.triggers]
    assert rights == case.get("rights", [])
    doubts = [one.id for one in measured.findings if one.id.startswith(("credit-", "register-"))]
    assert doubts == case.get("findings", [])


def told(step: Any) -> str:
    exactly = f" ({step.exactly})" if step.exact is not None else ""
    return f"{step.step} = ${step.amount:,.2f}{exactly}"


def measured_case(case: dict[str, Any]) -> Measured:
    levels = [level(one) for one in case["levels"]]
    contract = contract_of(*levels, **case.get("contract", {}))
    stories: dict[str, Any] = {}
    tickets: dict[str, Any] = {}
    for place, row in enumerate(case["tickets"]):
        for story, attributes in of_row(row):
            name = f"T{place:02}-{len(stories):05}"
            stories[name], tickets[name] = story, attributes
    register = None
    if "register" in case:
        entries = {"kind": "credit-register", "contract": "C-1", "credits": case["register"]}
        register = CreditRegister.model_validate(entries)
    log = log_of(stories, tickets, attributes=(*ATTRIBUTES, "device"))
    return measure_contract(contract, log, at(case["as_of"]), register=register)


def level(written: dict[str, Any]) -> dict[str, Any]:
    measure = written.get("measure", {})
    found = level_of(measure, **{key: one for key, one in written.items() if key != "measure"})
    return found | {"measure": measure} if "kind" in measure else found


def of_row(row: dict[str, Any]) -> Any:
    """Yields the tickets of a line: received at 8 a.m., met in an hour or returned as it says."""
    day, priority = row["on"], row.get("priority", "P2")
    attributes = {
        "device_class": row.get("device_class", "student-laptop"),
        "device": row.get("device"),
    }
    begun = (f"{day} 08:00", "event reported", priority)
    for _ in range(int(row.get("met", 0))):
        yield [begun, (f"{day} 09:00", "event resolved", priority)], attributes
    back = row.get("returned")
    end = [(back, "event resolved", priority)] if back else []
    for _ in range(int(row.get("missed", 0))):
        yield [begun, *end], attributes


def test_each_case_says_how_it_was_worked_out():
    for case in WRITTEN:
        assert "=" in case["by hand"], case["case"]
    assert datetime.date(2026, 9, 8).weekday() == 1  # the Tuesday on which most cases begin
