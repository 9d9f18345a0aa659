"""How far the members of a consortium are from their joint contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """What became of an item of the joint pack in a member's RFP."""

    INHERITED = "inherited"
    """It asks what the pack asks."""
    TIGHTENED = "tightened"
    """It provably asks more."""
    LOOSENED = "loosened"
    """It asks less."""
    REPLACED = "replaced"
    """It asks something else, and nobody can show that it is more."""
    REMOVED = "removed"
    """It is left out, or missing where every member is expected to take it."""
    NOT_TAKEN = "not taken"
    """It is not taken, and nobody expects it."""
    STALE = "stale"
    """It is changed, and the change was written against another text of the pack."""
    LOCAL = "local"
    """The pack does not have it."""


DRIFTED: Final = frozenset({State.LOOSENED, State.REPLACED, State.REMOVED, State.STALE})
"""States that the joint contract does not foresee."""
STATES: Final = {
    "same": State.INHERITED,
    "tightened": State.TIGHTENED,
    "loosened": State.LOOSENED,
    "replaced": State.REPLACED,
}
"""What a change makes of an item, by where it leads."""
KEPT: Final = frozenset({State.INHERITED, State.TIGHTENED})
"""What an item must be against the pack's text for its floor to be proven."""


@dataclass(frozen=True)
class FieldChange:
    """A field of an item that differs from the pack's."""

    field: str
    """attainment.at_least."""
    reference: str
    """What the joint pack says."""
    member: str
    """What the member says."""
    at: str
    """Where the member, or the pack that it uses, says so."""


@dataclass(frozen=True)
class Decision:
    """Why something was changed or left out, as an override says."""

    reason: str
    authority: str
    date: str
    at: str
    """Where the override stands."""


@dataclass(frozen=True)
class Cell:
    """An item in a member's RFP."""

    state: State
    against: State | None
    """What it is against the newest text, also where it is stale; None where there is nothing to
    compare."""
    why: str = ""
    """What a reader must know beside the changes."""
    changes: tuple[FieldChange, ...] = ()
    decisions: tuple[Decision, ...] = ()
    at: str = ""
    """Where the member says so."""
    hours: tuple[str, ...] = ()
    """Calendars on which the member's clock runs, and which are its own."""
    doubt: str = ""
    """Why it proves nothing though no single ticket is better off; empty where it does."""

    @property
    def words(self) -> str:
        """The state, and what a stale change makes of the newest text: `stale, loosened`."""
        if self.state is State.STALE and self.against is not None:
            return f"{self.state}, {self.against}"
        return str(self.state)


@dataclass(frozen=True)
class Row:
    """An item, member by member."""

    list: str
    id: str
    text: str
    """Its title, or what it asks."""
    cells: tuple[Cell | None, ...]
    """For each member; None where the RFP cannot be read, or where another's own id is meant."""


@dataclass(frozen=True)
class OwnTerm:
    """Something that a member says for itself, and that nobody compares."""

    name: str
    """Calendar support-hours."""
    text: str
    """Monday to Friday, 7:30 a.m. to 4:30 p.m."""
    at: str = ""
    """Where the member says so."""


@dataclass(frozen=True)
class Member:
    """A member's RFP."""

    name: str
    """Its folder."""
    title: str = ""
    issuer: str = ""
    pack: str = ""
    """The version of the joint pack that it uses: joint 1.0.0; empty where it does not use it."""
    notes: tuple[str, ...] = ()
    """What is to know of the whole RFP: behind the newest version."""
    errors: tuple[str, ...] = ()
    """Why it cannot be read."""
    own: tuple[OwnTerm, ...] = ()
    """What it says for itself, for people to compare."""
    words: tuple[OwnTerm, ...] = ()
    """Free words of its own that touch a level or the floor: no proof can compare them."""

    @property
    def is_readable(self) -> bool:
        """Whether it could be compared."""
        return not self.errors


@dataclass(frozen=True)
class Proof:
    """Whether a member asks what the floor asks."""

    proven: bool
    why: str


@dataclass(frozen=True)
class FloorRow:
    """An item of the floor, member by member."""

    list: str
    id: str
    text: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Drift:
    """A consortium's members against its newest pack."""

    reference: str
    """The version that they are held against: joint 1.1.0."""
    members: tuple[Member, ...]
    rows: tuple[Row, ...]
    floor: tuple[FloorRow, ...] | None
    """None where the pack names no floor."""
    skipped: tuple[str, ...] = ()
    """Folders that are no members, as they hold no RFP."""
    told: tuple[str, ...] = ()
    """What is to know of the joint pack itself: that nobody published it beside the members."""

    def counts(self, position: int) -> dict[State, int]:
        """Returns how many items of a member are in each state."""
        found = [cell.state for _, cell in self.of_member(position)]
        return {state: found.count(state) for state in State}

    def of_member(self, position: int) -> Iterator[tuple[Row, Cell]]:
        """Yields each row in which a member has something, and that."""
        for row in self.rows:
            if (cell := row.cells[position]) is not None:
                yield row, cell

    def proven(self, position: int) -> int:
        """Returns how many items of the floor are proven for a member."""
        return sum(row.proofs[position].proven for row in self.floor or ())

    @property
    def unreadable(self) -> bool:
        """Whether a member could not be compared."""
        return not all(member.is_readable for member in self.members)

    @property
    def below_the_floor(self) -> bool:
        """Whether an item of the floor is not proven for a member."""
        return any(not proof.proven for row in self.floor or () for proof in row.proofs)

    @property
    def drifted(self) -> bool:
        """Whether a member left the joint contract, or uses an earlier version of it."""
        states = (cell.state for row in self.rows for cell in row.cells if cell is not None)
        noted = any(member.notes for member in self.members)
        return noted or self.below_the_floor or any(state in DRIFTED for state in states)


COMPARED: Final = (
    "Compared is what requirements, service levels and clauses ask, with the pauses, exclusions "
    "and priorities that they name, and what bounds a credit: the at-risk amount, the time to "
    "claim it, and how often a ticket is credited."
)
"""What is compared."""
NOT_COMPARED: Final = (
    "Not compared, and not covered by any proof, is what each member says for itself: the hours "
    "and closed days of its calendars, as long as they are open half as long as the others', its "
    "sites, audiences and scope, its general terms, what its fees cover, and the facts by which a "
    "clause applies. The same target on shorter hours is another promise."
)
"""What is not compared, and what a proof therefore does not say."""
