"""The log of questions: what must hold between an answer, an addendum and the RFP."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from rfpkit.cli.questions import command
from rfpkit.errors import InputError
from rfpkit.workflows.addendum import addendum, questions
from tests.addenda.versions import after, before, write

ASKED = {
    "id": "Q-01",
    "received": "2026-02-01",
    "asked_about": "turnaround",
    "question": "Is Saturday a business day?",
    "answer": "No. The calendar has hours from Monday to Friday.",
    "answered": "2026-02-05",
}


def log(*asked, **rfp):
    return {**before(), "questions": [dict(one) for one in asked], **rfp}


def refused(folder, rfp):
    path = write(folder / "rfp", rfp)
    with pytest.raises(InputError) as caught:
        questions(path, folder / "out", formats=["html"])
    assert not (folder / "out").exists()
    return [str(one).replace(f"{folder}/", "") for one in caught.value.diagnostics]


def test_the_log_is_a_numbered_table_that_cites_printed_numbers(tmp_path):
    path = write(tmp_path / "rfp", log(ASKED, {**ASKED, "id": "Q-02", "asked_about": "scope"}))
    done = CliRunner().invoke(command, [str(path.parent), "--format", "html", "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "PC-1-questions.html").read_text("utf-8")
    assert '<th scope="row">Q-01</th><td data-head="About">Section 7.1, turnaround' in page
    assert '<th scope="row">Q-02</th><td data-head="About">Section 3<br>' in page
    assert "Is Saturday a business day?" in page
    assert "With the answers up to February 5, 2026" in page


def test_a_question_about_nothing_that_is_there_names_its_place(tmp_path):
    (line,) = refused(tmp_path, log({**ASKED, "asked_about": "turnaruond"}))
    assert line.startswith("rfp/rfp.yaml:")
    assert "questions[Q-01].asked_about: nothing in the RFP is called `turnaruond`" in line
    assert "did you mean `turnaround`?" in line


@pytest.mark.parametrize(
    "answer",
    [
        "Yes; see addendum 1.",
        "The due date is moved to March 12.",
        "The District will extend the deadline.",
        "Requirement RPR-001 has been deleted.",
        "The limit is now 60 pages.",
        "Resumes are no longer required.",
    ],
)
def test_an_answer_that_changes_the_rfp_must_name_the_addendum(tmp_path, answer):
    (line,) = refused(tmp_path, log({**ASKED, "answer": answer}))
    assert "questions[Q-01].answer: the answer says that the RFP changes" in line
    assert "write `changes: 1` with the addendum's number, or `changes: none`" in line


def test_an_answer_may_say_that_it_changes_nothing(tmp_path):
    rfp = log({**ASKED, "answer": "No addendum is needed.", "changes": "none"})
    assert questions(write(tmp_path / "rfp", rfp), tmp_path, formats=["html"])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({**ASKED, "changes": 2}, "questions[Q-01].changes: there is no addendum 2"),
        ({**ASKED, "answered": "2026-01-31"}, "before the question came in"),
        ({**ASKED, "answered": None}, "the answer has no date `answered`"),
        ({**ASKED, "answer": None}, "question Q-01 has no answer"),
        ({**ASKED, "asked_by": "Acme"}, "asked_by"),
    ],
)
def test_what_a_question_lacks_is_told(tmp_path, asked, message):
    rfp = log({name: value for name, value in asked.items() if value is not None})
    assert message in "\n".join(refused(tmp_path, rfp))


def test_an_rfp_without_questions_has_no_log(tmp_path):
    assert "the RFP holds no `questions`" in refused(tmp_path, before())[0]


def test_answers_alone_need_no_addendum_unless_one_is_named(tmp_path):
    old = write(tmp_path / "old", before())
    alone = write(tmp_path / "alone", log(ASKED))
    assert addendum(old, alone, tmp_path / "out", formats=["html"]) is None
    assert not (tmp_path / "out").exists()
    named = write(tmp_path / "named", after(questions=[ASKED]))
    done = addendum(old, named, tmp_path / "out", formats=["html"])
    assert done is not None
    assert (done.comparison.entries, len(done.comparison.questions)) == ((), 1)
    assert not done.comparison.substantive


def test_new_answers_stand_in_the_addendum_and_a_rewritten_one_is_a_change(tmp_path):
    old = write(tmp_path / "old", log(ASKED))
    told = [{**ASKED, "answer": "Never."}, {**ASKED, "id": "Q-02", "question": "Who pays?"}]
    new = write(tmp_path / "new", after(questions=told))
    done = addendum(old, new, tmp_path / "out", formats=["html"])
    assert done is not None
    assert [one.id for one in done.comparison.questions] == ["Q-01", "Q-02"]
    (entry,) = done.comparison.entries
    assert entry.id == "Q-01"
    page = done.files[0].read_text("utf-8")
    assert "Who pays?" in page
    assert "<del>No. The calendar" in page


def test_an_answer_keeps_its_paragraphs_and_lists_and_cites_places_of_the_rfp(tmp_path):
    answer = "Yes, by [the level](#turnaround):\n\n- screens\n- hinges\n"
    path = write(tmp_path / "rfp", log({**ASKED, "answer": answer}))
    (file,) = questions(path, tmp_path, formats=["html"])
    page = file.read_text("utf-8")
    assert "<p>Yes, by the level (Section 7.1):</p>" in page
    assert "<li>screens</li>" in page


def test_a_link_of_an_answer_that_leads_nowhere_is_told_at_its_field(tmp_path):
    asked = {**ASKED, "answer": "Yes: [see](#nowhere)."}
    (line,) = refused(tmp_path, log(asked))
    assert line.startswith("rfp/rfp.yaml:")
    assert "questions[Q-01].answer: a link leads to `#nowhere`" in line
    old, new = write(tmp_path / "old", before()), write(tmp_path / "new", after(questions=[asked]))
    with pytest.raises(InputError) as caught:
        addendum(old, new, tmp_path / "out", formats=["html"])
    assert "questions[Q-01].answer: a link leads to" in str(caught.value.diagnostics[0])
    assert not (tmp_path / "out").exists()


def test_a_question_goes_on_to_name_what_its_answer_took_away(tmp_path):
    asked = {**ASKED, "asked_about": "RPR-002", "answer": "It is deleted.", "changes": 1}
    new = after(requirements=before()["requirements"][:1], questions=[asked])
    old, path = write(tmp_path / "old", before()), write(tmp_path / "new", new)
    done = addendum(old, path, tmp_path / "out", formats=["html"])
    assert done is not None
    page = done.files[0].read_text("utf-8")
    assert re.search(r'<th scope="row">Q-01</th><td data-head="About">Section 6\.1, RPR-002', page)
    (log_file,) = questions(path, tmp_path / "log", formats=["html"])
    assert '<th scope="row">Q-01</th><td data-head="About">RPR-002<br>' in log_file.read_text(
        "utf-8"
    )
