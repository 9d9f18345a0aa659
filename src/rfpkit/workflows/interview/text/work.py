"""Questions 5 to 10 in the file: where, how requests start, routine, who, how many."""

# The lines of the written file stay whole.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.workflows.interview.plan import Plan
from rfpkit.workflows.interview.text.lines import items, listed, missing, row, sentence, text

_AT_ANY_HOUR = ("portal", "email", "chat", "qr-code")


def work(plan: Plan) -> list[str]:
    """Returns the operations, the parties and what each answers for."""
    return [
        "operations:", *_off_campus(plan), *_intake(plan), *_routine(plan), *_staffing(plan),
        "  # Question 11: how are users asked?",
        "  survey: {asked: as each request is closed, dimensions: [timeliness, quality]}",
        "", *_parties(plan),
    ]  # fmt: skip


def _off_campus(plan: Plan) -> list[str]:
    lines = ["  # Question 5: are devices supported off campus?"]
    if not plan["off_campus"]:
        return [*lines, missing("  ", "off_campus")]
    yes = plan["off_campus"] == "yes"
    home = {"yes": "true", "no": "false"}.get(plan["take_home"], "")
    lines += ["  off_campus:", f"    supported: {'true' if yes else 'false'}"]
    lines += [f"    take_home: {home}" if home else missing("    ", "take_home")]
    if yes:
        lines += [f"    methods: {listed(plan.names('methods'))}", "    calendar: support-hours"]
    if plan["shipping"]:
        lines.append(f"    shipping_paid_by: {plan['shipping']}")
    for key, name in (("return_by", "return_by"), ("loaner", "home_loaner")):
        lines += [f"    {key}: {text(plan[name])}"] if plan[name] else []
    if plan["home_internet"]:
        lines.append(f"    home_internet: {text(plan['home_internet'])}")
    return lines


def _intake(plan: Plan) -> list[str]:
    lines = ["  # Question 6: how do requests start, and how do they get a priority?"]
    if not plan["channels"]:
        return [*lines, missing("  ", "channels"), *_in_prose(plan), *_triage(plan)]
    rows = []
    for way in plan.names("channels"):
        always = way in _AT_ANY_HOUR and plan["after_hours"]
        rows.append(row(
            id=way, kind=way, hours=sentence(plan["after_hours"]) if always else None,
            calendar=None if always else "support-hours", auto_ack="Number of the ticket",
        ))  # fmt: skip
    return [*lines, *_in_prose(plan), "  channels:", *items(rows, "    "), *_triage(plan)]


def _in_prose(plan: Plan) -> list[str]:
    """Returns how a request moves, in a few sentences."""
    told = {"intake": _INTAKE}
    if "remote" in plan.bought:
        told["remote_first"] = _REMOTE_FIRST
    if "visits" in plan.bought:
        told["visits"] = _VISITS
    return [f"  {key}: {text(words)}" for key, words in told.items()]


_INTAKE = (
    "Each way to ask makes the same ticket. The person who asks says what has stopped, and does not "
    "pick a priority; the priority follows from the table in this document. The District may correct "
    "it, with a reason that stays on the ticket."
)
_REMOTE_FIRST = (
    "A technician tries a remote session before anybody travels, and writes on the ticket what was "
    "tried."
)
_VISITS = "Work that can wait is done on the day of the visit. P1 work never waits for it."


def _triage(plan: Plan) -> list[str]:
    broken = "device-repair" if "repair" in plan.bought else "requests"
    rows = [
        row(
            when="A whole class, a state test or a school office is stopped",
            priority="P1",
            queue=broken,
        ),
        row(when="One person cannot work, and no spare is at hand", priority="P2", queue=broken),
        row(when="Anything else", priority="P3", queue="requests"),
    ]
    queues = [row(id="requests", name="Questions and requests", owner="Contractor")]
    if "repair" in plan.bought:
        queues.insert(
            0, row(id="device-repair", name="Broken devices", owner="Contractor, repair bench")
        )
    return ["  triage:", *items(rows, "    "), "  queues:", *items(queues, "    ")]


