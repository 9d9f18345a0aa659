"""The table that passes from the reading of an export to the clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rfpkit.model.effect import Effect
from rfpkit.model.exports.intake import Intake

if TYPE_CHECKING:
    import polars as pl

    FeedTables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class State:
    """A state of the export, or a stamp's event, with what it does to the clock."""

    label: str
    """The vendor's word, or the column of the stamp."""
    effect: Effect


@dataclass(frozen=True)
class EventLog:
    """Everything that happened to the tickets of an export, in no particular order.

    `events` has one row for each event:

    - `ticket` (UInt32): position of the ticket in `tickets`;
    - `at` (Int64): the instant, whole seconds UTC;
    - `order` (Int64): what orders events of one second: the export's own sequence number, or
      the millionths of a second that were cut from the stamp; 0 where it has neither;
    - `state` (UInt16): position in `states`;
    - `priority` (String, or Enum of sorted words): the priority that the row carries, in the
      contract's words; may be null, and is on a stamp that is repeated on the rows of an event
      log, unless it lies before all of them;
    - `evidenced` (Boolean): whether the row carries evidence of its pause; the column is there
      only where the mapping names one;
    - `actor` (String): who brought the row about; the column is there only where the mapping
      names one;
    - `source` (UInt8), `row` (UInt32): file and row, the head being row 1; in a Parquet file,
      which has no head, the first record is row 1.

    `tickets` has one row for each ticket, sorted by its number:

    - `ticket` (String): the number as the vendor prints it;
    - `service`, `device_class`, `site`, `audience`, `device`, `fault` (String): in the contract's
      words, as the ticket's first row with a value says, null where the export does not say;
    - `excluded` (String): reason of the mapping to leave it out, else null;
    - `no_target` (Boolean): the mapping says that it has no target;
    - `unreadable` (String): why its record is incomplete (a rejected row, a stamp that
      cannot be read), else null: such a ticket is never scored from what is left;
    - `claimed_met` (Boolean), `claimed_due` (Int64): the vendor's claims, as the ticket's last
      row with a value says, null where absent;
    - `claimed_elapsed`, `claimed_paused` (Int64): seconds that the vendor's clock counted, and
      stood still; columns that are there only where the mapping names them;
    - `first_priority` (String): what it began with, in the contract's words; there with claims;
    - `rating_DIMENSION` (Int64): one column for each dimension of the survey, null where absent;
    - `number_NAME` (Int64, millionths) and `fact_NAME` (String): one column for each number and
      fact of the mapping, as the ticket's last row with a value says, null where absent.

    `attributes` names the ticket attributes that the mapping fills at all: a level that
    restricts another one cannot be audited with this mapping.

    `feeds` has a table for each feed that was given, one row for each row of the file:

    - `at` (Int64): the instant, whole seconds UTC; a bare date is its local midnight;
    - `of`, `site`, `fact` (String): in the contract's words, null where absent;
    - `value`, `base` (Int64): millionths, null where absent;
    - `covers` (Int32): days since 1970-01-01, null where absent;
    - `row` (UInt32): the row, the head being row 1.

    `doubtful` has one row for each value that was used and is doubtful: `source` (UInt8) and `row`
    (UInt32) as in `events`, `column` (empty where the row as a whole is meant), `value`, `reason`
    (String); None where nobody looked.
    """

    events: pl.DataFrame
    tickets: pl.DataFrame
    states: tuple[State, ...]
    attributes: frozenset[str]
    ratings: frozenset[str]
    intake: Intake
    feeds: FeedTables = field(default_factory=dict)
    doubtful: pl.DataFrame | None = None
