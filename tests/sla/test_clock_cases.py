"""Cases of a ticket's clock, written as a contract manager would write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.explain import explain
from rfpkit.sla.verdicts import rows
from tests.sla.logs import at, contract_of, level_of, log_of

FOLDER = Path(__file__).parents[1] / "cases" / "clock"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (text only)
]


@pytest.mark.parametrize("case", CASES)
def test_a_clock_runs_as_the_case_says(case):
    contract, log, as_of = inputs(case)
    verdicts = list(rows(measure_contract(contract, log, as_of).verdicts))
    expected = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    assert [told(row, one) for row, one in zip(verdicts, expected, strict=True)] == expected
    for one in explain(contract, log, as_of, "T1"):
        if one.slices and one.start is not None and one.stop is not None:
            assert sum(part.counted for part in one.slices) == one.elapsed
            assert one.stop - one.start == sum(part.seconds for part in one.slices)


def inputs(case: dict[str, Any]) -> tuple[Any, Any, int]:
    terms = case.get("level", {})
    words = {"true": True, "false": False}
    measure = {k: words.get(str(v), v) for k, v in terms.items() if k not in OUTSIDE}
    outside = {key: value for key, value in terms.items() if key in OUTSIDE}
    contract = contract_of(level_of(measure, **outside), calendar=case.get("calendar"))
    story = [entry(line) for line in case["ticket"]]
    log = log_of({"T1": story}, {"T1": attributes(case)})
    return contract, log, at(case.get("as_of", "2027-06-30 00:00"))


def attributes(case: dict[str, Any]) -> dict[str, Any]:
    held = dict(case.get("attributes", {}))
    return held | {"no_target": held.get("no_target") == "1"}


OUTSIDE = {"target", "attainment", "exclude", "applies_to"}


def entry(line: str) -> tuple[str, str, str | None]:
    """Reads `2026-09-01 08:00 | pause awaiting-customer | P1`; `-` is a missing priority."""
    when, effect, *rest = (part.strip() for part in line.split("|"))
    priority = rest[0] if rest else "P2"
    return when, effect, None if priority.strip('"') == "-" else priority


def told(row: TicketVerdict, expected: dict[str, str]) -> dict[str, str]:
    """Writes of a verdict what the case expects, in its spelling."""
    return {key: spelt(key, getattr(row, key), wanted) for key, wanted in expected.items()}


def spelt(key: str, value: Any, wanted: str) -> str:
    if key in {"start", "first_stop", "stop", "last_stop", "due"}:
        return wanted if value is not None and at(wanted) == value else str(value)
    if value is not None and key in {"elapsed", "paused", "not_honoured"}:
        return f"{value // 3600}:{value // 60 % 60:02d}:{value % 60:02d}"
    return str(value)
