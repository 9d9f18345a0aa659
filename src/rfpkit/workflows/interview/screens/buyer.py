"""Before the questions: who buys, what, by when and with which money."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from rfpkit.workflows.interview import checks, spans
from rfpkit.workflows.interview.dates import later, next_july
from rfpkit.workflows.interview.prompt import Prompt, Screen, Texts

SERVICES = ("repair", "spares", "help-desk", "remote", "visits", "training")
E_RATE_DAYS = 28
"""Days for which a request stays open at least where E-rate discounts are asked for."""
_ZONES = {
    "America/New_York": "CT DE DC FL GA IN KY ME MD MA MI NH NJ NY NC OH PA RI SC VT VA WV",
    "America/Chicago": "AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Phoenix": "AZ",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR VI",
    "Pacific/Guam": "GU MP",
    "Pacific/Pago_Pago": "AS",
}
"""The time zone in which most people of a state live; a person confirms it."""


def _zone(texts: Texts) -> str:
    home = texts.get("state", "")
    return next((zone for zone, states in _ZONES.items() if home and home in states.split()), "")


def _joint(texts: Texts) -> bool:
    return texts.get("level") != "district"


BUYER = Screen(
    None,
    "Before the questions: who buys",
    "The cover, the contact and every hour in the document need it.",
    "cover; notice; clauses of the state",
    (
        Prompt(
            "level", "Who buys: district, consortium or state", "what kind of body buys",
            "district", checks.one_of("district", "consortium", "state"), lambda _: "district",
            help="A consortium buys for several districts, and a state may buy for other states.",
        ),
        Prompt(
            "issuer", "Its name, as it signs", "who buys", "Example School District",
            checks.words, needed=True,
        ),
        Prompt(
            "address", "Postal address (empty: none on the cover)", "the postal address",
            "210 Creek Road, Maple Creek", checks.words, optional=True,
        ),
        Prompt(
            "number", "Number of the RFP", "the number of the RFP", "RFP-2027-01",
            checks.identifier, needed=True,
            help="Every document, workbook and later the contract bear it.",
        ),
        Prompt(
            "state", "State, in two letters", "the state whose law holds", "CO", checks.state,
            help="It decides which clauses of state law are asked for.",
        ),
        Prompt(
            "zone", "Time zone", "the time zone", "America/Denver", checks.zone, _zone,
            needed=True, help="Eastern, Central, Mountain and Pacific are understood.",
        ),
        Prompt(
            "contact", "Who answers questions of proposers", "who answers questions",
            "Purchasing Office", checks.words, lambda _: "Purchasing Office",
            help="A person or an office; nobody else may answer until the award.",
        ),
        Prompt(
            "email", "E-mail of that contact", "the e-mail address of the contact",
            "purchasing@district.example", checks.email,
        ),
        Prompt(
            "members", "Who may buy beside it, each with its number of students",
            "who may buy from the contract, with their numbers of students",
            "Ostrand 41800; Palisade 18400", spans.members, asked=_joint,
            help="A semicolon stands between them. Each is named with its volume in the RFP.",
        ),
        Prompt(
            "cooperative", "May other public bodies join later (yes, no)",
            "whether other public bodies may join", "no", checks.yes_or_no, lambda _: "no",
        ),
    ),
)  # fmt: skip

BOUGHT = Screen(
    None,
    "Before the questions: what is bought",
    "Requirements, service levels and prices follow from it; what is not bought is not asked for.",
    "requirements; service levels; price sheet; repair process",
    (
        Prompt(
            "services", f"What the Contractor does, any of: {', '.join(SERVICES)}",
            "what is bought", ", ".join(SERVICES), checks.some_of(*SERVICES),
            lambda _: ", ".join(SERVICES),
            help="repair: broken devices go to a bench and come back. spares: a pool of devices "
            "at the schools. help-desk: people ask and are answered. remote: by remote session. "
            "visits: technicians in schools. training: of teachers and contacts.",
        ),
    ),
)  # fmt: skip


def _after(key: str, told: str) -> Callable[[str, Texts], str]:
    def fits(answer: str, texts: Texts) -> str:
        first = texts.get(key, "")
        return (
            f"that is not after {first[:10]}, {told}: write a later day"
            if (first and answer[:10] <= first[:10])
            else ""
        )

    return fits


def _due(answer: str, texts: Texts) -> str:
    issued = texts.get("issued", "")
    for key, told in (("issued", "the day of issue"), ("answers_on", "the day of the answers")):
        first = texts.get(key, "")
        if first and answer[:10] <= first[:10]:
            return f"that is not after {first[:10]}, {told}: write a later day"
    if issued and texts.get("e_rate") == "yes":
        open_for = _days(issued, answer)
        if open_for < E_RATE_DAYS:
            return (
                f"that leaves {open_for} days, and E-rate asks for {E_RATE_DAYS} at least: "
                f"write {later(issued, E_RATE_DAYS)} or later"
            )
    return ""


def _days(first: str, last: str) -> int:
    between = datetime.date.fromisoformat(last[:10]) - datetime.date.fromisoformat(first[:10])
    return between.days


MONEY = Screen(
    None,
    "Before the questions: money and term",
    "Clauses of federal and state law apply by the money; prices are compared over the term.",
    "required clauses; price sheet; calendars",
    (
        Prompt(
            "value", "What it may cost in all, over all years and renewals",
            "what the contract is worth", "$240,000", checks.money,
            help="The issuer's own estimate; it decides which clauses apply.",
        ),
        Prompt(
            "funding", "Sources that may pay, any of: federal, state, local",
            "where the money comes from", "state, local",
            checks.some_of("federal", "state", "local"),
        ),
        Prompt(
            "e_rate", "Will E-rate discounts be asked for (yes, no)",
            "whether E-rate discounts are asked for", "no", checks.yes_or_no, lambda _: "no",
            help="Repair of devices is not eligible; basic maintenance of the network may be. The "
            "request then stays open for 28 days, and price weighs most.",
        ),
        Prompt(
            "population", "People who live in its area, by the last census",
            "how many people live in its area", "6,400", checks.number(),
            help="It decides from when web pages must be accessible under federal rules.",
        ),
        Prompt(
            "years", "Years of the first term", "how long the first term is", "3",
            checks.within(1, 10), lambda _: "3", needed=True,
        ),
        Prompt(
            "renewals", "Renewals of one year each", "how many renewals there are", "2",
            checks.within(0, 10), lambda _: "2", needed=True,
        ),
    ),
)  # fmt: skip

DATES = Screen(
    None,
    "Before the questions: dates",
    "Each proposer plans by them, and they are printed on the cover.",
    "calendar of events; notice; calendars",
    (
        Prompt("issued", "Date of issue", "the date of issue", "2027-02-01", checks.date),
        Prompt(
            "conference", "Date of the proposers' conference (empty: none)", "the conference",
            "2027-02-10 10:00", checks.date_and_time, optional=True,
            fits=_after("issued", "the day of issue"),
        ),
        Prompt(
            "questions_due", "Written questions are due", "when questions are due",
            "2027-02-15 16:00", checks.date_and_time,
            lambda a: later(a.get("issued", ""), 14) and f"{later(a['issued'], 14)} 16:00",
            fits=_after("issued", "the day of issue"),
        ),
        Prompt(
            "answers_on", "Answers are published", "when answers are published", "2027-02-22",
            checks.date, lambda a: later(a.get("questions_due", ""), 7),
            fits=_after("questions_due", "the day on which questions are due"),
        ),
        Prompt(
            "due", "Proposals are due", "when proposals are due", "2027-03-08 14:00",
            checks.moment,
            lambda a: later(a.get("issued", ""), 35) and f"{later(a['issued'], 35)} 14:00",
            fits=_due,
        ),
        Prompt(
            "intent", "Notice of intent to award", "the notice of intent", "2027-03-29",
            checks.date, lambda a: later(a.get("due", ""), 21),
            fits=_after("due", "the day on which proposals are due"),
        ),
        Prompt(
            "board", "The board votes (empty: no vote)", "when the board votes",
            "2027-04-13 18:00", checks.date_and_time, optional=True,
            fits=_after("intent", "the notice of intent"),
        ),
        Prompt(
            "start", "First day of service", "the first day of service", "2027-07-01",
            checks.date, lambda a: next_july(a.get("due", "")), needed=True,
            fits=_after("due", "the day on which proposals are due"),
        ),
    ),
)  # fmt: skip