def _routine(plan: Plan) -> list[str]:
    lines = ["  # Question 7: what is done before anything fails?"]
    what = [name for name in ("student-laptops", "charging-carts") if name in _routine_items(plan)]
    if plan["maintenance"] not in ("", "none") and what:
        task = row(
            id="device-check", task="Check of devices", items=listed(what),
            every=sentence(plan["maintenance"]), evidence="Completed list, by asset tag",
        )  # fmt: skip
        lines += ["  maintenance:", f"    - {task}"]
    elif not plan["maintenance"]:
        lines.append(missing("  ", "maintenance"))
    if plan["visits"]:
        visit = row(
            id="all-schools", sites="All schools", every=sentence(plan["visits"]),
            not_on="days of a state test", make_up=plan["make_up"] or None,
        )  # fmt: skip
        lines += ["  rotations:", f"    - {visit}"]
    elif "visits" in plan.bought:
        lines.append(missing("  ", "rotations: how often each school is visited"))
    return lines


def _routine_items(plan: Plan) -> Iterator[str]:
    if plan["student_laptops"] != "0":
        yield "student-laptops"
    if plan.count("carts"):
        yield "charging-carts"


def _staffing(plan: Plan) -> list[str]:
    lines = ["  # Question 10: how are technicians placed?"]
    if not plan["mode"]:
        return [*lines, missing("  ", "staffing")]
    lines += ["  staffing:", f"    mode: {plan['mode']}"]
    lines += [
        f"    technicians: {plan['technicians']}"
        if plan["technicians"]
        else missing("    ", "technicians")
    ]
    lines.append(
        "    demand_rule: Each July both sides look at the tickets of each school by week."
    )
    options = [_OPTIONS[name] for name in plan.names("other_ways") if name in _OPTIONS]
    return lines + (["    options:", *items(options, "      ")] if options else [])


_OPTIONS = {
    "dedicated": "{id: campus-technician, title: A technician at one school, mode: dedicated, text: One person is at the school on each school day, price_line: campus-technician}",
    "evening": '{id: evening, title: Remote support on school nights, mode: remote, text: "Until 8:00 p.m., while school is in session", price_line: evening-support}',
}


def _parties(plan: Plan) -> list[str]:
    lines = ["# Question 9: who answers for what? `contractor` and `district` are always there."]
    if plan["network_party"]:
        contact = plan["network_contact"] or None
        fields = row(id="network-party", name=plan["network_party"], contact=contact)
        lines += ["parties:", f"  - {fields}"]
    elif plan["network"] == "excluded":
        lines.append(missing("", "parties: who answers for the network"))
    return [*lines, "responsibilities:", *items(_rows(plan))]


def _rows(plan: Plan) -> Iterator[str]:
    ours = [
        name
        for name, key in (
            ("student-laptops", "student_laptops"), ("staff-laptops", "staff_laptops"),
            ("tablets", "tablets"), ("desktops", "desktops"), ("charging-carts", "carts"),
        )
        if plan[key] != "0" and (plan[key] or key in ("student_laptops", "staff_laptops"))
    ]  # fmt: skip
    ours += [name for service, name in _SERVICE_ITEMS.items() if service in plan.bought]
    ours += ["own-devices"] if plan["own_devices"] == "full" else []
    ours += ["classroom-software"] if plan["software"] == "full" else []
    for name in ours:
        yield row(item=name, does="contractor", accountable="contractor")
    party = plan["image_party"] or "district"
    yield row(item="device-image", does=party, accountable=party)
    if plan["network"] == "full":
        yield row(item="school-network", does="contractor", accountable="contractor")
    elif plan["network_party"]:
        yield row(
            item="school-network", does="network-party", accountable="network-party",
            told="contractor",
            handoff="A request about the network is handed on within 2 business hours, with what was tried",
        )  # fmt: skip


_SERVICE_ITEMS = {
    "help-desk": "help-desk",
    "remote": "remote-support",
    "visits": "school-visits",
    "training": "training",
}
