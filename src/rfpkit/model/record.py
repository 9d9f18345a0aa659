"""What every noun has in common, and how one says what is wrong with itself."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


class Record(BaseModel):
    """An immutable noun. The docstring under a field is its description everywhere."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        # What is not used is not built, and a start is soon over.
        defer_build=True,
        validate_default=True,
        serialize_by_alias=True,
    )


class Problem(NamedTuple):
    """A rule between objects that does not hold, found after each object was sound by itself."""

    path: tuple[str | int, ...]
    """Keys and list positions that lead from the document to the place."""
    message: str
    hint: str
    needs: tuple[str, ...] = ()
    """Fields of the document that must be whole for this to be true beyond doubt: a name that
    seems to be missing may stand in the part of a list that could not be read."""

    def is_sure(self, unsure: Container[str]) -> bool:
        """Whether it holds although some fields of the document, here by name, are not whole."""
        of_the_field = self.path[:1] if len(self.path) == 1 else ()
        return not any(name in unsure for name in (*self.needs, *of_the_field))


def mistake(message: str, hint: str) -> PydanticCustomError:
    """Makes the error that a validator raises: one sentence, and how to mend it."""
    return PydanticCustomError("rfpkit", "{message}", {"message": message, "hint": hint})


def repeated_ids(
    what: str, items: Iterable[object], path: tuple[str | int, ...]
) -> Iterable[Problem]:
    """Yields a problem for each item whose `id` an earlier item of the list has."""
    seen: set[str] = set()
    for position, item in enumerate(items):
        name = getattr(item, "id", "")
        if name in seen:
            message = f"the id `{name}` is used twice in {what}"
            yield Problem((*path, position, "id"), message, "give each item an id of its own")
        seen.add(name)
