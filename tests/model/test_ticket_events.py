"""Events of a ticket have words: those of the language, formed ones, and a document's own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from rfpkit.model.sentences.events import title
from rfpkit.model.sentences.vocabulary import words_for
from rfpkit.model.ticket_event import TicketEvent, event_problems


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "returned",
            ("return the device for", "the return of the device", "whose device is returned"),
        ),
        (
            "parts ordered",
            (
                "have the parts ordered for",
                "the time when the parts are ordered",
                "whose parts are ordered",
            ),
        ),
        ("misrouted", ("reach “misrouted” for", "being misrouted", "misrouted")),
        ("level 2", ("reach “level 2” for", "the event “level 2”", "that reach “level 2”")),
    ],
)
def test_a_name_has_words_of_the_language_or_of_its_form(name, words):
    assert words_for(name) == words


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"does": "issue a loaner, or"}, "`,` cannot stand in a phrase"),
        ({"when": "notice to the District"}, "`to` cannot stand in"),
        ({"done": "is put right"}, "cannot follow the word requests"),
    ],
)
def test_words_at_which_the_reading_of_a_sentence_would_go_astray_are_refused(fields, told):
    with pytest.raises(ValidationError, match=told):
        TicketEvent.model_validate({"id": "set-right", **fields})


def test_an_event_that_no_level_names_and_words_of_two_events_are_told():
    events = [
        TicketEvent(id="set-right", does="put right the fault of"),
        TicketEvent(id="mended", does="put right the fault of"),
    ]
    told = [problem.message for problem in event_problems(events, ["set-right"])]
    assert told == [
        "no service level names the event `mended`",
        "`set-right` has the same words, so that nobody can tell the two apart",
    ]
    assert not list(event_problems(events[:1], ["set-right"]))


def test_a_phrase_is_read_on_one_line():
    assert (
        TicketEvent(id="set-right", does="put right\n  the fault of").does
        == "put right the fault of"
    )


def test_documents_without_the_list_need_not_have_it():
    assert title("reported-to-district", SimpleNamespace()) == "reported to the District"
