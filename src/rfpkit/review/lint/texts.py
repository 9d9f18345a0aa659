"""Every text of a record, with the path to it: `service_levels[repair].rationale`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from rfpkit.model.record import Record


def texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yields each text in a record, a list or a group; choices and ids are none."""
    if isinstance(value, str):
        if where and not isinstance(value, Enum):
            yield where, value
    elif isinstance(value, Record):
        names = type(value).model_fields
        for name, one in value.__dict__.items():
            if one and name in names and name not in _NO_TEXTS:
                yield from texts(one, f"{where}.{names[name].alias or name}" if where else name)
    elif isinstance(value, tuple):
        for number, one in enumerate(value, start=1):
            yield from texts(one, f"{where}[{getattr(one, 'id', number)}]")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from texts(one, f"{where}.{name}")


_NO_TEXTS = frozenset({"id", "kind", "include", "changes", "overrides", "pack"})
