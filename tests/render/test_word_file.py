"""The Word file as Word reads it: its parts, their order, and what each names."""

from __future__ import annotations

import io
import zipfile

import pytest
from fontTools.ttLib import TTFont

from rfpkit.render.docx import document
from tests.render import sample
from tests.render.word_file import R, W, parts_of, problems, tree

FONTS = "word/_rels/fontTable.xml.rels"


@pytest.fixture(scope="module")
def made():
    return document.render(sample.document(draft=True), {})


def changed(file, part, old, new):
    """The file with some bytes of a part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts_of(file).items():
            assert name != part or old in data
            target.writestr(name, data.replace(old, new, 1) if name == part else data)
    return out.getvalue()


def test_word_has_nothing_to_complain_of(made):
    assert problems(made) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("word/document.xml", b"<w:keepNext/>", b"<w:jc/><w:keepNext/>", "pPr holds ['pStyle'"),
        ("word/document.xml", b'w:val="Heading1"', b'w:val="Heading9"', "no style Heading9"),
        ("word/document.xml", b"<w:cantSplit/>", b"</w:trPr><w:trPr>", "tr holds trPr twice"),
        ("word/document.xml", b'w:fldCharType="end"', b'w:fldCharType="begin"', "not closed"),
        ("word/document.xml", b"<w:bookmarkEnd", b"<w:proofErr", "bookmarks do not pair"),
        ("word/numbering.xml", b'w:numId="1"', b'w:numId="2"', "list 2 stands twice"),
        ("[Content_Types].xml", b"/word/styles.xml", b"/word/style.xml", "is not there"),
        ("word/_rels/fontTable.xml.rels", b'Id="rId1"', b'Id="rId9"', "names rId1"),
    ],
)  # fmt: skip
def test_a_file_that_word_would_refuse_is_told(made, part, old, new, told):
    assert any(told in problem for problem in problems(changed(made, part, old, new)))


def test_the_settings_ask_the_reader_nothing(made):
    # Word asks whether to update fields where the settings, or a field, say that it must.
    parts = parts_of(made)
    assert b"updateFields" not in parts["word/settings.xml"]
    assert b"w:dirty" not in parts["word/document.xml"]


def test_the_fonts_lie_in_the_file_whole_and_come_out_by_their_keys(made):
    parts = parts_of(made)
    rels = {r.get("Id"): r.get("Target") for r in tree(parts[FONTS])}
    found = {}
    for face in tree(parts["word/fontTable.xml"]).iter():
        if key := face.get(f"{W}fontKey"):
            data = parts[f"word/{rels[face.get(f'{R}id')]}"]
            mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1] * 2
            head = bytes(a ^ b for a, b in zip(data[:32], mask, strict=True))
            name = TTFont(io.BytesIO(head + data[32:]))["name"].getBestFullName()
            found[name, face.tag.removeprefix(W)] = face.getparent().get(f"{W}name")
    families = ("Source Serif Pro", "Source Sans Pro")
    faces = (("", "embedRegular"), (" Bold", "embedBold"), (" Italic", "embedItalic"))
    assert found == {(f + end, face): f for f in families for end, face in faces}


def test_a_draft_is_marked_behind_each_page_and_what_is_issued_is_not(made):
    heads = [data for name, data in parts_of(made).items() if name.startswith("word/header")]
    assert len(heads) == 2
    assert all(b'string="DRAFT"' in head for head in heads)
    issued = parts_of(document.render(sample.document(), {}))
    assert not any(b"DRAFT" in data for name, data in issued.items() if "header" in name)


def test_lines_without_words_have_no_number_in_a_draft(made):
    body = tree(parts_of(made)["word/document.xml"]).find(f"{W}body")
    empty = [p for p in body.findall(f"{W}p") if not "".join(p.itertext()).strip()]
    assert empty
    assert all(p.find(f"{W}pPr/{W}suppressLineNumbers") is not None for p in empty)
