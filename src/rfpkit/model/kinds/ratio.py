"""Ratios of counts: first-visit fix, repeat repair, dead on return, survey response, visits."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.limit import Limit
from rfpkit.model.names import Names
from rfpkit.model.numbers import Number
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text


class Good(Record):
    """What makes a counted ticket, or a row of a feed, a good one: exactly one test."""

    event: Id | None = None
    """Counts how often this event happened to the ticket, until it was counted."""
    number: Id | None = None
    """Looks at a number that the mapping reads for each ticket: visits, parts."""
    rating: Id | None = None
    """Looks at the customer's rating of this dimension; a ticket without one is left out."""
    at_least: Number | None = None
    """The least that is good."""
    at_most: Number | None = None
    """The most that is good."""
    rated: Id | None = None
    """Good if the customer rated this dimension at all: the survey's response."""
    not_again: Literal["ticket", "device", "device_and_fault"] | None = None
    """Good unless it comes back: the ticket reopened, or a new one for the device (and fault)."""
    within: Limit | None = None
    """How soon it must not come back: 30 calendar days."""
    fact: Id | None = None
    """Looks at a word that the mapping reads for each ticket, or for each row of the feed."""
    one_of: tuple[Text, ...] | None = Field(None, alias="is")
    """The words that are good."""

    @property
    def test(self) -> str:
        """The one test that is written: event, number, rating, rated, not_again or fact."""
        return next(name for name in _TESTS if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        named = [name for name in _TESTS if getattr(self, name) is not None]
        if len(named) != 1:
            told = f"{' and '.join(named)} are two tests" if named else "nothing says what is good"
            raise mistake(told, f"write one of: {', '.join(_TESTS)}")
        bounds = [name for name in ("at_least", "at_most") if getattr(self, name) is not None]
        self._needs("one bound", _COUNTED, len(bounds), "{event: technician-visit, at_most: 1}")
        windows = int(self.within is not None)
        self._needs(
            "its window", ("not_again",), windows, "{not_again: device, within: 30 calendar days}"
        )
        words = int(bool(self.one_of))
        self._needs("its good words", ("fact",), words, "{fact: first-visit-fix, is: [yes]}")
        return self

    def _needs(self, what: str, tests: tuple[str, ...], given: int, example: str) -> None:
        """Refuses a test that lacks what it needs, or has what it cannot use."""
        wanted = int(self.test in tests)
        if given < wanted:
            raise mistake(f"`{self.test}` needs {what}", f"write {example}")
        if given > wanted:
            takes = what if wanted else what.replace("one ", "no ").replace("its ", "no ")
            raise mistake(
                f"`{self.test}` takes {takes}", f"write it as in {example}, or leave it out"
            )


_TESTS = ("event", "number", "rating", "rated", "not_again", "fact")
_COUNTED = ("event", "number", "rating")


class RatioMeasure(Record):
    """The share of counted things that are good."""

    kind: Literal["ratio"]
    """A share of counts."""
    counted: Names | None = Field(None, alias="at")
    """The event at which a ticket is counted, the last of these; by default its closing."""
    feed: Id | None = None
    """Counts the rows of this feed, and not tickets: visits, maintenance."""
    good: Good
    """What makes one a good one."""
    calendar: Id | None = None
    """Calendar of a window in hours or business days; elapsed time if left out."""

    @model_validator(mode="after")
    def _feed_has_facts(self) -> Self:
        if self.feed is not None and self.good.test not in {"fact", "number"}:
            message = f"a row of a feed has no `{self.good.test}`"
            raise mistake(
                message, "write {fact: outcome, is: [kept]}, or {number: value, at_least: 1}"
            )
        if self.feed is not None and self.counted is not None:
            hint = "leave `at` out: a row of a feed is counted at its own date"
            raise mistake("a row of a feed has no events", hint)
        return self
