"""The page for students and families: one page, large type, plain words, the levels' promises."""

from __future__ import annotations

import io
import re

import page as page_validation
import pikepdf
import pytest
from lxml import html as parser

from rfpkit.model.limit import parse_limit
from rfpkit.render import semantic
from rfpkit.workflows.build import build
from rfpkit.workflows.rfp import open_rfp
from tests.conftest import ROOT

EXAMPLES = ("city-district", "every-kind", "multi-state", "small-district")
SIXTH_GRADE = 6.0
PARTS = ("promises", "ask")


@pytest.fixture(scope="module", params=EXAMPLES)
def built(request, tmp_path_factory):
    rfp = ROOT / "examples" / request.param / "rfp.yaml"
    files = build(rfp, tmp_path_factory.mktemp("family"), section="family", formats=["pdf", "html"])
    return open_rfp(rfp).solicitation, {path.suffix: path for path in files.files}


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end."""
    found = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e$", "", word.lower()))
    return max(len(found), 1)


def grade(sentences: list[str]) -> float:
    """The Flesch-Kincaid grade: how many years of school a text asks for."""
    words = [re.findall(r"[A-Za-z']+", sentence) for sentence in sentences]
    flat = [word for sentence in words for word in sentence]
    per_sentence = len(flat) / len([sentence for sentence in words if sentence])
    return 0.39 * per_sentence + 11.8 * sum(map(syllables, flat)) / len(flat) - 15.59


def sentences(path) -> list[str]:
    # Names of things are the District's; what they are called is not for us to make shorter.
    root = parser.fromstring(path.read_bytes())
    parts = {element.get("id"): element for element in root.iter()}
    found = [parts[name].iter("li", "p") for name in PARTS]
    text = " ".join(semantic.text_of(element) for part in found for element in part)
    return re.split(r"(?<=[a-z0-9)])\. |(?<=m\.) ", text)


def test_the_formula_knows_a_hard_text_from_an_easy_one():
    assert grade(["The cat sat on the mat.", "We are here to help you."]) < 2
    assert (
        grade(["Notwithstanding contractual remediation obligations, attainment is aggregated."])
        > 15
    )


def test_it_is_written_for_a_sixth_grader(built):
    _, files = built
    assert grade(sentences(files[".html"])) <= SIXTH_GRADE


def test_it_is_one_page_in_large_type_that_conforms_to_pdf_ua(built):
    _, files = built
    with pikepdf.open(io.BytesIO(files[".pdf"].read_bytes())) as file:
        assert len(file.pages) == 1
    report = page_validation.validate_pdf(str(files[".pdf"]), profile="ua1")
    assert "Checks: 0 failed" in str(report)
    assert "font-size: 14pt" in files[".html"].read_text("utf-8")


def test_it_promises_the_longest_limit_of_the_return_and_the_share(built):
    solicitation, files = built
    level = next(one for one in solicitation.service_levels if one.id.endswith("-turnaround"))
    target = level.target
    limits = [target]
    if isinstance(target, dict | tuple):
        limits = [*target.values()] if isinstance(target, dict) else [row.within for row in target]
    longest = max(limits, key=lambda limit: limit.amount)
    assert longest == parse_limit(str(longest))
    text = " ".join(sentences(files[".html"]))
    assert f"Your device is back within {longest.amount} working days" in text
    assert f"at least {level.attainment.at_least * 100} times out of 100" in text


def test_it_is_no_part_of_the_document(built, tmp_path):
    solicitation, _ = built
    folder = "city-district" if solicitation.id.startswith("PC") else "every-kind"
    rfp = ROOT / "examples" / folder / "rfp.yaml"
    (whole,) = build(rfp, tmp_path, formats=["html"]).files
    assert "For students and families" not in whole.read_text("utf-8")
