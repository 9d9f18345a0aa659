"""No difference between two versions is missed: neither in the list, nor in the addendum."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from rfpkit.load.document import load
from rfpkit.model.addenda.difference import Change, Item, written
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.addendum.applied import apply
from rfpkit.review.addendum.changes import changes
from rfpkit.review.addendum.comparison import compare
from rfpkit.review.addendum.entries import entries
from rfpkit.review.addendum.substance import substance
from rfpkit.review.addendum.word_difference import word_difference
from tests.addenda.versions import DISTRICT, after, before

EVERY_KIND = DISTRICT.parent / "every-kind" / "rfp.yaml"
DOCUMENTS = [
    load(path, Solicitation).model_dump(mode="json", by_alias=True)
    for path in (DISTRICT / "rfp.yaml", EVERY_KIND)
    if path.exists()
] + [Solicitation.model_validate(before()).model_dump(mode="json", by_alias=True)]


def as_json(rfp):
    return rfp.model_dump(mode="json", by_alias=True)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, one in value.items():
            found += places(one, (*path, key))
    elif isinstance(value, list):
        for position, one in enumerate(value):
            found += places(one, (*path, position))
    return found


def mutate(document: Any, path: tuple[Any, ...], how: int) -> None:
    *steps, last = path
    holder = document
    for step in steps:
        holder = holder[step]
    value = holder[last]
    if isinstance(value, list) and len(value) > 1 and how % 4 == 0:
        holder[last] = [*value[1:], value[0]]
    elif isinstance(value, list) and value and how % 4 == 1:
        del value[how % len(value)]
    elif isinstance(value, list) and value and isinstance(value[0], dict) and "id" in value[0]:
        value.insert(how % len(value), {**value[0], "id": f"new-{how}"})
    elif isinstance(value, list) and value:
        value.append(copy.deepcopy(value[0]))
    elif isinstance(value, bool):
        holder[last] = not value
    elif isinstance(value, int):
        holder[last] = value + 1 + how
    elif isinstance(value, str) and how % 3:
        holder[last] = f"{value} {'again' if how % 2 else ''}{how}"
    elif isinstance(holder, dict):
        holder[last] = None


@st.composite
def versions(draw):
    old = draw(st.sampled_from(DOCUMENTS))
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 4))):
        tried = copy.deepcopy(new)
        path = draw(st.sampled_from(places(tried)))
        mutate(tried, path, draw(st.integers(0, 12)))
        try:
            new = as_json(Solicitation.model_validate(tried))
        except ValidationError:
            continue
    return Solicitation.model_validate(old), Solicitation.model_validate(new)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], Any]:
    """Every value by its path, objects of lists by their ids: an account of its own."""
    if isinstance(value, dict) and value:
        return {k: v for key, one in value.items() for k, v in leaves(one, (*path, key)).items()}
    items = value if isinstance(value, list) else []
    ids = [one.get("id") for one in items if isinstance(one, dict)]
    if ids and len({*ids}) == len(items) and None not in ids:
        found = {(*path, "order"): ids}
        for one in items:
            found |= leaves(one, (*path, Item(one["id"])))
        return found
    return {path: value}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(versions())
def test_the_changes_done_to_the_earlier_version_give_the_later_one(pair):
    old, new = pair
    assert apply(as_json(old), changes(old, new)) == as_json(new)


def one_of_each_kind(document):
    """A place for each field, wherever in the document's lists it first stands."""
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for path in places(document):
        found.setdefault(tuple("" if isinstance(step, int) else step for step in path), path)
    return found.values()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_no_field_of_any_object_is_left_out_of_the_comparison(document):
    old, tried = Solicitation.model_validate(document), 0
    for path in one_of_each_kind(document):
        for how in (1, 2, 5):
            other = copy.deepcopy(document)
            mutate(other, path, how)
            try:
                new = Solicitation.model_validate(other)
            except ValidationError:
                continue
            if new != old:
                tried += 1
                assert apply(as_json(old), changes(old, new)) == as_json(new), path
                break
    assert tried > 20


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(versions())
def test_every_value_that_differs_lies_on_the_path_of_a_change(pair):
    old, new = pair
    found = changes(old, new)
    told = {change.path for change in found}
    ones, others = leaves(as_json(old)), leaves(as_json(new))
    for path in {*ones, *others}:
        if path[-1] != "order" and ones.get(path) != others.get(path):
            assert any(path[: len(one)] == one or one[: len(path)] == path for one in told), path
    assume(found)
    assert as_json(old) != as_json(new)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(versions())
