"""Question 11 in the file: what the pack's levels are changed to, credits, prices and weights."""

# The lines of the written file stay whole.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from rfpkit.model.scalars import parse_share, write_share
from rfpkit.workflows.interview.checks import split
from rfpkit.workflows.interview.plan import Plan
from rfpkit.workflows.interview.text.lines import As, row, text

_USUAL_SHARE, _USUAL_SPARES, _USUAL_QUALITY = "95%", "3%", "94%"


def measured(plan: Plan) -> list[str]:
    """Returns what is changed in the pack's levels, and the spares."""
    lines = ["# Question 11: what shows success? The levels are the pack's; here is what is yours."]
    changes = [line for name in plan.levels for line in _changed(plan, name)]
    if changes:
        lines += ["set:", "  service_levels:", *changes]
    if plan["credits"] == "yes":
        lines.append(f"at_risk: {{base: monthly-fee, cap: {plan['at_risk']} per month}}")
    if "spares" in plan.bought and plan["student_laptops"] != "0":
        pool = row(
            item="student-laptops", share=As(plan["spare_share"]), basis="users",
            owner=plan["spare_owner"], kept_at="At each school", feed="spare-count",
            replenish_days=As("2"),
        )  # fmt: skip
        lines += ["repair_process:", f"  spare_pools: [{pool}]"]
    return [*lines, *_own_requirements(plan)]


def _changed(plan: Plan, name: str) -> list[str]:
    lines = list(_LEVELS[name](plan)) if name in _LEVELS else []
    if plan["credits"] == "no" and name in _WITH_CREDIT:
        lines = [line for line in lines if not line.startswith("credit")] + ["credit:"]
    elif name == _first_without_chronic(plan):
        credit = next((line for line in lines if line.startswith("credit")), "credit: {}")
        lines = [line for line in lines if line != credit]
        comma = ", " if credit != "credit: {}" else ""
        lines.append(f"{credit.removesuffix('}')}{comma}{_CHRONIC}}}")
    return [f"    {name}:", *(f"      {line}" for line in lines)] if lines else []


def _first_without_chronic(plan: Plan) -> str:
    """Returns the level whose credit says what follows when it is missed again and again."""
    if _CHRONIC_IN_THE_PACK in plan.levels:
        return ""
    return next((name for name in plan.levels if name in _WITH_CREDIT), "")


def _turnaround(plan: Plan) -> Iterator[str]:
    days = split(plan["repair_days"])
    limits = [
        f"P{at}: {one} business day{'' if one == '1' else 's'}" for at, one in enumerate(days, 1)
    ]
    yield f"target: {{{', '.join(limits)}}}"
    share = plan["repair_share"]
    if share != _USUAL_SHARE:
        yield f"attainment: {{at_least: {share}, floor: {{by: site, at_least: {_below(share, 10)}}}}}"
        bands = [(share, 2), (_below(share, 5), 5), (_below(share, 15), 10)]
        told = [f"{{below: {below}, credit: {credit}%}}" for below, credit in bands]
        yield f"credit: {{bands: [{', '.join(told)}]}}"
    yield from _baseline(plan["repair_today"])


def _satisfaction(plan: Plan) -> Iterator[str]:
    if plan["quality"] != _USUAL_QUALITY:
        yield f"attainment: {{at_least: {plan['quality']}}}"
    yield from _baseline(plan["quality_today"])


def _spares(plan: Plan) -> Iterator[str]:
    if plan["spare_share"] != _USUAL_SPARES:
        yield f"target: {plan['spare_share']} of users"


def _baseline(answer: str) -> Iterator[str]:
    if found := re.fullmatch(r"(.+?)\s+in\s+(.+)", answer):
        yield f"baseline: {{value: {text(found[1])}, period: {text(found[2])}}}"


def _below(share: str, points: int) -> str:
    """Returns a share some points lower; a promise is half of all at least."""
    return write_share(parse_share(share) - parse_share(f"{points}%"))


def _own_requirements(plan: Plan) -> list[str]:
    if "help-desk" not in plan.groups or not plan["channels"]:
        return []
    ways = [_WAYS[way] for way in plan.names("channels")]
    many = f"{', '.join(ways[:-1])} and {ways[-1]}" if len(ways) > 1 else ways[0]
    goal = next((one for one in ("known-wait",) if one in plan.goals), None)
    return [
        "",
        "# Your own requirements stand beside the pack's.",
        "requirements:",
        "  - id: HLP-001",
        "    kind: mandatory",
        f"    group: {text(plan.help_desk)}",
        *([f"    goal: {goal}"] if goal else []),
        f"    text: {_TAKES.format(ways=many)}",
        "    verification: A test request by each way",
    ]


_LEVELS = {
    "repair-turnaround": _turnaround,
    "satisfaction": _satisfaction,
    "spare-pool": _spares,
}
_CHRONIC_IN_THE_PACK = "student-without-device"
_CHRONIC = (
    "chronic: [{misses: 3 in a row, then: corrective action plan}, "
    "{misses: 6 in 12 periods, then: termination right}]"
)
_WITH_CREDIT = frozenset(
    """
    repair-turnaround student-without-device tablet-repair acknowledgement resolution on-site
    visits-kept repeat-repair spare-pool sanitization incident-notice monthly-report ticket-export
    """.split()
)
_TAKES = (
    "The Contractor must take requests by {ways}, and make one ticket for each request in the same "
    "system."
)
_WAYS = {
    "portal": "portal", "phone": "phone", "email": "e-mail", "chat": "chat",
    "walk-in": "walk-in at the school's help desk", "kiosk": "kiosk", "qr-code": "QR code",
}  # fmt: skip
