"""The forms of the example's RFP: each alone, on paper and in Word."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import page as page_validation
import pytest
from lxml import html as parser

from rfpkit.model.procurement.forms import FORM_NAMES
from rfpkit.render.formats import FORMATS
from rfpkit.workflows.build import build
from rfpkit.workflows.rfp import open_rfp

RFP = Path(__file__).parent.parent / "examples" / "city-district" / "rfp.yaml"

EVERYTHING = """
kind: rfp
id: R-1
title: Repair
issuer: {name: State Schools Inc., level: state, timezone: America/Denver, address: 1 Main Street}
contact: {name: Pat Doe, email: pat@state.example}
scope:
  - {id: laptops, kind: device, coverage: full}
  - {id: tablets, kind: device, coverage: full}
schedule:
  - {id: proposals-due, name: Proposals due, date: 2026-03-05, time: 14:00}
  - {id: conference, name: Conference, date: 2026-02-05, time: 09:00, mandatory: true}
  - {id: opening, name: Opening, date: 2026-03-05, time: 14:30}
instructions:
  submit_by: [portal, email, paper]
  portal: https://bids.example
  page_limit: 40
  price_apart: false
terms: {governing_law: the State of Erewhon, venue: Harbor St.}
qualifications:
  - {id: Q-1, title: Years, text: Has done it for three years., evidence: List}
contract_structure:
  awards: one for each lot
  alternates: accepted
  lots:
    - {id: LOT-1, title: Laptops, scope: [laptops]}
    - {id: LOT-2, title: Tablets, scope: [tablets]}
  participating_entities:
    - {id: lake, name: Lake State, level: state, devices: 900}
    - {id: hill, name: Hill State, level: state, devices: 800, scope: [tablets]}
  cooperative: {fee: 1%}
evaluation:
  interviews: 3
  evaluators: Five people rate the proposals.
  tie_break: [the lower price, the toss of a coin.]
  protest: {to: Sam Doe Jr.}
  least: 50%
  criteria:
    - {id: method, name: Method, weight: 75}
    - {id: cost, name: Cost, weight: 25, kind: cost}
requirements:
  - {id: A-1, kind: mandatory, text: The Contractor must do it.}
calendars:
  - {id: desk, covers: 2026-07-01 to 2027-06-30, week: {mon-fri: 08:00-16:00}}
priorities:
  - {id: P1, name: Urgent}
service_levels:
  - id: repair
    title: Repair
    measure: {kind: duration, from: received, to: returned, calendar: desk}
    target: {P1: 1 business day}
    attainment: {at_least: 95%, per: month}
    credit: {base: fee, bands: [{below: 95%, credit: 2%}], cap: 10% per month}
at_risk: {base: fee, cap: 10% per month}
forms:
  certifications: [it pays its taxes.]
  more: [{id: own, title: Our own form, text: We declare it., fields: [Name of the dog]}]
attachments:
  - {id: list, title: List of schools}
  - {id: w9, title: Taxpayer form, provided_by: proposer}
"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    path = tmp_path_factory.mktemp("everything") / "rfp.yaml"
    path.write_text(EVERYTHING, "utf-8")
    return path


def plain(element):
    return "".join(map(str, element.itertext()))


def words(path):
    root = parser.fromstring(path.read_bytes())
    return " ".join(plain(root.find("body")).split())


def test_every_clause_and_form_of_the_pack_has_words(everything, tmp_path):
    (path,) = build(everything, tmp_path, formats=["html"]).files
    root = parser.fromstring(path.read_bytes())
    titled = [
        p for p in root.iter("p") if p.get("class") == "clause" and p.find("strong") is not None
    ]
    texts = [" ".join(plain(clause).split()) for clause in titled]
    # A number, a title with its full stop, and a sentence: no clause is a title alone.
    assert [text for text in texts if len(text.partition(". ")[2]) < 30] == []
    assert len(texts) > 60
    headings = [" ".join(plain(h).split()) for h in root.iter("h2")]
    assert sum("Form " in heading for heading in headings) == len(FORM_NAMES) + 1


