"""Which changes are substantive: those that could alter who proposes, what, or at what price.

The rules lean to one side: a change that no rule knows is substantive. Whoever issues the
addendum may say otherwise, with a reason that is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rfpkit.model.addenda.difference import Change, Item
from rfpkit.model.addenda.told import Substance


def substance(change: Change) -> Substance:
    """Returns what the rules say of a change."""
    if (reason := _formal(change)) is not None:
        return Substance(substantive=False, reason=reason)
    reason = _SUBSTANTIVE.get(str(change.path[0]), "no rule says that it is not")
    return Substance(substantive=True, reason=reason)


def is_told(change: Change) -> bool:
    """Whether a change is one of what the RFP says: told among the changes of an addendum.

    A new question and its answer are told in a section of their own. An answer that was given
    once and reads otherwise now is a change like any other.
    """
    top = change.path[0]
    if all(value is None or value in ([], {}) for value in (change.old, change.new)):
        return False  # an empty list says no more than none
    if top != "questions":
        return top not in HOW_WRITTEN
    rewritten = change.path[-1] in {"question", "answer"} and change.old is not None
    return rewritten or (change.kind == "deleted" and len(change.path) == 2)


def any_substantive(changes: Sequence[Change]) -> bool:
    """Whether one of the changes is substantive by the rules."""
    return any(substance(change).substantive for change in changes)


HOW_WRITTEN: Final = frozenset({"addenda", "include", "set", "overrides", "unsettled"})
"""Fields that no addendum tells: its own record, what its authors have not settled, and what a file
takes from its pack's library. What comes of the last are objects like any others, and compared."""
_ORDER_COUNTS: Final = {"priorities", "terms"}
_FORMAL: Final[dict[str, str]] = {
    "contact": "who answers questions does not alter a proposal",
    "note": "a remark on the cover",
    "status": "the mark of a draft",
    "page": "the size of the paper",
    "background": "it tells how support works today",
    "goals": "a goal is no promise; levels and requirements are",
    "notice": "the notice repeats what the document says",
    "addenda": "the record of addenda",
    "questions": "the answer itself alters nothing; the changes that it points at do",
    "ocid_prefix": "the name of a data record",
    "include": "how the file is written; what comes of it is told by itself",
    "set": "how the file is written; what comes of it is told by itself",
    "overrides": "how the file is written; what comes of it is told by itself",
    "unsettled": "a note of the authors to themselves, which is not printed",
}
"""Parts of the RFP of which no change is substantive, each with the reason."""
_FORMAL_FIELDS: Final[dict[tuple[str, str], str]] = {
    ("issuer", "address"): "the place to hand proposals in is said elsewhere",
    ("priorities", "examples"): "examples illustrate; the definition counts",
    ("requirements", "group"): "the heading under which it stands",
    ("requirements", "goal"): "the goal that it serves",
    ("service_levels", "goal"): "the goal that it serves",
    ("service_levels", "title"): "a title alters no verdict",
    ("service_levels", "baseline"): "how things stood before",
    ("audiences", "name"): "what a group is called",
    ("calendars", "title"): "what a calendar is called",
}
"""Fields of a part of which no change is substantive, each with the reason."""
_QUIET_EVENTS: Final = {Item(name) for name in ("issued", "answers", "opening", "intent", "board")}
"""Events at which proposers have nothing to do."""
_WHY: Final = {"rationale", "tied_to"}
_SUBSTANTIVE: Final[dict[str, str]] = {
    "schedule": "a date of the procurement changes",
    "requirements": "what proposers answer changes",
    "response_codes": "how proposers answer changes",
    "service_levels": "a promise that is measured changes",
    "priorities": "priorities decide the targets of levels",
    "calendars": "clocks of levels run on it",
    "pauses": "it decides when a clock stands still",
    "exclusions": "it decides which tickets are counted",
    "ticket_events": "it decides when clocks start and stop",
    "left_open": "a point that was left open is settled otherwise",
    "at_risk": "what a miss may cost changes",
    "claim_within": "how a credit is claimed changes",
    "tickets_credited": "what a miss may cost changes",
    "pricing": "what proposers price changes",
    "evaluation": "how proposals are judged changes",
    "qualifications": "who may propose changes",
    "contract_structure": "what is awarded changes",
    "terms": "terms of the contract change",
    "term": "the length of the contract changes",
    "instructions": "how a proposal is made and handed in changes",
    "forms": "what goes with a proposal changes",
    "attachments": "what comes with the RFP, or goes with a proposal, changes",
    "scope": "what is supported changes",
    "profile": "the volume that proposers price changes",
    "audiences": "who is served changes",
    "parties": "who answers for what changes",
    "responsibilities": "who answers for what changes",
    "operations": "how the work is done changes",
    "repair_process": "how the work is done changes",
    "coordinated_services": "what the Contractor must deliver changes",
    "security_privacy": "how data and devices are guarded changes",
    "publications": "what users are told, and who tells them, changes",
    "governance": "how the two sides work together changes",
    "reporting": "what the Contractor must deliver changes",
    "purpose": "what is bought changes",
    "title": "what is bought changes",
    "issuer": "the issuer's own terms change",
    "pack": "the words of the document may change",
    "facts": "they decide which clauses and requirements apply",
    "required_clauses": "what the contract must hold changes",
}
"""Parts of the RFP of which a change is substantive, with the reason."""


def _formal(change: Change) -> str | None:
    """Returns why a change is not substantive; None if it is."""
    top, last = str(change.path[0]), change.path[-1]
    known: str | None = _FORMAL.get(top)
    if known is None and not isinstance(last, Item):
        known = _FORMAL_FIELDS.get((top, last))
    if known is not None:
        return known
    rules = {
        "only the order changes": change.kind == "reordered" and top not in _ORDER_COUNTS,
        "the requirement is for information only": top == "requirements"
        and _is_information(change),
        "nothing that proposers do hangs on that date": top == "schedule"
        and change.path[1:2] != ()
        and change.path[1] in _QUIET_EVENTS,
        "it says why, not what": last in _WHY,
    }
    return next((reason for reason, holds in rules.items() if holds), None)


def _is_information(change: Change) -> bool:
    """Whether a requirement that comes or goes was for information only."""
    whole: Any = change.new if change.kind == "added" else change.old
    return isinstance(whole, dict) and whole.get("kind") == "information"
