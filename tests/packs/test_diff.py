"""Two versions of a pack: what became of each promise, and which number that deserves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rfpkit.errors import InputError
from rfpkit.packs.bundle import bundle
from rfpkit.workflows.packs.version.diff import diff, entry

from .conftest import LEVEL, REQUIREMENT, write

OTHER = {**REQUIREMENT, "id": "RPR-2", "text": "The Contractor must label each device."}
CLAUSE = {
    "id": "privacy",
    "title": "Privacy of students",
    "text": "The Contractor keeps data of students as the state's law asks.",
    "when": {"state": ["TX", "ME"]},
}
DEFAULTS: dict[str, Any] = {
    "kind": "defaults",
    "term": {"initial": "three years"},
    "pauses": [{"id": "awaiting-parts", "title": "Parts", "definition": "A part is on its way."}],
}


@pytest.fixture
def compared(support):
    """Compares version 1.0.0 of a pack with one in which something is said otherwise."""

    def made(old=None, new=None, version="9.0.0"):
        before = support(folder="old", **(old or {}))
        after = support(folder="new", version=version, **(new or {}))
        return diff(before, after)

    return made


def with_library(home, name, data):
    write(home / "library" / name, data)
    return home


def told(found):
    return [(one.step.word, one.what, one.kind.value) for one in found.differences]


LEVELS = {
    "a shorter time is tighter": ({"target": "4 business days"}, "minor", "tightened"),
    "a longer time is looser": ({"target": "6 business days"}, "major", "loosened"),
    "the same days in other words": ({"target": "5  business days"}, "patch", "reworded"),
    "a smaller share is looser": (
        {"attainment": {"at_least": "85%", "per": "month"}},
        "major",
        "loosened",
    ),
    "a greater share is tighter": (
        {"attainment": {"at_least": "95%", "per": "month"}},
        "minor",
        "tightened",
    ),
    "a longer period is looser": (
        {"attainment": {"at_least": "90%", "per": "quarter"}},
        "major",
        "loosened",
    ),
    "another start of the clock is another promise": (
        {"measure": {**LEVEL["measure"], "from": "picked-up"}},
        "major",
        "replaced",
    ),
    "tighter and looser at once is looser": (
        {"target": "4 business days", "attainment": {"at_least": "80%", "per": "month"}},
        "major",
        "loosened",
    ),
    "another reason beside it is wording": ({"rationale": "Lessons wait."}, "patch", "reworded"),
    "another title is wording": ({"title": "Time of repair"}, "patch", "reworded"),
}


@pytest.mark.parametrize(("fields", "step", "kind"), LEVELS.values(), ids=LEVELS)
def test_a_level_that_changed(compared, fields, step, kind):
    found = compared(new={"levels": [{**LEVEL, **fields}]})
    assert told(found) == [(step, "service_levels.repair-time", kind)]


STATEMENTS = {
    "new words ask something else": (
        {"text": "The Contractor must collect devices each day."},
        "minor",
        "reworded",
    ),
    "mandatory that becomes desirable is looser": (
        {"kind": "desirable", "text": "The Contractor should collect devices."},
        "major",
        "loosened",
    ),
    "a rationale asks nothing": ({"rationale": "Vans are cheap."}, "patch", "reworded"),
    "asked under a condition only": ({"when": {"state": "TX"}}, "major", "changed"),
}


@pytest.mark.parametrize(("fields", "step", "kind"), STATEMENTS.values(), ids=STATEMENTS)
def test_a_requirement_that_changed(compared, fields, step, kind):
    found = compared(new={"requirements": [{**REQUIREMENT, **fields}]})
    assert told(found) == [(step, "requirements.RPR-1", kind)]


def test_a_requirement_that_is_asked_in_more_cases_is_minor(compared):
    narrow = {**REQUIREMENT, "when": {"state": ["TX"]}}
    wide = {**REQUIREMENT, "when": {"state": ["TX", "ME"]}}
    found = compared(old={"requirements": [narrow]}, new={"requirements": [wide]})
    assert told(found) == [("minor", "requirements.RPR-1", "changed")]


def test_an_id_that_is_added_is_minor_and_one_that_is_gone_is_major(compared):
    found = compared(new={"requirements": [OTHER]})
    assert told(found) == [
        ("major", "requirements.RPR-1", "removed"),
        ("minor", "requirements.RPR-2", "added"),
    ]
    assert "without a tombstone" in found.differences[0].told


def test_an_id_with_a_tombstone_is_retired_with_its_reason(support):
    old, new = support(folder="old"), support(folder="new", version="2.0.0")
    stone = {
        "id": "RPR-1",
        "on": "2026-05-01",
        "reason": "Schools have vans.",
        "replaced_by": "RPR-2",
    }
    head = {"kind": "requirements", "id": "repair", "group": "Repair"}
    with_library(new, "repair.yaml", {**head, "requirements": [OTHER], "retired": [stone]})
    found = diff(old, new)
    assert told(found)[0] == ("major", "requirements.RPR-1", "retired")
    assert found.differences[0].told == "retired: Schools have vans.; `RPR-2` replaces it"
    assert not found.is_too_small


MARKS = {
    "tighten becomes none": ("tighten", "none", "major", "stricter"),
    "free becomes tighten": (None, "tighten", "major", "stricter"),
    "none becomes free": ("none", "free", "minor", "laxer"),
}


@pytest.mark.parametrize(("was", "now", "step", "kind"), MARKS.values(), ids=MARKS)
def test_a_mark_that_changed(compared, was, now, step, kind):
    before, after = ({**LEVEL, **({"overridable": one} if one else {})} for one in (was, now))
    found = compared(old={"levels": [before]}, new={"levels": [after]})
    assert told(found) == [(step, "service_levels.repair-time", kind)]


def test_a_clause_of_fewer_states_is_looser_and_other_words_are_minor(support):
    for changes, expected in (
        ({"when": {"state": ["TX"]}}, ("major", "required_clauses.privacy", "loosened")),
        (
            {"text": "The state's law on data of students applies."},
            ("minor", "required_clauses.privacy", "reworded"),
        ),
    ):
        old, new = support(folder="old"), support(folder="new", version="2.0.0")
        head = {"kind": "clauses", "id": "law", "title": "Law"}
        with_library(old, "law.yaml", {**head, "clauses": [CLAUSE]})
        with_library(new, "law.yaml", {**head, "clauses": [{**CLAUSE, **changes}]})
        assert told(diff(old, new)) == [expected]


def test_what_a_clock_stands_still_for_is_a_rule_of_the_clock_and_other_defaults_are_not(support):
    old, new = support(folder="old"), support(folder="new", version="1.1.0")
    with_library(old, "defaults.yaml", DEFAULTS)
    other = {**DEFAULTS["pauses"][0], "definition": "A part was ordered."}
    changed = {**DEFAULTS, "term": {"initial": "four years"}, "pauses": [other]}
    with_library(new, "defaults.yaml", changed)
    assert told(diff(old, new)) == [
        ("major", "defaults.pauses.awaiting-parts", "replaced"),
        ("minor", "defaults.term", "changed"),
    ]


def test_what_bounds_a_credit_is_tighter_or_looser(support):
    old, new = support(folder="old"), support(folder="new", version="2.0.0")
    held = {"base": "monthly-fee", "cap": "10% per month"}
    claim = "60 calendar days after the report"
    told_once = {"kind": "defaults", "at_risk": held, "claim_within": claim}
    with_library(old, "defaults.yaml", told_once)
    changed = {"at_risk": {**held, "cap": "5% per month"}, "claim_within": claim.replace("6", "9")}
    with_library(new, "defaults.yaml", {**told_once, **changed})
    assert told(diff(old, new)) == [
        ("major", "defaults.at_risk", "loosened"),
        ("minor", "defaults.claim_within", "tightened"),
    ]


MANIFESTS = {
    "a section more": ({"sections": [{"id": "scope", "title": "Scope"}]}, {}, "major"),
    "a section less": ({}, {"sections": [{"id": "scope", "title": "Scope"}]}, "minor"),
    "another heading": (
        {"sections": [{"id": "scope", "title": "Scope"}]},
        {"sections": [{"id": "scope", "title": "What is covered"}]},
        "patch",
    ),
    "a language more": ({}, {"languages": ["en", "es"]}, "minor"),
    "a language less": ({"languages": ["en", "es"]}, {}, "major"),
}


@pytest.mark.parametrize(("old", "new", "step"), MANIFESTS.values(), ids=MANIFESTS)
def test_what_a_pack_says_of_itself(compared, old, new, step):
    assert compared(old=old, new=new).step.word == step


def test_a_later_major_of_the_pack_below_is_major(support, joint):
    support(version="2.1.0")
    for line, step in (("support >= 1.5", "minor"), ("support >= 2.0", "major")):
        old = joint(folder="old")
        new = joint(folder="new", manifest={"version": "2.0.0", "requires": [line]})
        assert told(diff(old, new)) == [(step, "requires.support", "changed")]


def test_an_overlay_is_compared_by_what_it_leaves_of_the_pack_below(support, joint):
    support()
    old = joint(
        folder="old", set={"service_levels": {"repair-time": {"target": "4 business days"}}}
    )
    looser = {"repair-time": {"target": "6 business days"}}
    new = joint(folder="new", manifest={"version": "2.0.0"}, set={"service_levels": looser})
    assert told(diff(old, new)) == [("major", "service_levels.repair-time", "loosened")]
    plain = joint(folder="plain", manifest={"version": "2.0.0"})
    assert told(diff(old, plain)) == [("major", "service_levels.repair-time", "loosened")]
    assert told(diff(plain, old)) == [("minor", "service_levels.repair-time", "tightened")]


def test_what_an_overlay_does_not_offer_any_more_is_gone(support, joint):
    support()
    old, new = joint(folder="old"), joint(folder="new", **{"except": ["RPR-1"]})
    assert told(diff(old, new)) == [("major", "RPR-1", "removed")]
    assert told(diff(new, old)) == [("minor", "RPR-1", "added")]


def test_text_of_a_template_is_patch(support):
    old, new = support(folder="old"), support(folder="new", version="1.0.1")
    for home, text in ((old, "<p>Scope</p>"), (new, "<p>What is covered</p>")):
        (home / "sections").mkdir()
        (home / "sections" / "scope.html.j2").write_text(text, "utf-8")
    found = diff(old, new)
    assert told(found) == [("patch", "sections/scope.html.j2", "reworded")]
    assert found.deserved == (1, 0, 1)


def test_a_pack_that_did_not_change_deserves_no_other_number(support, tmp_path):
    home = support()
    file = tmp_path / "support-1.0.0.rfppack"
    file.write_bytes(bundle(home))
    found = diff(file, home)
    assert told(found) == []
    assert found.lines == ["support 1.0.0: nothing changed"]


def test_the_entry_of_a_changelog_tells_every_difference(compared):
    found = compared(
        new={
            "levels": [{**LEVEL, "target": "4 business days"}],
            "requirements": [REQUIREMENT, OTHER],
        },
        version="1.1.0",
    )
    assert entry(found) == (
        "## 1.1.0\n\n### Added\n\n- `requirements.RPR-2`: added.\n\n### Changed\n\n"
        "- `service_levels.repair-time`: tightened: `target` 5 business days → 4 business days.\n"
    )


def test_programs_get_every_difference_with_the_number_that_it_deserves(compared):
    found = json.loads(compared(new={"requirements": [REQUIREMENT, OTHER]}, version="1.0.1").json())
    assert (found["step"], found["deserved"], found["too_small"]) == ("minor", "1.1.0", True)
    assert [one["what"] for one in found["differences"]] == ["requirements.RPR-2"]


def test_two_different_packs_are_not_compared(support, joint):
    with pytest.raises(InputError, match="`support` and `joint` are different packs"):
        diff(support(), joint())
