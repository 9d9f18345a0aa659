"""Reports print statistics as values, devices as devices, and periods that roll by name."""

from __future__ import annotations

import datetime
import io
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from rich.console import Console

from rfpkit.cli.audit_tables import print_audit
from rfpkit.model.audit import (
    Audit,
    LevelLedger,
    LevelResult,
    PeriodResult,
    PeriodState,
    StatisticResult,
    Tally,
)
from rfpkit.model.audit_words import attained, counted, last_year, owed, with_earlier
from rfpkit.model.exports.intake import FeedIntake, Rejected, Source
from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.render.audit_workbook import workbook
from rfpkit.render.scorecard import months, promises, questions, trust
from tests.render import audit_fixture

S = PeriodState


def period(number: int, tally: Tally, **fields) -> PeriodResult:
    first = datetime.date(2026, number, 1)
    last = datetime.date(2026, number + 1, 1) - datetime.timedelta(days=1)
    return PeriodResult(
        period=f"{first:%Y-%m}",
        first=first,
        last=last,
        versions=("original",),
        tally=tally,
        **({"owed": Fraction(9, 10), "attainment": tally.attainment, "state": S.MET} | fields),
    )


def statistic(number: int, state: PeriodState, text: str, **tally) -> PeriodResult:
    told = StatisticResult(
        name="90th percentile",
        value=Fraction(54),
        owed=Fraction(60),
        text=text,
        owed_text="60 seconds",
        count=474,
    )
    return period(number, Tally(**tally), owed=None, attainment=None, state=state, statistic=told)


def level(name: str, noun: str, *periods: PeriodResult, **ledger) -> LevelResult:
    counts = {"tickets": 9, "met": 8, "missed": 1, "missed_open": 0, "pending": 0, "no_target": 0}
    return LevelResult(
        id=name,
        title=name.replace("-", " ").capitalize(),
        digest="0000 0000",
        sentence="The Contractor shall keep its word.",
        measured=True,
        ledger=LevelLedger(**(counts | {"noun": noun} | ledger)),
        periods=periods,
    )


YOUNG = "the window of 2 months is not full: 1 has passed"
ANSWERS = level(
    "speed-of-answer",
    "row",
    statistic(8, S.MET, "54 s", met=3),
    statistic(9, S.MISSED, "2 min 16 s", met=2, missed=1),
)
LEMONS = level(
    "lemon-rule", "device", period(9, Tally(met=8, missed=1), state=S.MISSED), unscorable=()
)
REPEATS = level(
    "repeat-repair",
    "ticket",
    period(7, Tally(met=8, missed=2), state=S.NOT_YET_JUDGED, reason=YOUNG),
    period(8, Tally(met=18, missed=2), rolled_from=("2026-07",)),
    period(9, Tally(met=19, missed=1), rolled_from=("2026-08",)),
    period(10, Tally(met=18, missed=1), rolled_from=("2026-09",)),
)
REPORTS = level(
    "monthly-report", "delivery", period(9, Tally(missed=1), state=S.MISSED), missed_open=2, met=6
)
FEED = FeedIntake(
    feed="calls",
    source=Source(file="calls.csv", rows=760, sha256="ab" * 32),
    rows_used=758,
    rejected=(
        Rejected(file="calls.csv", row=7, column="hour", value="?", reason="stamp cannot be read"),
    ),
)
AUDIT = audit_fixture.audit()
AUDIT = AUDIT.model_copy(
    update={
        "levels": (ANSWERS, LEMONS, REPEATS, REPORTS),
        "intake": AUDIT.intake.model_copy(update={"feeds": (FEED,)}),
        "credits": (),
        "claims": (),
        "findings": (),
    }
)


@pytest.fixture(scope="module")
def terminal() -> str:
    return printed(AUDIT)


