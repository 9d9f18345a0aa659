"""The register beside an audit: what was claimed and paid stands in the reports, or is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.model.credits.ledger import CreditState
from rfpkit.workflows.audits.audit import audit
from rfpkit.workflows.audits.case import Inputs

FOLDER = Path(__file__).parent / "cases" / "audits" / "credits"
HEAD = "kind: credit-register\ncontract: {contract}\ncredits:\n"


def audited(tmp_path, entries, contract="credits", more=""):
    register = tmp_path / "credits.yaml"
    register.write_text(HEAD.format(contract=contract) + entries, "utf-8")
    terms = tmp_path / "contract.yaml"
    terms.write_text((FOLDER / "contract.yaml").read_text("utf-8") + more, "utf-8")
    files = (terms, (FOLDER / "export.csv",), FOLDER / "mapping.yaml")
    return audit(Inputs(*files, "2026-12-31", register), tmp_path / "out")


def refusal(tmp_path, entries, contract="credits"):
    with pytest.raises(InputError) as refused:
        audited(tmp_path, entries, contract)
    (diagnostic,) = refused.value.diagnostics
    return diagnostic


def test_a_paid_and_a_claimed_credit_are_told_apart(tmp_path):
    done = audited(
        tmp_path,
        "  - {id: plain/2026-08, claimed: 2026-09-10, paid: 2026-10-01}\n"
        "  - {id: plain/2026-09, claimed: 2026-10-10}\n",
    ).audit
    states = {line.id: line.state for line in done.credits}
    assert states["plain/2026-08"] is CreditState.PAID
    assert states["plain/2026-09"] is CreditState.CLAIMED
    assert states["capped/2026-08"] is CreditState.ACCRUED
    books = done.credit_balance
    assert (books.paid, books.claimed, books.open) == (
        Decimal("0.05"),
        Decimal("0.12"),
        Decimal("0.08"),
    )
    assert books.balanced
    assert done.credits_total == Decimal("0.25")


def test_a_claim_before_its_month_is_over_and_one_after_its_window_are_told_with_their_lines(
    tmp_path,
):
    entries = (
        "  - {id: plain/2026-08, claimed: 2026-08-31}\n"
        "  - {id: plain/2026-09,\n     claimed: 2026-12-30}\n"
    )
    done = audited(tmp_path, entries, more="claim_within: 60 days\n")
    found = {one.id: one for one in done.audit.findings}
    assert found["credit-claimed-early"].examples == (
        "credits.yaml:4: plain/2026-08: claimed on 2026-08-31, its period ends on 2026-08-31",
    )
    assert "credits were claimed before their period was over: credits.yaml:4: " in (
        found["credit-claimed-early"].message
    )
    assert found["credit-claimed-late"].examples == (
        "credits.yaml:5: plain/2026-09: claimed on 2026-12-30, after 2026-11-29",
    )


def test_a_credit_that_the_contract_cannot_bring_is_refused_with_its_line(tmp_path):
    diagnostic = refusal(
        tmp_path,
        "  - {id: plain/2026-08, claimed: 2026-09-10}\n"
        "  - {id: plain/2031-08, claimed: 2026-09-10}\n",
    )
    assert (diagnostic.at.line, diagnostic.at.column) == (5, 10)
    assert "the contract can bring no credit `plain/2031-08`" in diagnostic.message
    assert "level/period" in str(diagnostic.hint)


def test_the_register_of_another_contract_is_refused(tmp_path):
    diagnostic = refusal(tmp_path, "  - {id: plain/2026-08, claimed: 2026-09-10}\n", "C-9")
    assert "the register is of contract C-9, the audit of credits" in diagnostic.message


def test_a_contract_in_place_of_the_register_is_refused(tmp_path):
    files = (FOLDER / "contract.yaml", (FOLDER / "export.csv",), FOLDER / "mapping.yaml")
    with pytest.raises(InputError) as refused:
        audit(Inputs(*files, "2026-12-31", FOLDER / "contract.yaml"), tmp_path)
    assert "a file of kind `credit-register` is wanted" in str(refused.value.diagnostics[0])
