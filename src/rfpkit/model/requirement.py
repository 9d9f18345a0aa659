"""One testable statement that a proposer answers."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import model_validator

from rfpkit.model.digest import digest_of
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Id, Text

# What a requirement says about itself beside what is asked.
_NOT_ASKED = {"group", "goal", "rationale"}

_VERBS = {"mandatory": "must", "desirable": "should", "optional": "may", "information": ""}


class Requirement(Record):
    """One testable statement. Its id is never used again and never renumbered."""

    id: Id
    """Name of the requirement: RPR-003."""
    kind: Literal["mandatory", "desirable", "optional", "information"]
    """Mandatory: pass or fail; desirable: scored; optional: priced; information: described."""
    text: Text
    """The statement: one sentence with the verb of its kind (must, should, may)."""
    group: Text | None = None
    """Heading under which the matrix lists it."""
    goal: Id | None = None
    """The goal that it serves."""
    verification: Text | None = None
    """How the District will see that it is kept."""
    rationale: Text | None = None
    """Why it is asked."""

    @property
    def digest(self) -> str:
        """SHA-256 of what is asked: an answer that names it was given to this very text."""
        return digest_of(self, without=_NOT_ASKED)

    @model_validator(mode="after")
    def _verb_fits_the_kind(self) -> Self:
        verb = _VERBS[self.kind]
        if verb and not re.search(rf"(?<![\w-]){verb}(?![\w-])", self.text.lower()):
            message = f"a {self.kind} requirement has no `{verb}` in its text"
            raise mistake(message, f"write what the Contractor {verb} do, or change `kind`")
        return self
