"""The talk of an interview: checks at once, ways back, and answers that hang on others."""

from __future__ import annotations

import pytest

from rfpkit.workflows.interview.conversation import Conversation
from rfpkit.workflows.interview.screens.all_screens import PROMPTS, SCREENS
from tests.interview.buyers import NEEDED, SMALL


def _talk(answers, until=""):
    talk = Conversation()
    while (following := talk.next()) is not None and following[1].key != until:
        talk.take(following[1], answers.get(following[1].key, ""))
    return talk


def _key(talk):
    following = talk.next()
    return following[1].key if following else None


@pytest.mark.parametrize(
    ("key", "wrong", "told"),
    [
        ("zone", "Bielefeld", "Eastern, Central, Mountain"), ("state", "Montana", "two letters"),
        ("email", "office", "office@district.example"), ("number", "RFP 7", "without spaces"),
        ("issued", "02/01/2027", "two ways"), ("issued", "2027-02-30", "no day"),
        ("due", "2027-01-18 14:00", "not after"),
        ("due", "2027-02-22", "no hour"), ("value", "0", "above"),
        ("value", "lots", "dollars"), ("years", "40", "from 1 to 10"),
        ("services", "plumbing", "choose from"), ("students", "many", "whole number"),
        ("students", "0", "from 1"), ("languages", "Klingon", "ISO 639"),
        ("student_models", "420", "makes and models"), ("channels", "pigeon", "choose from"),
        ("damages", "5", "three numbers"), ("hours", "16:30-07:30", "07:30-16:30"),
        ("summer", "2028-06-12 to 2028-08-11", "no hours"),
        ("summer", "2020-06-12 to 2020-08-11 07:00-15:00", "outside the first term"),
        ("holidays", "Thanksgiving", "begin with a day"), ("holidays", "2027-11-25", "no name"),
        ("holidays", "2027-11-26 to 2027-11-25 Eve", "ends before"),
        ("holidays", "13-45 Nothing", "no day"),
        ("school_years", "2027-08-25", "first and last"),
        ("school_years", "2027-08-25 to 2028-06-02; 2028-05-01 to 2029-06-01", "overlap"),
        ("repair_days", "5, 3, 1", "most urgent"), ("repair_days", "0, 1, 2", "three numbers"),
        ("repair_share", "0%", "asks for nothing"), ("repair_share", "120%", "more than"),
        ("repair_share", "30%", "less than half"), ("repair_today", "good", "when it was measured"),
        ("repair_days", "5, 20, 60", "from 1 to 15"),
        ("weights", "25, 20, 15, 5, 30", "add up to 95"), ("weights", "100", "five numbers"),
        ("issuer", "a\u202eb", "cannot be printed"), ("issuer", "x" * 501, "longer than"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_refused_with_a_form_that_can_be_used(key, wrong, told):
    talk = _talk(SMALL, until=key)
    assert _key(talk) == key
    with pytest.raises(ValueError, match=told):
        talk.take(PROMPTS[key], wrong)
    assert _key(talk) == key


@pytest.mark.parametrize(
    ("key", "said", "kept"),
    [
        ("zone", "Mountain", "America/Denver"), ("e_rate", "Y", "yes"), ("state", "mt", "MT"),
        ("services", "rep, help", "repair, help-desk"), ("languages", "English, Spanish", "en, es"),
        ("damages", "1,200, 50, 10", "1200, 50, 10"), ("repair_share", "97", "97%"),
        ("hours", "7:30 - 16:30", "07:30-16:30"), ("value", "90000", "$90,000"),
        ("holidays", "2027-11-25: Thanksgiving, 2027-12-24 to 2027-12-31 Winter closing",
         "2027-11-25 Thanksgiving; 2027-12-24 to 2027-12-31 Winter closing"),
    ],
)  # fmt: skip
def test_an_answer_is_understood_as_people_say_it(key, said, kept):
    talk = _talk(SMALL, until=key)
    talk.take(PROMPTS[key], said)
    assert talk.answers[key].text == kept


def test_each_example_can_be_used_as_an_answer():
    for prompt in PROMPTS.values():
        assert prompt.check(prompt.example)


def test_each_prompt_says_what_is_open_without_it_and_each_screen_why_it_asks():
    assert all(prompt.what and prompt.example for prompt in PROMPTS.values())
    assert all(screen.why and screen.depends for screen in SCREENS)
    assert [one.question for one in SCREENS if one.question] == list(range(1, 12))


def test_an_empty_line_takes_the_proposal_and_where_there_is_none_leaves_it_open():
    talk = _talk(NEEDED)
    assert talk.answers["hours"] == ("07:30-16:30", "proposed")
    assert talk.answers["students"] == ("", "unknown")


def test_nothing_is_written_without_a_name():
    with pytest.raises(ValueError, match="nothing can be written without it"):
        _talk({})


def test_what_is_needed_stands_as_proposed_where_nobody_knows_it():
    talk = _talk(NEEDED | {"hours": "?"})
    assert talk.answers["hours"] == ("07:30-16:30", "proposed")


def test_back_asks_the_one_before_again_and_keeps_what_stood_there():
    talk = _talk(SMALL, until="teachers")
    talk.back()
    assert (_key(talk), talk.shown(PROMPTS["students"])) == ("students", "410")
    talk.take(PROMPTS["students"], "")
    assert talk.answers["students"].text == "410"
    assert _key(talk) == "teachers"


def test_going_to_a_question_walks_to_its_end_and_then_on_where_it_stopped():
    talk = _talk(SMALL, until="hours")
    assert talk.go(2)
    assert _key(talk) == "goals"
    talk.take(PROMPTS["goals"], "")
    talk.take(PROMPTS["plan"], "Another plan")
    assert _key(talk) == "hours"
    assert not talk.go(12)


def test_a_changed_answer_changes_the_proposals_that_hang_on_it():
    talk = _talk(SMALL, until="students")
    assert talk.answers["due"].text == "2027-02-22 14:00"
    again = talk.take(PROMPTS["issued"], "2027-02-01")
    assert "due" in [one.key for one in again]
    assert _key(talk) == "questions_due"


def test_an_answer_that_no_longer_fits_is_asked_again():
    talk = _talk(SMALL | {"due": "2027-02-10 14:00", "questions_due": "2027-01-25",
                          "answers_on": "2027-01-27"}, until="students")  # fmt: skip
    again = talk.take(PROMPTS["e_rate"], "yes")
    assert [one.key for one in again] == ["due", "intent"]
    with pytest.raises(ValueError, match="E-rate asks for 28"):
        talk.take(PROMPTS["due"], "2027-02-10 14:00")


def test_a_question_that_no_longer_arises_is_not_asked_and_its_answer_not_used():
    talk = _talk(SMALL, until="channels")
    talk.take(PROMPTS["take_home"], "no")
    talk.take(PROMPTS["off_campus"], "no")
    assert "methods" not in talk.texts()
    assert _key(talk) == "channels"


def test_with_e_rate_the_price_weighs_most():
    talk = _talk(SMALL | {"e_rate": "yes"}, until="weights")
    with pytest.raises(ValueError, match="the price weighs more"):
        talk.take(PROMPTS["weights"], "30, 20, 15, 5, 30")
