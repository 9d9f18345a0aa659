"""What proposers price, what they must be, and how they are judged, in the file."""

# The lines of the written file stay whole.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.workflows.interview.checks import split
from rfpkit.workflows.interview.plan import Plan
from rfpkit.workflows.interview.text.lines import As, items, row

GUESS = "a guess that serves to compare offers and is no forecast"
TOLD = "the District's own count of one year"
_USUAL = "50, 10, 20"


def prices(plan: Plan) -> list[str]:
    """Returns the price sheet, the evaluation and, without repair, the qualifications."""
    return [*_sheet(plan), "", *_evaluation(plan), *_qualifications(plan)]


def _sheet(plan: Plan) -> list[str]:
    return [
        "pricing:",
        f"  years: {plan['years']}",
        f"  renewals: {plan['renewals']}",
        "  note: |",
        "    The District pays one standing fee, and pays for anything else only as it orders it. A",
        "    price covers everything that the Contractor needs to do the work: travel, freight,",
        "    tools, packing, disposal and taxes that the Contractor owes.",
        "  fees:",
        "    - {id: monthly-fee, per: month}",
        "  lines:",
        *items(_lines(plan), "    "),
    ]


def _lines(plan: Plan) -> Iterator[str]:
    yield from _standing(plan)
    if plan["network"] == "full":  # E-rate asks for eligible items on lines of their own
        yield row(
            id="network-service", title="Maintenance of the wireless network and the broadband line",
            group="Standing service", unit="service per month", quantity=As("1"), fee="monthly-fee",
        )  # fmt: skip
    yield row(
        id="transition", title="Transition, from the award to the first day of service",
        group="Single payments", unit="once", firm=As("true"),
    )  # fmt: skip
    if "repair" in plan.bought:
        yield from _damages(plan)
        yield row(
            id="sanitization", title="Erasing the storage of a device that leaves the District",
            group="Work by the piece and by the hour", unit="device", estimate=_estimate(50, GUESS),
        )  # fmt: skip
    yield row(
        id="technician-hour", title="Work that no other line covers",
        group="Work by the piece and by the hour", unit="hour", estimate=_estimate(20, GUESS),
    )  # fmt: skip
    yield from (_OPTIONS[name](plan) for name in plan.names("other_ways") if name in _OPTIONS)


def _standing(plan: Plan) -> Iterator[str]:
    group = "Standing service"
    if plan["basis"] == "device":
        for key, name in _KINDS.items():
            if plan.count(key):
                yield row(
                    id=f"{key.replace('_', '-')}-service", title=f"Service for a {name}", group=group,
                    unit="device per year", quantity=As(plan[key]), fee="monthly-fee",
                )  # fmt: skip
        if any(plan.count(key) for key in _KINDS):
            return
    seats = plan.count("students") + plan.count("teachers")
    if plan["basis"] == "seat" and seats:
        yield row(
            id="seat", title="A seat: service for one user for one year", group=group,
            unit="seat per year", quantity=As(str(seats)), fee="monthly-fee",
        )  # fmt: skip
        return
    yield row(
        id="standing-service", title="Service for everything that the scope covers in full",
        group=group, unit="service per month", quantity=As("1"), fee="monthly-fee",
    )  # fmt: skip


def _damages(plan: Plan) -> Iterator[str]:
    counts, basis = plan["damages"] or _USUAL, TOLD if plan["damages"] else GUESS
    for count, (name, title) in zip(split(counts), _DAMAGES, strict=True):
        if count != "0":
            yield row(
                id=name, title=title, group="Repairs of damage", unit="repair",
                estimate=_estimate(int(count), basis),
            )  # fmt: skip


def _estimate(quantity: int, basis: str) -> As:
    return As(row(quantity=As(str(quantity)), basis=basis))


def _campus(_: Plan) -> str:
    return row(
        id="campus-technician", title="A technician at one school", group="Options",
        unit="technician per year", quantity=As("1"), offer="optional",
    )  # fmt: skip


def _evening(plan: Plan) -> str:
    asked = As("[RMT-109]") if "remote-service" in plan.groups else None
    return row(
        id="evening-support", title="Remote support until 8:00 p.m. on school nights",
        group="Options", unit="month", quantity=As("10"), offer="optional", requirements=asked,
    )  # fmt: skip


def _evaluation(plan: Plan) -> list[str]:
    repair, spares = "repair" in plan.bought, "spares" in plan.bought
    method = (
        "How devices move, who has them when, and how a repair keeps its due day when a part is late"
        if repair
        else "How a request moves from its first word to its end, and who has it when"
    )
    ready = "A plan that has spares in every school before the first day of classes"
    looks = (
        ("method", "Repair and support method" if repair else "Support method", method),
        (
            "levels",
            "Service levels and records",
            "Levels agreed to, better targets offered, and a sample export that the District can measure",
        ),
        (
            "experience",
            "Experience and people",
            "Work for schools of this kind, what references say, and the people who would lead",
        ),
        (
            "transition",
            "Transition",
            ready if spares else "A plan that takes over each open request on the first day",
        ),
        (
            "cost",
            "Cost",
            "Total of the price sheet over the first term, by the formula of this section",
        ),
    )
    rows = [
        row(
            id=name,
            name=told,
            weight=As(weight),
            kind="cost" if name == "cost" else None,
            looks_at=sees,
        )
        for (name, told, sees), weight in zip(looks, split(plan["weights"]), strict=True)
    ]
    return [
        "evaluation:",
        '  evaluators: "Three people rate the proposals, one of them from a school"',
        "  criteria:",
        *items(rows, "    "),
        "  least: 60%",
    ]


def _qualifications(plan: Plan) -> list[str]:
    if "repair" in plan.bought:
        return []
    return ["", "qualifications:", *items(_WITHOUT_REPAIR)]


_KINDS = {
    "student_laptops": "student laptop",
    "staff_laptops": "staff laptop",
    "tablets": "tablet",
    "desktops": "desktop",
    "carts": "charging cart",
}
_DAMAGES = (
    ("damage-screen", "Repair of a laptop with a broken screen, with its part"),
    ("damage-board", "Repair of a laptop after a spill, with its parts"),
    ("damage-other", "Repair of any other damage, with its parts"),
)
_OPTIONS = {"dedicated": _campus, "evening": _evening}
_WITHOUT_REPAIR = (
    "{id: QUAL-1, title: Experience, text: Has supported the users of at least two school districts under a contract in each of the last three years., evidence: List of customers with the number of users served in each year}",
    '{id: QUAL-2, title: Background checks, text: Lets only people work with students or their data who have passed the background check that the state asks of school staff., evidence: "Statement, and the form of certificate that is used"}',
    '{id: QUAL-3, title: Raw records, text: "Runs a ticket system that keeps each change of status with its time, and can export it.", evidence: Sample export of at least 100 tickets}',
)
