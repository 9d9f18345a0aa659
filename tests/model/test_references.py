"""Every field that names something else: what nothing bears is refused, with the nearest name."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import pytest

from rfpkit.load.places import address
from rfpkit.model.credits.terms import Remedy
from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.written import Written
from rfpkit.workflows.rfp import open_rfp, read_rfp
from tests.conftest import ROOT

RFPS = [
    ROOT / "tests" / "cases" / "references" / "rfp.yaml",
    *(ROOT / "examples" / name / "rfp.yaml" for name in ("city-district", "multi-state")),
    ROOT / "examples" / "every-kind" / "rfp.yaml",
]
ENDS = ("start", "stop")
OPEN: dict[str, set[tuple[str, str]]] = {
    "events of the export, which the mapping gives": {
        *(("DurationMeasure", end) for end in ENDS),
        *(("StatisticMeasure", end) for end in ENDS),
        *(("AccumulationMeasure", end) for end in ENDS),
        ("RatioMeasure", "counted"),
        ("Good", "event"),
    },
    "numbers, words and ratings of the export; a rule of the review looks for the survey": {
        ("Good", "fact"),
        ("Good", "number"),
        ("Good", "rated"),
        ("Good", "rating"),
        ("StatisticMeasure", "number"),
        ("StatisticMeasure", "rating"),
        ("SatisfactionMeasure", "dimension"),
        ("Survey", "dimensions"),
    },
    "attributes of tickets, which no list of the RFP holds": {
        ("AppliesTo", "device_class"),
        ("AppliesTo", "service"),
        ("AppliesTo", "site"),
        ("TargetRow", "device_class"),
        ("TargetRow", "site"),
    },
    "feeds that the Contractor delivers, and what they deliver": {
        ("DutyMeasure", "feed"),
        ("DutyMeasure", "item"),
        ("RatioMeasure", "feed"),
        ("SparePool", "feed"),
        ("StatisticMeasure", "feed"),
        ("StockMeasure", "feed"),
    },
    "languages by their codes": {("Audience", "languages"), ("SecurityPrivacy", "languages")},
    "the prefix that a registry gave": {("Solicitation", "ocid_prefix")},
    "names of the pack, tested with its library": {
        ("Include", name)
        for name in (
            *("requirements", "service_levels", "clauses", "defaults", "leave_out"),
            *("schedule", "starting_point"),
        )
    }
    | {("Solicitation", "changes")},
    "the published level, in a contract": {("Origin", "level")},
}
"""Fields that no other part of an RFP can answer for, and why."""

Field = tuple[str, str]


def is_id(annotation: Any) -> bool:
    if isinstance(annotation, Written):
        return annotation.wanted.startswith("an id")
    if typing.get_origin(annotation) is typing.Annotated:
        kind, *marks = typing.get_args(annotation)
        return is_id(kind) or any(map(is_id, marks))
    return any(map(is_id, typing.get_args(annotation)))


def records(annotation: Any, seen: set[type[Record]]) -> set[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record) and annotation not in seen:
        seen.add(annotation)
        for info in annotation.model_fields.values():
            records(info.annotation, seen)
    for argument in typing.get_args(annotation):
        records(argument, seen)
    return seen


def field_of(record: type[Record], name: str) -> Field:
    """The base of every credit is one and the same field."""
    return ("Remedy" if issubclass(record, Remedy) and name == "base" else record.__name__, name)


def naming_fields() -> set[Field]:
    return {
        field_of(record, name)
        for record in records(Solicitation, set())
        for name, info in record.model_fields.items()
        if name != "id" and (is_id(info.annotation) or any(map(is_id, info.metadata)))
    }


def uses(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Field, Any]]:
    """Yields each field of an RFP that holds a name, and where it is."""
    if isinstance(value, Record):
        for name, info in type(value).model_fields.items():
            held, place = getattr(value, name), (*path, info.alias or name)
            field = field_of(type(value), name)
            if field in FIELDS and held not in (None, (), {}):
                yield field, (*place, *_KEYS.get(field, ()))
            yield from uses(held, place)
    elif isinstance(value, tuple | dict):
        for key, held in value.items() if isinstance(value, dict) else enumerate(value):
            yield from uses(held, (*path, key))


_KEYS = {("DurationMeasure", "calendar_by_site"): ("north",)}
"""Where the name stands in a field whose keys are open."""


def misspelled(name: str) -> str:
    return f"{name}x"


def wrong(value: Any) -> Any:
    """A value in which the first name, or each key of a group, is misspelled."""
    if isinstance(value, list):
        return [misspelled(value[0]), *value[1:]]
    if isinstance(value, dict):
        return {misspelled(name): one for name, one in value.items()}
    return misspelled(value)


def put(data: Any, path: tuple[str | int, ...], made: Any) -> Any:
    if not path:
        return made
    key, *rest = path
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[key] = put(data[key], tuple(rest), made)
    return copy


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


FIELDS = naming_fields()
REFERENCES = sorted(FIELDS - set().union(*OPEN.values()))


@pytest.fixture(scope="module")
def places() -> dict[Field, Any]:
    found: dict[Field, Any] = {}
    for path in RFPS:
        opened = open_rfp(path)
        for field, place in uses(opened.solicitation):
            found.setdefault(field, (path, opened.read, place))
    return found


def test_every_field_that_is_left_open_is_there():
    assert set().union(*OPEN.values()) <= FIELDS


@pytest.mark.parametrize("field", REFERENCES, ids=".".join)
def test_a_name_that_nothing_bears_is_refused_at_its_place_with_the_nearest(field, places):
    path, read, place = places[field]
    written = wrong(at(read.data, place))
    found = read_rfp(read._replace(data=put(read.data, place, written)), path).diagnostics
    told = next(one for one in found if one.message.startswith(address(place, read.data)))
    near = at(read.data, place)
    near = next(iter(near)) if isinstance(near, list | dict) else near
    assert told.hint == f"did you mean `{near}`?"
    assert told.at.line in {read.places.value(place).line, read.places.entry(place).line}
