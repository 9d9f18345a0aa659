"""The example district: the audit says what an independent count of the same export says."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from rfpkit.load.document import load
from rfpkit.model.contract import Contract, Published
from rfpkit.model.digest import short
from rfpkit.model.service_level import Origin
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.verdicts import rows
from rfpkit.workflows.audits.audit import audit
from rfpkit.workflows.audits.case import Inputs, open_case, silent
from rfpkit.workflows.audits.event_log import read_log
from rfpkit.workflows.rfp import open_rfp
from tests.oracle import __main__ as oracle
from tests.oracle.count import period
from tests.oracle.terms import REPAIR, SATISFACTION

EXAMPLE = Path(__file__).parent.parent / "examples" / "city-district"
EXPORT = EXAMPLE / "export.csv.gz"
INPUTS = Inputs(
    contract=EXAMPLE / "contract.yaml",
    exports=(EXPORT,),
    mapping=EXAMPLE / "mapping.yaml",
    as_of="2027-07-15",
)
DURATIONS = ("repair-turnaround", "acknowledgement")
MEASURED = (*DURATIONS, SATISFACTION)
COUNTS = ("met", "missed", "missed_open", "pending", "unscorable")


@pytest.fixture(scope="module")
def expected():
    return json.loads((EXAMPLE / "expected" / "results.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def judged():
    return oracle.judgements()


@pytest.fixture(scope="module")
def case():
    return open_case(INPUTS, silent)


@pytest.fixture(scope="module")
def log(case):
    return read_log(INPUTS.exports, INPUTS.feeds, case.mapping)


@pytest.fixture(scope="module")
def measured(case, log):
    return measure_contract(case.contract, log, case.as_of, case.claims_level)


@pytest.fixture(scope="module")
def levels(measured):
    return {level.id: level for level in measured.levels}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("audit")
    audit(INPUTS, folder)
    return folder


def counted(lines):
    return {line.reason: line.count for line in lines}


# The files belong together.


def test_the_generator_writes_the_same_export_again(tmp_path):
    subprocess.run([sys.executable, EXAMPLE / "generator", tmp_path], check=True)
    again = gzip.decompress((tmp_path / "export.csv.gz").read_bytes())
    assert again == gzip.decompress(EXPORT.read_bytes())
    kept = (EXAMPLE / "expected" / "intake.json").read_bytes()
    assert (tmp_path / "expected" / "intake.json").read_bytes() == kept


def test_the_expected_results_are_those_of_the_slow_count(judged):
    kept = (EXAMPLE / "expected" / "results.json").read_text("utf-8")
    assert oracle.results_text(judged) == kept
    verdicts = gzip.decompress((EXAMPLE / "expected" / "repair-verdicts.csv.gz").read_bytes())
    assert oracle.verdicts_text(judged) == verdicts.decode("utf-8")


def test_the_contract_has_the_levels_that_were_published():
    contract = load(EXAMPLE / "contract.yaml", Contract)
    published = open_rfp(EXAMPLE / "rfp.yaml").solicitation
    digests = {level.id: level.digest for level in published.service_levels}
    assert {level.id: level.digest for level in contract.service_levels} == digests
    origins = [level.origin for level in contract.service_levels]
    assert origins == [Origin(level=name, digest=short(one)) for name, one in digests.items()]
    assert contract.rfp == Published(id=published.id, digest=short(published.digest))


def test_the_contract_has_the_definitions_and_calendars_that_were_published():
    contract = load(EXAMPLE / "contract.yaml", Contract)
    published = open_rfp(EXAMPLE / "rfp.yaml").solicitation
    for name in ("priorities", "pauses", "exclusions"):
        assert getattr(contract, name) == getattr(published, name)
    for signed, drafted in zip(contract.calendars, published.calendars, strict=True):
        assert set(drafted.closures) <= set(signed.closures)
        changes = {"version": drafted.version, "closures": drafted.closures}
        assert signed.model_copy(update=changes) == drafted


def test_the_amendment_changes_one_target_and_keeps_the_rest():
    contract = load(EXAMPLE / "contract.yaml", Contract)
    [amended] = contract.amendments[0].service_levels
    original = next(level for level in contract.service_levels if level.id == amended.id)
    written = amended.model_dump(mode="json")["target"]
    assert written == {"P1": "1 business day", "P2": "3 business days", "P3": "4 business days"}
    assert amended.model_copy(update={"target": original.target}) == original
    assert amended.digest != original.digest


# What was read.


def test_the_ledger_of_the_export_is_the_one_that_was_planted(log):
    planted = json.loads((EXAMPLE / "expected" / "intake.json").read_text("utf-8"))
    intake = log.intake
    assert intake.balanced
    assert intake.rows_read == planted["rows"]
    assert log.tickets.height == planted["tickets"]
    broken = {name: count for name, count in planted.items() if name not in _SOUND}
    assert sorted(line.count for line in intake.rows_rejected) == sorted(broken.values())
    assert intake.rows_used == planted["rows"] - sum(broken.values())
    assert intake.events == intake.rows_used - planted["repeated row"]


_SOUND = {"tickets", "rows", "repeated row"}


# What the tickets come to.


@pytest.mark.parametrize("level", MEASURED)
def test_every_ticket_has_the_verdict_of_the_slow_count(level, judged, measured):
    ours = {
        (row.ticket, row.episode): row.verdict
        for row in rows(measured.verdicts)
        if row.level == level
    }
    theirs = {(one.ticket, one.episode): one.verdict for one in judged if one.level == level}
    assert ours == theirs


@pytest.mark.parametrize("level", DURATIONS)
def test_every_clock_agrees_to_the_second(level, judged, measured):
    ours = {
        (row.ticket, row.episode): (row.start, row.stop, row.due, row.elapsed, row.period)
        for row in rows(measured.verdicts)
        if row.level == level and row.verdict in {"met", "missed", "missed_open", "pending"}
    }
    theirs = {
        (one.ticket, one.episode): (one.start, one.stop, one.due, one.elapsed, period(one))
        for one in judged
        if one.level == level and one.verdict in {"met", "missed", "missed_open", "pending"}
    }
    assert ours == theirs


@pytest.mark.parametrize("level", MEASURED)
def test_every_period_has_the_counts_and_the_exact_share_of_the_slow_count(level, expected, levels):
    ours = {}
    for result in levels[level].periods:
        counts = {name: getattr(result.tally, name) for name in COUNTS}
        share = None if result.attainment is None else Fraction(result.attainment)
        ours[result.period] = (counts, share)
    theirs = {}
    for name, result in expected["levels"][level]["periods"].items():
        share = None if result["attainment"] is None else Fraction(result["attainment"])
        theirs[name] = ({count: result[count] for count in COUNTS}, share)
    assert {name: ours[name] for name in theirs} == theirs
    assert all(share is None for name, (_, share) in ours.items() if name not in theirs)


@pytest.mark.parametrize("level", MEASURED)
def test_the_books_of_every_level_balance(level, expected, levels):
    ledger, counts = levels[level].ledger, expected["levels"][level]
    assert ledger.balanced
    for name in ("met", "missed", "missed_open", "pending"):
        assert getattr(ledger, name) == counts["ledger"].get(name, 0)
    assert sum(counted(ledger.excluded).values()) == counts["ledger"]["excluded"]
    assert sum(counted(ledger.unscorable).values()) == counts["ledger"]["unscorable"]
    if level in DURATIONS:
        assert counted(ledger.excluded) == counts["excluded"]


def test_the_spares_cannot_be_measured_from_tickets(levels):
    assert not levels["spare-pool"].measured
    assert levels["spare-pool"].reason


# What it costs.


def test_the_credits_are_those_of_the_slow_count(expected, measured):
    ours = {(line.level, line.period): str(line.amount) for line in measured.credits}
    theirs = {
        (level, month): amount
        for level, months in expected["credits"].items()
        for month, amount in months.items()
    }
    assert ours == theirs
    assert str(measured.credits_total) == expected["credits_total"]


def test_the_cap_leaves_nothing_of_the_second_credit_of_september(measured):
    [line] = [one for one in measured.credits if one.id == "acknowledgement/2026-09"]
    assert (line.state, str(line.amount)) == ("capped", "0.00")


@pytest.mark.parametrize("level", MEASURED)
def test_every_period_has_the_state_of_the_slow_count(level, expected, levels):
    ours = {result.period: str(result.state) for result in levels[level].periods}
    theirs = expected["levels"][level]["periods"]
    assert {name: ours[name] for name in theirs} == {
        name: result["state"] for name, result in theirs.items()
    }


def test_every_school_below_the_floor_is_one_of_the_slow_count(expected, levels):
    theirs = expected["levels"][REPAIR]["periods"]
    for result in levels[REPAIR].periods:
        below = [one.group for one in result.groups if one.state == "missed"]
        assert below == theirs.get(result.period, {}).get("below_floor", [])


# What the example's page says of the year.


def test_the_page_prints_the_attainment_of_every_month_and_the_credits(expected):
    page = (EXAMPLE / "README.md").read_text("utf-8")
    months = expected["levels"][REPAIR]["periods"].values()
    shares = [Fraction(one["attainment"]) for one in months if one["state"] != "in_progress"]
    cut = [share.numerator * 10_000 // share.denominator for share in shares]
    printed = re.findall(r"^\|[^|]+\| (\d+)\.(\d\d) % \|", page, re.MULTILINE)
    assert [int(whole + part) for whole, part in printed] == cut
    assert f"**${Decimal(expected['credits_total']):,.2f}**" in page
    planted = json.loads((EXAMPLE / "expected" / "intake.json").read_text("utf-8"))
    assert f"{planted['tickets']:,} tickets" in page
    assert f"in {planted['rows']:,} rows" in page
    assert f"| rows that repeat another row | {planted['repeated row']} |" in page


def test_repairs_miss_five_months_two_of_them_at_one_school_only(levels):
    periods = {result.period: result for result in levels[REPAIR].periods}
    missed = [name for name, result in periods.items() if result.state == "missed"]
    assert missed == ["2026-09", "2026-10", "2026-11", "2027-02", "2027-03"]
    for month in ("2026-11", "2027-02"):
        assert periods[month].attainment >= periods[month].owed
        assert "Cottonwood Middle School" in periods[month].reason


def test_one_ticket_decides_whether_march_missed_its_acknowledgements(levels):
    [march] = [one for one in levels["acknowledgement"].periods if one.period == "2027-03"]
    assert march.state == "indeterminate"
    assert march.attainment < march.owed == march.best


def test_months_after_the_amendment_are_judged_by_it(levels):
    versions = {result.period: result.versions for result in levels[REPAIR].periods}
    assert versions["2026-12"] == ("original",)
    assert set(versions["2027-02"]) == {"original", "A1"}
    assert versions["2027-03"] == ("A1",)


# What the vendor says.


def test_the_vendors_claims_are_compared_and_every_difference_has_a_cause(measured):
    [claims] = measured.claims
    assert claims.level == REPAIR
    assert claims.flag_contradicts_own_due > 50
    assert claims.flag_differs_from_ours > 50
    assert all(one.cause for one in claims.disagreements)


# What must not come out.


def test_no_name_and_no_free_text_of_the_export_is_in_any_report(reports):
    names, texts = private_words()
    assert len(names) > 90
    seen = []
    for file, text in report_texts(reports):
        seen.append(file)
        assert not names & set(re.findall(r"\w+", text)), file
        assert not [phrase for phrase in texts if phrase in text], file
    assert {"audit.json", "verdicts.csv"} <= set(seen)


def private_words():
    """The families' names, each alone, and the free texts of the export."""
    lines = csv.DictReader(io.StringIO(gzip.decompress(EXPORT.read_bytes()).decode("utf-8")))
    names: set[str] = set()
    texts: set[str] = set()
    for line in lines:
        names.update((line["caller_id"] or "").split()[1:])
        texts.add((line["short_description"] or "").split(",")[0])
    return names, {text for text in texts if len(text) > 12}


def report_texts(folder):
    """The text of each report: of workbooks all parts, of PDF what a reader can copy."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    yield f"{path.name}/{name}", book.read(name).decode("utf-8", "ignore")
        elif path.suffix != ".pdf":
            yield path.name, path.read_text("utf-8")
        elif shutil.which("pdftotext"):
            done = subprocess.run(
                ["pdftotext", path, "-"], capture_output=True, text=True, check=True
            )
            yield path.name, done.stdout
