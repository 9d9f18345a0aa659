"""Clauses of a section: which apply, and which the issuer words in its own way."""

from __future__ import annotations

import re
from collections.abc import Container

from rfpkit.model.procurement.wording import Clauses, Worded
from rfpkit.render.view.outline import Part


def worded(clauses: Clauses, own: Worded | None, leave_out: Container[str] = ()) -> dict[str, Part]:
    """Returns the groups of a section with the clauses that apply, in their order.

    A clause has `own`, and with it the issuer's words: `text`, its first paragraph, and
    `rest`. One without is worded by the pack. A group without clauses is left out.
    """
    own = own or Worded()
    groups: dict[str, Part] = {}
    for group, names in clauses.items():
        if kept := {name: _clause(name, own) for name in names if name not in leave_out}:
            groups[group] = {"parts": kept}
    if own.more:
        more = {
            f"more-{place}": {"title": clause.title, **_own(clause.text)}
            for place, clause in enumerate(own.more, start=1)
        }
        groups["more"] = {"parts": more}
    return groups


def _clause(name: str, own: Worded) -> Part:
    text = own.own_words.get(name)
    return {"title": "", **(_own(text) if text else {"own": False})}


def _own(text: str) -> Part:
    first, _, rest = text.strip().partition("\n\n")
    if _LIST.match(first):
        first, rest = "", text
    return {"own": True, "text": first, "rest": rest}


_LIST = re.compile(r"\s{0,3}([-*+]|\d{1,9}[.)])\s")
