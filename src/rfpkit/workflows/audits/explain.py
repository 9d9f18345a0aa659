"""Explain one ticket: every slice of its clock."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rfpkit.model.explanation import Explanation
from rfpkit.sla.explain import explain as explain_ticket
from rfpkit.workflows.audits.case import Inputs, Step, open_case, silent
from rfpkit.workflows.audits.event_log import read_log


def explain(
    inputs: Inputs, *, ticket: str, level: str | None = None, step: Step = silent
) -> tuple[Explanation, ...]:
    """Returns the slices of one ticket's clock, for one level or all that speak of it.

    Raises:
        InputError: an input cannot be used, or there is no such ticket or level.
    """
    case = open_case(inputs, step)
    step("reading the export")
    log = read_log(inputs.exports, inputs.feeds, case.mapping, inputs.parts)
    return explain_ticket(case.contract, log, case.as_of, ticket, level)


def as_json_text(found: Sequence[Explanation]) -> str:
    """Returns explanations as JSON, for programs."""
    data = [one.model_dump(mode="json") for one in found]
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
