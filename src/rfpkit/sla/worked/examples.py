"""The worked examples of every level of an RFP."""

from __future__ import annotations

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.worked import Timeline, Worked
from rfpkit.sla.worked.desk import Desk
from rfpkit.sla.worked.periods import owed_of, periods
from rfpkit.sla.worked.singles import singles
from rfpkit.sla.worked.timelines import timelines


def worked_examples(solicitation: Solicitation) -> tuple[Worked, ...]:
    """Returns invented requests and periods for each level: met, missed, and on the edge."""
    return tuple(_worked(level, solicitation) for level in solicitation.service_levels)


def _worked(level: ServiceLevel, solicitation: Solicitation) -> Worked:
    told: tuple[Timeline, ...] = ()
    if isinstance(level.measure, DurationMeasure):
        told = timelines(Desk(solicitation, level, level.measure))
    owed, since = owed_of(level)
    return Worked(
        level=level.id,
        timelines=told,
        singles=singles(level, solicitation),
        periods=periods(level),
        owed=owed,
        owed_from=since,
    )
