"""A file of clocks beside the tickets: which clock the contract means is asked, never guessed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.workflows.audits.inspect import inspect, write_draft
from tests.inspect.test_samples import answers_of, audited
from tests.test_presets import EXPORTS

SAMPLE = EXPORTS / "servicenow-task-sla"
CONTRACT = EXPORTS / "contract.yaml"
QUESTION = (
    "Which clock of `sla: sla` is the one that the contract means? It holds `Resolution` (9 rows),"
    " `Response` (9 rows). Where a ticket has another for each priority, list them all."
)


def with_two_clocks(folder: Path, head: str = "sla") -> list[Path]:
    """Copies the sample, in which each ticket has one clock, and gives each a second one."""
    tickets, clocks = folder / "incident.csv", folder / "task_sla.csv"
    shutil.copy(SAMPLE / "incident.csv", tickets)
    first, *rows = (SAMPLE / "task_sla.csv").read_text("utf-8").splitlines()
    # The second clock of each ticket says the opposite of the first.
    opposite = {"true": "false", "false": "true", "": ""}
    more = []
    for row in rows:
        cells = row.split(",")
        cells[1], cells[6] = "Response", opposite[cells[6]]
        more.append(",".join(cells))
    lines = [first.replace("task,sla,", f"task,{head},"), *rows, *more]
    clocks.write_text("\n".join(lines) + "\n", "utf-8")
    return [tickets, clocks]


@pytest.mark.parametrize("head", ["sla", "sla.name"])
def test_the_draft_asks_which_clock_is_meant(tmp_path, head):
    files = with_two_clocks(tmp_path, head)
    found = inspect(files, CONTRACT)
    (question,) = [one for one in found.questions if one.place.startswith("parts.")]
    assert question.text == QUESTION.replace("`sla: sla`", f"`sla: {head}`")
    assert question.answers == ("[Resolution]", "[Response]")
    draft = write_draft(found, files, tmp_path / "mapping.yaml").read_text("utf-8")
    assert f"parts:\n  sla:\n    only:\n      # QUESTION {question.number}: " in draft
    assert f"\n      {head}: QUESTION {question.number}\n" in draft


def test_one_clock_is_not_asked_about():
    found = inspect(sorted(SAMPLE.glob("*.csv")), CONTRACT)
    assert not [one for one in found.questions if one.place.startswith("parts.")]


@pytest.mark.parametrize(("clock", "agreeing"), [("Resolution", 5), ("Response", 2)])
def test_the_answer_leads_to_the_audit_of_that_clock(tmp_path, clock, agreeing):
    answers = {**answers_of("servicenow-task-sla"), "sla": f"[{clock}]"}
    done = audited(tmp_path, with_two_clocks(tmp_path), CONTRACT, answers, "2026-09-30")
    # Seven tickets have a flag, and the other clock turns each of them.
    (claims,) = json.loads(done.json)["claims"]
    assert (claims["claims"], claims["flag_agrees_with_own_due"]) == (7, agreeing)


def test_the_question_is_refused_until_it_is_answered(tmp_path):
    answers = {**answers_of("servicenow-task-sla"), "sla": "QUESTION 3"}
    with pytest.raises(InputError, match=r"parts\.sla\.only\.sla: question 3 is not answered yet"):
        audited(tmp_path, with_two_clocks(tmp_path), CONTRACT, answers, "2026-09-30")


def test_a_clock_that_no_row_has_is_told(tmp_path):
    answers = {**answers_of("servicenow-task-sla"), "sla": "[Resolutoin]"}
    done = audited(tmp_path, with_two_clocks(tmp_path), CONTRACT, answers, "2026-09-30")
    told = [one["message"] for one in json.loads(done.json)["intake"]["findings"]]
    assert (
        "18 rows that `parts.sla.only` of the mapping does not ask for; no other is there:"
        " check how its words are written"
    ) in told


def test_clocks_without_their_tickets_are_told_what_they_are(tmp_path):
    _, clocks = with_two_clocks(tmp_path)
    with pytest.raises(InputError) as refused:
        write_draft(inspect([clocks]), [clocks], tmp_path / "mapping.yaml")
    assert str(refused.value) == (
        f"{clocks}: no mapping can be drafted for this file alone: it is `sla`, which the preset"
        " `servicenow-task-sla` reads beside the tickets\n"
        f"  hint: inspect both together: rfpkit tickets inspect TICKETS {clocks}"
    )
