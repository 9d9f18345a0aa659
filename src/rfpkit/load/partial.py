"""A file with mistakes, read as far as it can be used: one mistake hides no other.

What holds a mistake is left out whole, an item of a list or a field at the top, so that nothing
half-read is taken for what its author meant. Who asks something of the rest is told which fields
are not whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError

from rfpkit.errors import Diagnostic
from rfpkit.load import wording
from rfpkit.load.diagnose import diagnose, diagnose_problems
from rfpkit.load.fault import locate
from rfpkit.load.layered import layered
from rfpkit.load.places import Path, inside_all
from rfpkit.load.shape import Group, fields
from rfpkit.load.yaml import Parsed
from rfpkit.model.record import Problem, Record

M = TypeVar("M", bound=Record)
Unit = Callable[[Path, Any], Path]
"""Returns what is left out whole because of a mistake at a place in the data."""

NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True)
class Partial(Generic[M]):
    """A document without what could not be read."""

    document: M | None
    """None where so much is wrong that nothing can be used."""
    read: Parsed
    """What the document was made of, and where each part of it stands."""
    diagnostics: list[Diagnostic]
    """What is wrong with it, as far as that can be known."""
    left_out: tuple[Path, ...] = ()
    """What was left out, as paths into the file."""
    unsure: frozenset[str] = frozenset()
    """Fields at the top that are not whole."""


def as_far_as_read(
    parsed: Parsed,
    model: type[M],
    unit: Unit,
    stand_ins: Mapping[str, Any] = NOTHING,
    unsure: Iterable[str] = (),
) -> Partial[M]:
    """Returns a document as far as its file can be used, with what each object refuses.

    Args:
        parsed: what was read.
        model: what the document is.
        unit: what is left out because of a mistake at a place.
        stand_ins: values for fields that a document cannot lack.
        unsure: fields that were known not to be whole before.
    """
    found = list(parsed.diagnostics)
    cut: set[Path] = set()
    doubted = {*unsure, *_doubted(parsed.unsure, model)}
    try:
        document = model.model_validate(parsed.data)
    except ValidationError as error:
        refused = diagnose(error, model, parsed)
        places = {one.at for one in refused}
        # Who knows what a value should be says it better than who only read it.
        found = [*(one for one in found if one.at not in places), *refused]
        cut |= {unit(path, parsed.data) for path in _faulty(error, parsed.data)}
        doubted |= _meant(cut, parsed.data, model)
    else:
        if not parsed.unsure:
            return Partial(document, parsed, found, (), frozenset(doubted))
    cut |= {unit(path, parsed.data) for path in parsed.unsure} - {()}
    doubted |= {str(path[0]) for path in cut if path}
    rest = _without(parsed, cut, stand_ins)
    return Partial(_made(rest, model), rest, found, tuple(sorted(cut, key=str)), frozenset(doubted))


def between_objects(problems: Iterable[Problem], partial: Partial[M]) -> list[Diagnostic]:
    """Returns the rules between objects that do not hold, whatever stood in what was left out."""
    sure = (one for one in problems if one.is_sure(partial.unsure))
    return diagnose_problems(sure, partial.read)


def item_or_field(path: Path, data: Any) -> Path:
    """Returns the item of a list at the top, or the field at the top, that holds a place."""
    return path[: 2 if path and isinstance(inside_all(data, path[:1]), list) else 1]


def _faulty(error: ValidationError, data: Any) -> Iterable[Path]:
    for detail in error.errors(include_url=False):
        fault = locate(detail, data)
        # A missing field is a fault of its group; at the top another value stands in for it.
        yield fault.path[:-1] if fault.is_missing and len(fault.path) > 1 else fault.path


def _doubted(unread: Iterable[Path], model: Group) -> Iterable[str]:
    """Yields the fields that may stand in what nobody could read."""
    for path in unread:
        yield from fields(model) if not path else (str(path[0]),)


def _meant(cut: Iterable[Path], data: Mapping[str, Any], model: Group) -> set[str]:
    """Returns the fields that are meant, perhaps, by names that the document does not have."""
    known = fields(model)
    lacking = [name for name in known if name not in data]
    names = [str(path[0]) for path in cut if len(path) == 1 and path[0] not in known]
    return {likely for name in names if (likely := wording.closest(name, lacking, 0.6))}


def _without(parsed: Parsed, cut: set[Path], stand_ins: Mapping[str, Any]) -> Parsed:
    """Returns what was read without some parts, each that is left with the place that it had."""
    moved: dict[Path, Path] = {}
    data = _copy(parsed.data, (), (), cut, moved)
    data |= {name: value for name, value in stand_ins.items() if name not in data}

    def find(path: Path) -> tuple[int, Path]:
        for length in range(len(path), 0, -1):
            if (there := moved.get(path[:length])) is not None:
                return 0, (*there, *path[length:])
        return 0, path

    rest = parsed._replace(diagnostics=[], unsure=frozenset())
    return layered(rest, data, [parsed.places], find)


def _copy(value: Any, here: Path, there: Path, cut: set[Path], moved: dict[Path, Path]) -> Any:
    """Copies groups and lists around what is cut; `moved` says where each item stood."""
    if not any(path[: len(there)] == there for path in cut):
        return value
    if isinstance(value, dict):
        return {
            name: _copy(one, (*here, name), (*there, name), cut, moved)
            for name, one in value.items()
            if (*there, name) not in cut
        }
    kept: list[Any] = []
    for position, one in enumerate(value if isinstance(value, list) else ()):
        if (*there, position) not in cut:
            mine, its = (*here, len(kept)), (*there, position)
            moved[mine] = its
            kept.append(_copy(one, mine, its, cut, moved))
    return kept


def _made(rest: Parsed, model: type[M]) -> M | None:
    try:
        return model.model_validate(rest.data)
    except ValidationError:
        return None
