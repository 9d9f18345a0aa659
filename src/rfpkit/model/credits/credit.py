"""What a missed service level costs: the shapes of a performance credit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from rfpkit.model.credits.terms import Path, Remedy
from rfpkit.model.credits.values import MoneyPerDay, Payment, ShareOrMoney
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Share, Whole, write_share


class Band(Record):
    """A stretch of attainment and the credit it brings."""

    first: Share | None = Field(None, alias="from")
    """Lowest attainment in the band; the next band's `below` if left out."""
    below: Share
    """Attainment under this share, down to the next band, is in the band."""
    credit: Share
    """Share of the base that is credited."""


class BandCredit(Remedy):
    """A share of a fee, in bands of attainment."""

    base: Id
    """The fee of which the credit is a share."""
    bands: tuple[Band, ...] = Field(min_length=1)
    """Bands from the highest attainment down; together they reach from the target to 0 %."""

    @model_validator(mode="after")
    def _bands_go_down(self) -> Self:
        for upper, lower in zip(self.bands, self.bands[1:], strict=False):
            if lower.below >= upper.below:
                message = f"the bands below {write_share(upper.below)} and below "
                message += f"{write_share(lower.below)} overlap"
                raise mistake(message, "write each band once, the highest attainment first")
            if lower.credit < upper.credit:
                message = f"attainment below {write_share(lower.below)} costs less than "
                message += f"attainment below {write_share(upper.below)}"
                raise mistake(message, "a lower band brings the same credit or more")
        return self

    @model_validator(mode="after")
    def _bands_touch(self) -> Self:
        ends = [*(band.below for band in self.bands[1:]), Fraction(0)]
        for band, end in zip(self.bands, ends, strict=True):
            if band.first is None or band.first == end:
                continue
            message = f"attainment from {write_share(min(band.first, end))} to "
            message += write_share(max(band.first, end))
            where = "is in no band" if band.first > end else "is in two bands"
            hint = "let each band begin where the next one ends, and the last one at 0%"
            raise mistake(f"{message} {where}", hint)
        return self

    def rate(self, attainment: Fraction) -> tuple[Band | None, Fraction]:
        """Returns the band of an attainment and its credit share; (None, 0) above all bands."""
        held = [band for band in self.bands if attainment < band.below]
        return (held[-1], held[-1].credit) if held else (None, Fraction(0))


class PointCredit(Remedy):
    """A share of a fee for each full percentage point below what is owed."""

    base: Id
    """The fee of which the credit is a share."""
    per_point: Share
    """Share of the base for each full point."""


class PoolCredit(Remedy):
    """A part of a pool, which is a part of the contract's at-risk amount."""

    pool: Share
    """Share of the at-risk amount that makes the pool."""
    allocation: Share
    """Share of the pool that this level has."""


class PeriodCredit(Remedy):
    """The same credit for each missed period."""

    per_missed_period: ShareOrMoney
    """An amount, or a share of the base."""

    def payments(self) -> Iterable[Payment]:
        """Yields everything that is a share of the base or an amount."""
        yield from (*super().payments(), self.per_missed_period)


def _by_priority(raw: Any) -> str:
    return "by_priority" if isinstance(raw, Mapping) else "one"


class TicketCredit(Remedy):
    """A credit for each missed ticket of a missed period."""

    per_missed_ticket: Annotated[
        Annotated[ShareOrMoney, Tag("one")]
        | Annotated[dict[Id, ShareOrMoney], Field(min_length=1), Tag("by_priority")],
        Discriminator(_by_priority),
    ]
    """An amount or a share of the base, for all or for each priority; a priority that is not
    named costs nothing."""

    def payments(self) -> Iterable[Payment]:
        """Yields everything that is a share of the base or an amount."""
        each = self.per_missed_ticket
        yield from (*super().payments(), *(each.values() if isinstance(each, dict) else [each]))


class UnitCredit(Remedy):
    """A credit for each missed device, site, count or delivery of a missed period."""

    per_missed_unit: ShareOrMoney
    """An amount or a share of the base; a unit is what the level counts where it counts no
    tickets."""

    def payments(self) -> Iterable[Payment]:
        """Yields everything that is a share of the base or an amount."""
        yield from (*super().payments(), self.per_missed_unit)


class DayCredit(Remedy):
    """An amount for each day that a missed ticket is late, after free days."""

    per_day_late: MoneyPerDay
    """The amount, and which days count: business days are those of the level's calendar."""
    free_days: Whole | None = None
    """Late days of each ticket that cost nothing."""
    most_days: Whole | None = None
    """Most days of one ticket that are credited."""


class ChargeCredit(Remedy):
    """A share of the annual charge of the item, for each missed ticket of a missed period."""

    of_annual_charge: Share
    """Share of the charge for a year."""
    charge: Annotated[
        Annotated[Id, Tag("one")]
        | Annotated[dict[Id, Id], Field(min_length=1), Tag("by_priority")],
        Discriminator(_by_priority),
    ]
    """The fee of one item, or the fee of each device class."""

    def fees(self) -> Iterable[tuple[Path, str]]:
        """Yields each fee that is named, with its path in the credit."""
        yield from super().fees()
        if isinstance(self.charge, dict):
            yield from ((("charge", name), fee) for name, fee in self.charge.items())
        else:
            yield ("charge",), self.charge


class OtherRemedy(Remedy):
    """A remedy without money: in kind, or a right that follows from chronic failure."""


_SHAPES = {
    "bands": "by bands",
    "per_point": "by points",
    "pool": "by pool",
    "per_missed_period": "by period",
    "per_missed_ticket": "by tickets",
    "per_missed_unit": "by units",
    "per_day_late": "by days",
    "of_annual_charge": "by charge",
    "in_kind": "by other",
    "chronic": "by other",
}
"""The tag of a shape by the field that tells it."""


def _shape(raw: Any) -> str:
    names = raw if isinstance(raw, Mapping) else getattr(type(raw), "model_fields", ())
    return next((tag for name, tag in _SHAPES.items() if name in names), "by bands")


Credit = Annotated[
    Annotated[BandCredit, Tag("by bands")]
    | Annotated[PointCredit, Tag("by points")]
    | Annotated[PoolCredit, Tag("by pool")]
    | Annotated[PeriodCredit, Tag("by period")]
    | Annotated[TicketCredit, Tag("by tickets")]
    | Annotated[UnitCredit, Tag("by units")]
    | Annotated[DayCredit, Tag("by days")]
    | Annotated[ChargeCredit, Tag("by charge")]
    | Annotated[OtherRemedy, Tag("by other")],
    Discriminator(_shape),
]
"""What a miss costs, in one of the shapes that contracts have."""

OfPeriods = BandCredit | PointCredit | PoolCredit | PeriodCredit
"""Shapes whose amount follows from a missed period as a whole."""

OfTickets = TicketCredit | UnitCredit | DayCredit | ChargeCredit
"""Shapes whose amount follows from single tickets, or other units."""

Shape = OfPeriods | OfTickets | OtherRemedy
"""What a `Credit` holds once it is read."""


def needs_tickets(credit: Remedy | None) -> bool:
    """Whether a credit follows from single missed tickets."""
    return credit is not None and (isinstance(credit, OfTickets) or credit.in_kind is not None)


def charged_per_ticket(credit: Remedy | None) -> bool:
    """Whether money is owed for single missed tickets."""
    return isinstance(credit, OfTickets)