def test_every_change_is_printed_in_an_entry(pair):
    old, new = pair
    found = changes(old, new)
    printed = entries(old, new, found)
    told = [change for entry in printed for change in entry.changes]
    apart = {"addenda", "questions"}
    saying = [one for one in found if one.old or one.new or False in (one.old, one.new)]
    assert [one for one in saying if one not in told and one.path[0] not in apart] == []
    for entry in printed:
        assert entry.edits or entry.rows, written(entry.path)
        for edit in entry.edits:
            assert any(run.marked for run in (*edit.old, *edit.new)), edit


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_the_runs_of_each_side_put_together_are_its_text(old, new):
    one, other = word_difference(old, new)
    assert " ".join(run.text for run in one).split() == old.split()
    assert " ".join(run.text for run in other).split() == new.split()
    kept = [
        [w for run in side if not run.marked for w in run.text.split()] for side in (one, other)
    ]
    assert kept[0] == kept[1]


def test_a_version_compared_with_itself_has_no_change():
    one = Solicitation.model_validate(before())
    assert changes(one, one) == []
    assert compare(one, one, None) is None


def one_change(**fields):
    old, new = Solicitation.model_validate(before()), Solicitation.model_validate(after(**fields))
    found = compare(old, new, None)
    assert found is not None
    (entry,) = found.entries
    return entry


def test_a_changed_word_is_struck_and_the_new_one_inserted():
    rows = before()["requirements"]
    rows[0]["text"] = rows[0]["text"].replace("each school day", "each Monday")
    entry = one_change(requirements=rows)
    (edit,) = entry.edits
    assert entry.id == "RPR-001"
    assert [run.text for run in edit.old if run.marked] == ["school day."]
    assert [run.text for run in edit.new if run.marked] == ["Monday."]


def test_of_a_long_text_only_the_paragraph_that_changes_is_printed():
    text = before()["background"].replace("counts the days", "counts the hours")
    (edit,) = one_change(background=text).edits
    assert edit.name == "Background, paragraph 2 of 2"
    assert "shop" not in "".join(run.text for run in edit.old)


def test_a_changed_level_is_told_as_its_sentence_and_as_its_term():
    levels = before()["service_levels"]
    levels[0]["target"]["P2"] = "2 business days"
    entry = one_change(service_levels=levels)
    assert [edit.name for edit in entry.edits] == ["Sentence of the level", "Target, P2"]
    assert "3" in next(run.text for run in entry.edits[0].old if run.marked)


def test_a_clause_that_only_moves_up_is_not_told():
    levels = before()["service_levels"]
    levels[0]["target"] = "2 business days"
    entry = one_change(service_levels=levels)
    moved = [edit for edit in entry.edits if edit.name.startswith(("Clause", "New clause"))]
    both = [" ".join(run.text for run in (*edit.old, *edit.new)) for edit in moved]
    assert len(moved) < 3, both
    assert entry.edits[-1].name == "Target"


def test_an_object_that_goes_is_told_with_all_that_it_said():
    entry = one_change(requirements=before()["requirements"][:1])
    assert (entry.kind, entry.id) == ("deleted", "RPR-002")
    assert ("Text", "The Contractor should lend a charger.") in entry.rows


def test_of_a_long_list_only_what_differs_is_printed():
    days = [f"2026-{month:02d}-15" for month in range(7, 13)] + ["2027-01-15", "2027-02-15"]
    named = [{"date": day, "name": f"Holiday {day}"} for day in days]
    old, new = before(), after()
    for version, holidays in ((old, named), (new, named[1:])):
        version["calendars"] = [{**before()["calendars"][0], "holidays": holidays}]
    found = compare(Solicitation.model_validate(old), Solicitation.model_validate(new), None)
    assert found is not None
    (edit,) = found.entries[0].edits
    assert edit.name == "Holidays (of 8, what differs)"
    assert "Holiday 2026-07-15" in edit.old[0].text
    assert "Holiday 2027-01-15" not in edit.old[0].text


@pytest.mark.parametrize(
    ("field", "value", "substantive"),
    [
        ("background", "Other words.", False),
        ("note", "A remark.", False),
        ("requirements", before()["requirements"][:1], True),
        ("service_levels", [], True),
        ("at_risk", {"base": "monthly-fee", "cap": "10% per month"}, True),
        ("title", "Repairs and support", True),
    ],
)
def test_rules_say_which_changes_are_substantive(field, value, substantive):
    assert one_change(**{field: value}).substance.substantive is substantive


