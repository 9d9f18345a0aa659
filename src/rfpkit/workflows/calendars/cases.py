"""Run a file of calendar cases: which questions does a calendar answer as agreed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rfpkit.load.calendar_cases import load_cases
from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.calendars.case_result import CaseResult
from rfpkit.model.calendars.cases import CalendarCases, unknown_calendars
from rfpkit.model.calendars.exchanged_cases import ExchangedCases
from rfpkit.model.record import Problem
from rfpkit.sla.calendars.cases import judge, judge_exchanged
from rfpkit.sla.calendars.compiled import compile_calendar
from rfpkit.workflows.calendars.calendar import calendars_in
from rfpkit.workflows.document import open_document


@dataclass(frozen=True)
class CasesRun:
    """What came of a file of cases."""

    results: tuple[CaseResult, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that were answered otherwise than agreed."""
        return tuple(one for one in self.results if not one.passed)

    def counts(self) -> list[tuple[str, int, int]]:
        """Returns for each kind of question how many passed, of how many."""
        asked = Counter(one.question.value for one in self.results)
        passed = Counter(one.question.value for one in self.results if one.passed)
        return [(question, passed[question], count) for question, count in asked.items()]

    def json(self) -> str:
        """Returns the results as JSON."""
        facts = {
            "passed": len(self.results) - len(self.failed),
            "failed": len(self.failed),
            "cases": [one.model_dump(mode="json") | {"passed": one.passed} for one in self.results],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


def run_cases(file: Path) -> CasesRun:
    """Puts every case of a file to its calendar.

    Raises:
        InputError: the file, or the file whose calendars it names, cannot be used.
    """
    around = _Surroundings(file)
    found = load_cases(file, around.problems)
    if isinstance(found, ExchangedCases):
        return CasesRun(tuple(judge_exchanged(case) for case in found.cases))
    calendars = {name: compile_calendar(one) for name, one in around.calendars(found).items()}
    return CasesRun(tuple(judge(calendars[case.calendar], case) for case in found.cases))


@dataclass(frozen=True)
class _Surroundings:
    """The calendars that a file of cases can name."""

    file: Path

    def problems(self, cases: CalendarCases) -> Iterable[Problem]:
        """Yields each calendar that a case names and that is nowhere."""
        if cases.calendars_from is not None:
            yield from unknown_calendars(cases, self.calendars(cases))

    def calendars(self, cases: CalendarCases) -> Mapping[str, ServiceCalendar]:
        """Returns the calendars by id, those of the file itself before those of the other."""
        found: dict[str, ServiceCalendar] = {}
        if cases.calendars_from is not None:
            other = self.file.parent / cases.calendars_from
            found |= calendars_in(open_document(other).document, other)
        return {**found, **calendars_in(cases, self.file)}
