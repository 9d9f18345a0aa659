"""The sentence of a satisfaction level: ratings of customers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rfpkit.model.kinds.measure import SatisfactionMeasure, SatisfactionMethod
from rfpkit.model.sentences.owed import OWED, Owed, owed, read_owed, write_owed
from rfpkit.model.sentences.population import population
from rfpkit.model.sentences.span import SPAN, Span, read_span, span
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import plain


@dataclass(frozen=True)
class SatisfactionPromise:
    """What the sentence of a satisfaction level says."""

    owed: Owed
    population: str
    span: Span
    dimension: str
    scale: int
    method: SatisfactionMethod

    def __str__(self) -> str:
        """The sentence."""
        method = _METHODS[self.method].format(scale=self.scale, below=self.scale - 1)
        return (
            f"The Contractor shall reach customer satisfaction with {self.dimension} of "
            f"{write_owed(self.owed)} on {self.population}, in each {self.span}, measured as "
            f"{method}."
        )


def promise(level: ServiceLevel, measure: SatisfactionMeasure) -> SatisfactionPromise:
    """Returns what the sentence of a level says."""
    return SatisfactionPromise(
        owed=owed(level.attainment),
        population=population(level.applies_to),
        span=span(level.attainment),
        dimension=plain(measure.dimension),
        scale=measure.scale,
        method=measure.method,
    )


def read(text: str) -> SatisfactionPromise | None:
    """Reads a sentence of a satisfaction level; None where it is another."""
    found = _FORM.fullmatch(text)
    parts = found.groupdict() if found else {}
    for method, words in _METHODS.items() if found else ():
        form = re.escape(words).replace(r"\{scale\}", r"(?P<scale>\d+)")
        form = form.replace(r"\{below\}", r"(?P<below>\d+)")
        how = re.fullmatch(form, parts["method"])
        if how is not None and _follow(how.groupdict()):
            return SatisfactionPromise(
                owed=read_owed(parts["owed"]),
                population=parts["population"],
                span=read_span(parts),
                dimension=parts["dimension"],
                scale=int(how["scale"]),
                method=method,
            )
    return None


def _follow(ratings: dict[str, str]) -> bool:
    """Whether the two best ratings, where both are named, follow each other."""
    return "below" not in ratings or int(ratings["below"]) + 1 == int(ratings["scale"])


_METHODS: Final = {
    SatisfactionMethod.TOP_TWO_BOX: "the share of ratings of {below} or {scale} among all ratings",
    SatisfactionMethod.TOP_BOX: "the share of ratings of {scale} among all ratings",
    SatisfactionMethod.MEAN_OVER_MAX: "the mean rating divided by {scale}",
    SatisfactionMethod.MEAN_RESCALED: "the mean rating rescaled from 1 to {scale} onto 0% to 100%",
}
_FORM: Final = re.compile(
    rf"The Contractor shall reach customer satisfaction with (?P<dimension>.+) of {OWED} on "
    rf"(?P<population>.+), in each {SPAN}, measured as (?P<method>.+)\."
)
