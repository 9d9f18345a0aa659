"""The clauses that come into a request, or go out of it, because its facts changed.

A clause of a pack stands in both versions with its condition; only the facts, or the day of
issue, decide in which of them it is printed. Proposers must read it all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from rfpkit.model.addenda.difference import Item
from rfpkit.model.addenda.told import Edit, Entry, Row, Substance
from rfpkit.model.library.clause import ClauseRule
from rfpkit.model.library.condition import Decision
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.addendum.word_difference import word_difference

FIELD: Final = "required_clauses"
_SUBSTANCE: Final = Substance(substantive=True, reason="what the contract must hold changes")


def in_force(old: Solicitation, new: Solicitation) -> Iterable[Entry]:
    """Yields an entry for each clause that is printed in one of the versions alone."""
    before = {clause.id: clause for clause in old.required_clauses or ()}
    for clause in new.required_clauses or ():
        earlier = before.get(clause.id)
        if earlier is None:
            continue  # it is new, and told as such
        was = earlier.decide(old.facts, old.issued_on)
        now = clause.decide(new.facts, new.issued_on)
        # One of which nobody knows whether it applies is printed, too, and says so.
        if was.applies is False and now.applies is not False:
            yield _entry(clause, "added", rows=_rows(clause, new, now))
        elif was.applies is not False and now.applies is False:
            yield _entry(earlier, "deleted", rows=_rows(earlier, new, now))
        elif was.applies != now.applies:
            struck, put_in = word_difference(_applies(was), _applies(now))
            edit = Edit("Whether it applies", tuple(struck), tuple(put_in), _SUBSTANCE)
            yield _entry(clause, "changed", edits=(edit,))


def _entry(
    clause: ClauseRule,
    kind: Literal["added", "deleted", "changed"],
    *,
    edits: tuple[Edit, ...] = (),
    rows: tuple[Row, ...] = (),
) -> Entry:
    path = (FIELD, Item(clause.id))
    return Entry(path, kind, clause.title, edits, rows, _SUBSTANCE, changes=())


def _rows(clause: ClauseRule, new: Solicitation, now: Decision) -> tuple[Row, ...]:
    told = (
        ("Text", clause.text),
        ("Source", clause.citation or ""),
        ("Why", _applies(now)),
        ("How sure it is", f"{clause.verification(new.issued_on)} This is not legal advice."),
    )
    return tuple(Row(name, text) for name, text in told if text)


def _applies(decision: Decision) -> str:
    words = {True: "It applies because", None: "It may apply:", False: "It does not apply:"}
    return f"{words[decision.applies]} {decision.why}."
