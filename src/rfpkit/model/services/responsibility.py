"""Who answers for what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from pydantic import model_validator

from rfpkit.model.names import Names
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text

ALWAYS = {"contractor": "The Contractor", "district": "The District"}
"""The two parties that every RFP has, with the names they have in its text."""


class Party(Record):
    """A side that has something to do: a company, an office, a department."""

    id: Id
    """Name of the party: network-team. `contractor` and `district` are always there."""
    name: Text
    """How it is called in documents."""
    contact: Text | None = None
    """Where it is reached."""


class Responsibility(Record):
    """Who does, decides, is asked and is told about one scope item."""

    item: Id
    """The scope item: student-laptops."""
    does: Names
    """Parties that do the work."""
    accountable: Id
    """The one party that answers for the result."""
    asked: Names | None = None
    """Parties that are asked before something is decided."""
    told: Names | None = None
    """Parties that are told afterwards."""
    handoff: Text | None = None
    """What is handed over, where and how soon, when a request belongs to another party."""

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        asked, told = self.asked or (), self.told or ()
        if both := sorted(set(asked) & set(told)):
            hint = "keep it under `asked`: who is asked is told"
            raise mistake(f"`{both[0]}` is asked and told about the same item", hint)
        return self

    def named(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        """Yields each party with its place."""
        for key in ("does", "asked", "told"):
            for position, name in enumerate(getattr(self, key) or ()):
                yield (key, position), name
        yield ("accountable",), self.accountable
