"""What can be shown of words: how strictly they bind the Contractor, and nothing else.

Other words are another text. The same words with a weaker verb are looser, with a stronger one
tighter, where the verb is the Contractor's: what the District may do binds nobody more.
"""

from __future__ import annotations

import re
from typing import Any, Final

from rfpkit.model.library.clause import ClauseRule
from rfpkit.model.library.condition import Condition
from rfpkit.model.library.wider import is_wider
from rfpkit.model.requirement import Requirement
from rfpkit.packs.library.leads.way import Direction, Rule, added, more, opposite, together

_KINDS: Final = ("information", "optional", "desirable", "mandatory")
"""How much a requirement asks, the least first."""


def of_requirement(name: str, before: Requirement, after: Requirement) -> Direction:
    """Returns where the change of a field of a requirement leads."""
    was, now = getattr(before, name), getattr(after, name)
    if name == "kind":
        return more(_KINDS.index(was), _KINDS.index(now))
    if name == "text":
        # What a requirement says that nobody does, the Contractor does; and an offer that it may
        # make, and now must, is asked for as any other.
        offered = before.kind == "optional" and after.kind != "optional"
        return of_text(was, now, is_asked=True, may_is_weak=offered)
    return added(was, now) if name == "verification" else Direction.REPLACED


def of_clause(name: str, before: ClauseRule, after: ClauseRule) -> Direction:
    """Returns where the change of a field of a clause leads."""
    rule = _OF_CLAUSE.get(name)
    was, now = getattr(before, name), getattr(after, name)
    return Direction.REPLACED if rule is None else rule(was, now)


def of_text(
    before: str, after: str, *, is_asked: bool = False, may_is_weak: bool = False
) -> Direction:
    """Returns where other words of a text lead.

    Args:
        before: the text as it was.
        after: the text as it is.
        is_asked: whether a verb without a party is the Contractor's.
        may_is_weak: whether `may` is a weaker `must`, and no leave to do something.
    """
    old, new = _VERB.split(_plain(before)), _VERB.split(_plain(after))
    if len(old) != len(new) or old[::2] != new[::2]:
        return Direction.REPLACED
    found = []
    for place in range(1, len(old), 2):
        if _STRENGTH[old[place]] != _STRENGTH[new[place]]:
            # A verb is judged by the words around it, which are the same in both texts.
            whose = _whose("".join(new[:place])) or (_CONTRACTOR if is_asked else "")
            leave = not may_is_weak and "may" in {old[place], new[place]}
            is_plain = not (leave and (old[place] == "may" or new[place + 1].startswith(" not ")))
            found.append(_of_verb(old[place], new[place], whose) if is_plain else _REPLACED)
    return together(found)


def _of_verb(old: str, new: str, whose: str) -> Direction:
    found = more(_STRENGTH[old], _STRENGTH[new])
    if whose == _CONTRACTOR:
        return found
    # Of something that must be so, and of nobody who does it, less is asked.
    return found if not whose and found is Direction.LOOSENED else _REPLACED


def _whose(before: str) -> str:
    """Returns whose verb it is, by the party that its sentence names last; empty for nobody's."""
    parties = _PARTY.findall(re.split(r"[.;:]\s", before)[-1])
    return "" if not parties else _CONTRACTOR if parties[-1] else "another"


_REPLACED: Final = Direction.REPLACED
_CONTRACTOR: Final = "contractor"
_VERB: Final = re.compile(r"\b(must|shall|should|may)\b")
_STRENGTH: Final = {"may": 1, "should": 2, "must": 3, "shall": 3}
_PARTY: Final = re.compile(
    r"\b(?:(contractor|vendor|provider|supplier|proposer)|"
    r"(?:district|state|consortium|owner|member|board|school|customer|buyer|user|student)s?)\b"
)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _of_condition(before: Condition, after: Condition) -> Direction:
    if is_wider(before, after):
        return Direction.TIGHTENED
    return Direction.LOOSENED if is_wider(after, before) else Direction.REPLACED


def _earlier(before: Any, after: Any) -> Direction:
    """A rule that is in force from the beginning is in force earlier than from any date."""
    if before is None or after is None:
        return opposite(added)(before, after)
    return opposite(more)(before, after)


def _later(before: Any, after: Any) -> Direction:
    if before is None or after is None:
        return opposite(added)(before, after)
    return more(before, after)


_OF_CLAUSE: Final[dict[str, Rule]] = {
    "text": of_text,
    "when": _of_condition,
    "effective_from": _earlier,
    "effective_to": _later,
}
