"""Whatever a level's terms are, its sentences are English, and the first one reads back."""

from __future__ import annotations

import re
from types import SimpleNamespace

from hypothesis import HealthCheck, given, settings

from rfpkit.model.clauses.level import clauses
from rfpkit.model.sentence import promise, read, sentence
from rfpkit.model.ticket_event import TicketEvent
from tests.model.levels import LEVELS
from tests.model.promises import DOCUMENT

OWN = SimpleNamespace(
    **vars(DOCUMENT)
    | {
        "ticket_events": (
            TicketEvent(
                id="set-right",
                does="put right the fault of",
                when="the repair of the fault",
                done="whose fault is put right",
            ),
            TicketEvent(id="loaner-issued", does="lend a device for", title="device lent"),
        )
    }
)
UNHURRIED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
FAULTS = {
    "a doubled word": re.compile(r"\b([a-z]+) \1\b"),
    "a doubled space or stop": re.compile(r"  |\.\.|,,| ,| \."),
    "`1` of a plural": re.compile(r"\b1 (?:business |school |calendar )?(?:day|hour|minute)s\b"),
    "a plural without its s": re.compile(
        r"\b(?!1 )\d+ (?:business |school |calendar )?(?:day|hour|minute)\b"
    ),
    "the wrong article": re.compile(r"\ba [aeio]|\ban [^aeiouh]"),
    "more than all": re.compile("at least 100%[^ ]"),
}


@given(LEVELS)
@UNHURRIED
def test_the_sentence_of_any_level_reads_back_as_its_terms(level):
    for document in (DOCUMENT, OWN):
        assert read(sentence(level, document)) == promise(level, document)


@given(LEVELS)
@UNHURRIED
def test_the_sentences_of_any_level_are_whole_and_clean(level):
    for text in [sentence(level, OWN), *clauses(level, OWN)]:
        assert text.endswith(".")
        assert text[0].isupper() or text[0] == "“"
        assert text.count("(") == text.count(")")
        found = [name for name, fault in FAULTS.items() if fault.search(text)]
        assert not found, (text, found)
