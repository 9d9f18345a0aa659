"""A document of a few pages that uses every element of the vocabulary."""

# ruff: noqa: E501  (the prose of the sample)

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from rfpkit.render import chart, engine

PACK = Path(__file__).parent / "pack"

DOCUMENT: dict[str, Any] = {
    "title": "Technical support and device repair",
    "number": "PC-2026-014",
    "author": "Prairie City Public Schools",
    "language": "en-US",
    "page": "letter",
    "draft": False,
    "contents": 2,
}


def document(**changes: Any) -> str:
    """The sample as semantic HTML, with some of `document.…` changed."""
    return engine.render([PACK], "sample.html.j2", context(**changes))


def context(**changes: Any) -> dict[str, Any]:
    return {
        "document": DOCUMENT | changes,
        "issuer": "Prairie City Public Schools",
        "cover": [
            {"term": "Questions due", "text": "13 March 2026, 16:00 Central Time"},
            {"term": "Proposals due", "text": "3 April 2026, 14:00 Central Time"},
            {
                "term": "Contact",
                "text": "Office of Procurement, [bids@example.org](mailto:bids@example.org)",
            },
        ],
        "parts": [
            _introduction(),
            _scope(),
            _requirements(),
            _levels(),
            _results(),
        ],
    }


def points() -> list[chart.Point]:
    shares: list[int | None] = [964, 951, 912, 970, None, 980, 881, 955, 990, 1000, 930]
    names = ["Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    return [
        _point(name, share, 940 if number < 6 else 950)
        for number, (name, share) in enumerate(zip(names, shares, strict=True))
    ]


def _point(name: str, share: int | None, target: int) -> chart.Point:
    if share is None:
        return chart.Point(name, Fraction(target, 1000), None, "", None)
    verdict: chart.Verdict = "open" if name == "Jun" else "met" if share >= target else "missed"
    label = f"{share // 10}.{share % 10}%"
    return chart.Point(name, Fraction(target, 1000), Fraction(share, 1000), label, verdict)


def _part(id_: str, number: str, title: str, **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "lead": "", "prose": "", "figures": [], "chart": "", "tables": [], "clauses": [],
        "sections": [], "levels": [], "see": None,
    }  # fmt: skip
    return empty | {"id": id_, "number": number, "title": title} | more


def _clause(id_: str, number: str, text: str, code: str = "") -> dict[str, str]:
    return {"id": id_, "number": number, "text": text, "code": code}


def _introduction() -> dict[str, Any]:
    return _part(
        "introduction",
        "1",
        "Introduction",
        prose=(
            "Prairie City Public Schools (the *District*) invites proposals for technical support and "
            "device repair in **80 schools**. The District's own team of 11 support staff serves 36,500 "
            "students and about 20,000 devices; most requests are solved remotely, and technicians "
            "visit each school on a rotation.\n\nA proposal answers each requirement, accepts or betters "
            "each service level, and prices each line of the workbook."
        ),
        tables=[
            {
                "id": "calendar-of-events",
                "caption": "Calendar of events",
                "columns": [
                    {"title": "Event", "head": True},
                    {"title": "Date", "width": 30},
                    {"title": "Time (Central)", "kind": "number", "width": 22},
                ],
                "rows": [
                    ["Request for proposals issued", "2 March 2026", "08:00"],
                    ["Pre-proposal conference", "9 March 2026", "10:00"],
                    ["Questions due", "13 March 2026", "16:00"],
                    ["Proposals due", "3 April 2026", "14:00"],
                    ["Award by the Board", "12 May 2026", "18:30"],
                ],
            }
        ],
        sections=[
            {
                "id": "goals",
                "number": "1.1",
                "title": "Goals",
                "prose": "- No student is without a working device for more than one school day.\n"
                "- Teachers get an answer while the class is still in the room.\n"
                "- Families know where to turn, in their own language:\n"
                "  1. English;\n  2. Spanish.",
                "clauses": [],
            },
            {
                "id": "definitions",
                "number": "1.2",
                "title": "How to read this document",
                "prose": "",
                "clauses": [
                    _clause(
                        "shall", "1.2.1", "*Shall* states an obligation. *May* states a permission."
                    ),
                    _clause(
                        "precedence",
                        "1.2.2",
                        "Where the words of a service level and its sheet differ, the sheet prevails; "
                        "where this document and the vendor's proposal differ, this document prevails.",
                    ),
                ],
            },
        ],
    )


