from __future__ import annotations

import json

import pytest

from rfpkit.errors import InputError
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.render.view.requirements import requirements
from rfpkit.render.view.rfp import SECTIONS, WORKED, view
from rfpkit.sla.worked.examples import worked_examples


def requirement(name, group, kind="mandatory", verb="must"):
    return {"id": name, "kind": kind, "group": group, "text": f"The Contractor {verb} do it."}


def test_the_view_is_plain_data(example, manifest):
    context = view(example, section=None, manifest=manifest)
    assert json.loads(json.dumps(context)) == context


def test_every_section_of_the_pack_is_filled_by_the_example(example, manifest):
    worked = worked_examples(example)
    context = view(example, section=None, manifest=manifest, worked=worked)
    assert [section["id"] for section in context["sections"]] == [
        section.id for section in manifest.sections
    ]
    assert {*SECTIONS, WORKED} == {section.id for section in manifest.sections}


def test_a_section_that_has_nothing_to_say_is_left_out_and_the_numbers_close_up(make, manifest):
    context = view(make(), section=None, manifest=manifest)
    numbers = {section["id"]: section["number"] for section in context["sections"]}
    assert numbers == {
        "priorities": "1",
        "support-hours": "2",
        "service-levels": "3",
        "definitions": "4",
        "reporting": "5",
        "export-annex": "6",
        "digests": "",
    }


def test_one_section_has_its_number_in_the_whole_and_a_title_of_its_own(example, manifest):
    whole = view(example, section=None, manifest=manifest)
    alone = view(example, section="service-levels", manifest=manifest)
    (section,) = alone["sections"]
    assert section in whole["sections"]
    before = [one.id for one in manifest.sections if one.numbered]
    assert section["number"] == str(before.index("service-levels") + 1)
    assert alone["document"]["title"] == "Technical Support and Device Repair: Service levels"
    assert [whole["document"]["contents"], alone["document"]["contents"]] == [2, 0]
    assert alone["anchors"]["definitions.pauses"]["here"] is False


def test_a_section_that_the_document_lacks_cannot_be_built_alone(make, manifest):
    with pytest.raises(InputError, match="there is no section `scope`"):
        view(make(), section="scope", manifest=manifest)


def test_a_section_of_the_packs_own_words_needs_no_data(make, manifest):
    own = manifest.model_dump(mode="json")
    own["sections"] = [{"id": "foreword", "title": "Foreword"}]
    context = view(make(), section=None, manifest=PackManifest.model_validate(own))
    assert [(s["number"], s["title"]) for s in context["sections"]] == [("1", "Foreword")]


def test_events_stand_in_the_order_of_their_time(make, manifest):
    schedule = [
        {"id": "opening", "name": "Opening", "date": "2026-03-05", "time": "14:30"},
        {"id": "issued", "name": "Issued", "date": "2026-01-20"},
        {"id": "proposals-due", "name": "Due", "date": "2026-03-05", "time": "14:00"},
    ]
    context = view(make(schedule=schedule), section=None, manifest=manifest)
    rows = context["sections"][0]["rows"]
    assert [row["id"] for row in rows] == ["issued", "proposals-due", "opening"]
    assert context["dates"]["proposals-due"] == "Thursday, March 5, 2026, 2:00 p.m."


def test_a_goal_names_the_levels_and_requirements_that_serve_it(example, manifest):
    context = view(example, section="introduction", manifest=manifest)
    goals = {row["id"]: row for row in context["sections"][0]["parts"]["goals"]["rows"]}
    titles = [level["title"] for level in goals["learning-time"]["levels"]]
    assert titles == ["Repair turnaround", "Spares at each school"]
    assert goals["safe-data"]["requirements"] == ["RPR-001", "PRV-001", "PRV-002", "PRV-003"]
    for row in goals.values():
        assert all(level["id"] in context["anchors"] for level in row["levels"])


def test_requirements_are_grouped_in_the_order_of_the_file_and_none_is_lost(make):
    items = [
        requirement("A-1", "Parts & loans"),
        requirement("B-1", "Parts / loans", "desirable", "should"),
        requirement("A-2", "Parts & loans"),
        requirement("C-1", None),
    ]
    part = requirements(make(requirements=[{k: v for k, v in i.items() if v} for i in items]))
    assert part is not None
    groups = [
        (group["title"], [row["id"] for row in group["rows"]]) for group in part["parts"].values()
    ]
    assert groups == [
        ("Parts & loans", ["A-1", "A-2"]),
        ("Parts / loans", ["B-1"]),
        ("General", ["C-1"]),
    ]
    assert part["counts"] == "3 mandatory and 1 desirable"


def test_each_scope_item_stands_in_exactly_one_table(example, manifest):
    (scope,) = view(example, section="scope", manifest=manifest)["sections"]
    shown = [row["id"] for name in ("covered", "limited", "excluded") for row in scope[name]]
    assert sorted(shown) == sorted(item.id for item in example.scope)
    assert all(row["reason"] for row in [*scope["limited"], *scope["excluded"]])
