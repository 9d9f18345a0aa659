"""The changes of a document as a reader meets them: one entry for each object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rfpkit.model.addenda.difference import Change, Item, Path
from rfpkit.model.addenda.told import Edit, Entry, Row, Run, Substance
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.addendum.excerpts import differing
from rfpkit.review.addendum.labels import (
    NOTHING,
    change_words,
    field_words,
    rows,
)
from rfpkit.review.addendum.plain import without_marks
from rfpkit.review.addendum.substance import is_told, substance
from rfpkit.review.addendum.word_difference import word_difference
from rfpkit.review.addendum.wording import changed_wording, whole_wording


def entries(old: Solicitation, new: Solicitation, changes: Sequence[Change]) -> list[Entry]:
    """Returns an entry for each object that changes, in the order of the changes."""
    groups: dict[Path, list[Change]] = {}
    for change in changes:
        if is_told(change):
            groups.setdefault(_object(change), []).append(change)
    documents = [version.model_dump(mode="json", by_alias=True) for version in (old, new)]
    return [_entry(path, group, (old, new), documents) for path, group in groups.items()]


def _object(change: Change) -> Path:
    path = change.path
    whole = [place for place, step in enumerate(path) if isinstance(step, Item)]
    return path[: whole[-1] + 1] if whole else path[:1]


def _entry(
    path: Path,
    changes: Sequence[Change],
    versions: tuple[Solicitation, Solicitation],
    documents: Sequence[Any],
) -> Entry:
    first = changes[0]
    whole = first.path == path and first.kind in {"added", "deleted"}
    found = [substance(change) for change in changes]
    return Entry(
        path,
        first.kind if whole or first.kind == "reordered" else "changed",
        _title(path, first, documents),
        () if whole else (*_sentences(path, versions), *_edits(path, changes)),
        tuple(_whole(path, first, versions)) if whole else (),
        next((one for one in found if one.substantive), found[0]),
        tuple(changes),
    )


def _whole(
    path: Path, change: Change, versions: tuple[Solicitation, Solicitation]
) -> Iterable[Row]:
    """Yields all that an object says that comes or goes; a level says it in sentences first."""
    version = versions[1] if change.kind == "added" else versions[0]
    if path[:1] == ("service_levels",) and len(path) == 2:
        yield from (Row(*told) for told in whole_wording(_level(path, version), version))
    yield from rows(change.new if change.kind == "added" else change.old, change.labels[-1])


def _edits(path: Path, changes: Sequence[Change]) -> Iterable[Edit]:
    for change in changes:
        inside = len(path) if len(change.path) > len(path) else len(path) - 1
        name = change_words(change, inside)
        if change.kind == "reordered":
            name = f"Order of the {field_words(change.labels[-1])}"
        for where, old, new in differing(change):
            yield _edit(name + where, old, new, substance(change))


def _edit(name: str, old: str, new: str, found: Substance | None) -> Edit:
    if old != new and without_marks(old) == without_marks(new):
        name = f"{name}, in its emphasis or its links alone"
    old, new = without_marks(old), without_marks(new)
    if NOTHING in (old, new):
        before, after = (_unlike(text) for text in (old, new))
    else:
        before, after = word_difference(old, new)
    return Edit(name, tuple(before), tuple(after), found)


def _unlike(text: str) -> list[Run]:
    return [Run(" ".join(text.split()), marked=text != NOTHING)]


def _sentences(path: Path, versions: tuple[Solicitation, Solicitation]) -> Iterable[Edit]:
    """Yields the sentence and the clauses of a level, where they read otherwise now."""
    if path[:1] != ("service_levels",) or len(path) != 2:
        return
    old, new = versions
    for name, before, after in changed_wording(_level(path, old), old, _level(path, new), new):
        yield _edit(name, before or NOTHING, after or NOTHING, None)


def _level(path: Path, version: Solicitation) -> ServiceLevel:
    return next(one for one in version.service_levels if Item(one.id) == path[1])


def _title(path: Path, first: Change, documents: Sequence[Any]) -> str:
    old, new = documents
    found = _follow(old, path) or _follow(new, path)
    if isinstance(found, dict) and isinstance(path[-1], Item):
        named = found.get("title") or found.get("name")
        return str(named) if named else path[-1].id
    return _first_large(field_words(first.labels[0]))


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _follow(document: Any, path: Path) -> Any:
    here = document
    for step in path:
        if here is None:
            return None
        if isinstance(step, Item):
            here = next((one for one in here if one["id"] == step.id), None)
        else:
            here = here.get(step)
    return here
