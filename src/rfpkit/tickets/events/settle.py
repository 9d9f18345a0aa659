"""One value for each ticket, from all the rows that carry one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from rfpkit.tickets.events.instants import Instants
from rfpkit.tickets.events.words import NOTHING, Codes
from rfpkit.tickets.stamps.offsets import Mask, Seconds

Positions = npt.NDArray[np.int64]
"""Positions of rows, or of tickets."""


@dataclass(frozen=True)
class Settled:
    """A value for each ticket."""

    values: Seconds | Codes
    """The value; 0 where `known` is false."""
    known: Mask
    """Some row of the ticket carries one."""
    changed: Positions
    """Tickets whose rows carry different values."""

    def codes(self) -> Codes:
        """Returns the values as positions of words."""
        return np.where(self.known, self.values, NOTHING).astype(np.int32)


@dataclass(frozen=True)
class Tickets:
    """Whose rows they are, and when each was true."""

    codes: Codes
    """The ticket of each row, or `NOTHING`."""
    number: int
    """How many tickets there are."""
    instants: Instants
    """When each row was true."""

    @cached_property
    def numbered(self) -> Mask:
        """Whether each row has the number of a ticket."""
        return np.not_equal(self.codes, NOTHING)

    def settle(
        self, values: Seconds | Codes, known: Mask, pick: Literal["first", "last"]
    ) -> Settled:
        """Takes the first or the last value of each ticket in the order of time.

        Of several values at one instant, the order of the rows in the file decides nothing.
        """
        held, given = np.zeros(self.number, values.dtype), np.zeros(self.number, np.bool_)
        ticket, value, rows = self.codes, values, None
        if not (known.all() and self.numbered.all()):
            rows = np.flatnonzero(known & self.numbered)
            ticket, value = ticket[rows], value[rows]
        held[ticket], given[ticket] = value, True
        # Most attributes never change: the rows are put in order only where one does.
        changed = np.unique(ticket[value != held[ticket]]).astype(np.int64)
        if len(changed):
            touched = np.zeros(self.number, np.bool_)
            touched[changed] = True
            among = np.flatnonzero(touched[ticket])
            ticket, value = ticket[among], value[among]
            rows = among if rows is None else rows[among]
            instants = self.instants
            order = np.lexsort((value, instants.order[rows], instants.row[rows], ticket))
            # What is written last stays, so the order is turned round to keep the first.
            order = order[::-1] if pick == "first" else order
            held[ticket[order]] = value[order]
        return Settled(held, given, changed)

    def firsts(self, rows: Positions, values: Seconds) -> tuple[Positions, Positions]:
        """Returns the first row of each ticket and value, and the tickets with several values."""
        ticket, value = self.codes[rows], values[rows]
        first = np.full(self.number, NOTHING, np.int64)
        first[ticket[::-1]] = rows[::-1]
        other = rows[value != values[first[ticket]]]
        kept = first[first != NOTHING]
        if not len(other):
            return np.sort(kept), other
        pairs = np.stack([self.codes[other].astype(np.int64), values[other]])
        _, places = np.unique(pairs, axis=1, return_index=True)
        return np.sort(np.concatenate([kept, other[places]])), np.unique(self.codes[other])
