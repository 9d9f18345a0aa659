"""The top of the file: who buys, what comes from the pack, facts, dates, money and term."""

# The lines of the written file stay whole.
# ruff: noqa: E501

from __future__ import annotations

from rfpkit.model.library.facts import STATES
from rfpkit.workflows.interview.dates import spelled
from rfpkit.workflows.interview.plan import Plan
from rfpkit.workflows.interview.spans import counted
from rfpkit.workflows.interview.text.lines import As, items, listed, missing, row, text

_DOES = {
    "repair": "repair the devices of students and staff",
    "spares": "keep spare devices at the schools",
    "help-desk": "answer requests for help",
    "remote": "help by remote session",
    "visits": "visit the schools",
    "training": "train teachers and the schools' contacts",
}


def head(plan: Plan) -> list[str]:
    """Returns everything above the planning questions."""
    return [
        *_opening(plan), "", *_issuer(plan), "", *_include(plan), "", *_facts(plan), "",
        *_purpose(plan), "", *_schedule(plan), "", *_profile(plan), *_term(plan),
        *_structure(plan), *_law(plan),
    ]  # fmt: skip


def _opening(plan: Plan) -> list[str]:
    return [
        "# yaml-language-server: $schema=rfp.schema.json",
        "#",
        "# A request for proposals. `rfpkit check rfp.yaml` says what is missing, question by",
        "# question; `rfpkit build rfp.yaml` makes the documents. Lines that begin with # are for",
        "# you alone.",
        "kind: rfp",
        f"id: {text(plan['number'])}",
        f"title: {title(plan)}",
        f"pack: {plan.pack}",
        "status: draft                # write `issued` when it is final",
    ]


def title(plan: Plan) -> str:
    """Returns the title: what is bought, in a few words."""
    asks = plan.bought & {"help-desk", "remote", "visits", "training"}
    if "repair" in plan.bought or "spares" in plan.bought:
        return "Device Repair and Technical Support" if asks else "Device Repair"
    return "Technical Support"


def _issuer(plan: Plan) -> list[str]:
    lines = [
        "issuer:",
        f"  name: {text(plan['issuer'])}",
        f"  level: {plan['level'] or 'district'}            # district, consortium or state",
        f"  timezone: {plan['zone']}",
    ]
    if plan["address"]:
        lines.append(f"  address: {text(plan['address'])}")
    if not plan["email"]:
        return [*lines, missing("", "contact, with the e-mail address")]
    return [
        *lines,
        "",
        "contact:                     # the only one who answers questions until award",
        f"  name: {text(plan['contact'] or 'Purchasing Office')}",
        f"  email: {text(plan['email'])}",
    ]


def _include(plan: Plan) -> list[str]:
    wanted = ["contract_structure", "attachments", "claim_within"]
    wanted += ["reporting"]
    if "repair" in plan.bought:
        wanted += ["qualifications", "terms", "priorities", "repair_process"]
    lines = [
        "# What comes from the pack's library, by name. Take one away here, change one under `set`.",
        "include:",
        f"  requirements: {listed(plan.groups)}",
        f"  service_levels: {listed(plan.levels)}",
        "  clauses: all",
        f"  defaults: {listed(wanted)}",
    ]
    lines += [f"  except: {listed(plan.left_out)}"] if plan.left_out else []
    if plan.waiting:
        lines.append(f"  # once the school's calendar is known: {', '.join(plan.waiting)}")
    return lines


def _facts(plan: Plan) -> list[str]:
    yes = {"yes": "visible", "no": "none"}
    asked = {"yes": "requested", "no": "none"}
    joined = {"yes": "offered", "no": "none"}
    known = {
        "state": plan["state"],
        "funding": listed(plan.names("funding")) if plan["funding"] else "",
        "contract_value": plan["value"],
        "population": As(plan["population"]),
        "student_data": yes.get(plan["student_data"], ""),
        "e_rate": asked.get(plan["e_rate"], ""),
        "cooperative_use": joined.get(plan["cooperative"], ""),
        "web_content": "provided" if "portal" in plan.names("channels") else "none",
        "construction": As("false"),
        "research": As("false"),
    }
    lines = [
        "# They decide which clauses apply. What is left out is unknown, and never no.",
        "facts:",
    ]
    for key, value in known.items():
        lines.append(f"  {key}: {text(value)}" if value else missing("  ", key))
    return lines


