"""Sections and forms that come, go or get another number: answers must cite the new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rfpkit.render.view.outline import Part
from rfpkit.render.view.procurement.forms import SECTION as FORMS

NONE = "–"
"""Stands where there is no such section or form."""


def renumbered(before: Sequence[Part], after: Sequence[Part]) -> list[Part]:
    """Returns a row for each section and form whose number or letter is another one now."""
    sections = _rows(_sections(before), _sections(after))
    forms = _rows(_letters(before), _letters(after))
    return [
        *({"what": one.title, "form": "", "was": one.before, "now": one.after} for one in sections),
        *(
            {"what": one.title, "form": one.id, "was": one.before, "now": one.after}
            for one in forms
        ),
    ]


class _Row(NamedTuple):
    id: str
    title: str
    before: str
    after: str


_Numbers = dict[str, tuple[str, str]]
"""By id: how it is cited, and its title; the template knows the titles of the pack's forms."""


def _rows(was: _Numbers, now: _Numbers) -> Iterator[_Row]:
    gone = [name for name in was if name not in now]
    for name in [*now, *gone]:
        old, new = was.get(name, (NONE, "")), now.get(name, (NONE, ""))
        if old[0] != new[0]:
            yield _Row(name, new[1] or old[1], old[0], new[0])


def _sections(sections: Sequence[Part]) -> _Numbers:
    return {
        one["id"]: (f"Section {one['number']}", str(one["title"]))
        for one in sections
        if one["number"]
    }


def _letters(sections: Sequence[Part]) -> _Numbers:
    parts: list[Part] = [one["parts"] for one in sections if one["id"] == FORMS]
    return {
        name: (f"Form {form['letter']}", str(form["title"]))
        for forms in parts
        for name, form in forms.items()
    }
