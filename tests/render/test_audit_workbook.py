"""The workbook of an audit says what the audit says, and cannot be made to do anything."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rfpkit.model.audit import Audit, PeriodState
from rfpkit.model.exports.intake import Rejected
from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.render.audit_workbook import workbook
from tests.render import audit_fixture

AUDIT = audit_fixture.audit()
VERDICTS = audit_fixture.verdicts()


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook(AUDIT, VERDICTS)


@pytest.fixture(scope="module")
def short() -> Any:
    """A workbook with three tickets, read with its looks."""
    return openpyxl.load_workbook(io.BytesIO(workbook(AUDIT, VERDICTS[:3])))


def opened(file: bytes, *, values: bool = False) -> Any:
    # Reads the sheets that are asked for, and no other.
    return openpyxl.load_workbook(io.BytesIO(file), data_only=values, read_only=True)


def table(sheet: Worksheet, head: str) -> list[dict[str, Any]]:
    """The rows below the row that begins with `head`, by column."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(place for place, row in enumerate(rows) if row[0] == head)
    return [dict(zip(map(str, rows[at]), row, strict=True)) for row in rows[at + 1 :]]


def periods(file: bytes) -> list[dict[str, Any]]:
    rows = table(opened(file, values=True)["Summary"], "Service level")
    return [row for row in rows if row["Period"]]


TALLIES = ("Met", "Missed", "Missed, still open", "Decided", "Pending", "Unscorable")


def shown(file: bytes) -> list[tuple[Any, ...]]:
    """Each period of each level as the workbook shows it."""
    columns = ("Id", "Period", *TALLIES, "Since the audit", "Attainment")
    # An empty text is what a program writes that calculates no attainment.
    empty = {"": None}
    return [tuple(empty.get(row[name], row[name]) for name in columns) for row in periods(file)]


def audited() -> list[tuple[Any, ...]]:
    """Each period of each level as the audit found it."""
    return [
        (
            *(level.id, one.period),
            *(one.tally.met, one.tally.missed, one.tally.missed_open),
            *(one.tally.decided, one.tally.pending, one.tally.unscorable),
            "as audited",
            None if one.attainment is None else int(one.attainment * 10_000) / 10_000,
        )
        for level in AUDIT.levels
        for one in level.periods
    ]


def column_of_repairs(file: bytes, name: str) -> list[Any]:
    """A column of the summary, from July to July."""
    return [row[name] for row in periods(file) if row["Id"] == "repair-turnaround"]


def total_of_credits(file: bytes) -> Any:
    return table(opened(file, values=True)["Credits"], "Claim")[-1]["Amount"]


# With a floor missed in November, a doubt in February, and a last month that is not over.
REPAIRS = [
    *("met", "met", "missed", "met", "missed", "met", "missed", "indeterminate"),
    *("met", "met", "missed", "met", "in progress"),
]
CREDITS = [None, None, 1200, None, 0, None, 6000, None, None, None, 1200, None, None]


def test_every_verdict_that_a_period_can_have_is_shown(made):
    assert {row["Verdict"] for row in periods(made)} == {
        *("met", "missed", "indeterminate", "no data", "in progress"),
        *("too few tickets", "pooled with the next"),
    }


