"""Calendar of events, introduction, scope and priorities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.planning import Audience, Event, ScopeItem
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import clock, joined, long_date, plain
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital, count, label, weekday_date
from rfpkit.render.view.zones import zone_name


def events(solicitation: Solicitation) -> Part | None:
    """Returns the dates of the procurement, earliest first; None without any."""
    if not solicitation.schedule:
        return None
    rows = sorted(solicitation.schedule, key=lambda event: event.moment)
    return {
        "zone": zone_name(solicitation.issuer.timezone),
        "rows": [{**_event(event), "was": _earlier(solicitation, event.id)} for event in rows],
        "addenda": [_addendum(one) for one in solicitation.addenda or ()],
    }


def introduction(solicitation: Solicitation) -> Part | None:
    """Returns what is bought, by whom, for whom and what for."""
    parts: dict[str, Part] = {}
    if solicitation.purpose:
        parts["purpose"] = {"text": solicitation.purpose}
    figures = _figures(solicitation)
    if figures or solicitation.background:
        parts["issuer"] = {"figures": figures, "text": solicitation.background or ""}
    if solicitation.goals:
        parts["goals"] = {"rows": _goals(solicitation)}
    if solicitation.audiences:
        parts["audiences"] = {
            "rows": [_audience(item) for item in solicitation.audiences],
            "counted": any(item.count is not None for item in solicitation.audiences),
        }
    if solicitation.term:
        renewals = solicitation.term.renewals or ""
        parts["term"] = {"initial": solicitation.term.in_words, "renewals": renewals}
    return {"parts": parts} if parts else None


def scope(solicitation: Solicitation) -> Part | None:
    """Returns what is supported, what is supported in part, and what is not."""
    if not solicitation.scope:
        return None
    groups = {
        "covered": ("full",),
        "limited": ("best-effort", "advice"),
        "excluded": ("excluded",),
    }
    found = {
        name: [item for item in solicitation.scope if item.coverage in coverages]
        for name, coverages in groups.items()
    }
    return {
        **{name: [_scope_item(item) for item in items] for name, items in found.items()},
        "counted": {
            name: any(item.count is not None for item in items) for name, items in found.items()
        },
    }


def priorities(solicitation: Solicitation) -> Part | None:
    """Returns the steps of urgency, the most urgent first."""
    if not solicitation.priorities:
        return None
    rows = [
        {
            "code": item.id,
            "name": item.name,
            "definition": item.definition or "",
            "examples": list(item.examples),
        }
        for item in solicitation.priorities
    ]
    return {"rows": rows}


def _event(event: Event) -> Part:
    return {
        "id": event.id,
        "name": event.name,
        "date": weekday_date(event.date),
        "time": "" if event.time is None else clock(event.time),
        "place": event.place or "",
        "mandatory": event.mandatory,
    }


def _earlier(solicitation: Solicitation, event: str) -> list[str]:
    return [
        f"until Addendum {addendum.number}: {weekday_date(moved.was)}"
        + ("" if moved.time is None else f", {clock(moved.time)}")
        for addendum in solicitation.addenda or ()
        for moved in addendum.moved or ()
        if moved.event == event
    ]


def _addendum(addendum: Addendum) -> Part:
    words = {True: "Substantive", False: "Not substantive", None: ""}
    return {
        "number": str(addendum.number),
        "date": long_date(addendum.date),
        "summary": addendum.summary,
        "substantive": words[addendum.substantive],
        "reason": addendum.reason or "",
    }


def _figures(solicitation: Solicitation) -> list[Part]:
    profile = solicitation.profile
    named = {
        "Students": profile.students,
        "Schools": profile.schools,
        "Devices": profile.devices,
        "Support staff": profile.support_staff,
        "Requests a year": profile.yearly_requests,
    }
    return [{"label": name, "value": count(value)} for name, value in named.items() if value]


def _goals(solicitation: Solicitation) -> list[Part]:
    return [
        {
            "id": goal.id,
            "statement": goal.statement,
            "tied_to": goal.tied_to or "",
            "levels": [
                {"id": f"service-levels.{level.id}", "title": level.title}
                for level in solicitation.service_levels
                if level.goal == goal.id
            ],
            "requirements": _runs(
                [item.id for item in solicitation.requirements if item.goal == goal.id]
            ),
        }
        for goal in solicitation.goals
    ]


_MANY = 12
"""Ids that a reader still takes in one by one."""


def _runs(ids: Sequence[str]) -> list[str]:
    """Writes a long list of ids shorter: `RPR-101 to RPR-104` where the numbers follow on."""
    if len(ids) <= _MANY:
        return list(ids)
    runs: list[list[str]] = []
    for name in ids:
        if runs and _next(runs[-1][-1]) == name:
            runs[-1].append(name)
        else:
            runs.append([name])
    return [text for run in runs for text in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run)]


def _next(name: str) -> str:
    found = re.fullmatch(r"(.*?)(\d{1,9})", name)
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}d}" if found else ""


def language_names(codes: Iterable[str]) -> list[str]:
    """Returns the English names of languages; a code that has none stays as it is."""
    return [LANGUAGES.get(code, code) for code in codes]


def _audience(audience: Audience) -> Part:
    return {
        "name": audience.name or label(audience.id),
        "count": count(audience.count),
        "channels": capital(joined([_CHANNELS.get(way, plain(way)) for way in audience.channels])),
        "languages": joined(language_names(audience.languages)),
        "may_open_ticket": audience.may_open_ticket,
    }


def _scope_item(item: ScopeItem) -> Part:
    return {
        "id": item.id,
        "name": item.name or label(item.id),
        "kind": label(item.kind),
        "ownership": _OWNERS[item.ownership],
        "count": count(item.count),
        "models": "; ".join(item.models or ()),
        "coverage": _COVERAGE[item.coverage],
        "reason": item.reason or "",
    }


_OWNERS = {
    None: "",
    "district": "District",
    "leased": "Leased",
    "student": "Student",
    "staff": "Staff",
    "third-party": "Third party",
}
_COVERAGE = {
    "full": "Full support",
    "best-effort": "In part",
    "advice": "Advice only",
    "excluded": "Not supported",
}
_CHANNELS = {"walk-in": "in person", "email": "e-mail", "portal": "portal", "phone": "phone"}
LANGUAGES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ht": "Haitian Creole",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "so": "Somali",
    "tl": "Tagalog",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""Languages by their ISO 639 codes."""
