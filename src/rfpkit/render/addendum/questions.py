"""The log of questions and answers as plain data; nobody's name is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rfpkit.model.addenda.question import Question
from rfpkit.model.digest import short
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined, long_date
from rfpkit.render.addendum.places import cited, outline, place, within
from rfpkit.render.view.outline import Part


def questions_view(rfp: Solicitation, manifest: PackManifest) -> dict[str, Any]:
    """Returns the context of the document that holds all questions."""
    asked, sections = rfp.questions or (), outline(rfp, manifest)
    return {
        "document": {
            "title": f"Questions and answers: {rfp.title}",
            "number": rfp.id,
            "author": rfp.issuer.name,
            "language": "en-US",
            "page": rfp.page,
            "draft": rfp.status == "draft",
            "contents": 0,
        },
        "issuer": {"name": rfp.issuer.name},
        "rfp": {"id": rfp.id, "title": rfp.title, "digest": short(rfp.digest)},
        "note": cited(rfp.note or "", rfp, sections),
        "date": _newest(asked),
        "rows": question_rows(asked, rfp, sections),
        "open": sum(one.answer is None for one in asked),
        "count": len(asked),
    }


def _newest(asked: Sequence[Question]) -> str:
    days = [one.answered for one in asked if one.answered is not None]
    return long_date(max(days)) if days else ""


def question_rows(
    questions: Sequence[Question], rfp: Solicitation, sections: Sequence[Part]
) -> list[Part]:
    """Returns a row for each question, in the order of the file."""
    return [
        {
            "id": one.id,
            "received": long_date(one.received),
            "asked": one.asked_about or "",
            "about": _about(one.asked_about, rfp, sections),
            "question": cited(one.question, rfp, sections).strip(),
            "answer": cited(one.answer or "", rfp, sections).strip(),
            "answered": long_date(one.answered) if one.answered else "",
            "changed": _changed(one),
        }
        for one in questions
    ]


def _changed(one: Question) -> str:
    if not one.addenda:
        return ""
    word = "Addendum" if len(one.addenda) == 1 else "Addenda"
    return f"{word} {joined([str(number) for number in one.addenda])}"


def _about(name: str | None, rfp: Solicitation, sections: Sequence[Part]) -> str:
    if name is None:
        return ""
    for section in sections:
        if section["id"] == name:
            return _section(section["number"], section["title"])
    field = within(name, rfp)
    found = place(sections, field, [name]) if field is not None else None
    return f"{_section(found.number, found.title)}, {name}" if found else name


def _section(number: str, title: str) -> str:
    return f"Section {number}" if number else title
