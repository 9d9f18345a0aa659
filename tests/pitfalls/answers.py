"""What rfpkit answers to a case, spelled as a contract manager writes it.

A case asks one question: `elapsed`, `due`, `latest_start`, `ticket`, `month` or `refused`.
"""

from __future__ import annotations

import datetime
import json
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from rfpkit.errors import InputError
from rfpkit.load.document import load_any_text
from rfpkit.model.contract import Contract
from rfpkit.model.credits.register import CreditRegister
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.kinds.measure import DayRule
from rfpkit.model.limit import parse_limit
from rfpkit.model.scalars import parse_clock
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.days import DayCount
from rfpkit.sla.calendars.service_time import due_time, service_time
from rfpkit.sla.explain import explain
from rfpkit.sla.verdicts import rows
from tests.sla.logs import ATTRIBUTES, ZONE, at, log_of

Answer = str | dict[str, Any] | list[Any]
Case = dict[str, Any]


def answer(case: Case) -> Answer:
    """Asks rfpkit what the case asks."""
    (question,) = [name for name in QUESTIONS if name in case]
    return QUESTIONS[question](case)


def contract_of(case: Case) -> Contract:
    """Reads the case's contract as a person's file is read."""
    contract = load_any_text(_text(written(case)), "contract.yaml")
    assert isinstance(contract, Contract)
    return contract


def written(case: Case) -> Case:
    """Writes the case's contract: the plain one below with what the case changes."""
    levels = case.get("levels", [case.get("level", {})])
    plain = {**CONTRACT, "calendars": [{**CALENDAR, **case.get("calendar", {})}]}
    return {**plain, "service_levels": list(map(level_of, levels)), **case.get("contract", {})}


def level_of(changes: Case) -> Case:
    measure = changes.get("measure", {})
    if measure.get("kind", "duration") == "duration":
        return {**LEVEL, **changes, "measure": {**LEVEL["measure"], **measure}}
    plain = {name: held for name, held in LEVEL.items() if name != "target"}
    return {**plain, **changes}


def _text(document: Case) -> str:
    # Through JSON, as a place that is written twice would become an alias.
    return yaml.safe_dump(json.loads(json.dumps(document)), sort_keys=False, allow_unicode=True)


def _elapsed(case: Case) -> Answer:
    asked, calendar = case["elapsed"], _calendar(case)
    start, stop = (at(asked[end], calendar.zone) for end in ("from", "to"))
    found = service_time(calendar, start, stop)
    assert found.seconds == sum(part.seconds for part in found.slices if part.open)
    closed = [part.reason for part in found.slices if not part.open]
    told = {"time": _hours(found.seconds), "closed for": ", ".join(dict.fromkeys(closed))}
    return told if isinstance(case["we_say"], dict) else told["time"]


def _due(case: Case) -> Answer:
    asked, calendar = case["due"], _calendar(case)
    given, limit = at(asked["from"], calendar.zone), parse_limit(asked["target"])
    cutoff = parse_clock(asked["cutoff"]) if "cutoff" in asked else None
    count = DayCount(DayRule(asked.get("day_rule", "close_of_business")), cutoff)
    found = due_time(calendar, given, limit, count, backward="backward" in asked)
    if found is None:
        return "not known"
    told = {
        "due": _local(found.answer, calendar.zone),
        "as good until": _local(found.latest_compliant_before, calendar.zone),
    }
    return told if isinstance(case["we_say"], dict) else told["due"]


def _calendar(case: Case) -> CompiledCalendar:
    return compile_calendar(contract_of(case).versions()[0].calendars[0])


def _ticket(case: Case) -> Answer:
    log = log_of({"T1": _story(case["ticket"])}, {"T1": case.get("attributes", {})})
    measured = _measured(case, log)
    contract, as_of = contract_of(case), _as_of(case)
    told = []
    for row in rows(measured.verdicts):
        (shown, *_) = [
            one
            for one in explain(contract, log, as_of, "T1", row.level)
            if one.episode == row.episode
        ]
        kinds = ("running", "paused", "not_honoured", "closed")
        clock = [
            f"{_local(one.start)} {one.kind} {_hours(one.counted)}"
            for one in shown.slices
            if one.kind in kinds
        ]
        if row.elapsed is not None and shown.elapsed is not None:
            assert row.elapsed == sum(one.counted for one in shown.slices)
        told.append({**_spelled(row._asdict()), "slices": clock})
    return told[0] if len(told) == 1 else told


def _month(case: Case) -> Answer:
    told = {name: _story(lines) for name, lines in case["month"].items() if isinstance(lines, list)}
    tickets: dict[str, Case] = {name: {} for name in told}
    for words, count in case["month"].items():
        if isinstance(count, str):
            site, _, what = words.rpartition(" ")
            for number in range(int(count)):
                name = f"{site or 'north'}-{what}-{number:04}"
                told[name], tickets[name] = SHORT[what], _held(what, site or "north")
    for name, held in case.get("devices", {}).items():
        tickets[name] = {"device": held}
    measured = _measured(case, log_of(told, tickets, attributes=(*ATTRIBUTES, "device")))
    return {**_books(measured), **_results(measured)}


def _held(what: str, site: str) -> Case:
    held: Case = {"site": site}
    if what == "duplicate":
        held["excluded"] = "duplicate"
    if what == "free":
        held["no_target"] = True
    return held


