"""The commented `rfp.yaml` that answers become."""

# The lines of the written file stay whole.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Mapping

from rfpkit.workflows.interview.questions import SCREENS, split

GROUPS = (
    "repair-process", "spares", "parts", "privacy", "reporting", "remote-service", "help-desk",
    "triage", "visits", "training", "staffing", "governance",
)  # fmt: skip
"""Groups of requirements that every such RFP takes from the pack."""


def rfp_text(answers: Mapping[str, str], pack: str) -> str:
    """Returns the file; the same answers give the same text."""
    return "\n".join([
        _head(answers, pack), _people(answers), _work(answers), _measured(answers),
    ])  # fmt: skip


def _unconfirmed(a: Mapping[str, str]) -> str:
    """Lists the values that were proposed and taken as they were: nobody may know them."""
    proposed = [
        f"#   {one.text}: {one.default}"
        for screen in SCREENS
        for one in screen.prompts
        if a[one.key] == one.default
    ]
    if not proposed:
        return ""
    told = [
        "#",
        "# CONFIRM: these answers are proposals of `rfpkit new` that nobody changed. Put what is",
        "# true of you in their place below, and delete each line that holds.",
        *proposed,
    ]
    return "".join(f"{line}\n" for line in told)


def _q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _head(a: Mapping[str, str], pack: str) -> str:
    groups = [*GROUPS, *(["off-campus"] if a["off_campus"] == "yes" else [])]
    return f"""\
# yaml-language-server: $schema=rfp.schema.json
#
# A request for proposals. `rfpkit check rfp.yaml` says what is missing, question by question;
# `rfpkit build rfp.yaml` makes the documents. Lines that begin with # are for you alone.
{_unconfirmed(a)}kind: rfp
id: {_q(a["number"])}          # number of the solicitation: RFP-2027-01
title: Technical Support and Device Repair
pack: {pack}
status: draft                # write `issued` when it is final

issuer:
  name: {_q(a["issuer"])}
  level: district            # district, consortium or state
  timezone: {a["zone"]}      # IANA name: America/Chicago

contact:                     # the only person who answers questions until award
  name: {_q(a["contact"])}
  email: {_q(a["email"])}

# What comes from the pack's library. Take a group away here; change one under `set`.
include:
  requirements: [{", ".join(groups)}]
  defaults: [purpose, priorities, reporting]

facts:                       # decide which clauses and requirements apply; unknown is not no
  state: {a["state"].strip().upper()}
  student_data: visible      # visible, or none

schedule:                    # add conference, questions-due, answers, start: see the docs
  - {{id: issued, name: Request for proposals issued, date: {a["issued"]}}}
  - {{id: proposals-due, name: Proposals due, date: {a["due"]}, time: 14:00}}

profile: {{students: {_n(a["students"])}, yearly_requests: {_n(a["requests"])}}}
term: {{initial: {a["start"]} to {a["end"]}}}
"""


def _n(text: str) -> str:
    return text.replace(",", "")


def _people(a: Mapping[str, str]) -> str:
    ways = ", ".join(split(a["channels"]))
    spoken = ", ".join(split(a["languages"])) or "en"
    people = f"channels: [{ways}], languages: [{spoken}]"
    return f"""\
# Question 1: who are the customers? Add families, staff, guests.
audiences:
  - {{id: students, kind: student, count: {_n(a["students"])}, {people}}}
  - {{id: teachers, kind: teacher, count: {_n(a["teachers"])}, {people}}}

# Question 2: what is the support for? A level or a requirement serves each goal.
goals:
  - id: learning-time
    statement: {_q(a["goal"])}
    tied_to: {_q(a["plan"])}
  - id: good-work
    statement: People who ask for help are satisfied with the work.

# Question 3: priorities come from the pack (P1, P2, P3); users must be able to read them.
publications:
  - id: help-page
    what: [priorities, support-hours, service-levels, responsibilities]
    audiences: [students, teachers]
    medium: {_q(a["published"])}

# Question 4: what is supported, and what is not? What is not named is out of scope.
scope:
  - {{id: student-laptops, kind: device, ownership: district, coverage: full, count: {_n(a["student_laptops"])}}}
  - {{id: staff-laptops, kind: device, ownership: district, coverage: full, count: {_n(a["staff_laptops"])}}}
  - {{id: device-image, name: Device image and management software, kind: software, coverage: full}}
  - {{id: student-owned, name: Devices that students own, kind: device, ownership: student, {_cover(a["own_devices"], "The District lends a device in their place")}}}
  - {{id: network, name: Wireless network and broadband, kind: network, {_cover(a["network"], "Another party answers for it")}}}
  - {{id: displays, name: Projectors and displays, kind: device, coverage: excluded, reason: Another contract covers them}}
"""


