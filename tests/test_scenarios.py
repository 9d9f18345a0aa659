"""Small audits must say what the two sides of a contract can work out from its terms.

Each folder of `cases/audits` has a contract, a mapping, an export and what must follow; a file
`feed-NAME.csv` is a table beside the tickets.
"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from rfpkit.model.contract import Contract
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.numbers import write_number
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.explain import explain
from rfpkit.sla.verdicts import rows
from rfpkit.workflows.audits.case import Inputs, open_case, silent
from rfpkit.workflows.audits.event_log import read_log

FOLDER = Path(__file__).parent / "cases" / "audits"
INSTANTS = {"start", "first_stop", "stop", "last_stop", "due"}
DURATIONS = {"elapsed", "paused", "not_honoured"}


class Audited(NamedTuple):
    """What a case is audited from."""

    contract: Contract
    log: EventLog
    as_of: int


@pytest.fixture(
    scope="module", params=sorted(FOLDER.iterdir()), ids=lambda folder: str(folder.name)
)
def audited(request: pytest.FixtureRequest) -> tuple[Audited, Measured, dict[str, Any]]:
    folder: Path = request.param
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    inputs = Inputs(
        folder / "contract.yaml",
        (folder / "export.csv",),
        folder / "mapping.yaml",
        expected["as_of"],
        feeds=tuple(f"{file.stem[5:]}={file}" for file in sorted(folder.glob("feed-*.csv"))),
    )
    opened = open_case(inputs, silent)
    log = read_log(inputs.exports, inputs.feeds, opened.mapping)
    measured = measure_contract(opened.contract, log, opened.as_of, opened.claims_level)
    return Audited(opened.contract, log, opened.as_of), measured, expected


def test_every_ticket_has_the_verdict_that_was_worked_out(audited):
    case, measured, expected = audited
    zone = ZoneInfo(case.contract.timezone)
    found = {_key(row): row for row in rows(measured.verdicts)}
    assert found.keys() == expected["verdicts"].keys()
    for key, wanted in expected["verdicts"].items():
        held = {name: _spelt(name, getattr(found[key], name), zone, wanted) for name in wanted}
        assert (key, held) == (key, wanted)


def test_every_period_has_the_result_that_was_worked_out(audited):
    _, measured, expected = audited
    found = {f"{level.id}/{one.period}": one for level in measured.levels for one in level.periods}
    for key, wanted in expected.get("periods", {}).items():
        told = json.loads(found[key].model_dump_json())
        assert (key, {name: told[name] for name in wanted}) == (key, wanted)


def test_the_credits_are_those_that_were_worked_out(audited):
    _, measured, expected = audited
    if "credits" in expected:
        found = {line.id: str(line.amount) for line in measured.credits if line.amount}
        assert found == expected["credits"]


def test_what_is_doubtful_is_told(audited):
    case, measured, expected = audited
    found = {one.id for one in (*case.log.intake.findings, *measured.findings)}
    assert set(expected.get("findings", ())) <= found


def test_the_books_balance(audited):
    case, measured, expected = audited
    assert case.log.intake.balanced
    books = {level.id: level.ledger for level in measured.levels if level.ledger}
    assert all(ledger.balanced for ledger in books.values())
    for level, wanted in expected.get("ledger", {}).items():
        told = books[level].model_dump()
        assert {name: told[name] for name in wanted} == wanted


def test_the_slices_of_every_clock_add_up_to_its_verdict(audited):
    case, measured, _ = audited
    found = {_key(row): row for row in rows(measured.verdicts)}
    tickets = set(case.log.tickets["ticket"])
    for key in [key for key, row in found.items() if row.ticket in tickets][:12]:
        level, _, ticket = key.partition("/")
        for one in explain(case.contract, case.log, case.as_of, ticket.split(".")[0], level):
            row = found[f"{level}/{one.ticket}" + (f".{one.episode}" if one.episode > 1 else "")]
            assert (one.verdict, one.due, one.start) == (row.verdict, row.due, row.start)
            if row.elapsed is not None:
                assert sum(part.counted for part in one.slices) == one.elapsed == row.elapsed
                assert sum(part.seconds for part in one.slices) == one.wall


def _key(row: Any) -> str:
    return f"{row.level}/{row.ticket}" + (f".{row.episode}" if row.episode > 1 else "")


def _spelt(name: str, value: Any, zone: ZoneInfo, wanted: dict[str, Any]) -> Any:
    """Writes a value of a verdict as the case writes it: local time, hours, plain words."""
    if value is None:
        return None
    if name in INSTANTS:
        text = datetime.datetime.fromtimestamp(value, zone).isoformat()
        short = str(wanted[name])
        return short if text.startswith(short) and text[len(short) :][:3] != ":01" else text
    if name in DURATIONS:
        return f"{value // 3600}:{value // 60 % 60:02d}:{value % 60:02d}"
    return write_number(value) if isinstance(value, Decimal) else value
