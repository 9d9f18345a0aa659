"""What a calendar answered to a case."""

from __future__ import annotations

from rfpkit.model.calendars.cases import Question
from rfpkit.model.record import Record


class CaseResult(Record):
    """One case, the answer that was expected and the answer that was got."""

    id: str
    question: Question
    expected: str
    got: str
    note: str
    """Why the answer should be so, if the case says it."""

    @property
    def passed(self) -> bool:
        """Whether the calendar gave the expected answer."""
        return self.expected == self.got
