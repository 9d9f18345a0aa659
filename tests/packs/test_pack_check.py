"""What a careful reader says of a pack before it is passed on."""

from __future__ import annotations

import datetime
import json

import pytest
from click.testing import CliRunner

from rfpkit.cli.main import rfpkit
from rfpkit.errors import InputError
from rfpkit.workflows.packs.proof.check import check_pack
from rfpkit.workflows.packs.share.bundles import bundle_pack

from .conftest import LEVEL, MANIFEST, REQUIREMENT, write

ON = datetime.date(2026, 9, 1)
PROOF = {
    "kind": "pack-test",
    "timezone": "America/Chicago",
    "calendars": [
        {"id": "hours", "covers": "2026-07-01 to 2027-06-30", "week": {"mon-fri": "08:00-16:00"}}
    ],
}


@pytest.fixture
def sound(support):
    """Writes a pack of which nothing is to be said, but for what is said otherwise."""

    def made(**changes):
        home = support(**changes)
        (home / "LICENSE").write_text("Everybody may use it.\n", "utf-8")
        (home / "CHANGELOG.md").write_text("# Changelog\n\n## 1.0.0\n\nFirst.\n", "utf-8")
        write(home / "tests" / "hours.yaml", PROOF)
        return home

    return made


def found(home, formats=()):
    checked = check_pack(home, ON, formats)
    return [(one.finding.rule, one.at.file.removeprefix(f"{home}/")) for one in checked.findings]


def test_nothing_is_said_of_a_sound_pack(sound):
    assert found(sound()) == []


NAMES = {
    "calendar": {"measure": {**LEVEL["measure"], "calendar": "summer-hours"}},
    "pause": {"measure": {**LEVEL["measure"], "pause": ["awaiting-parts"]}},
    "exclusion": {"exclude": ["force-majeure"]},
    "priority": {"target": {"P1": "1 business day", "P2": "5 business days"}},
    "goal": {"goals": ["learning-time"]},
    "fee": {"credit": {"base": "monthly-fee", "per_point": "1%", "cap": "5% per month"}},
}


@pytest.mark.parametrize(("kind", "fields"), NAMES.items(), ids=NAMES)
def test_a_name_that_nothing_defines_is_found_where_it_is_used(sound, kind, fields):
    home = sound(levels=[{**LEVEL, **fields}])
    assert set(found(home)) == {(f"undefined-{kind}", "library/levels.yaml")}


def test_a_name_that_a_pack_below_defines_is_known(sound, joint):
    below = sound()
    goals = [{"id": "learning-time", "statement": "No student waits."}]
    write(below / "library" / "defaults.yaml", {"kind": "defaults", "goals": goals})
    home = joint(set={"requirements": {"RPR-1": {"rationale": "Ours."}}})
    more = {**REQUIREMENT, "id": "OUR-1", "goals": ["learning-time", "fairness"]}
    head = {"kind": "requirements", "id": "ours", "group": "Ours"}
    write(home / "library" / "ours.yaml", {**head, "requirements": [more]})
    rules = [rule for rule, _ in found(home) if rule.startswith("undefined")]
    checked = check_pack(home, ON, ())
    assert rules == ["undefined-goal"]
    assert any("`fairness`" in one.finding.message for one in checked.findings)


def test_a_word_that_nobody_can_measure_is_found_in_each_kind_of_prose(sound):
    home = sound(
        levels=[{**LEVEL, "rationale": "Timely repair helps."}],
        requirements=[{**REQUIREMENT, "text": "The Contractor must answer promptly."}],
    )
    clause = {"id": "law", "title": "Law", "text": "A reasonable time applies."}
    head = {"kind": "clauses", "id": "law-file", "title": "Law"}
    write(home / "library" / "law.yaml", {**head, "clauses": [clause]})
    assert sorted(found(home)) == [
        ("vague-word", "library/law.yaml"),
        ("vague-word", "library/levels.yaml"),
        ("vague-word", "library/repair.yaml"),
    ]