def printed(audit: Audit) -> str:
    out = io.StringIO()
    print_audit(Console(file=out, width=120, color_system=None), audit)
    return " ".join(out.getvalue().replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def book():
    rows = [
        _verdict(ANSWERS.id, one.period, word)
        for one in ANSWERS.periods
        for word in ("met", "missed")
        for _ in range(getattr(one.tally, word))
    ]
    return openpyxl.load_workbook(io.BytesIO(workbook(AUDIT, rows)), data_only=True)


def _verdict(name: str, label: str, word: str) -> TicketVerdict:
    blank: dict[str, Any] = dict.fromkeys(TicketVerdict._fields)
    texts = {"level": name, "ticket": "calls row 2", "verdict": word, "period": label, "row": 2}
    return TicketVerdict(**(blank | texts | {"episode": 1, "reason": "", "target": ""}))


def test_a_statistic_is_printed_as_its_value_beside_the_owed_one(terminal):
    found = ANSWERS.periods[1]
    assert (attained(found), owed(found)) == ("2 min 16 s", "60 seconds")
    assert "Sep 2026 × missed 2 min 16 s 60 seconds 1/2 met" in terminal


def test_a_statistic_without_a_value_is_a_dash():
    statistic = ANSWERS.periods[0].statistic
    assert statistic is not None
    told = statistic.model_copy(update={"value": None})
    assert attained(ANSWERS.periods[0].model_copy(update={"statistic": told})) == "–"


def test_no_share_is_made_of_values():
    assert last_year(ANSWERS).share == ""
    mean = period(9, Tally(met=1, missed=3), attainment=Fraction(86, 100))
    assert last_year(level("survey", "ticket", mean)).share == ""
    assert last_year(LEMONS).share == "88.88%"


def test_a_period_names_those_that_are_judged_with_it(terminal):
    assert with_earlier(REPEATS.periods[2]) == "Sep 2026 and the 1 before"
    assert "Oct 2026 and the 1 before" in terminal


def test_a_year_of_periods_that_roll_counts_each_ticket_once():
    # October holds September; August holds July.
    assert last_year(REPEATS).tally == Tally(met=36, missed=3)


def test_a_month_before_the_window_is_full_is_not_yet_judged_and_never_in_progress(book):
    young = REPEATS.model_copy(update={"periods": REPEATS.periods[:1]})
    audit = AUDIT.model_copy(update={"levels": (young,)})
    (row,) = promises.view(audit)
    assert (row["verdict"]["text"], row["why"]) == ("– not yet judged", YOUNG)
    assert row["year"] == "–"
    assert "– not yet" in printed(audit)
    assert YOUNG in printed(audit)
    rows = [one for one in book["Summary"].iter_rows(values_only=True) if one[1] == REPEATS.id]
    assert rows[0][16:19] == ("not yet judged", "not yet judged", YOUNG)
    assert last_year(REPEATS).judged == 3


def test_what_is_no_ticket_is_called_by_its_name(terminal):
    assert "devices 9 in all – 0 out of scope = 9 in scope" in terminal
    assert "devices 9 in scope = 8 met + 1 missed" in terminal
    assert "tickets 9 in the export" in terminal
    titles = [row["title"] for row in trust.view(AUDIT)["tickets"]]
    assert titles == [
        "Speed of answer (rows)",
        "Lemon rule (devices)",
        "Repeat repair",
        "Monthly report (deliveries)",
    ]
    asked = {one["ask"]: one["facts"] for one in questions.view(AUDIT)}
    assert asked["When will these be done?"] == (
        "Monthly report: 2 deliveries out of time and still open."
    )
    assert counted(2, "delivery") == "2 deliveries"


def test_the_promise_has_its_value_its_statistic_and_how_many_values():
    (row,) = [one for one in promises.view(AUDIT) if one["title"] == "Speed of answer"]
    assert row["attainment"] == "2 min 16 s"
    assert row["owed"] == "(90th percentile; owed: 60 seconds)"
    assert row["tickets"] == "474 values"
    assert (row["year"], row["year_tickets"]) == ("1 of 2 met", "")


def test_a_chart_is_drawn_of_shares_and_never_of_values():
    assert months.chart(AUDIT.model_copy(update={"levels": (ANSWERS,)})) is None
    cells = [row["cells"][0] for table in months.tables(AUDIT) for row in table["rows"]]
    assert {"status": "missed", "text": "× missed", "share": "2 min 16 s"} in cells


def test_nine_levels_stand_in_three_tables_of_three():
    levels = tuple(REPEATS.model_copy(update={"id": f"level-{n}"}) for n in range(9))
    found = months.tables(AUDIT.model_copy(update={"levels": levels}))
    assert [len(table["heads"]) for table in found] == [3, 3, 3]


def test_feeds_are_in_the_books_of_every_report(terminal, book):
    line = "760 read = 758 used + 2 rejected"
    assert f"feed calls {line}" in terminal
    assert trust.view(AUDIT)["feeds"] == [f"Feed calls: {line}"]
    assert any(row["term"] == "calls.csv" for row in trust.view(AUDIT)["rests_on"])
    ledger = [row[:2] for row in book["Ledger"].iter_rows(values_only=True)]
    assert ("Rows of the feed calls", None) in ledger
    rejected = [row[:5] for row in book["Rejected"].iter_rows(values_only=True)]
    assert ("rejected", "calls.csv", None, 7, "hour") in rejected
    asked = {one["ask"]: one["facts"] for one in questions.view(AUDIT)}
    assert asked["Correct the feed."].startswith("1 place of the feed calls cannot be read;")


def test_the_workbook_prints_values_where_counts_do_not_tell(book):
    rows = [row for row in book["Summary"].iter_rows(values_only=True) if row[1] == ANSWERS.id]
    assert [row[12] for row in rows] == ["54 s", "2 min 16 s"]
    assert [row[15:17] for row in rows] == [("60 seconds", "met"), ("60 seconds", "missed")]
    assert [row[20] for row in rows] == ["as audited", "as audited"]
    ledger = [row[0] for row in book["Ledger"].iter_rows(values_only=True)]
    assert "Devices in scope" in ledger


def test_a_mean_of_ratings_is_not_made_of_counts():
    mean = {"attainment": Fraction(86, 100), "best": Fraction(87, 100), "worst": Fraction(85, 100)}
    survey = level("survey", "ticket", period(9, Tally(met=1, missed=3), state=S.MISSED, **mean))
    made = workbook(AUDIT.model_copy(update={"levels": (survey,)}), [])
    summary = openpyxl.load_workbook(io.BytesIO(made))["Summary"]
    (row,) = [one for one in summary.iter_rows(values_only=True) if one[1] == "survey"]
    assert row[12:15] == (0.86, 0.85, 0.87)
    assert row[17] == "missed"
    (told,) = promises.view(AUDIT.model_copy(update={"levels": (survey,)}))
    assert (told["attainment"], told["tickets"]) == ("86.00%", "4 ratings")


def test_the_workbook_adds_up_the_periods_that_are_judged_together():
    (row,) = [
        one
        for one in openpyxl.load_workbook(io.BytesIO(workbook(AUDIT, [])))["Summary"].iter_rows(
            values_only=True
        )
        if one[1:3] == (REPEATS.id, "2026-09")
    ]
    assert row[5] == "2026-08"
    formula = str(row[6])
    assert formula.count("COUNTIFS") == 2
    assert "DATE(2026,8,1)" in formula
