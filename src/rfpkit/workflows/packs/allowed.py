"""How far an RFP may leave what its packs say: the marks of an item, or of a default, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from rfpkit.model.library.overridable import EXCEPT, OTHERS, Mark
from rfpkit.packs.library.items import SHELVES
from rfpkit.packs.library.marks import marks_for
from rfpkit.packs.library.parts import DEFAULTS, part_marks
from rfpkit.packs.library.resolve import Resolved
from rfpkit.workflows.packs.library import shelf_of
from rfpkit.workflows.rfp import OpenedRfp


def allowed(opened: OpenedRfp, resolved: Resolved, rfp: Path, key: str, name: str) -> Iterator[str]:
    """Yields what the RFP may do to each field that is marked; nothing where all is free."""
    shelf, above = shelf_of(opened.stack(rfp)), resolved.layers[0]
    if key == DEFAULTS:
        yield from _told(part_marks(shelf, name))
    elif (item := shelf.items[SHELVES[key]].get(name)) is not None:
        yield from _told(marks_for(shelf, key, item, above))


def _told(marks: Mapping[str, Mark]) -> Iterator[str]:
    others = "every other field" if marks.keys() - {EXCEPT, OTHERS} else "every field"
    names = {EXCEPT: "leaving it out", OTHERS: others}
    for field in sorted(marks, key=list(names).count):
        if marks[field] != "free":
            yield f"{names.get(field, f'`{field}`')}: {_WORDS[marks[field]]}"


_WORDS: Final[Mapping[Mark, str]] = {
    "none": "not at all",
    "tighten": "only what is shown to be tighter",
    "loosen_with_reason": "with a reason, under `overrides`",
}
