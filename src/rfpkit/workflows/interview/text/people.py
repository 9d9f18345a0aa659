"""Questions 1 to 5 in the file: who, what for, how urgent, what is covered, and where."""

# The lines of the written file stay whole.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.workflows.interview.goals import GOALS
from rfpkit.workflows.interview.plan import Plan
from rfpkit.workflows.interview.text.lines import As, items, listed, missing, row, sentence, text


def people(plan: Plan) -> list[str]:
    """Returns the answers to questions 1 to 4."""
    return [*_audiences(plan), "", *_goals(plan), "", *_priorities(plan), "", *_scope(plan)]


def _audiences(plan: Plan) -> list[str]:
    ways = plan.names("channels")
    asks = listed(ways) if ways else None
    home = [way for way in ways if way in ("portal", "phone", "email", "chat")] or ways
    may = None if plan["families"] == "yes" else As("false")
    spoken = listed(plan.names("languages") or ["en"])
    groups = [
        ("students", None, "student", "students", asks, None, listed(["en"])),
        ("teachers", None, "teacher", "teachers", asks, None, listed(["en"])),
        ("staff", "School and office staff", "staff", "staff", asks, None, listed(["en"])),
        ("families", None, "parent", "homes", listed(home) if home else None, may, spoken),
    ]
    lines = [
        "# Question 1: who are the customers? Add guests, substitutes, volunteers.",
        "audiences:",
    ]
    for name, called, kind, key, ways_in, allowed, languages in groups:
        count = As(plan[key]) if plan[key] else None
        by = None if allowed else ways_in
        fields = row(
            id=name, name=called, kind=kind, count=count, may_open_ticket=allowed, channels=by,
            languages=languages,
        )  # fmt: skip
        lines.append(f"  - {fields}" + ("" if count else "   # not known yet: count"))
    return lines


def _goals(plan: Plan) -> list[str]:
    lines = ["# Question 2: what is the support for? A level or a requirement serves each goal."]
    lines += ["goals:"]
    for name in plan.goals:
        lines += [f"  - id: {name}", f"    statement: {text(GOALS[name])}"]
        lines += [
            f"    tied_to: {text(plan['plan'])}" if plan["plan"] else missing("    ", "tied_to")
        ]
    return lines


def _priorities(plan: Plan) -> list[str]:
    lines = [
        "# Question 3: P1, P2 and P3 are the pack's. To have your own, write `priorities` here."
    ]
    if "repair" not in plan.bought:
        lines = ["# Question 3: how urgent is a request, and who knows it?", *_WITHOUT_REPAIR]
    if not plan["published"]:
        return [*lines, missing("", "publications: where users read them")]
    what = ["priorities", "support-hours", "service-levels", "responsibilities"]
    if "visits" in plan.bought:
        what.append("visits")
    return [
        *lines,
        "publications:",
        "  - id: help-page",
        f"    what: {listed(what)}",
        "    audiences: [students, teachers, staff, families]",
        f"    medium: {text(sentence(plan['published']))}",
        "    published: Before the first day of school",
        "    reviewed: each July",
        "    by: district",
    ]


def _scope(plan: Plan) -> list[str]:
    lines = ["# Question 4: what is supported, and what is not? What is not named is out of scope."]
    return [*lines, "scope:", *items(_items(plan))]


def _items(plan: Plan) -> Iterator[str]:
    for name, key, models in _DEVICES:
        if plan[key] != "0" and (plan[key] or key in ("student_laptops", "staff_laptops")):
            yield row(
                id=name, kind="device", ownership="district", coverage="full",
                count=As(plan[key]) if plan[key] else None,
                models=listed(_models(plan[models])) if plan[models] else None,
            )  # fmt: skip
    if plan.count("carts"):
        yield row(
            id="charging-carts", kind="peripheral", ownership="district", coverage="full",
            count=As(plan["carts"]),
        )  # fmt: skip
    yield from (_SERVICES[name] for name in _SERVICES if name in plan.bought)
    yield row(
        id="device-image", name="Device image and management software", kind="software",
        ownership="district", coverage="full",
    )  # fmt: skip
    yield _software(plan["software"])
    yield _own(plan["own_devices"])
    yield from _networks(plan)
    if "visits" not in plan.bought:
        yield row(
            id="school-visits", name="Visits to schools", kind="service", coverage="excluded",
            reason="The District's own people work in the schools",
        )  # fmt: skip
    if "repair" not in plan.bought:
        yield row(
            id="repair", name="Repair of devices", kind="service", coverage="excluded",
            reason="Another contract covers it; a request about a broken device is handed on",
        )  # fmt: skip
    yield row(
        id="classroom-displays", name="Projectors and interactive displays", kind="device",
        ownership="district", coverage="excluded", reason="Another contract covers them",
    )  # fmt: skip


def _models(answer: str) -> list[str]:
    return [one.strip() for one in answer.split(";") if one.strip()]


def _software(answer: str) -> str:
    reasons = {
        "full": None,
        "best-effort": "It is installed and reset; the publisher answers for its faults",
        "excluded": "The publisher's own help desk answers",
    }
    coverage = answer or "best-effort"
    return row(
        id="classroom-software", name="Software licensed by the District", kind="software",
        ownership="district", coverage=coverage, reason=reasons[coverage],
    )  # fmt: skip


def _own(answer: str) -> str:
    reasons = {
        "full": None,
        "advice": "Advice only, through the self-help pages",
        "excluded": "They are not the District's; it lends a device in their place",
    }
    coverage = answer or "excluded"
    return row(
        id="own-devices", name="Devices that students or staff own", kind="device",
        ownership="student", coverage=coverage, reason=reasons[coverage],
    )  # fmt: skip


def _networks(plan: Plan) -> Iterator[str]:
    full = plan["network"] == "full"
    yield row(
        id="school-network", name="Wireless network and broadband line", kind="network",
        ownership="district", coverage="full" if full else "excluded",
        reason=None if full else "Another party answers for it",
        erate=As("true") if full and plan["e_rate"] == "yes" else None,
    )  # fmt: skip
    if plan["home_internet"]:
        yield row(
            id="home-internet", name="Internet access at home", kind="network",
            ownership="third-party", coverage="advice", reason=sentence(plan["home_internet"]),
        )  # fmt: skip


_DEVICES = (
    ("student-laptops", "student_laptops", "student_models"),
    ("staff-laptops", "staff_laptops", "staff_models"),
    ("tablets", "tablets", "tablet_models"),
    ("desktops", "desktops", "desktop_models"),
)
_SERVICES = {
    "help-desk": "{id: help-desk, kind: service, coverage: full}",
    "remote": "{id: remote-support, name: Remote support by phone and screen session, kind: service, coverage: full}",
    "visits": "{id: school-visits, name: Visits to schools, kind: service, coverage: full}",
    "training": "{id: training, name: Training of teachers and contacts, kind: service, coverage: full}",
}
_WITHOUT_REPAIR = """\
priorities:
  - id: P1
    name: A class or a test cannot go on
    definition: A whole class, a state test or a school office is stopped, and no other way will do.
    examples: [Nobody in a class can sign in on the morning of a state test, A school office cannot enroll students]
  - id: P2
    name: One person cannot work
    definition: One student or staff member cannot do the day's work.
    examples: [A teacher cannot sign in before class, A student's account is locked]
  - id: P3
    name: Work goes on, with less comfort
    definition: The person can work, if in another way or later.
    examples: [A teacher asks how to share a folder, A program asks for an update]
""".splitlines()
