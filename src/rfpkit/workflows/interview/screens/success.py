"""Questions 9 to 11, and the end: who answers, who travels, what shows success, what holds."""

from __future__ import annotations

from rfpkit.workflows.interview import checks
from rfpkit.workflows.interview.goals import services
from rfpkit.workflows.interview.prompt import Prompt, Screen, Texts
from rfpkit.workflows.interview.screens.work import buys

MODES = ("dedicated", "rotating", "hub", "remote", "student-technicians")
OTHER_WAYS = ("none", "dedicated", "evening")
BASES = ("month", "device", "seat")


def _elsewhere(texts: Texts) -> bool:
    return texts.get("network") == "excluded"


WHO_ANSWERS = Screen(
    9,
    "Who is responsible for what?",
    "One party is accountable for each item; a request on the wrong desk is worked on by nobody.",
    "scope; handing on of requests; custody in the repair process",
    (
        Prompt(
            "network_party", "Who answers for the network and the broadband line",
            "who answers for the network", "The district's network team", checks.words,
            asked=_elsewhere,
        ),
        Prompt(
            "network_contact", "Where that party is reached", "where that party is reached",
            "the queue Network of the portal", checks.words,
            asked=lambda a: _elsewhere(a) and bool(a.get("network_party")),
        ),
        Prompt(
            "image_party", "Who keeps the device image and the management software: contractor or "
            "district", "who keeps the device image", "district",
            checks.one_of("contractor", "district"), lambda _: "district",
        ),
    ),
)  # fmt: skip


def _mode(texts: Texts) -> str:
    bought = services(texts)
    return "rotating" if "visits" in bought else "hub" if "repair" in bought else "remote"


STAFFING = Screen(
    10,
    "How are technicians placed?",
    "Demand decides whether a school needs a person of its own; other ways are priced as options.",
    "operations; options of the price sheet",
    (
        Prompt(
            "mode", f"How, one of: {', '.join(MODES)}", "how technicians are placed", "rotating",
            checks.one_of(*MODES), _mode,
            help="dedicated: one at each site. rotating: round the sites. hub: a place that "
            "serves several sites. remote: they travel where a device must be touched.",
        ),
        Prompt(
            "technicians", "How many technicians at least, in full-time equivalents",
            "how many technicians there are to be", "2", checks.number(),
        ),
        Prompt(
            "other_ways", "Which other ways proposers price, any of: none, dedicated, evening",
            "which other ways are priced", "dedicated", checks.some_of(*OTHER_WAYS),
            lambda _: "none",
            help="dedicated: a technician in a school of its own. evening: remote support until "
            "8:00 p.m. on school nights.",
        ),
    ),
)  # fmt: skip


def _prices_weigh_most(answer: str, texts: Texts) -> str:
    *rated, cost = map(int, checks.split(answer))
    if texts.get("e_rate") == "yes" and cost <= max(rated):
        return "with E-rate the price weighs more than any other: write 25, 20, 15, 5, 35"
    return ""


def _basis(texts: Texts) -> str:
    return "month" if texts.get("level") == "district" else "seat"


SUCCESS = Screen(
    11,
    "What shows success?",
    "Each promise is measured from the vendor's raw tickets, every month, by you.",
    "service levels; reporting; credits; price sheet; evaluation",
    (
        Prompt(
            "repair_days", "Business days to repair a device, for P1, P2 and P3",
            "how soon devices are repaired", "1, 3, 5", checks.days, lambda _: "1, 3, 5",
            asked=buys("repair"), needed=True,
        ),
        Prompt(
            "repair_share", "Share of repairs that must be in time",
            "which share of repairs must be in time", "95%", checks.promise, lambda _: "95%",
            asked=buys("repair"), needed=True,
        ),
        Prompt(
            "repair_today", "Share of repairs in time today, and when it was measured",
            "how many repairs are in time today", "81% in the school year 2025-26", checks.measured,
            asked=buys("repair"),
            help="A target says little where nobody knows today's number. The help desk's own "
            "records, or a sample of fifty tickets, give one.",
        ),
        Prompt(
            "spare_share", "Spare student laptops at each school, as a share of its students",
            "how many spares there are", "3%", checks.share, lambda _: "3%",
            asked=buys("spares"), needed=True,
        ),
        Prompt(
            "spare_owner", "Whose spares they are: contractor or district", "whose the spares are",
            "contractor", checks.one_of("contractor", "district"), lambda _: "contractor",
            asked=buys("spares"), needed=True,
        ),
        Prompt(
            "quality", "Share of satisfied answers (4 or 5 of 5) to the survey at closure",
            "which share of answers must be satisfied", "94%", checks.promise, lambda _: "94%",
            needed=True,
        ),
        Prompt(
            "quality_today", "Satisfaction today, and when it was measured",
            "how satisfied users are today", "4 of 5 in the school year 2025-26", checks.measured,
        ),
        Prompt(
            "credits", "Does a missed promise cost the Contractor a performance credit (yes, no)",
            "whether performance credits are wanted", "yes", checks.yes_or_no, lambda _: "yes",
            needed=True,
        ),
        Prompt(
            "at_risk", "The most that all credits of a month take, as a share of the monthly fee",
            "how much is at risk", "10%", checks.share, lambda _: "10%",
            asked=lambda a: a.get("credits") == "yes", needed=True,
        ),
        Prompt(
            "basis", "The standing price is for: month (all of it), device or seat",
            "what the standing price is for", "month", checks.one_of(*BASES), _basis, needed=True,
            help="device: a price for each kind of device and year. seat: a price for each user "
            "and year, as states buy.",
        ),
        Prompt(
            "weights", "Points of 100 for method, service levels, experience, transition, cost",
            "how proposals are weighed", "25, 20, 15, 5, 35", checks.weights,
            lambda _: "25, 20, 15, 5, 35", fits=_prices_weigh_most, needed=True,
        ),
    ),
)  # fmt: skip

END = Screen(
    None,
    "After the questions: what you took as it was proposed",
    "What nobody has confirmed is told by `rfpkit check` until somebody has.",
    "the list of what is not settled",
    (
        Prompt(
            "confirmed", "Do the proposals above hold for you (yes, no)", "whether they hold",
            "no", checks.yes_or_no, lambda _: "no",
        ),
    ),
)  # fmt: skip
