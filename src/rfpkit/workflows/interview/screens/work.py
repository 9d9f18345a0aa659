"""Questions 6 to 8: how requests start, what is routine, in which hours."""

from __future__ import annotations

from collections.abc import Callable

from rfpkit.workflows.interview import checks, spans
from rfpkit.workflows.interview.dates import last_day
from rfpkit.workflows.interview.goals import services
from rfpkit.workflows.interview.prompt import Prompt, Screen, Texts

WAYS = ("portal", "phone", "email", "chat", "walk-in", "kiosk", "qr-code")
AFTER_HOURS = "At all hours; read from the next opening"


def buys(*wanted: str) -> Callable[[Texts], bool]:
    """Returns whether any of some services is bought."""
    return lambda texts: bool(services(texts) & set(wanted))


INTAKE = Screen(
    6,
    "How do requests start and get a priority?",
    "A request that starts in a hallway has no time on it, and no clock can run.",
    "operations; triage; queues; acknowledgement",
    (
        Prompt(
            "channels", f"Ways to ask, any of: {', '.join(WAYS)}", "how requests start",
            "portal, phone, walk-in", checks.some_of(*WAYS), lambda _: "portal, phone, walk-in",
        ),
        Prompt(
            "after_hours", "What becomes of a request at night or on a weekend",
            "what becomes of a request at night", AFTER_HOURS, checks.words,
            lambda _: AFTER_HOURS,
        ),
        Prompt(
            "requests", "How many requests in a year", "how many requests there are in a year",
            "900", checks.number(),
        ),
        Prompt(
            "damages", "How many of a year's repairs are broken screens, spills, other damage",
            "how many screens, spills and other damages there are in a year", "50, 10, 20",
            checks.three_counts, asked=buys("repair"),
            help="Three numbers. Proposers price them; nobody promises to order them.",
        ),
    ),
)  # fmt: skip

ROUTINE = Screen(
    7,
    "Is there routine maintenance?",
    "A fault that is found in July does not stop a lesson in September.",
    "operations; visits; price lines",
    (
        Prompt(
            "visits", "How often each school is visited", "how often schools are visited",
            "every second week", checks.words, lambda _: "every second week",
            asked=buys("visits"),
        ),
        Prompt(
            "make_up", "When a visit that could not be held is made up",
            "when a missed visit is made up", "within 5 school days", checks.words,
            lambda _: "within 5 school days", asked=buys("visits"),
        ),
        Prompt(
            "maintenance", "How often devices are checked before they fail (none: not at all)",
            "how often devices are checked", "each June, as they are collected", checks.words,
            lambda a: "each June, as they are collected" if "repair" in services(a) else "none",
        ),
    ),
)  # fmt: skip


def _in_the_term(answer: str, texts: Texts) -> str:
    """Tells days that lie wholly outside the first term."""
    if answer in (spans.DRAFT, spans.NONE, spans.SAME) or not texts.get("start"):
        return ""
    first, last = texts["start"], last_day(texts["start"], int(texts["years"] or 1))
    for one in spans.spans(answer):
        if not one.each_year and (one.last < first or one.first > last):
            return f"{one.first} is outside the first term, {first} to {last}: leave it out"
    return ""


def _draft_or_days(answer: str, texts: Texts) -> str:
    if answer == spans.DRAFT and not texts.get("state"):
        return "without a state no holidays can be drafted: write the days, or ? for now"
    return _in_the_term(answer, texts)


HOURS = Screen(
    8,
    "What are the hours?",
    "Every clock runs on them; a day that nobody closed is a day on which the Contractor is late.",
    "support hours; every clock; every due date",
    (
        Prompt(
            "hours", "Hours of support from Monday to Friday", "the hours of support",
            "07:30-16:30", checks.hours, lambda _: "07:30-16:30", needed=True,
        ),
        Prompt(
            "summer", "Summer hours, each summer with its days (same: no other hours)",
            "the summer hours", "2028-06-05 to 2028-08-11 07:00-15:00; 2029-06-04 to 2029-08-10 "
            "07:00-15:00", spans.summers, fits=_in_the_term,
        ),
        Prompt(
            "holidays", "Days without support, each with its name (draft: the state's holidays)",
            "the days without support",
            "2027-11-25 to 2027-11-26 Thanksgiving; 12-24 to 01-01 Winter closing",
            spans.days_off, fits=_draft_or_days,
            help="A semicolon stands between them. 12-24 to 01-01 holds for each year. `draft` "
            "writes the public holidays of the state for each year of the term, to be checked.",
        ),
        Prompt(
            "school_years", "First and last day of each school year",
            "the first and last day of each school year",
            "2027-08-16 to 2028-05-26; 2028-08-14 to 2029-05-25", spans.school_years,
            fits=_in_the_term,
            help="Promises in school days (no student without a device, spares at each school) "
            "run on it. Without it they are left out for now.",
        ),
        Prompt(
            "school_hours", "Hours of a school day", "the hours of a school day", "08:00-15:00",
            checks.hours, lambda _: "08:00-15:00",
            asked=lambda a: bool(a.get("school_years")), needed=True,
        ),
        Prompt(
            "breaks", "Days without school in those years (none: no break)",
            "the days without school",
            "2027-11-22 to 2027-11-26 Thanksgiving break; 2027-12-20 to 2028-01-05 Winter break",
            spans.days_off, asked=lambda a: bool(a.get("school_years")), fits=_draft_or_days,
        ),
    ),
)  # fmt: skip
