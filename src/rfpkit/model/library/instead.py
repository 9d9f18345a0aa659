"""What a starting point says in place of its pack's defaults."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.open_points import OpenPoint, open_point_problems
from rfpkit.model.planning import Audience, Goal, Operations, ScopeItem
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.priority import Priority
from rfpkit.model.procurement.evaluation import Evaluation
from rfpkit.model.procurement.general_terms import GeneralTerms
from rfpkit.model.procurement.qualification import Qualification
from rfpkit.model.record import Problem, Record, repeated_ids
from rfpkit.model.scalars import Text
from rfpkit.model.services.repair import RepairProcess


class Instead(Record):
    """What fits the kind of buyer that a starting point is meant for, in place of the defaults."""

    purpose: Text | None = None
    """What is bought. Markdown."""
    qualifications: tuple[Qualification, ...] | None = None
    """What a proposer must be before its proposal is scored."""
    evaluation: Evaluation | None = None
    """How proposals are judged."""
    terms: GeneralTerms | None = None
    """General terms of the contract."""
    pricing: PriceSheet | None = None
    """What proposers price."""
    audiences: tuple[Audience, ...] | None = None
    """Who is served."""
    goals: tuple[Goal, ...] | None = None
    """What the support is for."""
    priorities: tuple[Priority, ...] | None = None
    """Steps of urgency, the most urgent first."""
    scope: tuple[ScopeItem, ...] | None = None
    """What is supported, and what is not."""
    operations: Operations | None = None
    """How the work is organized."""
    repair_process: RepairProcess | None = None
    """How a device is repaired, who has it when, and the spares."""
    left_open: tuple[OpenPoint, ...] | None = None
    """What it leaves open on purpose."""

    def problems(self) -> Iterable[Problem]:
        """Yields each id that is used twice in a list, and what is wrong in a part."""
        for key in ("audiences", "goals", "priorities", "scope", "qualifications"):
            yield from repeated_ids(key, getattr(self, key) or (), (key,))
        points = self.left_open or ()
        named = [one.of for one in points if one.of]  # what it is about stands in the RFP
        yield from open_point_problems(points, named, ("left_open",))
        for key in ("evaluation", "terms"):
            noun = getattr(self, key)
            for problem in noun.problems() if noun is not None else ():
                yield problem._replace(path=(key, *problem.path))
