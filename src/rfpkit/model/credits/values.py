"""How caps, payments, runs of misses and claim windows are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from rfpkit.model.record import mistake
from rfpkit.model.scalars import parse_money, parse_share, write_money, write_share
from rfpkit.model.written import Written

_AMOUNT = r"\$\s*[\d,]+(\.\d{2})?"
_SHARE = r"\d{1,3}(\.\d{1,6})?\s*%"


@dataclass(frozen=True)
class Payment:
    """An amount of money, or a share of a fee; exactly one of the two."""

    share: Fraction | None = None
    amount: Decimal | None = None

    def of(self, base: Fraction) -> Fraction:
        """Returns the exact amount, where a share is one of `base`."""
        return Fraction(self.amount) if self.amount is not None else base * (self.share or 0)

    @property
    def rank(self) -> tuple[bool, Fraction]:
        """Orders payments of one kind by size."""
        return self.amount is not None, self.of(Fraction(1))

    def __str__(self) -> str:
        """`5%`, `$25.00`."""
        if self.amount is not None:
            return write_money(self.amount)
        return write_share(self.share or Fraction(0))


def parse_payment(text: str) -> Payment:
    """Reads `5%` or `$25`."""
    if "%" in text:
        return Payment(share=parse_share(text))
    return Payment(amount=parse_money(text))


@dataclass(frozen=True)
class Cap(Payment):
    """The most that may be credited in a stretch of time."""

    per: str = "month"

    def __str__(self) -> str:
        """`10% per month`, `$6,000.00 per month`."""
        return f"{super().__str__()} per {self.per}"


def parse_cap(text: str) -> Cap:
    """Reads `10% per month` or `$6,000 per month`."""
    return _cap(text, "month", "10% per month")


def parse_rolling_cap(text: str) -> Cap:
    """Reads `8% per 12 months` or `$40,000 per 12 months`."""
    return _cap(text, "12 months", "8% per 12 months")


def parse_contract_cap(text: str) -> Cap:
    """Reads `5% per contract` or `$100,000 per contract`."""
    return _cap(text, "contract", "$100,000 per contract")


def _cap(text: str, per: str, example: str) -> Cap:
    found = re.fullmatch(rf"(.+?)\s+per\s+{per}", text.strip())
    if found is None:
        raise mistake(f"{text} is not a cap per {per}", f"write {example}")
    most = parse_payment(found[1])
    return Cap(most.share, most.amount, per)


@dataclass(frozen=True)
class PerDay:
    """An amount for each day, and which days count."""

    amount: Decimal
    days: Literal["calendar", "business"]

    def __str__(self) -> str:
        """`$100.00 per calendar day`."""
        return f"{write_money(self.amount)} per {self.days} day"


def parse_per_day(text: str) -> PerDay:
    """Reads `$100 per calendar day` or `$100 per business day`."""
    found = re.fullmatch(r"(.+?)\s+per\s+(?:(calendar|business|school)\s+)?day", text.strip())
    if found is None:
        raise mistake(f"{text} is not an amount per day", "write $100 per calendar day")
    if found[2] is None:
        message = f"{text} does not say which days count"
        raise mistake(message, f"write {found[1]} per calendar day or {found[1]} per business day")
    days: Literal["calendar", "business"] = "calendar" if found[2] == "calendar" else "business"
    return PerDay(parse_money(found[1]), days)


@dataclass(frozen=True)
class Misses:
    """So many missed periods, one after the other or among so many periods."""

    count: int
    among: int | None = None
    """Periods among which they fall; None where they follow each other."""

    @property
    def told(self) -> str:
        """`3 periods missed in a row`, `4 of 12 periods missed`."""
        if self.among is None:
            return f"{self.count} periods missed in a row"
        return f"{self.count} of {self.among} periods missed"

    def __str__(self) -> str:
        """`3 in a row`, `4 in 12 periods`."""
        return f"{self.count} in " + ("a row" if self.among is None else f"{self.among} periods")


def parse_misses(text: str) -> Misses:
    """Reads `3 in a row` or `4 in 12 periods`."""
    found = re.fullmatch(
        r"(\d{1,3})\s+in\s+(?:a\s+row|(\d{1,3})\s+periods)", text.strip(), re.ASCII
    )
    if found is None:
        hint = "write 3 in a row, or 4 in 12 periods"
        raise mistake(f"{text} is not a number of misses", hint)
    count, among = int(found[1]), int(found[2]) if found[2] else None
    if count < 2 and among is None:
        raise mistake("one miss is not yet a row", "write 2 in a row, or more")
    if count < 1 or (among is not None and among < count):
        raise mistake(f"{count} misses cannot fall in {among} periods", "write 4 in 12 periods")
    return Misses(count, among)


@dataclass(frozen=True)
class ClaimWindow:
    """How long a credit may be claimed."""

    days: int
    after: Literal["period", "report"]

    def __str__(self) -> str:
        """`60 calendar days after the period`."""
        return f"{self.days} calendar days after the {self.after}"


def parse_claim_window(text: str) -> ClaimWindow:
    """Reads `60 days`, `60 calendar days after the period` or `30 days after the report`."""
    pattern = r"(\d{1,4})\s+(?:calendar\s+)?days?(?:\s+after\s+the\s+(period|report))?"
    found = re.fullmatch(pattern, text.strip())
    if found is None or not int(found[1]):
        hint = "write 60 calendar days after the period, or after the report"
        raise mistake(f"{text} is not a time in which a credit is claimed", hint)
    return ClaimWindow(int(found[1]), "report" if found[2] == "report" else "period")


def _written(parse: object, pattern: str, example: str, what: str) -> Written:
    schema = {"type": "string", "pattern": pattern, "examples": [example]}
    return Written(parse, str, schema, f"{what}: {example}")  # type: ignore[arg-type]  # each parser takes a text


_EITHER = rf"({_SHARE}|{_AMOUNT})"

MonthlyCap = Annotated[
    Cap, _written(parse_cap, rf"^{_EITHER}\s+per\s+month$", "10% per month", "a cap")
]
RollingCap = Annotated[
    Cap,
    _written(parse_rolling_cap, rf"^{_EITHER}\s+per\s+12 months$", "8% per 12 months", "a cap"),
]
ContractCap = Annotated[
    Cap,
    _written(
        parse_contract_cap, rf"^{_EITHER}\s+per\s+contract$", "$100,000 per contract", "a cap"
    ),
]
ShareOrMoney = Annotated[
    Payment, _written(parse_payment, rf"^{_EITHER}$", "$25.00", "an amount or a share of the base")
]
MoneyPerDay = Annotated[
    PerDay,
    _written(
        parse_per_day,
        rf"^{_AMOUNT}\s+per\s+(calendar|business|school)\s+day$",
        "$100.00 per calendar day",
        "an amount per day",
    ),
]
RunOfMisses = Annotated[
    Misses,
    _written(
        parse_misses,
        r"^\d{1,3}\s+in\s+(a\s+row|\d{1,3}\s+periods)$",
        "3 in a row",
        "a number of misses",
    ),
]
TimeToClaim = Annotated[
    ClaimWindow,
    _written(
        parse_claim_window,
        r"^\d{1,4}\s+(calendar\s+)?days?(\s+after\s+the\s+(period|report))?$",
        "60 calendar days after the period",
        "a time in which a credit is claimed",
    ),
]