def test_two_duties_in_one_statement_are_found(sound):
    text = "The Contractor must collect devices and must label them."
    home = sound(requirements=[{**REQUIREMENT, "text": text}])
    assert found(home) == [("two-duties", "library/repair.yaml")]


def test_a_condition_that_never_holds_is_found(sound):
    home = sound(jurisdictions=["US-ME"], requirements=[{**REQUIREMENT, "when": {"state": ["TX"]}}])
    assert found(home) == [("dead-condition", "library/repair.yaml")]


@pytest.mark.parametrize(("last", "rules"), [("2026-08-31", ["dead-clause"]), ("2026-09-01", [])])
def test_a_clause_is_dead_the_day_after_its_last(sound, last, rules):
    home = sound()
    clause = {"id": "law", "title": "Law", "text": "It applies.", "effective_to": last}
    head = {"kind": "clauses", "id": "law-file", "title": "Law"}
    write(home / "library" / "law.yaml", {**head, "clauses": [clause]})
    assert [rule for rule, _ in found(home)] == rules


def test_a_starting_point_that_names_nothing_is_found(sound):
    home = sound()
    start = {"kind": "starting-point", "id": "small", "title": "Small", "requirements": ["RPR-9"]}
    write(home / "library" / "small.yaml", start)
    assert found(home) == [("names-nothing", "library/small.yaml")]


def test_a_section_without_a_template_and_a_template_without_a_section_are_found(sound):
    home = sound(sections=[{"id": "scope", "title": "Scope"}])
    (home / "sections").mkdir()
    (home / "sections" / "terms.html.j2").write_text("<p>Terms</p>", "utf-8")
    assert sorted(found(home)) == [
        ("no-section", "sections/terms.html.j2"),
        ("no-template", "pack.yaml"),
    ]


def test_a_missing_licence_and_a_changelog_without_the_version_are_found(support):
    home = support()
    write(home / "tests" / "hours.yaml", PROOF)
    (home / "CHANGELOG.md").write_text("# Changelog\n\n## 0.9.0\n", "utf-8")
    assert sorted(rule for rule, _ in found(home)) == ["no-changelog", "no-licence"]


def test_a_file_that_its_schema_refuses_ends_with_2_and_its_place(sound):
    home = sound(levels=[{**LEVEL, "target": "soon"}])
    done = CliRunner().invoke(rfpkit, ["pack", "check", str(home), "--format", "github"])
    assert isinstance(done.exception, InputError)
    assert "::error file=" in done.stdout
    assert "levels.yaml,line=" in done.stdout


def test_findings_end_with_1_only_where_that_is_asked(sound):
    home = str(sound(levels=[{**LEVEL, "exclude": ["force-majeure"]}]))
    given = ["pack", "check", home, "--on", "2026-09-01", "--try", "none"]
    plain = CliRunner().invoke(rfpkit, [*given, "--json"])
    failing = CliRunner().invoke(rfpkit, [*given, "--fail-on", "finding", "--format", "github"])
    assert json.loads(plain.stdout)["findings"][0]["rule"] == "undefined-exclusion"
    assert "::warning file=" in failing.stdout
    assert plain.return_value is None or plain.exit_code == 0


SECTION = """<section id="scope"><h1>Scope</h1>
<p>All laptops, as <a href="#scope"></a> says.</p></section>
"""
EXAMPLE = {
    "kind": "rfp",
    "id": "EX-1",
    "title": "Repair",
    "pack": "valley",
    "issuer": {"name": "Valley District", "level": "district", "timezone": "America/Denver"},
    "scope": [{"id": "laptops", "name": "Laptops", "kind": "device", "coverage": "full"}],
}


@pytest.fixture
def valley(tmp_path):
    """Writes a consortium's pack over that of rfpkit, with an example and its own section."""
    home = tmp_path / "packs" / "valley"
    told = {"name": "valley", "layer": "consortium", "requires": ["k12-device-support >= 1.0"]}
    write(home / "pack.yaml", {**MANIFEST, **told})
    (home / "LICENSE").write_text("Everybody may use it.\n", "utf-8")
    (home / "CHANGELOG.md").write_text("## 1.0.0\n", "utf-8")
    (home / "sections").mkdir()
    (home / "sections" / "scope.html.j2").write_text(SECTION, "utf-8")
    write(home / "examples" / "rfp.yaml", EXAMPLE)
    return home


