"""What every level of an audit is measured against, and what is made once for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.contract import Contract
from rfpkit.model.digest import digest_of
from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.zones import local_date
from rfpkit.sla.clocks.timeline import Timeline, timeline
from rfpkit.sla.levels import LevelUnits, measure_level
from rfpkit.sla.measure import not_measurable
from rfpkit.sla.stages import Stage


class CalendarCache:
    """Calendars compiled once for all partitions, whichever of them asks first."""

    def __init__(self) -> None:
        """Begins with none."""
        self._compiled: dict[str, CompiledCalendar] = {}

    def get(self, digest: str, calendar: ServiceCalendar) -> CompiledCalendar:
        """Returns a calendar compiled; `digest` is that of its content."""
        found = self._compiled.get(digest)
        # Two partitions may compile the same at once; one of the two is kept.
        return found or self._compiled.setdefault(digest, compile_calendar(calendar))


@dataclass(frozen=True, eq=False)
class Case:
    """A contract, the log of an export, and the instant up to which it is known."""

    contract: Contract
    log: EventLog
    as_of: int
    timeline: Timeline
    cache: CalendarCache
    calendars: dict[str, CompiledCalendar] = field(default_factory=dict)
    """The calendars that were needed, by the digest of their content."""

    def compiled(self, calendar: ServiceCalendar) -> CompiledCalendar:
        """Returns a calendar compiled, once for each content."""
        name = digest_of(calendar)
        if name not in self.calendars:
            self.calendars[name] = self.cache.get(name, calendar)
        return self.calendars[name]

    @property
    def used_calendars(self) -> tuple[ServiceCalendar, ...]:
        """The calendars that were compiled, in the order in which they were needed."""
        return tuple(one.calendar for one in self.calendars.values())

    def measure(self, found: tuple[Stage, ...]) -> LevelUnits:
        """Returns the units of a level through its stages."""
        return measure_level(self.contract, found, self.log, self.timeline, self.compiled)

    def begun(self, found: tuple[Stage, ...]) -> tuple[Stage, ...]:
        """Returns the stages of a level that began by the audit's instant; at least the first."""
        today = local_date(self.contract.timezone, self.as_of - 1)
        return tuple(stage for stage in found if stage.first <= today) or found[:1]

    def not_measurable(self, found: tuple[Stage, ...]) -> str:
        """Returns why the export cannot measure a level, or nothing."""
        reasons = (not_measurable(stage.level, self.log) for stage in found)
        return next(filter(None, reasons), "")


def open_case(
    contract: Contract, log: EventLog, as_of: int, cache: CalendarCache | None = None
) -> Case:
    """Sorts the log once for all levels; calendars may be compiled already."""
    return Case(contract, log, as_of, timeline(log, as_of), cache or CalendarCache())
