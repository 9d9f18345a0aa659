"""The example with a level of every kind: built, audited, and counted a second time by hand."""

from __future__ import annotations

import csv
import datetime
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from rfpkit.load.document import load
from rfpkit.model.audit import Audit
from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.sentence import sentence
from rfpkit.model.service_level import Origin
from rfpkit.model.solicitation import Solicitation
from rfpkit.workflows.audits.audit import audit
from rfpkit.workflows.audits.case import Inputs
from rfpkit.workflows.build import build
from tests.every_kind import count

EXAMPLE = Path(__file__).parents[2] / "examples" / "every-kind"
FEEDS = {"spare-count": "spares.csv", "calls": "calls.csv", "deliveries": "deliveries.csv"}
"""The file of each feed."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("audit")
    return folder


@pytest.fixture(scope="module")
def audited(reports) -> Audit:
    feeds = tuple(f"{name}={EXAMPLE / file}" for name, file in FEEDS.items())
    inputs = Inputs(
        EXAMPLE / "contract.yaml",
        (EXAMPLE / "tickets.csv",),
        EXAMPLE / "mapping.yaml",
        "2027-01-15",
        feeds=feeds,
    )
    return audit(inputs, reports).audit


@pytest.fixture(scope="module")
def log() -> list[count.Ticket]:
    return count.tickets(EXAMPLE)


def periods(audited, level):
    (found,) = [one for one in audited.levels if one.id == level]
    return {one.period: one for one in found.periods if one.last.isoformat() < "2027-01"}


def tallies(audited, level):
    return {
        name: (one.tally.met, one.tally.missed + one.tally.missed_open)
        for name, one in periods(audited, level).items()
    }


# The files belong together.


def test_the_generator_writes_the_same_tables_again(tmp_path):
    subprocess.run([sys.executable, EXAMPLE / "generator", tmp_path], check=True)
    for name in ("tickets.csv", *FEEDS.values()):
        assert (tmp_path / name).read_bytes() == (EXAMPLE / name).read_bytes()


def test_the_contract_has_what_was_published():
    contract = load(EXAMPLE / "contract.yaml", Contract)
    published = load(EXAMPLE / "rfp.yaml", Solicitation)
    for name in ("priorities", "calendars", "pauses", "exclusions"):
        assert getattr(contract, name) == getattr(published, name)
    digests = {level.id: level.digest for level in published.service_levels}
    assert {level.id: level.digest for level in contract.service_levels} == digests
    origins = [level.origin for level in contract.service_levels]
    assert origins == [Origin(level=name, digest=short(one)) for name, one in digests.items()]


def test_every_kind_of_level_is_in_it():
    contract = load(EXAMPLE / "contract.yaml", Contract)
    kinds = {level.measure.kind for level in contract.service_levels}
    assert kinds == {
        *("duration", "ratio", "statistic", "stock", "accumulation", "duty", "satisfaction")
    }


def test_the_documents_print_every_sentence(tmp_path):
    published = load(EXAMPLE / "rfp.yaml", Solicitation)
    (path,) = build(EXAMPLE / "rfp.yaml", tmp_path, formats=["html"]).files
    text = path.read_text("utf-8").replace("<code>", "`").replace("</code>", "`")
    for level in published.service_levels:
        assert sentence(level, published).replace("'", "’") in text.replace("'", "’")


# What was counted by hand.


@pytest.mark.parametrize(
    ("level", "counted"),
    [
        ("acknowledgement", count.acknowledgement),
        ("repair-turnaround", count.repair),
        ("loaner", count.loaner),
        ("first-visit", count.first_visit),
        ("satisfaction", count.satisfaction),
        ("lemon-rule", count.lemons),
    ],
)
def test_every_period_of_the_tickets_has_the_counts_of_the_slow_count(audited, log, level, counted):
    ours = tallies(audited, level)
    assert ours == {
        name: one for name, one in count.by_period(counted(log)).items() if name in ours
    }
    assert len(ours) >= 2


def verdicts(reports, level):
    with (reports / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["level"] == level]


@pytest.mark.parametrize(
    ("level", "status"), [("acknowledgement", "Assigned"), ("loaner", "Loaner Issued")]
)
def test_every_clock_agrees_to_the_second(audited, reports, log, level, status):
    assert audited.levels
    ours = {row["ticket"]: int(row["elapsed"]) for row in verdicts(reports, level)}
    theirs = count.waits(log, status)
    assert ours == {name: theirs[name] for name in ours}
    assert any(name in ours for name in _of_west_fork(log))


def test_every_repair_falls_due_at_the_same_second(audited, reports, log):
    assert audited.levels
    decided = [
        row for row in verdicts(reports, "repair-turnaround") if row["verdict"] in {"met", "missed"}
    ]
    ours = {row["ticket"]: datetime.datetime.fromisoformat(row["due"]) for row in decided}
    theirs = count.dues(log)
    assert {name: int(due.timestamp()) for name, due in ours.items()} == theirs
    assert any(name in ours for name in _of_west_fork(log))


def _of_west_fork(log):
    return [one["ticket"] for one in log if one["school"] == "West Fork School"]


def test_three_months_are_judged_together(audited, log):
    ours = tallies(audited, "repeat-repair")
    theirs = count.three_months(count.by_period(count.repeats(log)))
    assert ours == {name: theirs[name] for name in ours}
    states = [str(one.state) for one in periods(audited, "repeat-repair").values()]
    assert states[:2] == ["not_yet_judged", "not_yet_judged"]
    # One ticket of October names no device, and the verdict hangs on it.
    assert states[2:] == ["indeterminate", "met", "met"]


def test_the_percentile_of_every_month_is_that_of_the_slow_count(audited):
    ours = {
        name: int(one.statistic.value) for name, one in periods(audited, "speed-of-answer").items()
    }
    theirs = count.answers(EXAMPLE)
    assert ours == {name: theirs[name] for name in ours}
    states = {name: str(one.state) for name, one in periods(audited, "speed-of-answer").items()}
    assert states == {name: "met" if value <= 60 else "missed" for name, value in ours.items()}
    assert set(states.values()) == {"met", "missed"}


@pytest.mark.parametrize(
    ("level", "counted"), [("spare-pool", count.spares), ("monthly-report", count.reports)]
)
def test_every_period_of_a_feed_has_the_counts_of_the_slow_count(audited, level, counted):
    ours = tallies(audited, level)
    assert ours == {
        name: one for name, one in count.by_period(counted(EXAMPLE)).items() if name in ours
    }


def test_every_verdict_of_a_period_follows_from_its_counts(audited):
    seen = set()
    for level in audited.levels:
        for one in level.periods:
            if one.state in {"met", "missed"} and one.statistic is None:
                share = Fraction(one.tally.met, one.tally.decided)
                assert (str(one.state) == "met") == (share >= one.owed)
                seen.add(level.id)
    assert len(seen) == 9


def test_the_books_of_every_level_balance(audited):
    assert audited.balanced
    assert all(level.measured for level in audited.levels)


# What the example's page says.


def test_the_page_prints_the_latest_results(audited):
    page = (EXAMPLE / "README.md").read_text("utf-8")
    table = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| `")
    ]
    printed = {cells[0].strip("`"): cells[3:] for cells in table}
    for level in audited.levels:
        year = [
            one
            for one in periods(audited, level.id).values()
            if str(one.state) in {"met", "missed"}
        ]
        kept = sum(str(one.state) == "met" for one in year)
        assert printed[level.id] == [f"{kept} of {len(year)}"]
