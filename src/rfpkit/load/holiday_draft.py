"""Drafts of holidays: what the library `holidays` believes, for a person to check.

Its answers change between releases, so they are written into a file once and never asked for
when a clock runs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.wording import closest, joined

ENGLISH = "en_US"


@dataclass(frozen=True)
class HolidayDraft:
    """Dates that a person must check before they count."""

    dates: tuple[tuple[datetime.date, str], ...]
    """Each date with its name, in order; a day off in place of another is `(observed)`."""
    source: str
    """The library and its release: `holidays 0.109`."""
    place: str
    """Country and subdivision: `US, ME`."""


def draft_holidays(
    country: str, subdivision: str | None, years: Sequence[int], categories: Sequence[str]
) -> HolidayDraft:
    """Returns the holidays that the library knows for these years.

    Country and subdivision are the codes of ISO 3166; no category is the usual one.

    Raises:
        InputError: the library does not know the country, the subdivision or a category.
    """
    import holidays  # some tenths of a second, for drafts only

    known = holidays.list_supported_countries(include_aliases=True)
    _refuse_unknown("--country", "country", country, list(known))
    if subdivision is not None:
        _refuse_unknown("--subdivision", f"subdivision of {country}", subdivision, known[country])
    usual = holidays.country_holidays(country, subdiv=subdivision)
    for category in categories:
        _refuse_unknown("--category", "category", category, usual.supported_categories)
    found = holidays.country_holidays(
        country,
        subdiv=subdivision,
        years=years,
        categories=tuple(categories) or None,
        language=ENGLISH if ENGLISH in usual.supported_languages else None,
    )
    dates = tuple(sorted((day, name) for day, name in found.items() if day.year in years))
    place = ", ".join(filter(None, [country, subdivision]))
    return HolidayDraft(dates, f"holidays {version('holidays')}", place)


def _refuse_unknown(argument: str, what: str, name: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if name in names:
        return
    likely = closest(name, names, 0.6)
    few = joined(names[:_FEW], "or") + (" …" if len(names) > _FEW else "")
    hint = f"did you mean `{likely}`?" if likely else f"write {few}"
    if not names:
        hint = "leave it out"
    message = f"the library `holidays` knows no {what} `{name}`"
    raise InputError([Diagnostic(Location(argument), message, hint)])


_FEW = 12