def test_a_program_that_does_not_calculate_sees_the_numbers_of_the_audit(made):
    assert shown(made) == audited()
    assert column_of_repairs(made, "Verdict") == REPAIRS
    assert column_of_repairs(made, "Credit") == CREDITS
    assert total_of_credits(made) == 11_400 == AUDIT.credits_total


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_calculates_the_numbers_of_the_audit(made, tmp_path):
    (tmp_path / "audit.xlsx").write_bytes(without_values(made))
    out = tmp_path / "out"
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", "xlsx", "--outdir", str(out)),
            str(tmp_path / "audit.xlsx"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if not (out / "audit.xlsx").exists():
        pytest.skip(f"LibreOffice reads no workbooks here: {done.stderr.strip()}")
    calculated = (out / "audit.xlsx").read_bytes()
    assert shown(calculated) == audited()
    assert column_of_repairs(calculated, "Verdict") == REPAIRS
    assert column_of_repairs(calculated, "Credit") == CREDITS
    assert total_of_credits(calculated) == 11_400 == AUDIT.credits_total
    ledger = opened(calculated, values=True)["Ledger"]
    checks = [row[2] for row in ledger.iter_rows(values_only=True) if len(row) > 2]
    assert [check for check in checks if check] == ["✓ balances"] * 5


def without_values(file: bytes) -> bytes:
    """The same workbook without the values that its formulas had when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", source.read(name))
            target.writestr(name, text)
    return out.getvalue()


def test_the_counts_are_formulas_over_the_tickets(made):
    row = table(opened(made)["Summary"], "Service level")[0]
    assert row["Met"].startswith("=COUNTIFS(Tickets!$A$2:$A$14610,$B7,")
    assert row["Attainment"] == '=IF(J7=0,"",INT(G7*10000/J7)/10000)'


def test_a_pooled_period_counts_the_tickets_of_the_earlier_one(made):
    rows = table(opened(made)["Summary"], "Service level")
    august = next(row for row in rows if row["With tickets of"] == "2026-07")
    assert august["Period"] == "2026-08"
    assert "DATE(2026,7,1)" in august["Met"]


def test_a_verdict_that_counts_alone_do_not_show_is_named_with_its_rule(made):
    by_place = {(row["Id"], row["Period"]): row for row in periods(made)}
    floor = by_place["repair-turnaround", "2026-11"]
    assert floor["Set by a rule"] == "missed"
    assert "lincoln-high" in floor["Why"]
    assert by_place["repair-turnaround", "2026-09"]["Set by a rule"] is None


def test_a_level_that_cannot_be_measured_has_its_line_and_its_reason(made):
    rows = table(opened(made, values=True)["Summary"], "Service level")
    spare = next(row for row in rows if row["Id"] == "spare-pool")
    assert spare["Verdict"] == "not measured"
    assert "spare-count" in spare["Why"]


def test_the_same_audit_gives_the_same_bytes(made):
    assert workbook(audit_fixture.audit(), audit_fixture.verdicts()) == made


def test_each_ticket_has_local_times_and_exact_durations(short):
    first = table(short["Tickets"], "Service level")[0]
    assert first["Clock started"] == datetime.datetime(2026, 7, 1, 7, 30)
    assert first["Period from"] == datetime.datetime(2026, 7, 1)
    assert (first["Counted, hours"], first["Counted, seconds"]) == (25.5, 91_800)
    assert first["Row in the export"] == 2


def test_the_head_stays_in_sight_and_can_be_filtered(short):
    assert short["Tickets"].freeze_panes == "C2"
    assert short["Tickets"].auto_filter.ref == "A1:AJ4"


FORMULA = '=HYPERLINK("http://example.org","open")'


@pytest.mark.parametrize("text", [FORMULA, "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    file = workbook(with_strange_text(text), [VERDICTS[0]._replace(ticket=text)])
    book = openpyxl.load_workbook(io.BytesIO(file))
    contractor = next(row[1] for row in book["About"].iter_rows() if row[0].value == "Contractor")
    for cell in (book["Tickets"]["B2"], book["Rejected"]["F2"], contractor):
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix


def with_strange_text(text: str) -> Audit:
    row = Rejected(file="export.csv", row=2, column="number", value=text, reason="no stamp")
    intake = AUDIT.intake.model_copy(update={"rejected": (row,)})
    return AUDIT.model_copy(update={"intake": intake, "contractor": text})


def test_signs_that_a_cell_cannot_hold_are_shown_in_words():
    file = workbook(AUDIT, [VERDICTS[0]._replace(ticket="a\x00b<&>\x1b[31m")])
    assert openpyxl.load_workbook(io.BytesIO(file))["Tickets"]["B2"].value == "a\\x00b<&>\\x1b[31m"


def test_a_text_longer_than_a_cell_says_that_it_is_cut():
    file = workbook(with_strange_text("x" * 40_000), VERDICTS[:1])
    value = openpyxl.load_workbook(io.BytesIO(file))["Rejected"]["F2"].value
    assert len(value) == 32_767
    assert value.endswith("… (cut here; 40,000 signs in all)")


def test_more_rows_than_a_sheet_holds_fill_several_and_formulas_count_all():
    book = openpyxl.load_workbook(io.BytesIO(workbook(AUDIT, VERDICTS[:25], longest=11)))
    names = [name for name in book.sheetnames if name.startswith("Tickets")]
    assert names == ["Tickets", "Tickets 2", "Tickets 3"]
    rows = [row for name in names for row in table(book[name], "Service level")]
    assert [row["Ticket"] for row in rows] == [row.ticket for row in VERDICTS[:25]]
    formula = table(book["Summary"], "Service level")[0]["Met"]
    assert "Tickets!$A$2:$A$11" in formula
    assert "'Tickets 3'!$A$2:$A$6" in formula
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert "Tickets 3 (5 rows)" in str(about["Long export"])


def test_a_reader_that_trusts_a_noted_size_sees_every_row():
    rows = opened(workbook(AUDIT, VERDICTS[:3]))["Tickets"].iter_rows()
    assert sum(1 for _ in rows) == 3 + 1


def test_an_audit_without_a_ticket_still_opens():
    nothing = AUDIT.model_copy(update={"levels": (), "credits": (), "credits_total": 0})
    book = openpyxl.load_workbook(io.BytesIO(workbook(nothing, [])))
    assert book["Tickets"].max_row == 1
    assert book["Credits"]["F2"].value == "No performance credit is owed."


def test_a_share_just_below_what_is_owed_is_not_rounded_up():
    level = AUDIT.levels[0]
    tally = level.periods[0].tally.model_copy(update={"met": 94_999, "missed": 5_001})
    update = {
        "tally": tally,
        "attainment": tally.attainment,
        "best": tally.best,
        "worst": tally.worst,
        "state": PeriodState.MISSED,
    }
    period = level.periods[0].model_copy(update=update)
    close = level.model_copy(update={"periods": (period,)})
    (row,) = periods(workbook(AUDIT.model_copy(update={"levels": (close,)}), []))
    assert (row["Attainment"], row["Verdict"], row["Set by a rule"]) == (0.9499, "missed", None)


def test_the_tickets_show_the_value_that_a_statistic_is_made_of_as_a_number():
    cost = VERDICTS[0]._replace(value=Decimal("1250.100000"), value_unit="cost", weight=3)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(AUDIT, [cost])))["Tickets"]
    (row,) = table(sheet, "Service level")
    assert row["Value"] == 1250.1
    assert (row["Unit of the value"], row["Counts as often as"]) == ("cost", 3)


def test_every_field_of_a_verdict_has_its_column(short):
    heads = table(short["Tickets"], "Service level")[0].keys()
    twice, first_day = 3, 1  # durations in hours, too; the first day of the period
    assert len(heads) == len(TicketVerdict._fields) + twice + first_day
    assert {"Clock started", "First stop", "Stopped", "Due", "Vendor's due"} <= set(heads)
