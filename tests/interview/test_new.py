"""`rfpkit new`: a project from defaults or from answers, in one go or in several."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from rfpkit.cli.new import command
from rfpkit.errors import InputError
from rfpkit.review.readiness.readiness import readiness
from rfpkit.workflows.check import check
from rfpkit.workflows.rfp import open_rfp
from tests.interview.buyers import NEEDED, SMALL, lines_of, place_of


def _run(folder, lines=None):
    arguments = [str(folder)] + ([] if lines is None else ["--interview"])
    given = None if lines is None else "".join(f"{line}\n" for line in lines)
    return CliRunner().invoke(command, arguments, input=given, standalone_mode=False)


def _rfp(folder):
    return open_rfp(folder / "rfp.yaml").solicitation


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small") / "rfp"
    assert _run(folder, lines_of(SMALL)).exit_code == 0
    return folder


def test_a_new_project_can_be_used_at_once_and_says_that_nobody_confirmed_it(tmp_path):
    _run(tmp_path / "new")
    rfp = _rfp(tmp_path / "new")
    assert (rfp.status, len(rfp.requirements) > 100) == ("draft", True)
    assert "answered" not in [one.state for one in readiness(rfp)]


def test_whoever_answers_everything_leaves_no_question_open(small):
    assert [(one.number, one.reasons) for one in readiness(_rfp(small)) if one.reasons] == []


def test_what_was_answered_has_no_finding_but_clauses_that_counsel_must_read(small):
    found = check([small / "rfp.yaml"]).findings
    assert {one.finding.rule for one in found} == {"clause-not-verified"}


def test_levels_come_from_the_pack_and_follow_the_answers(small):
    levels = {level.id for level in _rfp(small).service_levels}
    assert {"repair-turnaround", "student-without-device", "spare-pool", "resolution"} <= levels
    assert not {"on-site", "visits-kept", "learning-sessions"} & levels


@pytest.mark.parametrize(
    ("services", "levels", "title"),
    [
        ("repair", {"repair-turnaround", "repeat-repair"}, "Device Repair"),
        ("help-desk", {"resolution", "first-contact"}, "Technical Support"),
        ("visits", {"on-site", "visits-kept"}, "Technical Support"),
    ],
)
def test_what_is_not_bought_is_not_asked_for(tmp_path, services, levels, title):
    _run(tmp_path / "new", lines_of(NEEDED | {"services": services}))
    rfp = _rfp(tmp_path / "new")
    all_of_them = {"repair-turnaround", "repeat-repair", "resolution", "first-contact", "on-site",
                   "visits-kept"}  # fmt: skip
    assert {level.id for level in rfp.service_levels} & all_of_them == levels
    assert rfp.title == title
    assert (rfp.repair_process is None) is (services != "repair")


def test_what_nobody_knows_yet_is_told_by_check(tmp_path):
    _run(tmp_path / "new", lines_of(SMALL | {"students": "?", "holidays": "?"}))
    told = {one.number: one.reasons for one in readiness(_rfp(tmp_path / "new")) if one.reasons}
    assert set(told) == {1, 8}
    assert "not known yet: how many students there are" in [one.reason for one in told[1]]
    assert {"not-known", "year-without-holiday"} == {one.rule for one in told[8]}


def test_promises_in_school_days_wait_for_the_calendar_of_the_school(tmp_path):
    _run(tmp_path / "new", lines_of(SMALL | {"school_years": "?"}))
    rfp = _rfp(tmp_path / "new")
    assert not {"spare-pool", "student-without-device"} & {one.id for one in rfp.service_levels}
    assert any("spare-pool" in point.what for point in rfp.unsettled)


def test_proposals_that_nobody_confirmed_stay_unsettled(tmp_path):
    _run(tmp_path / "new", lines_of(SMALL | {"confirmed": "no"}))
    proposed = {point.what: point.proposed for point in _rfp(tmp_path / "new").unsettled}
    assert proposed["how soon devices are repaired"] == "1, 3, 5"


def test_goals_that_levels_serve_beside_the_chosen_ones_are_there_and_unsettled(tmp_path):
    _run(tmp_path / "new", lines_of(SMALL | {"goals": "learning-time", "credits": "no"}))
    rfp = _rfp(tmp_path / "new")
    assert all(level.goal for level in rfp.service_levels)
    assert [point.question for point in rfp.unsettled] == [2]


def test_without_credits_no_level_costs_anything(tmp_path):
    _run(tmp_path / "new", lines_of(SMALL | {"credits": "no"}))
    rfp = _rfp(tmp_path / "new")
    assert [level.id for level in rfp.service_levels if level.credit] == []
    assert rfp.at_risk is None


def test_answers_change_the_levels_of_the_pack(tmp_path):
    given = {"repair_days": "1 2 4", "repair_share": "90", "spare_share": "5%", "quality": "88%"}
    _run(tmp_path / "new", lines_of(SMALL | given))
    levels = {level.id: level for level in _rfp(tmp_path / "new").service_levels}
    repair = levels["repair-turnaround"]
    assert str(repair.target["P3"]) == "4 business days"
    assert [str(band.below) for band in repair.credit.bands] == ["9/10", "17/20", "3/4"]
    assert str(levels["spare-pool"].target) == "5% of users"
    assert levels["satisfaction"].attainment.at_least * 100 == 88


def test_a_person_s_words_stay_words(tmp_path):
    words = 'Ålesund "Unified": #1 \\ SD {{ x }} 👩\u200d💻 [a](b) *c*'
    _run(tmp_path / "new", lines_of(NEEDED | {"issuer": words, "network_party": "no"}))
    rfp = _rfp(tmp_path / "new")
    assert rfp.issuer.name == words
    assert rfp.parties[0].name == "no"


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    error = _run(tmp_path).exception
    assert isinstance(error, InputError)
    assert "not empty" in str(error.diagnostics[0])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_may_not_be_written_is_refused_before_the_first_question(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "closed").mkdir(mode=0o500)
    result = _run(tmp_path / "closed" / "new", lines_of(NEEDED))
    assert isinstance(result.exception, InputError)
    assert "Who buys" not in result.output


def test_a_file_in_the_way_is_refused_before_the_first_question(tmp_path):
    (tmp_path / "file").write_text("mine")
    result = _run(tmp_path / "file" / "new", lines_of(NEEDED))
    assert "nothing can be written" in str(result.exception.diagnostics[0])


def test_an_interview_left_in_the_middle_goes_on_where_it_stopped(tmp_path, small):
    folder, lines = tmp_path / "new", lines_of(SMALL)
    _run(folder, [*lines[:30], "later"])
    assert [path.name for path in folder.iterdir()] == ["interview.json"]
    _run(folder, lines[30:])
    assert (folder / "rfp.yaml").read_bytes() == (small / "rfp.yaml").read_bytes()


def test_a_finished_interview_is_taken_up_again_until_its_file_is_edited(tmp_path):
    folder = tmp_path / "new"
    _run(folder, lines_of(SMALL))
    _run(folder, ["go 1", "500", *[""] * 9, "yes"])
    assert _rfp(folder).profile.students == 500
    (folder / "rfp.yaml").write_text("# mine\n")
    assert "changed after the interview" in str(_run(folder, ["yes"]).exception.diagnostics[0])
    assert (folder / "rfp.yaml").read_text() == "# mine\n"


def test_answers_that_cannot_be_read_are_refused(tmp_path):
    for text in ("[]", "{", '{"answers": {"issuer": 5}}', '{"answers": {"issuer": {"text": 1}}}'):
        (tmp_path / "interview.json").write_text(text)
        assert "cannot be read" in str(_run(tmp_path, []).exception.diagnostics[0])


def _piped(folder, data, **environment):
    return subprocess.run(
        [sys.executable, "-m", "rfpkit", "new", str(folder), "--interview"],
        input=data, capture_output=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_nobody_to_answer_ends_with_2_and_writes_nothing(tmp_path):
    done = _piped(tmp_path / "new", b"")
    assert (done.returncode, (tmp_path / "new").exists()) == (2, False)
    assert b"nobody to answer" in done.stderr


def test_piped_answers_stand_behind_their_prompts_in_any_locale(tmp_path):
    lines = lines_of(NEEDED | {"issuer": "Écoles"})
    done = _piped(tmp_path / "new", ("\n".join(lines) + "\n").encode(), LC_ALL="C", PYTHONUTF8="0",
                  PYTHONCOERCECLOCALE="0", COLUMNS="40")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert _rfp(tmp_path / "new").issuer.name == "Écoles"
    told = done.stderr.decode().splitlines()
    assert any(one.endswith(": AV-27-1") for one in told)
    assert max(len(one) for one in told if one.startswith(("Why", "What depends", "Before"))) <= 40


def test_a_wrong_answer_is_asked_again_at_once(tmp_path):
    lines = lines_of(NEEDED)
    lines.insert(place_of(NEEDED, "state"), "Montana")
    result = _run(tmp_path / "new", lines)
    assert result.output.count("That cannot be used") == 1
    assert (tmp_path / "new" / "rfp.yaml").exists()
