"""Every field of the model has words for a reader, and a place in the document."""

from __future__ import annotations

import typing
from typing import Any

from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.addendum.places import COVER, SECTIONS
from rfpkit.render.view import rfp
from rfpkit.review.addendum.field_names import AS_WRITTEN, OF_NOUNS, WORDS
from rfpkit.review.addendum.labels import has_words


def nouns(kind: Any, found: dict[str, type[Record]]) -> dict[str, type[Record]]:
    if isinstance(kind, type) and issubclass(kind, Record) and kind.__name__ not in found:
        found[kind.__name__] = kind
        for field in kind.model_fields.values():
            nouns(field.annotation, found)
    for part in typing.get_args(kind):
        nouns(part, found)
    return found


EVERY = nouns(Solicitation, {})


def test_every_field_of_every_noun_has_words():
    missing = [
        f"{noun}.{field}"
        for noun, model in EVERY.items()
        for field in model.model_fields
        if not has_words(noun, field)
    ]
    assert missing == [], "name them in src/rfpkit/review/addendum/field_names.py"


def test_no_words_are_kept_for_a_field_that_is_gone():
    fields = {field for model in EVERY.values() for field in model.model_fields}
    named = {f"{noun}.{field}" for noun, model in EVERY.items() for field in model.model_fields}
    assert {*WORDS, *AS_WRITTEN} - fields == set()
    assert {*OF_NOUNS} - named == set()
    assert {*WORDS} & {*AS_WRITTEN} == set()


def test_every_field_of_an_rfp_has_a_place_in_the_document():
    by_name = {section.replace("-", "_") for section in rfp.SECTIONS}
    placed = {*SECTIONS, *COVER, *by_name}
    missing = [field for field in Solicitation.model_fields if field not in placed]
    assert missing == [], "name its section in src/rfpkit/render/addendum/places.py"


def test_every_place_is_a_section_of_the_document():
    assert {one for names in SECTIONS.values() for one in names} - {*rfp.SECTIONS} == set()