def test_what_keeps_readers_out_of_an_example_is_found_in_the_sections_template(valley):
    assert found(valley, ["html"]) == [("accessibility-link", "sections/scope.html.j2")]


def test_what_no_document_may_hold_is_refused_in_the_sections_template(valley):
    table = '<section id="scope"><h1>Scope</h1><table><tr><td>x</td></tr></table></section>'
    template = valley / "sections" / "scope.html.j2"
    template.write_text(table, "utf-8")
    with pytest.raises(InputError) as caught:
        check_pack(valley, ON, ["html"])
    assert {one.at.file for one in caught.value.diagnostics} == {str(template)}


def test_a_template_that_is_broken_is_refused_where_it_lies(valley):
    template = valley / "sections" / "scope.html.j2"
    template.write_text("<p>Scope</p>\n{% if %}", "utf-8")
    with pytest.raises(InputError) as caught:
        check_pack(valley, ON, ["html"])
    (one,) = caught.value.diagnostics
    assert (one.at.file, one.at.line) == (str(template), 2)


def test_a_pack_that_is_a_library_only_builds_nothing_and_says_so(sound):
    checked = check_pack(sound(), ON, ["html"])
    assert checked.trial.documents == ()
    assert "no RFP can be built" in "\n".join(checked.lines())


def test_an_example_that_cannot_be_built_is_refused_where_it_lies(valley):
    write(valley / "examples" / "rfp.yaml", {**EXAMPLE, "title": ""})
    with pytest.raises(InputError) as caught:
        check_pack(valley, ON, ["html"])
    assert caught.value.diagnostics[0].at.file == str(valley / "examples" / "rfp.yaml")


@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        (
            {
                "overrides": [
                    {
                        "of": "service_levels.repair-time",
                        "set": {"target": "6 business days"},
                        "reason": "Far.",
                        "authority": "Board",
                        "date": "2026-03-04",
                        "base_digest": "0" * 16,
                    }
                ]
            },
            "the pack's text is not the one that this override was written against",
        ),
        (
            {"set": {"service_levels": {"repair-time": {"attainment": {"at_least": "80%"}}}}},
            "do not fit",
        ),
    ],
)
def test_a_pack_over_which_no_rfp_can_be_read_is_neither_sound_nor_bundled(
    sound, tmp_path, overlay, message
):
    bands = {"base": "monthly-fee", "bands": [{"below": "90%", "credit": "2%"}]}
    sound(levels=[{**LEVEL, "credit": bands}])
    own = {"name": "joint", "layer": "consortium", "requires": ["support"]}
    home = tmp_path / "packs/joint"
    write(home / "pack.yaml", {**MANIFEST, **own})
    write(home / "library/overlay.yaml", {"kind": "overlay", **overlay})
    for use in (lambda: check_pack(home, ON, ()), lambda: bundle_pack(home, tmp_path / "out")):
        with pytest.raises(InputError, match=message):
            use()
    assert not (tmp_path / "out").exists()


def test_a_level_without_a_goal_is_found_where_the_packs_have_goals(sound):
    home = sound()
    goals = [{"id": "learning", "statement": "Students learn."}]
    write(home / "library/defaults.yaml", {"kind": "defaults", "goals": goals})
    assert ("level-without-goal", "library/levels.yaml") in found(home)


def test_a_missing_licence_is_found_at_the_licence_and_one_is_counted_as_one(support):
    checked = check_pack(support(), ON, ())
    (at,) = [one.at for one in checked.findings if one.finding.rule == "no-licence"]
    assert (at.line, at.column) == (5, 10)
    assert dict(checked.counts) == {"requirement": 1, "service level": 1, "clauses": 0}
