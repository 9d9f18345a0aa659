"""The ticket-export annex: the file that a vendor delivers, derived from the levels."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.annexes.columns import Column, columns, level_names
from rfpkit.render.view.annexes.feeds import feeds
from rfpkit.render.view.annexes.stamps import sample_day, stamp
from rfpkit.render.view.annexes.states import State, states
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import label
from rfpkit.render.view.zones import zone_name

_CLOCKS = ("08:30:00", "09:12:40", "14:05:10")


def export_annex(solicitation: Solicitation) -> Part | None:
    """Returns the file, its columns, its states, its feeds and a sample; None without levels."""
    if not solicitation.service_levels:
        return None
    parts: dict[str, Part] = {"file": _file(solicitation)}
    of_tickets, known = columns(solicitation), states(solicitation)
    if of_tickets:
        parts["columns"] = {"rows": _rows(of_tickets, solicitation)}
        parts["states"] = {
            "rows": [{"word": one.word, "means": one.means, "effect": one.effect} for one in known]
        }
        parts["sample"] = _sample(of_tickets, known, solicitation)
    if beside := feeds(solicitation):
        parts["feeds"] = {
            "tables": [
                {"name": name, "rows": _rows(found, None), "title": label(name)}
                for name, found in beside.items()
            ]
        }
    return {"parts": parts}


def _file(solicitation: Solicitation) -> Part:
    duty = solicitation.reporting
    return {
        "zone": zone_name(solicitation.issuer.timezone),
        "stamp": stamp(solicitation),
        "due": duty.export_due,
        "name": f"{solicitation.id}-export-{sample_day(solicitation):%Y-%m}.csv",
        "more": joined(duty.export_columns),
    }


def _rows(found: Iterable[Column], solicitation: Solicitation | None) -> list[Part]:
    return [
        {
            "name": one.name if solicitation is not None or one.reads != "at" else "date",
            "reads": one.reads,
            "kind": one.kind,
            "example": one.example,
            "holds": one.holds,
            "levels": joined(one.levels)
            if solicitation is None
            else level_names(one.levels, solicitation),
        }
        for one in found
    ]


def _sample(found: list[Column], known: list[State], solicitation: Solicitation) -> Part:
    """Returns three rows of one ticket, a column of the file in each line."""
    words = _three([one for one in known if not one.effect.startswith("pause")])
    times = [stamp(solicitation, clock) for clock in _CLOCKS]
    return {"rows": [{"name": one.name, "values": _values(one, words, times)} for one in found]}


def _three(known: list[State]) -> list[str]:
    first, *rest = [one.word for one in known]
    middle = rest[:-1] or rest
    return [first, *(middle[:1] or [first]), (rest or [first])[-1]]


def _values(column: Column, words: list[str], times: list[str]) -> list[str]:
    if column.reads == "at":
        return times
    if column.reads == "state":
        return words
    if column.reads in {"evidence", "exclusion"}:
        return ["", "", ""]
    if column.reads.startswith(("rating", "number", "fact")):
        return ["", "", column.example]
    return [column.example] * 3
