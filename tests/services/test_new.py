"""`rfpkit new`: a project from defaults or from answers, in one go or in several."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from rfpkit.cli.new import command
from rfpkit.errors import InputError
from rfpkit.workflows.interview.questions import SCREENS
from rfpkit.workflows.rfp import open_rfp

PROMPTS = [one.key for screen in SCREENS for one in screen.prompts]


def _run(folder, lines=None):
    arguments = [str(folder)] + ([] if lines is None else ["--interview"])
    given = None if lines is None else "".join(f"{line}\n" for line in lines)
    return CliRunner().invoke(command, arguments, input=given, standalone_mode=False)


def _lines(**answers):
    return [answers.get(key, "") for key in PROMPTS]


def _groups(folder):
    return {item.group for item in open_rfp(folder / "rfp.yaml").solicitation.requirements}


def test_a_new_project_can_be_used_at_once(tmp_path):
    _run(tmp_path / "new")
    rfp = open_rfp(tmp_path / "new" / "rfp.yaml").solicitation
    assert (rfp.status, len(rfp.requirements) > 100) == ("draft", True)


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    error = _run(tmp_path).exception
    assert isinstance(error, InputError)
    assert "not empty" in str(error.diagnostics[0])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_interview_left_in_the_middle_goes_on_where_it_stopped(tmp_path):
    folder = tmp_path / "new"
    lines = _lines(issuer='Ålesund "Unified": #1 \\ SD', students="2,345", mode="hub")
    _run(folder, [*lines[:12], "later"])
    assert [path.name for path in folder.iterdir()] == ["interview.json"]
    _run(folder, lines[12:])
    rfp = open_rfp(folder / "rfp.yaml").solicitation
    assert rfp.issuer.name == 'Ålesund "Unified": #1 \\ SD'
    assert rfp.profile.students == 2345
    assert rfp.operations is not None
    assert rfp.operations.staffing is not None
    assert rfp.operations.staffing.mode == "hub"
    assert not (folder / "interview.json").exists()


@pytest.mark.parametrize(("answer", "expected"), [("yes", True), ("no", False)])
def test_requirements_follow_the_answer_about_off_campus(tmp_path, answer, expected):
    _run(tmp_path / "new", _lines(off_campus=answer))
    assert ("Off-campus support" in _groups(tmp_path / "new")) is expected


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("zone", "Central"), ("issued", "02/01/2027"), ("due", "2027-01-31"), ("share", "95"),
        ("state", "Colorado"), ("email", "office"), ("hours", "16:30-07:30"), ("days", "0"),
        ("channels", "carrier pigeon"), ("end", "2027-06-30"), ("number", "RFP 7"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_asked_again(tmp_path, key, wrong):
    lines = _lines()
    lines.insert(PROMPTS.index(key), wrong)
    result = _run(tmp_path / "new", lines)
    assert result.output.count("That cannot be used") == 1
    assert (tmp_path / "new" / "rfp.yaml").exists()


@pytest.mark.parametrize("own", ["yes", "no"])
def test_every_choice_gives_an_rfp_that_can_be_used(tmp_path, own):
    given = {"own_devices": own, "network": own, "methods": "mail-in, home-exchange", "days": "1"}
    _run(tmp_path / "new", _lines(**given, channels="email, qr-code, kiosk, chat"))
    assert open_rfp(tmp_path / "new" / "rfp.yaml").solicitation.scope


def test_nobody_to_answer_ends_with_2_and_writes_nothing(tmp_path):
    folder = tmp_path / "new"
    done = subprocess.run(
        [sys.executable, "-m", "rfpkit", "new", str(folder), "--interview"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "nobody to answer" in done.stderr
    assert not folder.exists()


def test_answers_may_come_through_a_pipe(tmp_path):
    folder = tmp_path / "new"
    done = subprocess.run(
        [sys.executable, "-m", "rfpkit", "new", str(folder), "--interview"],
        input="\n".join(_lines(issuer="Piped Schools")) + "\n",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert open_rfp(folder / "rfp.yaml").solicitation.issuer.name == "Piped Schools"
