"""What a pack changes in the packs that it lies over, and what its members may not go below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field

from rfpkit.model.library.overridable import Overridable
from rfpkit.model.library.override import Override
from rfpkit.model.names import Names
from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id

Layered = Literal["requirements", "service_levels", "required_clauses"]
"""Lists of an RFP whose items packs change."""


Marked = Literal["requirements", "service_levels", "required_clauses", "defaults"]
"""What packs mark: items, and parts of the defaults."""
MOST_OVERRIDES = 30
"""Overrides of one item; it has fewer fields."""


class OverlayFile(Record):
    """Changes of the packs below."""

    kind: Literal["overlay"]
    """What the file is."""
    leave_out: Names | None = Field(None, alias="except")
    """Groups and ids that are not offered any more."""
    changes: dict[Layered, dict[Id, dict[str, Any]]] | None = Field(None, alias="set")
    """Fields that are written otherwise, by list and id, where the pack below leaves them free."""
    overrides: tuple[Override, ...] = ()
    """Changes with their reason, their authority and what they were written against."""
    marks: dict[Marked, dict[Id, Overridable]] | None = None
    """How far those above may change an item, by list and id, or what the pack fills in:
    {defaults: {at_risk: {cap: tighten}}}. A mark is never looser than that of the pack below."""

    def problems(self) -> Iterable[Problem]:
        """Yields each item that has more overrides than it has fields."""
        counted: Counter[str] = Counter()
        for position, one in enumerate(self.overrides):
            counted[str(one.of)] += 1
            if counted[str(one.of)] == MOST_OVERRIDES + 1:
                message = f"`{one.of}` has more than {MOST_OVERRIDES} overrides in this file"
                yield Problem(("overrides", position), message, "join those with one reason")


class FloorFile(Record):
    """What every member of a consortium asks at least."""

    kind: Literal["floor"]
    """What the file is."""
    requirements: Names | None = None
    """Requirements by their group or their id, or `all`."""
    service_levels: Names | None = None
    """Service levels by their group or their id, or `all`."""
    clauses: Names | None = None
    """Conditional clauses by their file or their id, or `all`."""
    defaults: Names | None = None
    """Parts of what the pack fills in, or `all` that bear on its levels: [at_risk, priorities]."""
