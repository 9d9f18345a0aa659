"""What the shipped library says: statements that can be tested, and levels that can be measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rfpkit.load.document import load_any
from rfpkit.model.library.files import ClauseFile, LevelFile, RequirementFile
from rfpkit.model.sentence import promise, read, sentence
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.workflows.rfp import open_rfp

ROOT = Path(__file__).resolve().parent.parent.parent
PACKS = [ROOT / "templates" / name for name in ("base", "k12-device-support")]
FILES = [path for pack in PACKS for path in sorted((pack / "library").rglob("*.yaml"))]
DOCUMENTS = [load_any(path) for path in FILES]
REQUIREMENTS = [
    item for file in DOCUMENTS if isinstance(file, RequirementFile) for item in file.requirements
]
LEVELS = [item for file in DOCUMENTS if isinstance(file, LevelFile) for item in file.service_levels]
CLAUSES = [item for file in DOCUMENTS if isinstance(file, ClauseFile) for item in file.clauses]

VAGUE = re.compile(
    r"\b(timely|prompt(ly)?|as soon as|best effort|reasonabl[ey]|as needed|industry standard|"
    r"adequate(ly)?|minimal|quality|etc|and/or|tbd|up to|immediate(ly)?|24/7|appropriate(ly)?|"
    r"sufficient(ly)?|regular(ly)?|user-friendly|state of the art|where possible|if possible)\b",
    re.IGNORECASE,
)
EVERYTHING = """\
kind: rfp
id: ALL-1
title: Everything
issuer: {name: Everywhere, level: district, timezone: America/Denver}
calendars:
  - id: support-hours
    covers: 2026-07-01 to 2029-06-30
    week: {mon-fri: 07:30-16:30}
    seasons: [{id: testing, from: 2027-04-05, to: 2027-04-30, week: {mon-fri: 07:00-17:30}}]
  - {id: school-days, covers: 2026-07-01 to 2029-06-30, week: {mon-fri: 08:00-15:00}}
include: {requirements: all, service_levels: all, clauses: all, except: complete-failure}
"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory) -> Solicitation:
    path = tmp_path_factory.mktemp("all") / "rfp.yaml"
    path.write_text(EVERYTHING, "utf-8")
    return open_rfp(path).solicitation


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_names_its_schema_first(path):
    first = path.read_text("utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found is not None
    assert (path.parent / found[1]).resolve().is_file()


def test_there_are_enough_of_each():
    assert len(REQUIREMENTS) >= 120
    assert len({file.id for file in DOCUMENTS if isinstance(file, RequirementFile)}) >= 20
    assert len(LEVELS) >= 30
    assert {level.measure.kind for level in LEVELS} == {
        *("duration", "ratio", "statistic", "stock", "accumulation", "duty", "satisfaction")
    }


@pytest.mark.parametrize("item", REQUIREMENTS, ids=lambda item: item.id)
def test_a_requirement_is_one_statement_without_a_vague_word(item):
    assert VAGUE.findall(item.text) == []
    assert VAGUE.findall(item.verification) == []
    assert item.text.endswith(".")
    assert item.text.count(". ") == item.text.count(" p.m. ")
    begins = "Describe " if item.kind == "information" else "The Contractor "
    assert item.text.startswith(begins)


@pytest.mark.parametrize("item", REQUIREMENTS, ids=lambda item: item.id)
def test_the_verb_of_one_kind_is_the_only_one(item):
    verbs = {"mandatory": "must", "desirable": "should", "optional": "may"}
    others = {"must", "should", "may", "shall", "will"} - {verbs.get(item.kind)}
    # A condition may say that something will happen; the duty itself has its one verb.
    words = re.findall(r"[a-z]+", item.text.lower().split(" that ")[0])
    assert others & set(words) <= ({"will"} if item.kind == "information" else set())


@pytest.mark.parametrize("item", REQUIREMENTS, ids=lambda item: item.id)
def test_ids_of_the_library_leave_the_first_hundred_to_the_rfp(item):
    assert re.fullmatch(r"[A-Z]{3}-1\d\d", item.id)


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.id)
def test_a_level_says_why_and_whom_it_serves(level):
    assert level.goals
    assert VAGUE.findall(level.rationale) == []
    assert VAGUE.findall(level.title) == []


def test_a_level_that_is_taken_reads_as_a_sentence_that_reads_back(everything):
    assert len(everything.service_levels) >= 30
    for level in everything.service_levels:
        text = sentence(level, everything)
        assert read(text) == promise(level, everything), text


def test_a_level_that_is_taken_keeps_the_digest_that_the_library_prints(everything):
    held = {level.id: level.digest for level in LEVELS}
    for level in everything.service_levels:
        assert isinstance(level, ServiceLevel)
        assert level.digest == held[level.id]


def test_every_reason_that_a_level_names_is_defined(everything):
    reasons = {one.id for one in (*everything.pauses, *everything.exclusions)}
    for level in everything.service_levels:
        pauses = {rule.reason for rule in getattr(level.measure, "pause", None) or ()}
        assert {*level.exclude, *pauses} <= reasons


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_a_clause_with_a_date_says_what_it_was_compared_with(clause):
    assert (clause.verified_on is None) == (clause.source is None)
    assert "penalty" not in clause.text.lower()
    assert VAGUE.findall(clause.text) == []


def test_the_examples_prose_holds_no_placeholder():
    for path in FILES:
        assert re.search(r"lorem|TODO|TBD|XXX|\[insert|<insert", path.read_text("utf-8")) is None


def test_what_the_pack_fills_in_has_no_vague_word_either():
    text = (PACKS[1] / "library" / "defaults.yaml").read_text("utf-8")
    prose = re.sub(r"dimensions: .*|^ *#.*", "", text, flags=re.MULTILINE)
    assert VAGUE.findall(prose) == []