def _purpose(plan: Plan) -> list[str]:
    does = [_DOES[name] for name in _DOES if name in plan.bought]
    many = f"{', '.join(does[:-1])} and {does[-1]}" if len(does) > 1 else does[0]
    lines = [
        "purpose: |",
        f"  {plan['issuer']} (the District) seeks one contractor (the Contractor) to {many}.",
        "",
        "  The work is tied to a few promises that can be checked. Each is written below as a",
        "  service level, with the events that start and stop its clock and the calendar on which",
        "  the clock runs" + (
            ", and with the credit that a miss costs." if plan["credits"] != "no" else "."
        ),
        "  The District measures them itself, from the Contractor's raw ticket records.",
    ]  # fmt: skip
    lines[1] = "  " + _as_prose(lines[1].strip())
    return lines


def _as_prose(words: str) -> str:
    """Returns words of a person so that Markdown takes none of them for a mark."""
    for sign in "\\`*_[]<>#|":
        words = words.replace(sign, f"\\{sign}")
    return words


def _schedule(plan: Plan) -> list[str]:
    events = (
        ("issued", "Request for proposals issued", "issued", ""),
        ("conference", "Proposers' conference", "conference", ""),
        ("questions-due", "Written questions due", "questions_due", "By e-mail to the contact"),
        ("answers", "Answers published to all proposers", "answers_on", ""),
        ("proposals-due", "Proposals due", "due", "By e-mail to the contact"),
        ("intent", "Notice of intent to award", "intent", ""),
        ("board", "The board votes on the award", "board", ""),
        ("start", "Service begins", "start", ""),
    )
    rows, open_ones = [], []
    for name, event, key, place in events:
        day, _, time = plan[key].partition(" ")
        if day:
            rows.append(row(id=name, name=event, date=As(day), time=As(time), place=place))
        elif key not in ("conference", "board"):
            open_ones.append(event.lower())
    told = [missing("  ", "; ".join(open_ones))] if open_ones else []
    if plan["due"]:
        return ["schedule:", *items(rows), *told]
    # A calendar of events that never says when proposals are due is none.
    return ["# schedule:", *items(rows, "#   "), *(f"#{one}" for one in told)]


def _profile(plan: Plan) -> list[str]:
    kinds = ("student_laptops", "staff_laptops", "tablets", "desktops")
    devices = sum(plan.count(key) for key in kinds) if all(plan[key] for key in kinds) else 0
    known = {
        "students": plan["students"],
        "devices": str(devices or ""),
        "support_staff": plan["support_staff"],
        "schools": plan["schools"],
        "yearly_requests": plan["requests"],
    }
    held = {key: As(value) for key, value in known.items() if value}
    return [f"profile: {row(**held)}" if held else missing("", "profile")]


def _term(plan: Plan) -> list[str]:
    many = _NUMBERS[plan.count("renewals")]
    renewals = {
        "no": None,
        "one": "one renewal of one year, at the District's choice",
    }.get(many, f"{many} renewals of one year each, at the District's choice")
    return [
        f"term: {row(initial=f'{spelled(plan.start)} to {spelled(plan.end)}', renewals=renewals)}"
    ]


def _structure(plan: Plan) -> list[str]:
    if not plan["members"] and plan["cooperative"] != "yes":
        return []
    lines = ["", "contract_structure:"]
    if plan["members"]:
        level = "state" if plan["level"] == "state" else "district"
        rows = [
            row(id=_slug(one.name), name=one.name, level=level, students=As(str(one.number)))
            for one in counted(plan["members"])
        ]
        lines += ["  participating_entities:", *items(rows, "    ")]
    if plan["cooperative"] == "yes":
        lines += ["  cooperative: {who: any public school district in the same state}"]
    return lines


def _slug(name: str) -> str:
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name.lower())
    return "-".join(part for part in plain.split("-") if part)[:60] or "member"


def _law(plan: Plan) -> list[str]:
    return [] if not plan["state"] and "repair" in plan.bought else ["terms:", *_terms(plan)]


def _terms(plan: Plan) -> list[str]:
    law = [f"  governing_law: {_governing(plan)}"] if plan["state"] else []
    return law if "repair" in plan.bought else [*law, *_COVERS]


def _governing(plan: Plan) -> str:
    home = STATES[plan["state"]]
    named = home if home.startswith("the ") else f"the State of {home}"
    named = f"the Commonwealth of {home}" if plan["state"] in _COMMONWEALTHS else named
    return text(named)


_NUMBERS = "no one two three four five six seven eight nine ten".split()
_COMMONWEALTHS = frozenset({"KY", "MA", "PA", "VA", "PR"})
_COVERS = """\
  insurance:
    - {id: general-liability, cover: Commercial general liability, least: "$1,000,000 each occurrence; $2,000,000 in all", note: The District as additional insured}
    - {id: workers-compensation, cover: Workers' compensation, least: As state law asks}
    - {id: cyber, cover: Data breach and network security, least: "$2,000,000 each claim"}
""".splitlines()
