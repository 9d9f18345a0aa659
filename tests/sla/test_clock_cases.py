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
from tests.sla.logs import ATTRIBUTES, CALENDAR, at, contract_of, level_of, log_of

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
    every = [one for name in stories(case) for one in explain(contract, log, as_of, name)]
    for one in every:
        if one.slices and one.start is not None and one.stop is not None:
            assert sum(part.counted for part in one.slices) == one.elapsed
            assert one.stop - one.start == sum(part.seconds for part in one.slices)
            assert one.stop == one.start or all(part.seconds for part in one.slices)


def inputs(case: dict[str, Any]) -> tuple[Any, Any, int]:
    """Makes contract, log and instant of a case.

    A case has a `ticket` and a `level`, or several of either by their names; `calendars` are
    those beside the support hours.
    """
    levels = [
        {**a_level(terms), "id": name}
        for name, terms in case.get("levels", {"repair": case.get("level", {})}).items()
    ]
    changes: dict[str, Any] = {}
    if "calendars" in case:
        changes["calendars"] = [{**CALENDAR, **case.get("calendar", {})}, *case["calendars"]]
    contract = contract_of(*levels, calendar=case.get("calendar"), **changes)
    told = {name: [entry(line) for line in lines] for name, lines in stories(case).items()}
    held = case.get("attributes", {})
    by_ticket = held if "tickets" in case else {"T1": held}
    known = {name: attributes(by_ticket.get(name, {})) for name in told}
    filled = {name for one in known.values() for name in one}
    log = log_of(told, known, attributes={*ATTRIBUTES, *filled})
    return contract, log, at(case.get("as_of", "2027-06-30 00:00"))


def stories(case: dict[str, Any]) -> dict[str, list[str]]:
    return dict(case.get("tickets") or {"T1": case["ticket"]})


def a_level(terms: dict[str, Any]) -> dict[str, Any]:
    words = {"true": True, "false": False}
    measure = {k: words.get(str(v), v) for k, v in terms.items() if k not in OUTSIDE}
    outside = {key: value for key, value in terms.items() if key in OUTSIDE}
    return level_of(measure, **outside)


def attributes(held: dict[str, Any]) -> dict[str, Any]:
    plain = {key: None if value == "-" else value for key, value in held.items()}
    return plain | {"no_target": held.get("no_target") == "1"}


OUTSIDE = {"target", "attainment", "exclude", "applies_to"}


def entry(line: str) -> tuple[str, str, str | None, dict[str, Any]]:
    """Reads `2026-09-01 08:00 | pause awaiting-quote | P1 | evidence`; `-` is no priority.

    What follows the priority is what the row carries beside: `evidence`, `class tablet`.
    """
    when, effect, *rest = (part.strip() for part in line.split("|"))
    priority = rest[0].strip('"') if rest else "P2"
    more: dict[str, Any] = {}
    for part in rest[1:]:
        if part == "evidence":
            more["evidenced"] = True
        else:
            more["device_class"] = part.removeprefix("class").strip()
    return when, effect, None if priority == "-" else priority, more


def told(row: TicketVerdict, expected: dict[str, str]) -> dict[str, str]:
    """Writes of a verdict what the case expects, in its spelling."""
    return {key: spelt(key, getattr(row, key), wanted) for key, wanted in expected.items()}


def spelt(key: str, value: Any, wanted: str) -> str:
    if key in {"start", "first_stop", "stop", "last_stop", "due"}:
        return wanted if value is not None and at(wanted) == value else str(value)
    if value is not None and key in {"elapsed", "paused", "not_honoured"}:
        return f"{value // 3600}:{value // 60 % 60:02d}:{value % 60:02d}"
    return str(value)