def _books(measured: Measured) -> Case:
    told: Case = {"credits": str(measured.credits_total)}
    told |= {f"right {one.right}": ", ".join(one.periods) for one in measured.triggers}
    for line in measured.credits:
        told[f"credit {line.id}"] = f"{line.amount} {line.state.value}"
    for one in measured.findings:
        told[f"finding {one.id}"] = str(one.count)
    for level in measured.levels:
        told["measured"] = str(level.measured)
        if level.ledger is not None:
            assert level.ledger.balanced
            counts = level.ledger.model_dump()
            told |= {
                name: str(counts[name])
                for name in ("tickets", "met", "missed", "missed_open", "pending", "no_target")
            }
            for name in ("excluded", "unscorable", "out_of_scope"):
                told[name] = ", ".join(f"{one['count']} {one['reason']}" for one in counts[name])
    return told


def _results(measured: Measured) -> Case:
    told: Case = {}
    for level in measured.levels:
        for one in level.periods:
            key = one.period if len(measured.levels) == 1 else f"{level.id} {one.period}"
            told[key] = one.state.value
            told[f"{key} attainment"] = str(one.attainment)
            told[f"{key} decided"] = str(one.tally.decided)
            told[f"{key} between"] = f"{one.worst} and {one.best}"
            told[f"{key} dates"] = f"{one.first} to {one.last}"
            told[f"{key} versions"] = ", ".join(one.versions)
            told |= {f"{key} at {group.group}": group.state.value for group in one.groups}
    return told


def _refused(case: Case) -> Answer:
    try:
        load_any_text(_text(written(case["refused"])), "contract.yaml")
    except InputError as error:
        (diagnostic,) = error.diagnostics
        assert diagnostic.hint
        return diagnostic.message
    return "nothing is wrong with it"


QUESTIONS = {
    "elapsed": _elapsed,
    "due": _due,
    "ticket": _ticket,
    "month": _month,
    "refused": _refused,
}


def _measured(case: Case, log: EventLog) -> Measured:
    contract = contract_of(case)
    before = contract.model_dump_json()
    register = None
    if "register" in case:
        entries = {"kind": "credit-register", "contract": "C-1", "credits": case["register"]}
        register = CreditRegister.model_validate(entries)
    measured = measure_contract(contract, log, _as_of(case), register=register)
    assert contract.model_dump_json() == before, "measuring has changed the contract"
    again = measure_contract(contract, log, _as_of(case))
    assert list(rows(again.verdicts)) == list(rows(measured.verdicts))
    return measured


def _as_of(case: Case) -> int:
    return at(case.get("as_of", "2027-06-30 00:00"))


def _story(lines: list[str]) -> list[Any]:
    """Reads `2026-09-01 08:00 | pause awaiting-customer | P1`; without a priority it is P2."""
    told = []
    for line in lines:
        when, effect, *rest = (part.strip() for part in line.split("|"))
        told.append((when, effect, rest[0] if rest else "P2"))
    return told


def _spelled(row: Case) -> Case:
    instants = ("start", "first_stop", "stop", "last_stop", "due")
    hours = ("elapsed", "paused", "not_honoured")
    told = {name: str(value) for name, value in row.items()}
    told |= {name: _local(row[name]) for name in instants}
    return told | {name: "none" if row[name] is None else _hours(row[name]) for name in hours}


def _hours(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _local(instant: int | None, zone: str = ZONE) -> str:
    if instant is None:
        return "none"
    text = datetime.datetime.fromtimestamp(instant, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")
    return text.removesuffix(":00")


CALENDAR: Case = {
    "id": "support-hours",
    "covers": "2026-01-01 to 2028-12-31",
    "week": {"mon-fri": "07:30-16:30"},
}
LEVEL: Case = {
    "id": "repair",
    "title": "Repair",
    "measure": {
        "kind": "duration",
        "from": "reported",
        "to": "resolved",
        "calendar": "support-hours",
        "pause": ["awaiting-customer"],
    },
    "target": "8 business hours",
    "attainment": {"at_least": "95%", "per": "month"},
}
CONTRACT: Case = {
    "kind": "contract",
    "id": "C-1",
    "title": "Repairs",
    "parties": {"district": "District", "contractor": "Contractor"},
    "timezone": ZONE,
    "term": "2026-07-01 to 2028-06-30",
    "priorities": [{"id": name, "name": name} for name in ("P1", "P2", "P3")],
    "pauses": [
        {"id": "awaiting-customer", "definition": "The customer has not answered."},
        {"id": "awaiting-parts", "definition": "A part has not come."},
    ],
    "exclusions": [{"id": "duplicate", "definition": "A second ticket for the same fault."}],
    "fees": [{"id": "monthly-fee", "amount": "$10,000.00", "per": "month"}],
}
SHORT = {
    "met": [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")],
    "missed": [("2026-09-01 08:00", "open"), ("2026-09-03 09:00", "event resolved")],
    "open": [("2026-09-01 08:00", "open")],
    "blind": [("2026-09-01 08:00", "event resolved")],
    "duplicate": [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")],
    "free": [("2026-09-01 08:00", "open"), ("2026-09-03 09:00", "event resolved")],
}
"""Tickets of September 2026 in a word."""
