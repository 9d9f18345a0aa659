"""A sentence beside a level's terms: read back, or refused."""

from __future__ import annotations

import pytest

from rfpkit.model.sentence import sentence
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.written_sentences import sentence_problems
from rfpkit.workflows.rfp import open_rfp
from tests.conftest import ROOT

EXAMPLES = [ROOT / "examples" / name / "rfp.yaml" for name in ("city-district", "every-kind")]


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.parent.name)
def rfp(request) -> Solicitation:
    return open_rfp(request.param).solicitation


def written(rfp, level, text):
    return list(sentence_problems(rfp, [level.model_copy(update={"sentence": text})], ()))


def test_the_sentence_that_documents_print_is_accepted_in_any_lines(rfp):
    for level in rfp.service_levels:
        assert written(rfp, level, sentence(level, rfp).replace(" ", "\n  ", 3)) == []


def test_a_sentence_that_was_copied_with_the_apostrophes_of_print_is_accepted(rfp):
    due = {level.id: sentence(level, rfp) for level in rfp.service_levels}
    assert any("'" in text for text in due.values())
    for level in rfp.service_levels:
        assert written(rfp, level, due[level.id].replace("'", "’")) == []


def test_each_number_of_a_sentence_is_compared_with_the_terms(rfp):
    for level in rfp.service_levels:
        due = sentence(level, rfp)
        for at, sign in enumerate(due):
            if sign.isdigit() and sign != "9":
                other = f"{due[:at]}{int(sign) + 1}{due[at + 1 :]}"
                assert written(rfp, level, other), other


def test_a_written_sentence_leaves_the_digest_of_its_level_alone(rfp):
    for level in rfp.service_levels:
        text = sentence(level, rfp)
        assert (
            level.model_validate(level.model_dump(by_alias=True) | {"sentence": text}).digest
            == level.digest
        )


def test_a_calendar_that_nobody_knows_is_told_once_and_at_its_name(rfp):
    level = next(one for one in rfp.service_levels if one.measure.kind == "duration")
    measure = level.measure.model_copy(update={"calendar": "nowhere"})
    assert written(rfp, level.model_copy(update={"measure": measure}), "Anything.") == []
