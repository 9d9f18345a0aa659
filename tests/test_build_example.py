"""The example's RFP, from the file to the three formats."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import page as page_validation
import pytest
from lxml import html as parser

from rfpkit.errors import InputError
from rfpkit.model.digest import short
from rfpkit.model.sentence import sentence
from rfpkit.render.fonts import uncovered
from rfpkit.workflows.build import build
from rfpkit.workflows.rfp import open_rfp

RFP = Path(__file__).parent.parent / "examples" / "city-district" / "rfp.yaml"


@pytest.fixture(scope="module")
def solicitation():
    return open_rfp(RFP).solicitation


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return {path.suffix: path for path in build(RFP, tmp_path_factory.mktemp("rfp")).files}


@pytest.fixture(scope="module")
def words(built):
    return {
        ".html": text_of(parser.fromstring(built[".html"].read_bytes())),
        ".docx": text_of(parser.fromstring(part(built[".docx"], "word/document.xml"))),
    }


def part(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def printed(text):
    return text.replace("'", "’")


def text_of(root):
    return " ".join("".join(root.itertext()).split())


def test_the_three_formats_are_named_after_the_solicitation(built):
    assert sorted(path.name for path in built.values()) == [
        "PC-2026-014.docx",
        "PC-2026-014.html",
        "PC-2026-014.pdf",
    ]


@pytest.mark.parametrize("form", [".html", ".docx"])
def test_every_level_is_printed_as_its_sentence_with_its_digest(words, form, solicitation):
    for level in solicitation.service_levels:
        assert printed(sentence(level, solicitation)) in words[form]
        assert short(level.digest) in words[form]
    assert solicitation.digest in words[form]


@pytest.mark.parametrize("form", [".html", ".docx"])
def test_every_requirement_is_printed_under_its_id(words, form, solicitation):
    for item in solicitation.requirements:
        assert item.id in words[form]
        assert printed(item.text) in words[form]


def test_every_character_has_a_sign_in_the_bundled_fonts(words):
    assert uncovered(words[".html"]) == []


def test_the_pdf_passes_the_accessibility_profile(built):
    report = page_validation.validate_pdf(str(built[".pdf"]), profile="ua1")
    assert "Checks: 0 failed" in str(report)


def test_the_same_file_gives_the_same_bytes_in_another_folder(built, tmp_path):
    again = build(RFP, tmp_path / "elsewhere", formats=["html", "docx"])
    for path in again.files:
        assert path.read_bytes() == built[path.suffix].read_bytes()


def test_one_section_alone_has_the_numbers_of_the_whole_and_nothing_else(tmp_path, words):
    (path,) = build(RFP, tmp_path, section="service-levels", formats=["html"]).files
    root = parser.fromstring(path.read_bytes())
    assert path.name == "PC-2026-014-service-levels.html"
    sections = [section.get("id", "") for section in root.iter("section")]
    assert [name for name in sections if "." not in name] == ["service-levels"]
    headings = [text_of(heading) for heading in root.iter("h1", "h2")]
    assert re.fullmatch(r"\d+ Service levels", headings[0])
    assert all(heading in words[".html"] for heading in headings)


def test_an_unknown_section_writes_nothing(tmp_path):
    with pytest.raises(InputError, match="did you mean `service-levels`"):
        build(RFP, tmp_path / "out", section="service-level")
    assert not (tmp_path / "out").exists()


def test_an_unknown_pack_is_told_with_the_place_where_it_is_asked_for(tmp_path):
    broken = tmp_path / "rfp.yaml"
    text = RFP.read_text("utf-8").replace("k12-device-support >= 1.0", "k12-device-suport >= 1.0")
    broken.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"rfp\.yaml.*no template pack `k12-device-suport`"):
        build(broken, tmp_path / "out")
