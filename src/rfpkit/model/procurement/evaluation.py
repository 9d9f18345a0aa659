"""How proposals are judged: criteria, weights, scale and the way to an award."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rfpkit.model.procurement.wording import EVALUATION, Worded, wording_problems
from rfpkit.model.record import Problem, Record, repeated_ids
from rfpkit.model.scalars import Id, Share, Text, Whole

POINTS = 100
"""What the weights of all criteria add up to."""


class Criterion(Record):
    """What is judged, and how much it counts."""

    id: Id
    """Name of the criterion: method."""
    name: Text
    """What is judged, in a few words."""
    weight: Whole
    """Points that the best proposal can earn; all weights add up to 100."""
    kind: Literal["rated", "cost"] = "rated"
    """Rated by the evaluators, or computed from the price."""
    looks_at: Text | None = None
    """What evaluators look for, and where in the proposal they find it."""


class Rating(Record):
    """One step of the scale on which evaluators rate."""

    score: Whole
    """The step in numbers; 0 is the lowest."""
    word: Text
    """The step in a word: good."""
    meaning: Text
    """When a proposal deserves it."""


BEST = 5
"""The best rating of an evaluation that names no scale; the lowest is 0."""


class Protest(Record):
    """How a proposer protests the award."""

    to: Text | None = None
    """Who receives it; the contact if left out."""
    decided_by: Text | None = None
    """Who decides; the head of the issuer if left out."""
    decided_within: Whole = 10
    """Business days within which it is decided."""


class Evaluation(Worded):
    """How proposals are judged."""

    evaluators: Text | None = None
    """Who rates proposals: five people, two of them from schools."""
    criteria: tuple[Criterion, ...]
    """What is judged, with weights that add up to 100."""
    scale: tuple[Rating, ...] | None = None
    """Steps of the rating, the best first; the pack's scale from 5 to 0 if left out."""
    least: Share | None = None
    """Share of the rated points that a proposal must reach to be priced: 60%."""
    interviews: Whole | None = None
    """Most proposers who are invited to an interview; none are held if left out."""
    best_and_final: Literal[True, False] = True
    """Whether the highest-ranked proposers may be asked for a best and final offer."""
    tie_break: tuple[Text, ...] = ()
    """How a tie is broken, first rule first; the pack's rules if left out."""
    protest: Protest = Protest()
    """How a proposer protests the award."""

    @property
    def rated(self) -> int:
        """Points that evaluators give."""
        return sum(item.weight for item in self.criteria if item.kind == "rated")

    def problems(self) -> Iterable[Problem]:
        """Yields each rule of the criteria and of the scale that does not hold."""
        yield from wording_problems(self, EVALUATION, ())
        yield from repeated_ids("criteria", self.criteria, ("criteria",))
        yield from self._weights()
        yield from self._names()
        yield from self._steps()

    def _weights(self) -> Iterable[Problem]:
        total = sum(item.weight for item in self.criteria)
        if total != POINTS:
            more = "more" if total < POINTS else "fewer"
            hint = f"give the criteria {abs(POINTS - total)} points {more} in all"
            message = f"the weights add up to {total}, and must add up to {POINTS}"
            yield Problem(("criteria",), message, hint)
        for position, item in enumerate(self.criteria):
            if item.weight == 0:
                hint = "give it points, or leave it out"
                path = ("criteria", position, "weight")
                yield Problem(path, f"the criterion `{item.id}` counts for nothing", hint)
        costs = [place for place, item in enumerate(self.criteria) if item.kind == "cost"]
        for position in costs[1:]:
            hint = "price everything under one criterion; rate the others"
            path = ("criteria", position, "kind")
            yield Problem(path, "a second criterion is computed from the price", hint)

    def _names(self) -> Iterable[Problem]:
        seen: dict[str, str] = {}
        for position, item in enumerate(self.criteria):
            name = " ".join(item.name.casefold().split())
            if seen.get(name, item.id) != item.id:
                message = f"the criterion {item.name} is named twice"
                hint = f"join it with `{seen[name]}`, or say what is different"
                yield Problem(("criteria", position, "name"), message, hint)
            seen.setdefault(name, item.id)

    def _steps(self) -> Iterable[Problem]:
        if self.scale is None:
            return
        scores = [step.score for step in self.scale]
        if scores != sorted(set(scores), reverse=True) or len(scores) < 2:
            hint = "list each score once, the best first: 5, 4, 3, 2, 1, 0"
            yield Problem(("scale",), "the scale does not run from its best score down", hint)
