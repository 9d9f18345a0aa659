from __future__ import annotations

from typing import Any

import pytest

from rfpkit.errors import InputError
from rfpkit.model.packs.manifest import PackSection
from rfpkit.render.view import outline


def place(name, *, numbered=True):
    return PackSection(id=name, title=name.title(), numbered=numbered)


TREE: list[tuple[PackSection, outline.Part]] = [
    (place("scope"), {}),
    (place("levels"), {"parts": {"repair": {"parts": {"rule-1": {}, "rule-2": {}}}, "all": {}}}),
    (place("annex", numbered=False), {"parts": {"note": {}}}),
    (place("reporting"), {}),
]


def test_sections_parts_and_clauses_are_numbered_in_one_walk():
    scope, levels, annex, reporting = outline.numbered(TREE)
    repair = levels["parts"]["repair"]
    assert [scope["number"], levels["number"], repair["number"]] == ["1", "2", "2.1"]
    assert [rule["number"] for rule in repair["parts"].values()] == ["2.1.1", "2.1.2"]
    assert levels["parts"]["all"]["number"] == "2.2"
    assert [annex["number"], annex["parts"]["note"]["number"]] == ["", ""]
    assert reporting["number"] == "3"


def test_ids_are_made_of_the_ids_above_so_that_they_are_unique():
    repair = outline.numbered(TREE)[1]["parts"]["repair"]
    assert repair["id"] == "levels.repair"
    assert repair["parts"]["rule-2"]["id"] == "levels.repair.rule-2"


def test_one_section_alone_keeps_its_number():
    every = outline.numbered(TREE)
    assert [section["number"] for section in outline.chosen(every, "reporting")] == ["3"]
    assert outline.chosen(every, None) == every


def test_an_anchor_tells_whether_it_is_part_of_what_is_shown():
    every = outline.numbered(TREE)
    anchors = outline.anchors(every, outline.chosen(every, "levels"))
    assert anchors["levels.repair.rule-1"] == {"number": "2.1.1", "here": True}
    assert anchors["reporting"] == {"number": "3", "here": False}


def test_an_unknown_section_is_told_with_the_nearest_and_with_all():
    with pytest.raises(InputError) as caught:
        outline.chosen(outline.numbered(TREE), "reprting")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.message == "there is no section `reprting`"
    assert diagnostic.hint == (
        "did you mean `reporting`? the sections are: scope, levels, annex, reporting"
    )


def test_a_name_like_no_section_gets_the_list_alone():
    with pytest.raises(InputError) as caught:
        outline.chosen(outline.numbered(TREE), "zzz")
    assert caught.value.diagnostics[0].hint == "the sections are: scope, levels, annex, reporting"


def test_an_id_with_dots_takes_no_other_part_its_anchor():
    parts: dict[str, Any] = {"a": {"parts": {"rule-1": {}}}, "a.rule-1": {"parts": {"rule-1": {}}}}
    (section,) = outline.numbered([(place("levels"), {"parts": parts})])
    anchors = outline.anchors([section], [section])
    assert section["parts"]["a.rule-1"]["id"] == "levels.a.rule-1"
    assert section["parts"]["a"]["parts"]["rule-1"]["id"] == "levels.a.rule-1-2"
    assert len(anchors) == 5


def test_a_free_name_is_looked_for_until_it_is_free():
    assert outline.free_name("a", {"b"}) == "a"
    assert outline.free_name("a", {"a"}) == "a-2"
    assert outline.free_name("a", {"a", "a-2"}) == "a-2-2"