def test_the_phone_of_the_contact_is_not_substantive_but_the_due_date_is():
    schedule = before()["schedule"]
    schedule[2]["date"] = "2026-03-12"
    assert one_change(schedule=schedule).substance.substantive
    contact = {"name": "Dana", "email": "dana@example.org", "phone": "555-0101"}
    assert not one_change(contact=contact).substance.substantive


def told(old, new):
    found = compare(Solicitation.model_validate(old), Solicitation.model_validate(new), None)
    assert found is not None
    return found.entries


def test_a_list_that_comes_or_goes_whole_is_told_object_by_object():
    gone = told(before(), after(requirements=[]))
    assert [(entry.kind, entry.id) for entry in gone] == [
        ("deleted", "RPR-001"),
        ("deleted", "RPR-002"),
    ]
    come = told(before() | {"requirements": []}, after())
    assert [entry.kind for entry in come] == ["added", "added"]


def test_a_level_that_comes_is_told_by_its_sentence_and_its_clauses_first():
    (entry,) = told(before() | {"service_levels": []}, after())
    names = [row.name for row in entry.rows]
    assert names[:2] == ["Sentence of the level", "Clause 1"]
    assert "within 1 business day (P1)" in entry.rows[0].text
    assert "Applies to" not in names  # it says nothing


def test_words_are_told_as_they_are_printed_without_the_marks_of_markdown():
    marked = "Two shops **repair** devices; see [the scope](#scope) and `x`.\n"
    (edit,) = one_change(background=marked).edits
    text = " ".join(run.text for run in edit.new)
    assert text == "Two shops repair devices; see the scope and x."


def test_a_change_of_marks_alone_says_so():
    (entry,) = told(
        before() | {"purpose": "Devices must work."}, after(purpose="Devices **must** work.")
    )
    (edit,) = entry.edits
    assert edit.name == "Purpose, in its emphasis or its links alone"
    assert not any(run.marked for run in (*edit.old, *edit.new))


def test_lists_of_fields_are_told_without_the_signs_of_a_program():
    meeting = {"id": "call", "name": "Call", "every": "each week", "who": "Both managers"}
    (entry,) = told(before(), after(governance={"meetings": [meeting]}))
    assert dict(entry.rows)["Meetings"] == (
        "name: Call; how often: each week; who comes: Both managers"
    )


BARE = as_json(Solicitation.model_validate(before()))
CLAUSE = {
    "id": "open-28",
    "title": "Open for 28 days",
    "text": "The request stays open for 28 days.",
    "when": {"e_rate": "requested"},
}


def test_a_clause_that_the_facts_bring_in_is_printed_and_one_that_they_take_out_is_too():
    clauses = {"required_clauses": [CLAUSE]}
    without, asked = ({"facts": {"e_rate": fact}, **clauses} for fact in ("none", "requested"))
    facts, clause = told(before() | without, after(**asked))
    assert facts.title == "Facts"
    assert (clause.kind, clause.id) == ("added", "open-28")
    rows = dict(clause.rows)
    assert rows["Text"] == "The request stays open for 28 days."
    assert rows["How sure it is"].startswith("Not verified:")
    _, gone = told(before() | asked, after(**without))
    assert gone.kind == "deleted"
    _, maybe = told(before() | clauses | {"facts": {}}, after(**asked))
    assert (maybe.kind, maybe.edits[0].name) == ("changed", "Whether it applies")


def test_every_part_of_an_rfp_has_a_rule_that_says_whether_its_change_is_substantive():
    fields = {*BARE} - {"kind", "id"}  # those never change
    bare = [
        name
        for name in fields
        if substance(Change((name,), "changed", "a", "b")).reason.startswith("no rule")
    ]
    assert bare == []


def test_what_goes_whole_is_told_item_by_item():
    asked = [
        {"id": "Q-1", "title": "Experience", "text": "Five years.", "evidence": "List"},
        {"id": "Q-2", "title": "Insurance", "text": "Has it.", "evidence": "Letter"},
    ]
    (entry,) = told(before() | {"qualifications": asked}, after())
    assert entry.rows[0] == ("Experience", "text: Five years.; evidence: List")
    meetings = [
        {"id": name, "name": name, "every": "each week", "who": "Both"} for name in ("One", "Two")
    ]
    (entry,) = told(before(), after(governance={"meetings": meetings}))
    lines = dict(entry.rows)["Meetings"].splitlines()
    assert [line[:10] for line in lines] == ["- name: On", "- name: Tw"]


def test_an_empty_list_in_the_place_of_none_needs_no_addendum():
    old = Solicitation.model_validate(before() | {"required_clauses": None})
    new = Solicitation.model_validate(before() | {"required_clauses": []})
    assert compare(old, new, None) is None
