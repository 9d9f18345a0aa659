"""Every sample, and two real cities: inspected, the marked questions answered, and audited."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.load.yaml import parse
from rfpkit.tickets.preset_files import preset_files
from rfpkit.workflows.audits.audit import audit
from rfpkit.workflows.audits.case import Inputs
from rfpkit.workflows.audits.inspect import inspect, write_draft
from tests.test_presets import CITIES, EXPORTS, LOGS, WITH_PAUSES, WITHOUT_PAUSES, number
from tests.test_presets import WITHOUT_PRIORITIES as NO_PRIORITIES

BOSTON = EXPORTS.parent / "boston-311"


def answered(draft: str, answers: dict[str, str]) -> str:
    """Writes an answer over each question; all are marked, and there is one for each of them."""
    lines = []
    for line in draft.splitlines():
        name = line.partition(":")[0].strip().strip("'\"")
        asked = re.search(r"(?<=: )QUESTION \d+", line)
        lines.append(line.replace(asked[0], answers[name], 1) if asked else line)
    return "\n".join(lines) + "\n"


def audited(folder: Path, files: list[Path], contract: Path, answers: dict[str, str], as_of: str):
    found = inspect(files, contract)
    draft = write_draft(found, files, folder / "mapping.yaml")
    draft.write_text(answered(draft.read_text("utf-8"), answers), "utf-8")
    beside = {Path(file) for file in found.parts.values()}
    parts = tuple(f"{name}={file}" for name, file in found.parts.items())
    main = tuple(file for file in files if file not in beside) or tuple(files)
    return audit(Inputs(contract, main, draft, as_of, parts=parts), folder / "out")


def answers_of(name: str) -> dict[str, str]:
    """Returns what the mapping beside the sample says of what only a person knows."""
    told = parse((EXPORTS / name / "mapping.yaml").read_text("utf-8"), "mapping.yaml").data
    stamps = {event: column for event, column in told.get("stamps", {}).items() if column}
    return {"timezone": told["timezone"], **stamps, **told.get("values", {}).get("priority", {})}


@pytest.mark.parametrize("name", list(preset_files()))
def test_a_sample_runs_to_its_verdicts_when_the_marked_questions_are_answered(name, tmp_path):
    files = sorted(file for file in (EXPORTS / name).iterdir() if file.name != "mapping.yaml")
    contract = "contract-without-priorities.yaml" if name in CITIES else "contract.yaml"
    audited(tmp_path, files, EXPORTS / contract, answers_of(name), "2026-09-30")
    with (tmp_path / "out" / "verdicts.csv").open(encoding="utf-8") as stream:
        verdicts = {number(row["ticket"]): row["verdict"] for row in csv.DictReader(stream)}
    expected = WITH_PAUSES if name in LOGS else WITHOUT_PAUSES
    assert verdicts == (NO_PRIORITIES if name in CITIES else expected)


def test_the_export_of_boston_runs_to_an_audit_against_its_contract(shared, tmp_path):
    files = [shared / "data" / "boston311_2014_2017.csv.gz"]
    told = parse((BOSTON / "mapping.yaml").read_text("utf-8"), "mapping.yaml").data
    answers = {"timezone": "America/New_York", **told["values"]["service"]}
    # Words that could be names, such as Bed Bugs, are not shown before `keep` names their column.
    with pytest.raises(InputError) as refused:
        audited(tmp_path, files, BOSTON / "contract.yaml", answers, "2022-09-15")
    assert "`keep: [type]` shows its words" in str(refused.value)
    draft = tmp_path / "mapping.yaml"
    text = draft.read_text("utf-8") + "keep: [type]\n"
    draft.write_text(text)
    call = Inputs(BOSTON / "contract.yaml", tuple(files), draft, "2022-09-15")
    with pytest.raises(InputError) as refused:
        audit(call, tmp_path / "out")
    assert "type: `Bed Bugs` has no meaning in the mapping" in str(refused.value)
    rest = [f"    {word}: {meaning}" for word, meaning in told["values"]["service"].items()]
    draft.write_text(
        re.sub("(?m)^    [^#].*$\n", "", text).replace(
            "  service:", "\n".join(["  service:", *rest])
        )
    )
    done = audit(call, tmp_path / "out")
    intake = json.loads(done.json)["intake"]
    assert (intake["rows_read"], intake["rows_used"]) == (26_743, 26_743)


CITY = """
kind: contract
id: NYC-1
title: Requests
parties: {district: City, contractor: Department}
timezone: America/New_York
term: 2009-01-01 to 2027-12-31
service_levels:
  - id: closing
    title: Closing
    measure: {kind: duration, from: reported, to: closed, calendar: always}
    target: 30 calendar days
    attainment: {at_least: 90%, per: year}
"""


def test_the_export_of_new_york_runs_to_an_audit(shared, tmp_path):
    files = [shared / "data" / "nyc311_dohmh_5895.csv.gz"]
    (tmp_path / "contract.yaml").write_text(CITY)
    answers = {"timezone": "America/New_York"}
    done = audited(tmp_path, files, tmp_path / "contract.yaml", answers, "2026-01-01")
    intake = json.loads(done.json)["intake"]
    assert intake["rows_read"] == 5_895
    assert intake["rows_used"] + sum(one["count"] for one in intake["rows_rejected"]) == 5_895
