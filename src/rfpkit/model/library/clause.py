"""Clauses that apply under a condition, as dated rules that age."""

from __future__ import annotations

import datetime
from typing import Literal, Self

from pydantic import model_validator

from rfpkit.model.library.condition import Condition, Decision, decide
from rfpkit.model.library.facts import Facts
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Date, Id, Text
from rfpkit.model.words import long_date


class ClauseRule(Record):
    """A clause, and when it applies. Nobody should take it for legal advice."""

    id: Id
    """Name of the clause: termination."""
    title: Text
    """Its heading."""
    text: Text
    """What applies, in plain words. Counsel confirms it. Markdown."""
    when: Condition = Condition()
    """The facts under which it applies; always if left out."""
    basis: Literal["law", "local"] = "law"
    """Whether a law asks for it, or only the issuer itself."""
    citation: Text | None = None
    """Where the rule stands: 2 CFR part 200, Appendix II (B)."""
    effective_from: Date | None = None
    """First date on which the rule is in force; left out where it is not known."""
    effective_to: Date | None = None
    """Last date on which the rule is in force."""
    verified_on: Date | None = None
    """The date on which somebody last compared it with the source; left out, nobody has."""
    source: Text | None = None
    """What it was compared with."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        dates = (self.effective_from, self.effective_to)
        if dates[0] is not None and dates[1] is not None and dates[1] < dates[0]:
            message = "the rule ends before it begins"
            raise mistake(message, "put the earlier date in `effective_from`")
        return self

    def decide(self, facts: Facts | None, issued: datetime.date | None) -> Decision:
        """Returns whether the clause applies to an RFP that is issued on a date."""
        found = decide(self.when, facts)
        if found.applies is False or (self.effective_from is None and self.effective_to is None):
            return found
        if issued is None:
            why = "the request has no date of issue, and the rule has dates"
            return Decision(None, why, ("schedule[issued]",))
        if self.effective_from is not None and issued < self.effective_from:
            why = f"it is in force from {long_date(self.effective_from)} only"
            return Decision(applies=False, why=why)
        if self.effective_to is not None and issued > self.effective_to:
            return Decision(
                applies=False, why=f"it was in force until {long_date(self.effective_to)}"
            )
        return found

    def is_sure(self, issued: datetime.date | None) -> bool:
        """Whether somebody compared it with its source, not too long before a date of issue."""
        if self.basis == "local":
            return True
        if self.verified_on is None or issued is None:
            return False
        return not is_stale(self.verified_on, issued)

    def verification(self, issued: datetime.date | None) -> str:
        """Returns the sentence that says how sure the clause is, on a date of issue."""
        if self.basis == "local":
            return "A rule of the District's own."
        if self.verified_on is None:
            return "Not verified: nobody has compared this statement with its source."
        told = f"Compared with its source on {long_date(self.verified_on)}"
        if self.is_sure(issued):
            return f"{told}."
        return f"{told}: too long ago, and to be compared again."


STALE_MONTHS = 12
"""Months after which a rule must be compared with its source again."""


def is_stale(verified_on: datetime.date, issued: datetime.date) -> bool:
    """Whether more than twelve months lie between the comparison and the date of issue."""
    later = (issued.year - verified_on.year) * 12 + issued.month - verified_on.month
    return (later, issued.day) > (STALE_MONTHS, verified_on.day)
