"""Invented buyers, and how their answers become the lines that a person types."""

from __future__ import annotations

from rfpkit.workflows.interview.conversation import Conversation

NEEDED = {"issuer": "Alder Valley Schools", "number": "AV-27-1", "state": "MT"}
"""Answers without which no file is written."""

SMALL = NEEDED | {
    "email": "office@alder.example",
    "services": "repair, spares, help-desk",
    "value": "$90,000",
    "funding": "local, state",
    "population": "2,100",
    "issued": "2027-01-18",
    "students": "410",
    "teachers": "34",
    "staff": "22",
    "homes": "290",
    "schools": "2",
    "support_staff": "1",
    "plan": "Technology plan, goal 1",
    "published": "the district's website",
    "student_laptops": "420",
    "student_models": "300 Acme A11 of 2023; 120 Acme A12 of 2025",
    "staff_laptops": "60",
    "staff_models": "60 Acme B7 of 2024",
    "take_home": "yes",
    "requests": "350",
    "damages": "25, 5, 10",
    "summer": "2028-06-12 to 2028-08-11 08:00-12:00",
    "holidays": "2027-11-25 to 2027-11-26 Thanksgiving; 12-24 to 01-01 Winter closing",
    "school_years": "2027-08-25 to 2028-06-02; 2028-08-23 to 2029-06-01; 2029-08-22 to 2030-06-07",
    "breaks": "12-22 to 01-03 Winter break",
    "network_party": "The county cooperative",
    "network_contact": "its help desk",
    "technicians": "1",
    "repair_today": "81% in the school year 2025-26",
    "quality_today": "4 of 5 in the school year 2025-26",
    "confirmed": "yes",
}
"""A district of two schools that knows all its answers."""


def lines_of(answers: dict[str, str]) -> list[str]:
    """Returns the lines that give these answers, in the order of the talk."""
    talk, lines = Conversation(), []
    while (following := talk.next()) is not None:
        line = answers.get(following[1].key, "")
        talk.take(following[1], line)
        lines.append(line)
    return lines


def place_of(answers: dict[str, str], key: str) -> int:
    """Returns which of these lines answers a prompt, from 0."""
    talk, place = Conversation(), 0
    while (following := talk.next()) is not None and following[1].key != key:
        talk.take(following[1], answers.get(following[1].key, ""))
        place += 1
    return place