def test_no_sentence_ends_in_two_full_stops(everything, tmp_path):
    for rfp in (everything, RFP, RFP.parents[1] / "multi-state" / "rfp.yaml"):
        (path,) = build(rfp, tmp_path / rfp.parent.name, formats=["html"]).files
        assert ".." not in words(path).replace("...", "")


@pytest.mark.parametrize("name", FORM_NAMES)
def test_each_form_alone_holds_its_lines_and_nothing_of_others(everything, tmp_path, name):
    (path,) = build(everything, tmp_path, section=f"form-{name}", formats=["html"]).files
    root = parser.fromstring(path.read_bytes())
    assert [section.get("id") for section in root.iter("section")] == [f"forms.{name}"]
    assert root.xpath("//dl[starts-with(@class, 'form')]")


def test_a_form_alone_is_one_page_in_every_format(tmp_path):
    built = build(RFP, tmp_path, section="form-exceptions", formats=list(FORMATS))
    by_kind = {path.suffix: path for path in built.files}
    report = page_validation.validate_pdf(str(by_kind[".pdf"]), profile="ua1")
    assert "Checks: 0 failed" in str(report)
    with zipfile.ZipFile(by_kind[".docx"]) as archive:
        document = archive.read("word/document.xml").decode()
    # Lines to write on are rows with a rule below, as tall as a hand needs.
    assert document.count('w:hRule="atLeast"') >= 8 + 3
    assert "Exceptions and deviations" in document


def test_own_words_reach_the_page_as_they_were_written(everything, tmp_path):
    own = everything.parent / "own.yaml"
    text = EVERYTHING.replace(
        "  page_limit: 40",
        "  page_limit: 40\n  own_words:\n    late: |\n      We return it.\n\n      - unread\n",
    )
    own.write_text(text, "utf-8")
    (path,) = build(own, tmp_path, section="instructions", formats=["html"]).files
    said = words(path)
    assert "Late proposals. We return it." in said
    assert "unread" in said
    assert "traffic, carrier" not in said


def test_words_for_what_there_is_not_stand_alone(tmp_path):
    own = tmp_path / "rfp.yaml"
    head = EVERYTHING.partition("scope:")[0]
    text = "contract_structure: {own_words: {addendum: Nobody else may buy., fee: There is none.}}"
    own.write_text(head + text, "utf-8")
    (path,) = build(own, tmp_path, section="contract-structure", formats=["html"]).files
    said = words(path)
    assert "Nobody else may buy." in said
    assert "There is none." in said
    assert "their scope and volume" not in said


def test_markup_in_a_field_is_printed_and_never_obeyed(everything, tmp_path):
    own = everything.parent / "markup.yaml"
    own.write_text(EVERYTHING.replace("Our own form", "<script>alert(1)</script>"), "utf-8")
    (path,) = build(own, tmp_path, section="form-own", formats=["html"]).files
    assert b"<script>" not in path.read_bytes()
    assert "<script>alert(1)</script>" in words(path)


def test_what_the_how_to_says_can_be_built(tmp_path):
    page = RFP.parents[2] / "docs" / "how-to" / "write-the-procurement-sections.md"
    blocks = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    head = EVERYTHING.partition("scope:")[0]
    own = tmp_path / "rfp.yaml"
    own.write_text(head + "".join(blocks), "utf-8")
    assert len(blocks) == 3
    (path,) = build(own, tmp_path, formats=["html"]).files
    said = words(path)
    assert "Payment beyond June 30" in said
    assert "Vans of the Contractor" in said
    assert "it has paid the taxes" in said
    assert "Code of conduct" in said
    assert "Non-collusion" not in said


def test_the_examples_weights_and_forms_are_whole():
    rfp = open_rfp(RFP).solicitation
    assert rfp.evaluation is not None
    assert sum(item.weight for item in rfp.evaluation.criteria) == 100
