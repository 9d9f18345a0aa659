"""What a person sees after an audit."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from rfpkit.cli.audit_tables import print_audit
from rfpkit.model.audit import Audit
from rfpkit.model.exports.intake import Finding
from tests.render import audit_fixture

AUDIT = audit_fixture.audit()


def printed(audit: Audit, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, highlight=False, markup=False, emoji=False, color_system=None
    )
    print_audit(console, audit)
    return out.getvalue()


def told(audit: Audit, width: int = 80) -> str:
    """What is printed, without the breaks of its lines."""
    return " ".join(printed(audit, width).replace("\u00a0", " ").split())


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(len(line) for line in printed(AUDIT, width).splitlines()) <= width


def test_each_level_has_its_verdict_its_attainment_and_its_credits():
    rows = [line.split() for line in printed(AUDIT, 120).splitlines()]
    assert ["Repair", "turnaround", "Jun", "2027", "✓", "met", "97.53%", "95%", "7/11", "met",
            "$8,400.00"] in rows  # fmt: skip
    assert ["7f3a", "91c2", "94.76%"] in rows
    assert any(row[:3] == ["Quality", "satisfaction", "at"] and "×" in row for row in rows)


def test_a_narrow_terminal_loses_no_level():
    text = told(AUDIT, 40)
    for level in AUDIT.levels:
        assert level.title in text
        assert level.digest in text


def test_the_ledger_lines_are_printed_and_balance():
    text = told(AUDIT)
    assert (
        "rows 39,116 read = 39,102 used + 14 rejected (9 stamp cannot be read, 5 no ticket number) "
        "✓ balances"
    ) in text
    assert "tickets 398 in scope = 373 met + 25 missed ✓ balances" in text


def test_books_that_do_not_balance_are_said_so():
    intake = AUDIT.intake.model_copy(update={"rows_used": 1})
    assert "× does not balance" in told(AUDIT.model_copy(update={"intake": intake}))


def test_every_claim_and_every_finding_is_listed():
    text = told(AUDIT)
    for credit in AUDIT.credits:
        assert (credit.id in text) == bool(credit.amount)
    for finding in (*AUDIT.findings, *AUDIT.intake.findings):
        assert finding.message in text


def test_an_audit_without_credits_says_so():
    assert "No performance credit is owed." in told(AUDIT.model_copy(update={"credits": ()}))


def test_a_stranger_cannot_move_the_cursor_or_write_markup():
    strange = Finding(id="x", message="\x1b[2Jgone [red]x[/red]", count=1)
    text = printed(AUDIT.model_copy(update={"findings": (strange,)}))
    assert "\x1b" not in text
    assert "\\x1b[2Jgone [red]x[/red]" in text
