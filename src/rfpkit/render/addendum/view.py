"""An addendum as plain data: every word and number that its template prints."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Final

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.addenda.told import Comparison
from rfpkit.model.digest import short
from rfpkit.model.packs.manifest import PackManifest, PackSection
from rfpkit.model.planning import Event
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import clock, joined, long_date
from rfpkit.render.addendum import marked
from rfpkit.render.addendum.places import cited, outline, unlinked
from rfpkit.render.addendum.questions import question_rows
from rfpkit.render.addendum.renumbered import renumbered
from rfpkit.render.view.outline import Part, numbered
from rfpkit.render.view.writing import weekday_date

SECTIONS: Final = {
    "summary": "What this addendum does",
    "changes": "Changes",
    "numbers": "Sections and forms with another number",
    "dates": "Dates",
    "questions": "Questions and answers",
    "acknowledgment": "Acknowledgment",
}
"""The sections of an addendum, in their order; one that has nothing to say is left out."""
_WORKBOOKS: Final = {
    "response matrix": {"requirements", "service_levels", "response_codes"},
    "price sheet": {"pricing"},
}
"""The workbooks that proposers fill in, and the fields whose change changes them."""


def view(facts: Comparison, manifests: tuple[PackManifest, PackManifest]) -> dict[str, Any]:
    """Returns the template's context."""
    sections = outline(facts.old, manifests[0]), outline(facts.new, manifests[1])
    entries = [marked.entry(one, *sections) for one in facts.entries]
    contents: dict[str, Part | None] = {
        "summary": {"rows": _summary(facts), "table": bool(entries)},
        "changes": {"parts": {f"change-{n}": one for n, one in enumerate(entries, 1)}}
        if entries
        else None,
        "numbers": {"rows": moved} if (moved := renumbered(*sections)) else None,
        "dates": {"rows": marked.dates(facts)} if any(one.earlier for one in facts.dates) else None,
        "questions": {"rows": _answers(facts, *sections)} if facts.questions else None,
        "acknowledgment": {},
    }
    made = numbered(
        (PackSection(id=name, title=SECTIONS[name]), content)
        for name, content in contents.items()
        if content is not None
    )
    issuer = facts.new.issuer.name
    return {
        "document": _document(facts.new, facts.addendum.number),
        "issuer": {"name": issuer, "address": facts.new.issuer.address or ""},
        "number": facts.addendum.number,
        "date": long_date(facts.addendum.date),
        "rfp": {"id": facts.new.id, "title": facts.new.title},
        "summary": cited(facts.addendum.summary, facts.new, sections[1]),
        "note": cited(facts.new.note or "", facts.new, sections[1]),
        "sections": made,
        "has_form": _has_form(sections[1]),
    }


def _answers(facts: Comparison, before: list[Part], after: list[Part]) -> list[Part]:
    rows = question_rows(facts.questions, facts.new, after)
    earlier = question_rows(facts.questions, facts.old, before)
    for row, was in zip(rows, earlier, strict=True):
        if row["about"] == row["asked"]:  # it is gone: the number that it had is cited
            row["about"] = was["about"]
    return rows


def _has_form(sections: Sequence[Part]) -> bool:
    """Whether the request has a form of its own for all addenda."""
    return any(one["id"] == "forms" and "addenda" in one["parts"] for one in sections)


def _document(rfp: Solicitation, number: int) -> Part:
    return {
        "title": f"Addendum {number}: {rfp.title}",
        "number": rfp.id,
        "author": rfp.issuer.name,
        "language": "en-US",
        "page": rfp.page,
        "draft": rfp.status == "draft",
        "contents": 0,
    }


def _summary(facts: Comparison) -> list[Part]:
    rows = [
        ("Request", f"{facts.new.id}, {facts.new.title}"),
        ("Published", long_date(facts.addendum.date)),
        ("Proposals due", _due(facts)),
        ("Substantive", marked.substance(facts)),
    ]
    if workbooks := _workbooks(facts):
        rows.append(("Workbooks", workbooks))
    if facts.erate_earliest is not None:
        rows.append(("E-rate", _erate(facts.addendum.date, facts.erate_earliest)))
    before = [_addendum(one) for one in facts.new.addenda or () if one != facts.addendum]
    found: list[Part] = [{"term": term, "text": unlinked(text)} for term, text in rows if text]
    if before:
        found.append({"term": "Earlier addenda", "items": before})
    digests = f"{short(facts.old.digest)} before, {short(facts.new.digest)} as changed"
    return [*found, {"term": "Digest", "text": digests}]


def _workbooks(facts: Comparison) -> str:
    changed = {str(one.path[0]) for one in facts.entries}
    names = [name for name, fields in _WORKBOOKS.items() if changed & fields]
    if not names:
        return ""
    told = "changes. Fill in the one" if len(names) == 1 else "change. Fill in those"
    return (
        f"The {joined(names)} {told} whose sheet Instructions names the digest "
        f"{short(facts.new.digest)}."
    )


def _addendum(one: Addendum) -> str:
    return f"{one.number}, {long_date(one.date)}: {unlinked(one.summary)}"


def _due(facts: Comparison) -> str:
    for dated in facts.dates:
        if dated.event.id == "proposals-due":
            earlier = [marked.moment(one.date, one.time) for one in dated.earlier]
            return _moment(dated.event) + (f"; before: {joined(earlier)}" if earlier else "")
    return ""


def _moment(event: Event) -> str:
    return weekday_date(event.date) + ("" if event.time is None else f", {clock(event.time)}")


def _erate(published: datetime.date, earliest: datetime.date) -> str:
    return (
        f"E-rate discounts are asked for items of this request, and the change is substantive: "
        f"the 28 days of that program begin again on {long_date(published)}. Proposals close on "
        f"{long_date(earliest)} at the earliest."
    )
