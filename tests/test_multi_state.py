"""The example of several states: sound, built in every format, and honest about its facts."""

from __future__ import annotations

from pathlib import Path

import page as page_validation
import pytest
from lxml import html as parser

from rfpkit.load.document import load
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.formats import FORMATS
from rfpkit.workflows.build import build
from rfpkit.workflows.check import check

FOLDER = Path(__file__).parent.parent / "examples" / "multi-state"
RFP = FOLDER / "rfp.yaml"


@pytest.fixture(scope="module")
def rfp():
    return load(RFP, Solicitation)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    files = build(RFP, tmp_path_factory.mktemp("seats"), formats=list(FORMATS)).files
    return {path.suffix: path for path in files}


@pytest.fixture(scope="module")
def words(built):
    root = parser.fromstring(built[".html"].read_bytes())
    (body,) = root.iter("body")
    return " ".join("".join(map(str, body.itertext())).split())


def test_a_careful_reader_finds_nothing(rfp):
    assert check([RFP]).findings == ()
    assert {level.measure.kind for level in rfp.service_levels} == {
        "accumulation", "duration", "duty", "ratio", "statistic", "stock",
    }  # fmt: skip


def test_it_is_written_in_every_format_and_the_pdf_is_accessible(built):
    assert len(built) == len(FORMATS)
    assert "Checks: 0 failed" in str(
        page_validation.validate_pdf(str(built[".pdf"]), profile="ua1")
    )


def test_what_the_states_state_adds_up_to_the_profile_and_to_the_seats(rfp):
    entities = rfp.contract_structure.participating_entities
    assert sum(entity.students for entity in entities) == rfp.profile.students
    assert sum(entity.devices for entity in entities) == rfp.profile.devices
    assert sum(entity.schools for entity in entities) == rfp.profile.schools
    seats = [line.quantity for line in rfp.pricing.lines if line.fee == "seat-fee"]
    assert seats == [entity.devices for entity in entities]


def test_every_state_is_printed_with_its_scope_and_volume(rfp, words):
    for entity in rfp.contract_structure.participating_entities:
        assert entity.name in words
        assert f"{entity.devices:,}" in words
    assert "Participation addendum" in words


def test_several_awards_are_announced_as_several(words):
    assert "Contracts go to the responsive and responsible proposers" in words
    assert "The contract goes to the" not in words


def test_it_says_that_it_is_invented_and_claims_no_number_that_nobody_knows(words):
    page = (FOLDER / "README.md").read_text("utf-8")
    assert "invented" in words
    assert "invented" in page
    assert "201210412" not in words