def _cover(answer: str, reason: str) -> str:
    return "coverage: full" if answer == "yes" else f"coverage: excluded, reason: {reason}"


def _work(a: Mapping[str, str]) -> str:
    paid = ", shipping_paid_by: district" if "mail-in" in split(a["methods"]) else ""
    ways = ", ".join(split(a["methods"]))
    off = f"{{supported: true, methods: [{ways}], calendar: support-hours{paid}}}"
    off = off if a["off_campus"] == "yes" else "{supported: false}"
    named = split(a["channels"])
    channels = "\n".join(
        f"    - {{id: {way}, kind: {way}, calendar: support-hours}}" for way in named
    )
    own = "\n  - {item: student-owned, does: contractor, accountable: contractor}"
    own = own if a["own_devices"] == "yes" else ""
    return f"""\
operations:
  # Question 5: are devices supported off campus?
  off_campus: {off}
  # Question 6: how do requests start, and how do they get a priority?
  channels:
{channels}
  triage:
    - {{when: "A whole class, a state test or a school office is stopped", priority: P1}}
    - {{when: One person cannot work and no spare is at hand, priority: P2, queue: device-repair}}
  queues:
    - {{id: device-repair, name: Broken devices, owner: Contractor}}
  # Question 7: what is done before anything fails?
  maintenance:
    - {{id: laptop-check, task: Check of student laptops, items: student-laptops, every: {_q(a["maintenance"])}}}
  rotations:
    - {{id: all-schools, sites: All schools, every: {_q(a["visits"])}}}
  # Question 10: how are technicians placed?
  staffing:
    mode: {a["mode"]}
    demand_rule: Each July both sides look at the tickets of each school by week.
  # Question 11: how are users asked?
  survey: {{asked: as each request is closed, dimensions: [timeliness, quality]}}

# Question 8: hours. Add `holidays` (rfpkit calendar draft) and `seasons` for the summer.
calendars:
  - id: support-hours
    title: Support Hours
    version: 1
    timezone: {a["zone"]}
    covers: {a["start"]} to {a["end"]}
    week: {{mon-fri: {a["hours"]}}}

# Question 9: who answers for what? `contractor` and `district` are always there.
parties:
  - {{id: network-party, name: {_q(a["network_party"])}}}
responsibilities:
  - {{item: student-laptops, does: contractor, accountable: contractor}}
  - {{item: staff-laptops, does: contractor, accountable: contractor}}
  - {{item: device-image, does: contractor, accountable: district}}{own}
  - {{item: network, does: network-party, accountable: network-party}}

# Left empty, each rule of the repair process has the pack's words.
repair_process: {{}}
"""


def _measured(a: Mapping[str, str]) -> str:
    days = _n(a["days"])
    return f"""\
# Reasons to leave a ticket out of the count; a level names those that hold for it.
exclusions:
  - id: duplicate
    definition: The ticket repeats an open one for the same device and fault. The earlier one counts.
    approved_by: The District's technology office
    evidence: Number of the earlier ticket

# Question 11: what shows success? Add `baseline`, a `credit` and `pricing`.
service_levels:
  - id: repair-turnaround
    title: Repair turnaround
    goal: learning-time
    measure:
      kind: duration
      from: received
      to: returned
      calendar: support-hours
      on_reopen: continue
    target: {days} business day{"" if days == "1" else "s"}
    attainment: {{at_least: {a["share"]}, per: month, counted_by: due}}
    exclude: [duplicate]
    report: {{per: month, within: 10}}
  - id: satisfaction
    title: Satisfaction with quality
    goal: good-work
    measure: {{kind: satisfaction, dimension: quality, scale: 5, method: top_two_box, response_floor: 20%}}
    attainment: {{at_least: {a["quality"]}, per: month, counted_by: stop}}
    report: {{per: month, within: 10}}
"""
