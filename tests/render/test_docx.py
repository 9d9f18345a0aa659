"""The Word file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from typing import Any

import pytest
from docx import Document
from lxml import etree

from rfpkit.errors import InputError
from rfpkit.render import semantic
from rfpkit.render.docx import document
from rfpkit.render.docx.widths import widths
from tests.render import sample
from tests.render.test_semantic import section

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGES = {"introduction": 3, "repair-turnaround": 5}


@pytest.fixture(scope="module")
def made():
    return document.render(sample.document(), PAGES)


@pytest.fixture(scope="module")
def parts(made):
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def body(parts):
    return tree(parts["word/document.xml"])


def tree(part) -> Any:
    return etree.fromstring(part)


def text(element):
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def style(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if found is None else found.get(f"{W}val")


def counted(parts):
    """Each numbered paragraph as Word shows it, from the file alone."""
    styles = tree(parts["word/styles.xml"])
    of_style = {s.get(f"{W}styleId"): s.find(f"{W}pPr/{W}numPr") for s in styles.iter(f"{W}style")}
    numbers = tree(parts["word/numbering.xml"])
    starts = [
        int(level.find(f"{W}start").get(f"{W}val"))
        for level in numbers.find(f"{W}abstractNum").iter(f"{W}lvl")
    ]
    count: list[int] = []
    for paragraph in tree(parts["word/document.xml"]).iter(f"{W}p"):
        own = paragraph.find(f"{W}pPr/{W}numPr")
        found = own if own is not None else of_style.get(style(paragraph))
        if found is None or found.find(f"{W}numId").get(f"{W}val") != "1":
            continue
        level = int(found.find(f"{W}ilvl").get(f"{W}val"))
        reached = count[level] if level < len(count) else starts[level] - 1
        count = [*(count + starts)[:level], reached + 1]
        yield ".".join(map(str, count)), text(paragraph)


def printed(html):
    read = semantic.read(html)
    for element in read.levels:
        number = semantic.number_of(element)
        yield number, semantic.text_of(element).removeprefix(number).strip()


def plain(pairs):
    return [(number, re.sub(r"\s+", " ", words)) for number, words in pairs]


def test_word_counts_the_numbers_that_are_printed(parts):
    assert plain(counted(parts)) == plain(printed(sample.document()))


def test_a_section_alone_keeps_its_number():
    alone = section('<p class="clause" id="a"><span class="number">1.1</span> x</p>')
    file = document.render(alone.replace('number">1', 'number">7'), {})
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    assert list(counted(parts)) == [("7", "H"), ("7.1", "x")]


def test_no_word_of_the_document_is_lost(body):
    read: Any = semantic.read(sample.document())
    for number in read.root.xpath("//main//span[@class='number']"):
        number.drop_tree() if number.getparent().tag != "a" else None
    for drawing in read.root.iter("svg"):
        drawing.clear()
    wanted = [*read.root.find("body/header").itertext(), *read.root.find("body/main").itertext()]
    shown = re.sub(r"\s+", "", text(body))
    missing = [w for w in (re.sub(r"\s+", "", part) for part in wanted) if w and w not in shown]
    assert missing == []


def test_headings_and_lists_are_native(body):
    styles = [style(paragraph) for paragraph in body.iter(f"{W}p")]
    assert styles.count("Heading1") == 5
    assert styles.count("Heading2") == 5
    assert styles.count("Clause") == 7
    assert styles.count("ListBullet") == 5
    assert styles.count("ListNumber") == 4


def test_each_list_counts_on_its_own(parts):
    numbers = tree(parts["word/numbering.xml"])
    lists = [n for n in numbers.iter(f"{W}num") if n.get(f"{W}numId") != "1"]
    assert all(n.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1" for n in lists)


def test_the_head_of_a_table_repeats_and_rows_stay_whole(body):
    tables = [t for t in body.iter(f"{W}tbl") if t.find(f".//{W}tblCaption") is not None]
    assert [t.find(f".//{W}tblCaption").get(f"{W}val") for t in tables] == [
        "Calendar of events",
        "Devices in scope",
    ]
    for table in tables:
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True, *[False] * (len(rows) - 1)]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_contents_are_a_field_that_is_filled(body):
    lines = [p for p in body.iter(f"{W}p") if style(p).startswith("TOC")]
    assert [text(line) for line in lines[:2]] == ["1Introduction3", "1.1Goals1"]
    codes = [code.text.strip() for code in body.iter(f"{W}instrText")]
    assert codes[0] == 'TOC \\h \\z \\t "Heading 1,1,Heading 2,2"'
    ends = [f.get(f"{W}fldCharType") for f in body.iter(f"{W}fldChar")]
    assert ends.count("begin") == ends.count("separate") == ends.count("end")


def test_references_are_live_and_point_to_a_bookmark(body):
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    codes = [code.text.split() for code in body.iter(f"{W}instrText")]
    references = [code for code in codes if code[0] in {"REF", "PAGEREF"}]
    assert ["REF", "\\r", "\\h"] in [[code[0], *code[2:]] for code in references]
    assert {code[1] for code in references} <= marks
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} - {None}
    assert anchors <= marks


def test_a_caption_with_a_number_is_counted_by_word():
    table = (
        '<table id="t"><caption><span class="number">Table 4</span> C</caption>'
        '<thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>'
        '<p><a class="ref" href="#t">Table 4</a></p>'
    )
    file = Document(io.BytesIO(document.render(section(table), {})))
    codes = [code.text.strip() for code in file.element.body.iter(f"{W}instrText")]
    assert codes == ["SEQ Table \\* ARABIC \\r 4", "REF _Ref000000002 \\h"]


def test_a_drawing_has_its_description(body):
    properties = next(body.iter("{*}docPr"))
    assert properties.get("descr").startswith("Repair turnaround: attainment by period")


def test_the_file_tells_title_author_and_language_and_no_date(parts):
    core = parts["docProps/core.xml"].decode()
    assert "PC-2026-014 Technical support and device repair</dc:title>" in core
    assert "Prairie City Public Schools</dc:creator>" in core
    assert "created" not in core
    assert b'w:lang w:val="en-US"' in parts["word/styles.xml"]


def test_the_running_head_counts_pages_and_not_on_the_cover(parts):
    head = parts["word/header-default.xml"].decode()
    assert "PC-2026-014" in head
    assert " PAGE " in head
    assert " NUMPAGES " in head
    assert "PAGE" not in parts["word/header-first.xml"].decode()


def test_two_renderings_are_the_same_bytes_and_hold_no_date(made):
    assert document.render(sample.document(), PAGES) == made
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_style_is_named_that_the_file_does_not_have(parts, body):
    known = set(re.findall(rb'w:styleId="(\w+)"', parts["word/styles.xml"]))
    used = {
        found.get(f"{W}val").encode()
        for name in ("pStyle", "rStyle")
        for found in body.iter(f"{W}{name}")
    }
    assert used <= known


def test_an_unknown_element_is_an_error_and_not_dropped():
    with pytest.raises(InputError, match="<blockquote> is not part"):
        document.render(section("<blockquote>x</blockquote>"), {})


def test_columns_fill_the_line_and_keep_a_given_width():
    rows = "".join(f"<tr><td>{'word ' * n}</td><td>{n}</td></tr>" for n in range(1, 9))
    html = section(
        '<table><caption>C</caption><colgroup><col><col style="width:25%"></colgroup>'
        '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    found = widths(semantic.read(html).root.find(".//table"), 8000)
    assert found == [6000, 2000]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.slow
def test_libreoffice_shows_the_printed_numbers(tmp_path, made):
    (tmp_path / "sample.docx").write_bytes(made)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    office = ["soffice", home, "--headless", "--convert-to", "pdf", "sample.docx"]
    subprocess.run(office, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    shown = subprocess.run(
        ["pdftotext", "-layout", "sample.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    flat = re.sub(r"\s+", " ", shown)
    starts = [f"{number} {words[:20]}" for number, words in plain(printed(sample.document()))]
    assert [start for start in starts if start not in flat] == []
