from __future__ import annotations

from collections import Counter

import pytest

from rfpkit.errors import Location
from rfpkit.render import semantic
from rfpkit.render.document import document_html
from rfpkit.sla.worked.examples import worked_examples
from rfpkit.workflows.packs.open_pack import open_pack_at


@pytest.fixture
def pack():
    return open_pack_at("k12-device-support", Location("rfp.yaml"))


def sections_of(document):
    return [s.get("id") for s in document.root.iter("section") if "." not in (s.get("id") or "")]


def test_the_least_that_an_rfp_may_say_makes_a_sound_document(make, pack, levels):
    every_kind = [levels["repair"], levels["survey"], levels["spares"]]
    document = semantic.read(document_html(make(service_levels=every_kind), pack, None))
    assert sections_of(document)[0] == "priorities"
    bare = make(service_levels=[], calendars=[], priorities=[])
    document = semantic.read(document_html(bare, pack, None))
    assert sections_of(document) == ["definitions", "reporting", "digests"]
    assert all(len(body) for body in document.root.iter("tbody"))


def test_ids_that_people_choose_never_meet_the_anchors_of_the_document(make, pack, levels):
    repair = levels["repair"]
    named = [repair | {"id": name} for name in ("how-measured", "a", "a.rule-1", "how-measured.1")]
    text = "The Contractor must do it."
    wanted = [{"id": "privacy", "kind": "mandatory", "group": "Privacy", "text": text}]
    html = document_html(make(service_levels=named, requirements=wanted), pack, None)
    anchors = [one.get("id") for one in semantic.read(html).root.iter() if one.get("id")]
    assert [anchor for anchor, times in Counter(anchors).items() if times > 1] == []
    assert {f"service-levels.{level['id']}" for level in named} <= set(anchors)


def test_each_section_of_the_example_stands_alone(example, pack, manifest):
    worked = worked_examples(example)
    for section in manifest.sections:
        document = semantic.read(document_html(example, pack, section.id, worked))
        assert sections_of(document) == [section.id]


def test_what_people_write_cannot_become_markup(make, pack):
    purpose = "Repair <script>alert(1)</script> & [more](javascript:alert(1))"
    html = document_html(make(purpose=purpose, title="Repair & <b>care</b>"), pack, None)
    semantic.read(html)
    assert "<script" not in html
    assert "<b>" not in html
    assert 'href="javascript' not in html


def test_a_draft_on_a4_says_so(make, pack):
    html = document_html(make(status="draft", page="a4"), pack, None)
    assert semantic.read(html).root.get("class") == "a4 draft"
