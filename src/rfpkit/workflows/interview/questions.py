"""The planning questions as they are asked, with a default and a check for each answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from rfpkit.model.library.facts import parse_state
from rfpkit.model.scalars import parse_clock, parse_date, parse_share, parse_whole

METHODS = ("remote", "mail-in", "drop-off", "home-exchange")
WAYS = ("portal", "phone", "email", "chat", "walk-in", "kiosk", "qr-code")
MODES = ("dedicated", "rotating", "hub", "remote", "student-technicians")
LONGEST, LONGEST_ID, TOO_MANY, MOST_DAYS = 500, 60, 10_000_000, 60


class Prompt(NamedTuple):
    """One thing that is asked."""

    key: str
    """Name of the answer."""
    text: str
    """What is asked, in plain words."""
    default: str
    """What an empty line answers."""
    check: Callable[[str], Any]
    """Raises ValueError where an answer cannot be used."""


class Screen(NamedTuple):
    """What is asked together."""

    title: str
    why: str
    """What the answers are for."""
    prompts: tuple[Prompt, ...]


def problem(prompt: Prompt, answer: str) -> str:
    """Returns what is wrong with an answer and how to mend it; nothing where it can be used."""
    try:
        prompt.check(answer)
    except ValueError as error:
        told = getattr(error, "context", None) or {}
        return f"{told.get('message', error)}: {told.get('hint', 'try again')}"
    return ""


def _text(answer: str) -> None:
    if not answer.isprintable():
        raise ValueError("the answer holds a sign that cannot be printed")
    if len(answer) > LONGEST:
        raise ValueError(f"the answer is longer than {LONGEST} signs; write the rest in rfp.yaml")


def _zone(answer: str) -> None:
    if answer not in available_timezones():
        raise ValueError(f"there is no time zone `{answer}`; write America/Chicago, for example")


def _email(answer: str) -> None:
    _text(answer)
    name, at, home = answer.partition("@")
    if not (name and at and "." in home) or " " in answer:
        raise ValueError(f"`{answer}` is no e-mail address; write office@district.example")


def _yes_or_no(answer: str) -> None:
    if answer not in ("yes", "no"):
        raise ValueError("answer yes or no")


def _number(answer: str) -> None:
    if not 0 < parse_whole(answer) < TOO_MANY:
        raise ValueError(f"write a number above 0 and below {TOO_MANY:,}")


def _days(answer: str) -> None:
    if not 0 < parse_whole(answer) <= MOST_DAYS:
        raise ValueError(f"write a number of days from 1 to {MOST_DAYS}")


def _goal_share(answer: str) -> None:
    if parse_share(answer) == 0:
        raise ValueError("a share of 0% asks for nothing; write 95%, for example")


def _id(answer: str) -> None:
    if not answer.replace("-", "").replace(".", "").isalnum() or not answer[0].isalnum():
        raise ValueError("use letters, digits and hyphens: RFP-2027-01")
    if not answer.isascii() or len(answer) > LONGEST_ID:
        raise ValueError(f"use plain letters, at most {LONGEST_ID}: RFP-2027-01")


def _hours(answer: str) -> None:
    first, dash, last = answer.partition("-")
    if not dash or parse_clock(first) >= parse_clock(last):
        raise ValueError("write opening and closing time of a 24-hour clock: 07:30-16:30")


def _of(known: tuple[str, ...]) -> Callable[[str], None]:
    def check(answer: str) -> None:
        for name in split(answer):
            if name not in known:
                raise ValueError(f"there is no `{name}`; choose from: {', '.join(known)}")
        if not split(answer) or len(set(split(answer))) < len(split(answer)):
            raise ValueError("name at least one, and each once")

    return check


def _one_of(known: tuple[str, ...]) -> Callable[[str], None]:
    def check(answer: str) -> None:
        if answer not in known:
            raise ValueError(f"choose one of: {', '.join(known)}")

    return check


def _languages(answer: str) -> None:
    for name in split(answer):
        if not (len(name) in (2, 3) and name.isascii() and name.isalpha() and name.islower()):
            raise ValueError(f"`{name}` is no ISO 639 code; write en, es")


def split(answer: str) -> list[str]:
    """Returns the parts of an answer that is a list with commas."""
    return [part.strip() for part in answer.split(",") if part.strip()]


SCREENS = (
    Screen("Before the questions: who buys", "The cover, the contact and every date need this.", (
        Prompt("issuer", "Name of the district", "Example School District", _text),
        Prompt("number", "Number of the RFP", "RFP-2027-01", _id),
        Prompt("state", "State, in two letters", "CO", parse_state),
        Prompt("zone", "Time zone, by its IANA name", "America/Denver", _zone),
        Prompt("contact", "Who answers questions", "Purchasing Office", _text),
        Prompt("email", "E-mail of the contact", "purchasing@district.example", _email),
        Prompt("issued", "Date on which the RFP is issued", "2027-02-01", parse_date),
        Prompt("due", "Date on which proposals are due, at 14:00", "2027-03-15", parse_date),
    )),
    Screen("1. Who are the customers?", "They shape channels, hours and languages.", (
        Prompt("students", "How many students", "1200", _number),
        Prompt("teachers", "How many teachers", "90", _number),
        Prompt("languages", "Languages of families, as ISO 639 codes", "en, es", _languages),
    )),
    Screen("2. What is the support for?", "Each service level serves a goal.", (
        Prompt("goal", "The goal in one sentence",
               "No student is without a working device for more than one school day.", _text),
        Prompt("plan", "The plan it comes from", "Technology plan", _text),
    )),
    Screen("3. Priorities: do users know them?",
           "The pack has three steps of urgency. People plan around what they can read.", (
        Prompt("published", "Where users read them", "the help page of the website", _text),
    )),
    Screen("4. What is in scope, and what is not?", "What is not named is out of scope.", (
        Prompt("student_laptops", "How many student laptops", "1200", _number),
        Prompt("staff_laptops", "How many staff laptops", "130", _number),
        Prompt("own_devices", "Are devices that students own supported (yes, no)", "no",
               _yes_or_no),
        Prompt("network", "Is the wireless network supported (yes, no)", "no", _yes_or_no),
    )),
    Screen("5. Are devices supported off campus?", "Yes adds the off-campus requirements.", (
        Prompt("off_campus", "Off campus (yes, no)", "yes", _yes_or_no),
        Prompt("methods", f"How: {', '.join(METHODS)} (with no, leave as it is)",
               "remote, drop-off", _of(METHODS)),
    )),
    Screen("6. How do requests start?", "Each way has hours and gives a ticket number.", (
        Prompt("channels", f"Ways to ask: {', '.join(WAYS)}", "portal, phone, walk-in",
               _of(WAYS)),
    )),
    Screen("7. Is there routine maintenance?", "Work that is planned is not waited for.", (
        Prompt("visits", "How often is each school visited", "every 5 school days", _text),
        Prompt("maintenance", "How often are laptops checked", "each semester", _text),
    )),
    Screen("8. What are the hours?", "Every clock runs on them.", (
        Prompt("hours", "Hours from Monday to Friday", "07:30-16:30", _hours),
        Prompt("start", "First day of service", "2027-07-01", parse_date),
        Prompt("end", "Last day of the first term", "2030-06-30", parse_date),
    )),
    Screen("9. Who is responsible for what?", "One party is accountable for each item.", (
        Prompt("network_party", "Who answers for the network", "The internet provider", _text),
    )),
    Screen("10. How are technicians placed?", "Demand decides; options are priced.", (
        Prompt("mode", f"One of: {', '.join(MODES)}", "rotating", _one_of(MODES)),
        Prompt("requests", "Requests closed in a year", "900", _number),
    )),
    Screen("11. What shows success?", "Measured from raw tickets each month.", (
        Prompt("days", "Business days in which a device is repaired", "3", _days),
        Prompt("share", "Share of repairs that must be in time", "95%", _goal_share),
        Prompt("quality", "Share of satisfied answers (4 or 5 of 5)", "90%", _goal_share),
    )),
)  # fmt: skip
"""Everything that is asked, in order."""