def _scope() -> dict[str, Any]:
    return _part(
        "scope",
        "2",
        "Scope",
        prose="The devices below are covered. The counts are those of the inventory of January 2026.",
        tables=[
            {
                "id": "devices",
                "caption": "Devices in scope",
                "columns": [
                    {"title": "Device", "head": True},
                    {"title": "Owner"},
                    {"title": "Coverage"},
                    {"title": "Count", "kind": "number", "width": 14},
                ],
                "rows": [
                    ["Student laptops", "District", "Full", "15,800"],
                    ["Staff laptops", "District", "Full", "2,450"],
                    [
                        "Interactive displays",
                        "District",
                        "Labour only; parts at cost plus 5%",
                        "1,120",
                    ],
                    [
                        "Personal phones",
                        "Student",
                        "Excluded: advice only, through the self-help pages",
                        "–",
                    ],
                ],
            }
        ],
    )


def _requirements() -> dict[str, Any]:
    texts = [
        ("The Contractor shall accept requests by telephone, by e-mail, through the portal and in "
         "person, and shall give each request one number that the requester can follow."),
        "The Contractor shall record the time of each change of state to the second.",
        ("The Contractor shall deliver by the 5th business day of each month the raw export of all "
         "tickets of the month before, with their history of states, in CSV."),
        "The Contractor shall keep a loaner at hand for each student laptop that leaves the school.",
        ("The Contractor shall inform the requester, in words of everyday English or Spanish, when a "
         "repair is received, when it waits for a part or a decision, and when it can be collected."),
    ]  # fmt: skip
    return _part(
        "requirements",
        "3",
        "Requirements",
        prose="Each requirement is answered in the response workbook under its id.",
        clauses=[
            _clause(f"req-{n}", f"3.{n}", text, f"R-{n:03} · service-desk")
            for n, text in enumerate(texts, start=1)
        ],
    )


def _levels() -> dict[str, Any]:
    return _part(
        "service-levels",
        "4",
        "Service levels",
        prose="Each level is stated once, as a sentence; its sheet says how it is measured.",
        levels=[
            _level(
                "repair-turnaround",
                "4.1",
                "SL-1",
                "Repair turnaround",
                "The Contractor shall return at least **95%** of repairs of student laptops and staff "
                "laptops, for each calendar month, within 1 business day (P1), 3 business days (P2) or "
                "5 business days (P3) of receipt, on the Support Hours calendar.",
            ),
            _level(
                "first-response",
                "4.2",
                "SL-2",
                "First response",
                "The Contractor shall answer at least **90%** of requests, for each calendar month, "
                "within 30 minutes (P1) or 4 business hours (P2 and P3) of the report.",
            ),
            _level(
                "satisfaction",
                "4.3",
                "SL-3",
                "Satisfaction at closure",
                "At least **94%** of the answers to the survey at closure, from 1 July 2026, and **97%**, "
                "from 1 July 2027, shall give 4 or 5 of 5 points, for each school year.",
            ),
        ],
    )


def _level(id_: str, number: str, code: str, title: str, sentence: str) -> dict[str, Any]:
    return {
        "id": id_,
        "depth": 2,
        "number": number,
        "code": code,
        "title": title,
        "sentence": sentence,
        "digest": "7f3a 91c2",
        "rows": [
            {"term": "Goal", "text": "No student is without a working device for more than one school day."},
            {"term": "Definition", "text": "From `received` to `returned`, on the Support Hours calendar."},
            {"term": "Calculation", "text": "met ÷ (met + missed + missed and still open), counted in the month of the due time."},
            {"term": "Exclusions", "items": ["Force majeure", "Beyond economical repair"]},
            {"term": "Clock pauses while", "text": "the repair awaits the District's approval."},
            {"term": "Credit", "text": "2% of the monthly fee below 95%, 5% below 90%, 10% below 80%; at most 10% per month."},
        ],
    }  # fmt: skip


def _results() -> dict[str, Any]:
    return _part(
        "reporting",
        "5",
        "Reporting",
        lead="The Contractor kept its word in seven of nine judged months.",
        prose="The scorecard of each month has the form below.",
        figures=[
            {"label": "Attainment, May", "value": "100.0%", "note": "target 95%"},
            {"label": "Credit due", "value": "$1,250.00", "note": "2% of the monthly fee"},
            {"label": "Tickets", "value": "612", "note": "books balance"},
        ],
        chart=chart.attainment_chart(points(), "Repair turnaround").svg,
        see={"id": "repair-turnaround", "number": "4.1", "title": "Repair turnaround"},
    )
