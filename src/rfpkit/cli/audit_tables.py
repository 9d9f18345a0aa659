"""What an audit says, for the terminal."""

from __future__ import annotations

from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rfpkit.cli.plain_text import plain
from rfpkit.model.audit import Audit, LevelLedger, LevelResult, PeriodResult, PeriodState
from rfpkit.model.audit_words import (
    answer,
    attained,
    balance,
    counted,
    feed_line,
    flags_against_stamps,
    last_year,
    latest,
    owed,
    rows_line,
    scope_line,
    short_signed,
    tickets_line,
    units,
    until,
    with_earlier,
)
from rfpkit.model.credits.ledger import (
    CreditBalance,
    CreditLine,
    CreditState,
    balance_line,
    changes,
    trigger_line,
)
from rfpkit.model.exports.intake import Intake
from rfpkit.model.scalars import write_money

_NARROWEST_TABLE = 72
"""Columns of a terminal below which a table would lose words."""
_STYLES = {PeriodState.MET: "green", PeriodState.MISSED: "red"}


def print_audit(console: Console, audit: Audit) -> None:
    """Prints the levels with their verdicts, the credits, the books and the findings."""
    _head(console, audit)
    if console.width < _NARROWEST_TABLE:
        _level_by_level(console, audit)
    else:
        console.print(_levels(audit))
    console.print()
    _reasons(console, audit)
    _credits(console, audit)
    _remedies(console, audit)
    _books(console, audit)
    _findings(console, audit)


def _head(console: Console, audit: Audit) -> None:
    console.print(plain(f"{audit.title} ({audit.contract})", "bold"))
    console.print(plain(f"{audit.district} – {audit.contractor}"))
    console.print(plain(f"As of {until(audit.as_of)}"))
    if audit.note:
        console.print(plain(audit.note))
    console.print()
    console.print(plain(answer(audit), "bold"))
    console.print()


def _levels(audit: Audit) -> Table:
    table = _table("Service level", "Period", "Verdict", "Attained", "Owed", "12 months", "Credits")
    table.columns[2].no_wrap = True
    table.columns[0].overflow = "fold"
    for column in table.columns[3:]:
        column.justify, column.no_wrap = "right", column.header != "Owed"
    for level in audit.levels:
        table.add_row(_title(level), *_result(level), _money(audit, level))
    return table


def _level_by_level(console: Console, audit: Audit) -> None:
    heads = ("Period", "Verdict", "Attained", "Owed", "12 months", "Credits")
    for level in audit.levels:
        console.print(_title(level))
        for head, cell in zip(heads, (*_result(level), _money(audit, level)), strict=True):
            if cell:
                told = cell if isinstance(cell, Text) else Text(cell.replace("\n", ", "))
                console.print(Padding(Text(f"{head}: ") + told, (0, 0, 0, 2)))


def _title(level: LevelResult) -> Text:
    return plain(level.title) + Text(f"\n{level.digests}", style="dim")


def _result(level: LevelResult) -> list[Text | str]:
    found = latest(level)
    if not level.measured:
        return ["–", "– not measured", "", "", ""]
    if found is None:
        return ["–", "… in progress", "", "", ""]
    return [
        plain(with_earlier(found)),
        _verdict(found),
        attained(found),
        owed(found),
        _year(level),
    ]


def _verdict(result: PeriodResult) -> Text:
    return Text(short_signed(result.state), style=_STYLES.get(result.state, ""))


def _year(level: LevelResult) -> str:
    year = last_year(level)
    met = f"{year.kept}/{year.judged} met"
    share = "" if any(one.statistic for one in year.periods) else year.share or "–"
    return f"{met}\n{share}".rstrip()


def _money(audit: Audit, level: LevelResult) -> str:
    amounts = [credit.amount for credit in audit.credits if credit.level == level.id]
    return write_money(sum(amounts, Decimal("0.00"))) if amounts else "–"


def _reasons(console: Console, audit: Audit) -> None:
    for level in audit.levels:
        found = latest(level)
        reason = found.reason if found and level.measured else level.reason
        if reason:
            console.print(plain(f"{level.title}: {reason}"))
            console.print()


def _credits(console: Console, audit: Audit) -> None:
    owed = [credit for credit in audit.credits if credit.amount or credit.balance.accrued]
    if not owed:
        console.print("No performance credit is owed.")
        console.print()
        return
    claims = counted(sum(credit.amount > 0 for credit in owed), "claim")
    total = write_money(audit.credits_total)
    console.print(f"Performance credits: {total}, {claims}", style="bold")
    table = _table("", "", "")
    table.columns[0].justify = "right"
    for credit in owed:
        table.add_row(write_money(credit.amount), plain(credit.id), plain(_standing(credit)))
        for told in changes(credit):
            table.add_row("", Text(told, style="dim"), "")
    console.print(_indented(table))
    console.print()


def _standing(credit: CreditLine) -> str:
    by = credit.to_claim_by
    return f"{credit.state}, claim by {by}" if by else credit.state


def _remedies(console: Console, audit: Audit) -> None:
    """Prints what is owed without money, and the rights of chronic failure."""
    in_kind = [line for line in audit.credits if line.state is CreditState.IN_KIND]
    lines = [f"{line.id}: {line.steps[0].step}" for line in in_kind]
    lines += [trigger_line(trigger) for trigger in audit.triggers]
    if lines:
        console.print("Beside money", style="bold")
        for line in lines:
            console.print(_indented(plain(line)))
        console.print()


def _books(console: Console, audit: Audit) -> None:
    console.print("Books", style="bold")
    intake = audit.intake
    console.print(_indented(plain(f"rows {rows_line(intake)}  {_check(intake)}")))
    for feed in intake.feeds:
        console.print(_indented(plain(f"feed {feed.feed} {feed_line(feed)}")))
    if audit.credit_balance.accrued:
        books = audit.credit_balance
        console.print(_indented(plain(f"credits {balance_line(books)}  {_check(books)}")))
    for level in audit.levels:
        if level.ledger is None:
            continue
        console.print(_indented(plain(level.title)))
        what = units(level)
        console.print(_indented(plain(f"{what} {scope_line(level.ledger)}"), 4))
        verdicts = f"{what} {tickets_line(level.ledger)}  {_check(level.ledger)}"
        console.print(_indented(plain(verdicts), 4))
    console.print()


def _check(books: Intake | LevelLedger | CreditBalance) -> str:
    # Sign and word stay on one line.
    return balance(balanced=books.balanced).replace(" ", "\u00a0")


def _findings(console: Console, audit: Audit) -> None:
    lines = [
        *(
            f"{claim.level}: the vendor's flag differs from the contract on "
            f"{counted(claim.flag_differs_from_ours, 'ticket')}"
            for claim in audit.claims
            if claim.flag_differs_from_ours
        ),
        *(
            f"{claim.level}: flags against the vendor's own due times: "
            f"{flags_against_stamps(claim)}"
            for claim in audit.claims
            if claim.flag_contradicts_own_due
        ),
        *(finding.message for finding in (*audit.findings, *audit.intake.findings)),
    ]
    if lines:
        table = _table("", "")
        for line in lines:
            table.add_row("–", plain(line))
        console.print("To look at", style="bold")
        console.print(_indented(table))
        console.print()


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(heads))
    for head in heads:
        table.add_column(head, header_style="bold", vertical="top")
    return table


def _indented(what: Text | Table, columns: int = 2) -> Padding:
    return Padding(what, (0, 0, 0, columns), expand=False)
