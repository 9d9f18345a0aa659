"""The eleven planning questions, held against an RFP."""

from __future__ import annotations

from pathlib import Path

from rfpkit.load.document import load, load_text
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.readiness import readiness

BARE = """\
kind: rfp
id: A-1
title: Repair
issuer: {name: Small District, level: district, timezone: America/Chicago}
"""
DISTRICT = Path("examples/city-district/rfp.yaml")


def _states(text: str) -> list[str]:
    return [one.state for one in readiness(load_text(text, Solicitation, "rfp.yaml"))]


def test_an_rfp_that_says_nothing_leaves_every_question_open() -> None:
    assert _states(BARE) == ["open"] * 11


def test_a_group_without_its_number_is_a_thin_answer() -> None:
    text = BARE + "audiences: [{id: students, channels: [portal], languages: [en]}]\n"
    (first, *_) = readiness(load_text(text, Solicitation, "rfp.yaml"))
    assert first.state == "thin"
    assert first.missing == ("how many they are (`count`)",)


def test_an_rfp_that_refuses_support_off_campus_has_answered() -> None:
    assert _states(BARE + "operations: {off_campus: {supported: false}}\n")[4] == "answered"


def test_the_city_district_leaves_no_question_open() -> None:
    assert "open" not in [one.state for one in readiness(load(DISTRICT, Solicitation))]
