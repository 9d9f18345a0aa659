"""The district's addendum, from its two versions to documents that are accessible."""

from __future__ import annotations

import re
import zipfile

import page as page_validation
import pytest
from lxml import html as parser

from rfpkit.model.digest import short
from rfpkit.workflows.addendum import addendum, questions
from tests.addenda.versions import DISTRICT, district_before


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("addendum")
    found = addendum(district_before(folder), DISTRICT, folder / "out")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def files(done):
    return {path.suffix: path for path in done.files}


@pytest.fixture(scope="module")
def text(files):
    root = parser.fromstring(files[".html"].read_bytes())
    (main,) = root.iter("main")
    return " ".join("".join(map(str, main.itertext())).split())


def test_the_district_changes_what_its_list_says_and_nothing_else(done):
    assert [(entry.kind, entry.id or entry.title) for entry in done.comparison.entries] == [
        ("changed", "Contact"),
        ("changed", "Background"),
        ("changed", "proposals-due"),
        ("changed", "opening"),
        ("changed", "Instructions"),
        ("deleted", "RPT-004"),
        ("added", "RPT-003"),
        ("changed", "TRN-001"),
        ("changed", "repair-turnaround"),
        ("changed", "sanitization"),
    ]
    assert done.findings == ()
    assert done.comparison.substantive


def test_changes_cite_the_numbers_that_are_printed(text):
    assert re.search(r"Section \d+\.1: Repair turnaround", text)
    assert re.search(r"Section \d+\.1: Target, P3", text)
    assert re.search(r"Section 1: Proposals due", text)
    assert "RPT-004 is deleted in its entirety" in text
    assert "RPT-003 is added" in text


def test_marks_are_words_and_signs_and_not_color_alone(files, text):
    assert "Currently reads" in text
    assert "Is changed to read" in text
    assert "[struck: 7]" in text
    assert "[inserted: 5]" in text
    page = files[".html"].read_text("utf-8")
    assert page.count("<del>") > 8
    assert page.count("<ins>") > 8


def test_word_strikes_and_underlines_the_same_words(files):
    with zipfile.ZipFile(files[".docx"]) as archive:
        document = archive.read("word/document.xml").decode()
    assert "<w:strike/>" in document
    assert '<w:u w:val="single"/>' in document
    assert "[struck:" in document


def test_the_pdf_is_pdf_ua(files, tmp_path):
    result = page_validation.validate_pdf(str(files[".pdf"]), profile="ua1")
    assert result.is_compliant, result
    log = questions(DISTRICT, tmp_path, formats=["pdf"])
    assert page_validation.validate_pdf(str(log[0]), profile="ua1").is_compliant


def test_proposers_are_told_which_workbooks_to_fill_in(done, text):
    digest = short(done.comparison.new.digest)
    assert (
        "The response matrix and price sheet change. Fill in those whose sheet Instructions "
        f"names the digest {digest}."
    ) in text


def test_there_is_a_form_to_sign(text):
    assert "We have received and read addendum 1 to request for proposals PC-2026-014" in text
    assert "Signature" in text


def test_the_same_versions_give_the_same_bytes(done, tmp_path):
    again = addendum(district_before(tmp_path), DISTRICT, tmp_path / "out")
    assert again is not None
    assert [path.read_bytes() for path in again.files] == [path.read_bytes() for path in done.files]
