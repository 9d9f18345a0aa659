"""What the reports say of credits: how they came about, where they stand, and until when."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from fractions import Fraction

from openpyxl import load_workbook
from rich.console import Console

from rfpkit.cli.audit_tables import print_audit
from rfpkit.model.credits.ledger import (
    CreditBalance,
    CreditLine,
    CreditState,
    CreditStep,
    Trigger,
    whole_balance,
)
from rfpkit.render.audit_workbook import workbook
from rfpkit.render.scorecard import owed
from tests.render import audit_fixture

AUDIT = audit_fixture.audit()
CLAIM_BY = datetime.date(2027, 1, 9)


def line(period: str, state: CreditState, books: CreditBalance, *steps: CreditStep) -> CreditLine:
    return CreditLine(
        id=f"repair-turnaround/{period}",
        level="repair-turnaround",
        period=period,
        state=state,
        steps=steps,
        amount=books.owed,
        claim_by=CLAIM_BY,
        balance=books,
    )


def amount(text: str) -> Decimal:
    return Decimal(text)


PART_PAID = line(
    "2026-09",
    CreditState.CLAIMED,
    CreditBalance(accrued=Fraction(500), paid=amount("300.00"), claimed=amount("200.00")),
    CreditStep(step="$500.00 for a missed month", amount=amount("500.00")),
)
OPEN = line(
    "2026-11",
    CreditState.ACCRUED,
    CreditBalance(accrued=Fraction(49515, 16), rounding=Fraction(-1, 400), open=amount("3094.69")),
    CreditStep(step="monthly-fee for 1 month: $41,262.50", amount=amount("41262.50")),
    CreditStep(
        step="5% of it for a missed month", amount=amount("3094.69"), exact=Fraction(49515, 16)
    ),
)
EXPIRED = line(
    "2027-01",
    CreditState.EXPIRED,
    CreditBalance(accrued=Fraction(160), capped=Fraction(60), expired=amount("100.00")),
    CreditStep(step="$160.00 for a missed month", amount=amount("160.00")),
)
LOANERS = CreditLine(
    id="repair-turnaround/2026-09/in-kind",
    level="repair-turnaround",
    period="2026-09",
    state=CreditState.IN_KIND,
    steps=(
        CreditStep(
            step="4 missed tickets: a loaner for each, without charge", amount=amount("0.00")
        ),
    ),
    amount=amount("0.00"),
)
PLAN = Trigger(
    id="repair-turnaround/corrective-action-plan-1/2026-11",
    level="repair-turnaround",
    right="corrective action plan",
    rule="2 periods missed in a row",
    periods=("2026-09", "2026-11"),
    since=datetime.date(2026, 12, 1),
)
LINES = (PART_PAID, LOANERS, OPEN, EXPIRED)
CREDITED = AUDIT.model_copy(
    update={
        "credits": LINES,
        "credits_total": amount("3594.69"),
        "credit_balance": whole_balance(LINES),
        "triggers": (PLAN,),
    }
)


def test_the_scorecard_says_what_is_paid_what_is_claimed_and_what_is_to_claim():
    view = owed.view(CREDITED)
    assert view["answer"] == (
        "$3,594.69 in performance credits, from 2 claims. Of this, $300.00 is paid, $200.00 is "
        "claimed and $3,094.69 is to claim."
    )
    assert [row["state"] for row in view["rows"]] == [
        "claimed, $300.00 of it paid",
        "",
        "accrued, claim by January 9, 2027",
        "expired",
    ]
    assert [row["amount"] for row in view["rows"]] == ["$500.00", "in kind", "$3,094.69", "$0.00"]


def test_the_scorecard_says_until_when_to_claim_and_which_right_has_come_about():
    claim, right, books = owed.view(CREDITED)["remarks"]
    assert claim == "Claim by January 9, 2027: $3,094.69 (repair-turnaround/2026-11)."
    assert right == (
        "Repair turnaround: since December 1, 2026 the District can demand a corrective action "
        "plan (2 periods missed in a row: 2026-09 and 2026-11)."
    )
    assert books == (
        "The books of the credits: $3,754.69 (exactly $60,075/16) accrued = $60.00 cut by caps + "
        "$100.00 expired + $300.00 paid + $200.00 claimed + $3,094.69 to claim – $1/400 of "
        "rounding."
    )


def test_a_rounded_step_shows_the_exact_amount_behind_it():
    (row,) = [row for row in owed.view(CREDITED)["rows"] if row["id"] == OPEN.id]
    assert row["steps"][-1]["amount"] == "$3,094.69 (exactly $49,515/16)"


def test_the_sheet_of_credits_ends_with_books_that_add_up():
    book = load_workbook(io.BytesIO(workbook(CREDITED, ())))
    rows = list(book["Credits"].iter_rows(values_only=True))
    books = {row[5]: row[6] for row in rows if row[4] == "books"}
    assert books == {
        "Accrued before caps: exactly $60,075/16": 3754.69,
        "Less what caps cut": 60,
        "Less rounding: –$1/400": None,
        "Less earned back": 0,
        "Less expired": 100,
        "Less paid": 300,
        "Less claimed": 200,
        "Left to claim": 3094.69,
    }
    told = [row[5] for row in rows if row[4] == "credit"]
    assert told == [
        "Performance credit",
        "Owed in kind, no money",
        "Performance credit, claim by 2027-01-09",
        "Performance credit",
    ]
    (right,) = [row for row in rows if row[4] == "right"]
    assert str(right[5]).startswith("corrective action plan since 2026-12-01")


def test_the_terminal_prints_each_credit_with_its_steps_and_what_stands_beside_money():
    out = io.StringIO()
    print_audit(Console(file=out, width=120), CREDITED)
    text = out.getvalue()
    assert "Performance credits: $3,594.69, 2 claims" in text
    assert "accrued, claim by 2027-01-09" in text
    assert "5% of it for a missed month = $3,094.69 (exactly $49,515/16)" in text
    assert "4 missed tickets: a loaner for each, without charge" in text
    assert "corrective action plan since 2026-12-01, 2 periods missed in a row" in text
    assert "credits $3,754.69 (exactly $60,075/16) accrued = $60.00 cut by caps" in text


def test_a_credit_that_is_paid_says_no_more():
    books = CreditBalance(accrued=Fraction(500), paid=amount("500.00"))
    paid = line("2026-10", CreditState.PAID, books, *PART_PAID.steps)
    rows = owed.view(AUDIT.model_copy(update={"credits": (paid, PART_PAID)}))["rows"]
    assert [row["state"] for row in rows] == ["paid", "claimed, $300.00 of it paid"]
