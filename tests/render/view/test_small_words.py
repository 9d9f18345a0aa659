"""Sentences that must fit what there is: one, two, all, or none of it."""

from __future__ import annotations

import pytest

from rfpkit.render.view import planning
from rfpkit.render.view.requirements import requirements
from rfpkit.render.view.zones import zone_name


def told(make, *kinds):
    listed = [
        {"id": f"R-{at}", "kind": kind, "text": "The Contractor must help."}
        for at, kind in enumerate(kinds)
    ]
    part = requirements(make(requirements=listed))
    assert part is not None
    return part["told"]


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        (["mandatory"], "There is one requirement, mandatory."),
        (["mandatory", "mandatory"], "There are 2 requirements, all mandatory."),
        (
            ["mandatory", "mandatory", "information"],
            "There are 3 requirements: 2 mandatory and 1 for information.",
        ),
    ],
)
def test_requirements_are_counted_in_a_sentence_that_fits(make, kinds, sentence):
    assert told(make, *kinds) == sentence


def test_a_column_of_numbers_is_there_only_where_one_number_is_known(make):
    item = {"id": "laptops", "kind": "device", "coverage": "full"}
    for count, shown in (({}, False), ({"count": "12"}, True)):
        part = planning.scope(make(scope=[item | count]))
        assert part is not None
        assert part["counted"]["covered"] is shown


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Denver", "Mountain Time (America/Denver)"),
        ("Europe/Berlin", "Europe/Berlin time"),
    ],
)
def test_a_zone_has_the_name_that_people_use(zone, name):
    assert zone_name(zone) == name
