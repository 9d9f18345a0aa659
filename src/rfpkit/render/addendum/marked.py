"""The changes of an addendum, each in the words and marks in which it is printed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from rfpkit.model.addenda.told import Comparison, Edit, Entry, Run
from rfpkit.model.words import clock
from rfpkit.render.addendum.places import Place, place, unlinked
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital, weekday_date


def entry(one: Entry, before: Sequence[Part], after: Sequence[Part]) -> Part:
    """Returns one change, with the number of its section as it is printed."""
    field = str(one.path[0])
    was, now = (place(sections, field, one.names) for sections in (before, after))
    where = _where(now if one.kind == "added" else was or now)
    return {
        "title": f"{where}: {one.title}" if where else one.title,
        "name": one.title,
        "where": where or "The request",
        "now": _moved(was, now) if one.kind not in {"added", "deleted"} else "",
        "code": one.id if one.id != one.title else "",
        "kind": one.kind,
        "edits": [_edit(edit, where, _where(now)) for edit in one.edits],
        "rows": [{"term": row.name, "text": unlinked(row.text)} for row in one.rows],
        "substantive": "Yes" if one.substance.substantive else "No",
        "reason": one.substance.reason,
    }


def dates(facts: Comparison) -> list[Part]:
    """Returns each event with its present date and all that it had before."""
    return [
        {
            "name": dated.event.name,
            "now": moment(dated.event.date, dated.event.time),
            "moved": any(one.until == facts.addendum.number for one in dated.earlier),
            "earlier": [
                f"{moment(one.date, one.time)} (until addendum {one.until})"
                for one in dated.earlier
            ],
        }
        for dated in facts.dates
    ]


def moment(day: datetime.date, time: int | None) -> str:
    """Writes a date with its time, where it has one."""
    return weekday_date(day) + ("" if time is None else f", {clock(time)}")


def substance(facts: Comparison) -> str:
    """Returns whether the addendum is substantive, who says so, and why."""
    reasons = [one.substance.reason for one in facts.entries if one.substance.substantive]
    because = "; ".join(dict.fromkeys(reasons))
    word = "Yes" if facts.substantive else "No"
    own = facts.addendum.reason
    if facts.substantive != facts.by_rule:
        rule = f"By rule it would be: {because}" if because else "By rule it would not be"
        return f"{word}. {_sentence(own or '')} {rule}."
    if own:
        return f"{word}. {_sentence(own)}"
    return f"{word}: {because}." if because else f"{word}: no change alters what is proposed."


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _where(found: Place | None) -> str:
    if found is None:
        return ""
    return f"Section {found.number}" if found.number else found.title


def _moved(was: Place | None, now: Place | None) -> str:
    if was is None or now is None or was.number == now.number:
        return ""
    return f"In the document as changed it is Section {now.number}."


def _edit(edit: Edit, where: str, now: str) -> Part:
    name = _cited(edit.name, where or "The request", now)
    return {"name": name, "old": _runs(edit.old), "new": _runs(edit.new)}


def _cited(name: str, where: str, now: str) -> str:
    """Returns what is changed with the number of its section, or of its own clause."""
    found = re.fullmatch(r"(New clause|Clause) (\d+)", name)
    if found is None:
        return f"{where}: {capital(name)}"
    return f"{now if found[1] == 'New clause' else where}.{found[2]}: {found[1]}"


def _runs(runs: Sequence[Run]) -> list[Part]:
    return [{"text": run.text, "marked": run.marked} for run in runs]
