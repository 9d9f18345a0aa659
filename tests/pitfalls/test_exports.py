"""What other programs make of a vendor's export, and what rfpkit makes of it."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from rfpkit.errors import InputError
from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.verdicts import rows
from rfpkit.workflows.audits.case import Inputs, open_case, silent
from rfpkit.workflows.audits.event_log import read_log
from tests.pitfalls.answers import contract_of, written

MAPPING: dict[str, Any] = {
    "kind": "mapping",
    "timezone": "America/Chicago",
    "columns": {"ticket": "number", "at": "at", "state": "state"},
    "states": {"New": "event reported", "Working": "open", "Waiting": "pause awaiting-customer"},
}
STATES = {**MAPPING["states"], "Done": "event resolved"}
HEAD = "number,at,state\n"


class Opened(NamedTuple):
    """What an audit begins with."""

    contract: Contract
    log: EventLog
    as_of: int
    claims_level: str | None


def opened(folder: Path, export: str, case: Any = None, **mapping: Any) -> Opened:
    """Writes the three files of an audit and reads them as a person's are read."""
    told = {**MAPPING, "states": STATES, **mapping}
    texts = {"contract.yaml": dumped(written(case or {})), "mapping.yaml": dumped(told)}
    for name, text in {**texts, "export.csv": export}.items():
        (folder / name).write_text(text, "utf-8")
    paths = [folder / name for name in ("contract.yaml", "export.csv", "mapping.yaml")]
    inputs = Inputs(paths[0], (paths[1],), paths[2], "2026-12-31")
    found = open_case(inputs, silent)
    log = read_log(inputs.exports, inputs.feeds, found.mapping)
    return Opened(found.contract, log, found.as_of, found.claims_level)


def dumped(document: dict[str, Any]) -> str:
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return data is not None

    text = io.StringIO()
    yaml.dump(document, text, Plain, sort_keys=False)
    return text.getvalue()


def audited(case: Opened) -> Measured:
    return measure_contract(case.contract, case.log, case.as_of, case.claims_level)


PARKED = f"""{HEAD}T1,2026-09-01 08:00,New
T1,2026-09-01 09:00,Parked
T1,2026-09-01 12:00,Working
T1,2026-09-01 12:30,Done
"""


def test_a_state_that_the_mapping_does_not_know_stops_the_audit(tmp_path):
    # Zammad, GLPI and every other help desk: the state means what its settings say today.
    with pytest.raises(InputError) as refused:
        opened(tmp_path, PARKED)
    assert "`Parked`" in str(refused.value)


def test_a_state_that_the_mapping_lets_run_is_listed_and_stops_no_clock(tmp_path):
    case = opened(tmp_path, PARKED, unmapped="run")
    (row,) = rows(audited(case).verdicts)
    assert (row.verdict, row.elapsed, row.paused) == ("met", 4 * 3600 + 1800, 0)
    told = [one for one in case.log.intake.findings if "Parked" in one.message + str(one.examples)]
    assert [one.count for one in told] == [1]


def test_a_stamp_in_the_hour_that_comes_twice_is_its_first_one_and_is_told(tmp_path):
    # Frappe and pm4py know no zone; Zammad writes a break that ends before it begins.
    export = f"{HEAD}T1,2026-11-01 01:30,New\nT1,2026-11-02 08:30,Done\n"
    case = opened(tmp_path, export)
    (row,) = rows(audited(case).verdicts)
    assert row.start == 1_793_514_600
    assert "ambiguous-local-time" in {one.id for one in case.log.intake.findings}


def test_a_row_without_a_time_makes_its_ticket_doubtful_and_is_in_the_books(tmp_path):
    # dbt_zendesk, Governify and a spreadsheet's filter drop it without a word.
    export = f"{HEAD}T1,2026-09-01 08:00,New\nT1,soon,Done\nT2,2026-09-01 08:00,New\n"
    case = opened(tmp_path, export)
    told = {row.ticket: row.verdict for row in rows(audited(case).verdicts)}
    assert told == {"T1": "unscorable", "T2": "missed_open"}
    assert case.log.intake.balanced
    assert sum(one.count for one in case.log.intake.rows_rejected) == 1
    (level,) = audited(case).levels
    september = next(one for one in level.periods if one.period == "2026-09")
    assert (september.worst, september.best) == (Fraction(0), Fraction(1, 2))


def test_rows_that_were_exported_twice_are_told_and_count_once(tmp_path):
    # Icinga's report says more than 100 %; dbt_zendesk #144 fails on two rows of one event.
    export = f"{HEAD}T1,2026-09-01 08:00,New\nT1,2026-09-01 09:00,Done\n"
    doubled = export + export.removeprefix(HEAD)
    plain, twice = opened(tmp_path, export), opened(tmp_path, doubled)
    assert list(rows(audited(twice).verdicts)) == list(rows(audited(plain).verdicts))
    assert "repeated-rows" in {one.id for one in twice.log.intake.findings}


def test_the_vendors_own_column_is_a_claim_beside_two_other_verdicts(tmp_path):
    # Every program scores its own tickets and believes its own column.
    export = (
        "number,at,state,ok,due\n"
        "T1,2026-09-01 08:00,New,yes,2026-09-01 10:00\n"
        "T1,2026-09-03 09:00,Done,yes,2026-09-01 10:00\n"
    )
    words = {"met": {"yes": "met"}}
    case = opened(tmp_path, export, claims={"met": "ok", "due": "due"}, values=words)
    (told,) = audited(case).claims
    (one,) = told.disagreements
    assert (one.claimed, one.by_claimed_due, one.ours) == ("met", "missed", "missed")
    assert one.cause == "the vendor's flag contradicts its own due time"


def test_a_level_that_the_export_cannot_tell_apart_says_why(tmp_path):
    # An empty report looks like a good month.
    case = opened(tmp_path, f"{HEAD}T1,2026-09-01 08:00,New\n", {"level": {"applies_to": SITE}})
    (level,) = audited(case).levels
    assert not level.measured
    assert level.reason == "the mapping fills no `site`, by which the level chooses its tickets"
    assert (level.ledger, level.periods, audited(case).verdicts.height) == (None, (), 0)


SITE = {"site": ["north"]}


def test_the_same_promise_has_the_same_digest_in_two_contracts():
    # Two districts can compare themselves only where they measure the same thing.
    one, other = contract_of({}), contract_of({"contract": {"id": "C-2", "title": "Elsewhere"}})
    stricter = contract_of({"level": {"target": "7 business hours"}})
    digests = [short(found.service_levels[0].digest) for found in (one, other, stricter)]
    assert digests[0] == digests[1] != digests[2]


def test_the_digest_of_the_promise_stands_on_its_result(tmp_path):
    case = opened(tmp_path, f"{HEAD}T1,2026-09-01 08:00,New\n")
    (level,) = audited(case).levels
    assert level.digest == short(case.contract.service_levels[0].digest)
