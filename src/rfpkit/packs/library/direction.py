"""Whether a change makes an item tighter: provably, field by field, or not at all.

Tighter is what no ticket can pass that failed before, and what costs no less where it does. Where
that cannot be shown, as for words, clocks and events, a change is a change and nothing better.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from rfpkit.model.library.clause import ClauseRule
from rfpkit.model.requirement import Requirement
from rfpkit.model.service_level import Report, ServiceLevel
from rfpkit.packs.library.items import Item, item_digest
from rfpkit.packs.library.leads.of_attainment import of_attainment
from rfpkit.packs.library.leads.of_credit import of_credit
from rfpkit.packs.library.leads.of_measure import of_measure
from rfpkit.packs.library.leads.of_target import of_target
from rfpkit.packs.library.leads.of_words import of_clause, of_requirement
from rfpkit.packs.library.leads.way import Direction, fewer, less, together

WORDS: Final = frozenset(
    {"title", "goal", "group", "rationale", "baseline", "sentence", "source", "verified_on"}
)
"""Fields beside the terms: what they say changes nothing that is asked."""


def direction(before: Item, after: Item) -> Direction:
    """Returns where the change of a whole item leads; one part that is looser makes it looser."""
    return together(directions(before, after).values())


def directions(before: Item, after: Item) -> dict[str, Direction]:
    """Returns each field that is changed, and where that leads."""
    fields = [
        name for name in type(before).model_fields if _value(before, name) != _value(after, name)
    ]
    return {_written(before, name): _where(before, after, name) for name in fields}


def doubt(before: Item, after: Item) -> str:
    """Returns why a month may be kept though each ticket is judged as strictly; empty if it cannot.

    Tighter, ticket by ticket, is what a mark asks for. A proof is about whole months, too.
    """
    if not isinstance(before, ServiceLevel) or not isinstance(after, ServiceLevel):
        return ""
    owed = set(before.attainment.shares())
    if set(after.exclude) < set(before.exclude) and owed != {1}:
        return "tickets that count again, and are in time, may lift the share of a month"
    return ""


def _written(item: Item, name: str) -> str:
    return type(item).model_fields[name].alias or name


def _value(item: Item, name: str) -> Any:
    return getattr(item, name)


def _where(before: Item, after: Item, name: str) -> Direction:
    """Of a level, what changes its printed digest is never the same."""
    found = _of_field(before, after, name)
    if found is not Direction.SAME or not isinstance(before, ServiceLevel):
        return found
    changed = before.model_copy(update={name: _value(after, name)})
    return found if item_digest(changed) == item_digest(before) else Direction.REPLACED


def _of_field(before: Item, after: Item, name: str) -> Direction:
    if name in WORDS:
        return Direction.SAME
    if isinstance(before, ServiceLevel) and isinstance(after, ServiceLevel):
        rule = _OF_LEVEL.get(name)
        return Direction.REPLACED if rule is None else rule(before, after)
    if isinstance(before, Requirement) and isinstance(after, Requirement):
        return of_requirement(name, before, after)
    if isinstance(before, ClauseRule) and isinstance(after, ClauseRule):
        return of_clause(name, before, after)
    return Direction.REPLACED


def _of_report(before: ServiceLevel, after: ServiceLevel) -> Direction:
    old, new = before.report, after.report
    return together([_of_rhythm(old, new), less(old.within, new.within)])


def _of_rhythm(old: Report, new: Report) -> Direction:
    was, now = (_DAYS.get(report.per.strip().lower()) for report in (old, new))
    if old.per == new.per:
        return Direction.SAME
    return Direction.REPLACED if was is None or now is None else less(was, now)


_DAYS: Final = {"day": 1, "week": 7, "month": 30, "quarter": 91, "school year": 365, "year": 365}
"""The rhythms of reports that are known, by about how many days they take."""


def _of_scope(before: ServiceLevel, after: ServiceLevel) -> Direction:
    """Fewer tickets in scope is looser; more of them may lift a share, so that is not decided."""
    narrower = all(_within(now, getattr(before.applies_to, name)) for name, now in after.applies_to)
    return Direction.LOOSENED if narrower else Direction.REPLACED


def _within(part: tuple[str, ...] | None, whole: tuple[str, ...] | None) -> bool:
    return whole is None or (part is not None and set(part) <= set(whole))


_OF_LEVEL: Final[dict[str, Callable[[ServiceLevel, ServiceLevel], Direction]]] = {
    "target": of_target,
    "attainment": of_attainment,
    "measure": lambda before, after: of_measure(before.measure, after.measure),
    "exclude": lambda before, after: fewer(before.exclude, after.exclude),
    "applies_to": _of_scope,
    "credit": lambda before, after: of_credit(before.credit, after.credit),
    "report": _of_report,
}
"""The fields of a level of which something can be shown."""
