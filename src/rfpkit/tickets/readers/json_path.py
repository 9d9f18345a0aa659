"""A value inside a JSON record, addressed by a dotted name: `fields.status.name`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

ABSENT: Final = object()
"""What stands where a record has nothing, not even null."""

Context = tuple[Any, ...]
"""A record, and inside it the element of each array that a row is made of."""


class RowPath:
    """The arrays of which each element is a row: `changelog.histories[].items[]`."""

    def __init__(self, text: str | None) -> None:
        """Takes the path as the mapping has it; without one a record is a row."""
        self.steps = tuple(part.strip(".") for part in (text or "").split("[]")[:-1])

    def contexts(self, record: Any) -> Iterator[Context]:
        """Yields what each row is made of: an array that is empty or not there makes one row."""
        yield from self._below((record,), self.steps)

    def place(self, column: str) -> tuple[int, str]:
        """Returns at which depth of a context a column's name goes on, and how."""
        depth, rest = 0, column
        for step in self.steps:
            if rest.startswith(f"{step}[]"):
                depth, rest = depth + 1, rest[len(step) + 2 :].removeprefix(".")
            else:
                break
        return depth, rest

    def _below(self, context: Context, steps: Sequence[str]) -> Iterator[Context]:
        if not steps:
            yield context
            return
        found = look_up(context[-1], steps[0])
        elements = found if isinstance(found, list) and found else [ABSENT]
        for element in elements:
            yield from self._below((*context, element), steps[1:])


def look_up(value: Any, name: str) -> Any:
    """Returns what a dotted name leads to. A name with dots of its own is found, too."""
    if not name:
        return value
    if isinstance(value, dict):
        return value[name] if name in value else _step(value, name)
    if isinstance(value, list):
        first, _, rest = name.partition(".")
        inside = first.isdecimal() and len(first) < 6 and int(first) < len(value)
        return look_up(value[int(first)], rest) if inside else ABSENT
    return ABSENT


def _step(value: dict[str, Any], name: str) -> Any:
    # `a.b.c` is `a.b` and in it `c`, or `a` and in it `b.c`.
    end = name.rfind(".")
    while end > 0:
        if name[:end] in value:
            found = look_up(value[name[:end]], name[end + 1 :])
            if found is not ABSENT:
                return found
        end = name.rfind(".", 0, end)
    return ABSENT


def names_in(value: Any, steps: Sequence[str], before: str = "", depth: int = 0) -> Iterator[str]:
    """Yields the names of the single values in a record, as a mapping writes them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = f"{before}.{key}" if before else key
            yield from names_in(inner, steps, name, depth)
    elif isinstance(value, list):
        arrays = "[]".join(steps[: depth + 1])
        if depth < len(steps) and before.replace("[].", "[]") == arrays.replace("[].", "[]"):
            for inner in value[:1]:
                yield from names_in(inner, steps, f"{before}[]", depth + 1)
        else:
            for place, inner in enumerate(value[:2]):
                yield from names_in(inner, steps, f"{before}.{place}", depth)
    else:
        yield before
