"""Which noun of the model a part of an RFP is, where it is at hand as JSON alone."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation


def noun_within(noun: str, key: str, value: Any) -> str:
    """Returns the noun of what a field of a noun holds: of an object, or of a list's objects.

    Empty where the field holds no object, or nobody could say of which noun it is.
    """
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return ""
    holder = _nouns().get(noun)
    for name, kind in _keys(holder).items() if holder is not None else ():
        if name == key:
            for inner in _records(kind):
                if {*first} <= {*_keys(inner)}:
                    return inner.__name__
    return ""


def field_of(noun: str, key: str) -> str:
    """Returns the field of a noun that is written under a key: `from` is the field `start`."""
    holder = _nouns().get(noun)
    fields = holder.model_fields if holder is not None else {}
    return next((name for name, field in fields.items() if _key(name, field) == key), key)


@cache
def _nouns() -> dict[str, type[Record]]:
    found: dict[str, type[Record]] = {}
    waiting: list[type[Record]] = [Solicitation]
    while waiting:
        noun = waiting.pop()
        if noun.__name__ not in found:
            found[noun.__name__] = noun
            waiting += [one for kind in _keys(noun).values() for one in _records(kind)]
    return found


@cache
def _keys(noun: type[Record]) -> dict[str, Any]:
    return {_key(name, field): field.annotation for name, field in noun.model_fields.items()}


def _key(name: str, field: Any) -> str:
    return str(field.serialization_alias or field.alias or name)


def _records(kind: Any) -> Iterator[type[Record]]:
    if isinstance(kind, type) and issubclass(kind, Record):
        yield kind
    for part in typing.get_args(kind):
        yield from _records(part)
