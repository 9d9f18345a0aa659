"""Names that no list of the RFP holds, spelled almost like others: a slip of the pen, mostly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.sentences.vocabulary import NAMED
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding

Use = tuple[str, str]
"""A name, and the path to where it is used."""


def almost_the_same(rfp: Solicitation) -> Iterable[Finding]:
    """Finds events, services, device classes, sites and feeds that are probably misspelled.

    Nothing defines them, so nothing can refuse them; the tickets would never bear such a name.
    """
    items = [one.id for one in rfp.scope]
    for what, known, uses in (
        ("event", NAMED, _events(rfp.service_levels)),
        ("service", (), _applied(rfp.service_levels, "service")),
        ("device class", items, _applied(rfp.service_levels, "device_class")),
        ("site", (), _applied(rfp.service_levels, "site")),
        ("feed", (), _feeds(rfp)),
    ):
        yield from _told(what, known, list(uses))


def _told(what: str, known: Iterable[str], uses: Sequence[Use]) -> Iterator[Finding]:
    places = defaultdict(list)
    for name, where in uses:
        places[name].append(where)
    sure = {*known, *(_one(name) for name in known)}
    for name, found in places.items():
        others = [*sure, *(one for one in places if len(places[one]) > len(found))]
        meant = next((one for one in others if _is_slip(name, one)), None)
        if name in sure or _one(name) in sure or meant is None:
            continue
        message = f"the {what} `{name}` is spelled almost like `{meant}`"
        hint = f"write `{meant}` if it is meant; tickets are matched by the very name"
        for where in found:
            yield Finding("almost-the-same", where, message, hint)


def _events(levels: Iterable[ServiceLevel]) -> Iterator[Use]:
    for level in levels:
        measure, where = level.measure, f"service_levels[{level.id}].measure"
        if isinstance(measure, DurationMeasure | AccumulationMeasure | StatisticMeasure):
            yield from ((name, f"{where}.from") for name in measure.start or ())
            yield from ((name, f"{where}.to") for name in measure.stop or ())
        elif isinstance(measure, RatioMeasure):
            yield from ((name, f"{where}.at") for name in measure.counted or ())
            if measure.good.event is not None:
                yield measure.good.event, f"{where}.good"


def _applied(levels: Iterable[ServiceLevel], key: str) -> Iterator[Use]:
    for level in levels:
        where = f"service_levels[{level.id}]"
        names = getattr(level.applies_to, key) or ()
        yield from ((name, f"{where}.applies_to.{key}") for name in names)
        for row in level.target if isinstance(level.target, tuple) else ():
            yield from ((name, f"{where}.target") for name in getattr(row, key, None) or ())
        if key == "site":
            sites = getattr(level.measure, "calendar_by_site", None) or ()
            yield from ((name, f"{where}.measure.calendar_by_site") for name in sites)


def _feeds(rfp: Solicitation) -> Iterator[Use]:
    for level in rfp.service_levels:
        if (name := getattr(level.measure, "feed", None)) is not None:
            yield name, f"service_levels[{level.id}].measure.feed"
    pools = rfp.repair_process.spare_pools if rfp.repair_process is not None else ()
    for position, pool in enumerate(pools, start=1):
        if pool.feed is not None:
            yield pool.feed, f"repair_process.spare_pools[{position}].feed"


def _one(name: str) -> str:
    """Returns a name in the singular: a class of devices is called `laptop`, the item `laptops`."""
    return name.removesuffix("s")


def _is_slip(name: str, other: str) -> bool:
    if min(len(name), len(other)) < _SHORTEST or _one(name) == _one(other):
        return False
    # Rooms 1 and 2 are two rooms, and what is reopened was opened before.
    if re.sub(r"\d", "", name) == re.sub(r"\d", "", other) or _is_built_on(name, other):
        return False
    return _slips(name, other) <= (1 if len(name) < _LONG else 2)


def _is_built_on(name: str, other: str) -> bool:
    longer, shorter = sorted((name, other), key=len, reverse=True)
    return longer.endswith(shorter) and longer.removesuffix(shorter) in _PREFIXES


def _slips(name: str, other: str) -> int:
    """Returns how many letters are wrong, missing, too many, or changed places."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(name, start=1):
        above, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and name[i - 2] == wanted:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]


_SHORTEST: Final = 5
_LONG: Final = 10
_PREFIXES: Final = frozenset({"re", "re-", "un", "un-", "pre", "pre-", "non-"})
