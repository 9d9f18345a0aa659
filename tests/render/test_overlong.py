"""A word without end, and a row that is longer than a page."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pytest
from docx import Document

from rfpkit.render import html, overlong, pdf, semantic
from rfpkit.render.docx import document
from rfpkit.render.docx.widths import text_width, widths
from tests.render import sample
from tests.render.test_semantic import section

WORD = "Donaudampfschifffahrt" * 6
HEAD = (
    '<colgroup><col style="width:4%"><col style="width:62%"><col style="width:34%"></colgroup>'
    '<thead><tr><th scope="col">Rating</th><th scope="col">Text</th><th scope="col">Place</th></tr>'
    "</thead>"
)
LONG = "the device is back at school " * 600


def table(*texts):
    rows = "".join(
        f'<tr><th scope="row">QUAL-10{number}</th><td>{text}</td><td>x</td></tr>'
        for number, text in enumerate(texts)
    )
    return section(f'<table class="wide"><caption>C</caption>{HEAD}<tbody>{rows}</tbody></table>')


def in_our_styles(*texts):
    made = re.search(r"<table.*</table>", table(*texts))
    assert made
    return sample.document(contents=0).replace("</main>", f"{made.group()}</main>")


def page_of(made, *options):
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=made, capture_output=True, check=True
    )
    return done.stdout.decode()


needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler-utils is not installed"
)


def test_a_word_may_break_where_it_is_longer_than_a_column_is_set_for():
    signs = "&amp;" * 30
    made = overlong.marked(f"<body><p>{signs} {signs}x <em>{WORD}</em></p>")
    assert re.findall(r'<span class="long">(.*?)</span>', made) == [f"{signs}x", WORD]
    assert re.sub(r"<[^>]*>", "", made) == f"{signs} {signs}x {WORD}"


def test_a_digest_a_drawing_and_the_styles_stay_as_they_are():
    plain = f"<style>{WORD}</style><body><td>{'0a' * 32}</td><svg><text>{WORD}</text></svg>"
    assert overlong.marked(plain) == plain


@needs_poppler
def test_no_word_runs_off_the_page():
    found = page_of(pdf.render(in_our_styles("short", WORD)), "-bbox")
    assert "Donau" in found
    assert max(map(float, re.findall(r'xMax="([\d.]+)"', found))) < 612 - 70


@needs_poppler
def test_a_row_of_many_pages_begins_under_the_rows_above_and_its_head_repeats():
    every = page_of(pdf.render(in_our_styles("short", LONG)), "-layout").split("\f")
    pages = [page for page in every if "the device is back" in page]
    assert len(pages) > 3
    assert "QUAL-100" in pages[0]
    assert "QUAL-101" in pages[0]
    assert all("Rating" in page for page in pages)


def test_word_may_part_a_row_that_fits_on_no_page():
    file = Document(io.BytesIO(document.render(table("short", LONG), {})))
    rows = file.element.body.xpath("w:tbl/w:tr")
    assert [bool(row.xpath("w:trPr/w:cantSplit")) for row in rows] == [True, True, False]


@pytest.mark.parametrize("text", ["short", WORD])
def test_a_column_of_word_holds_its_longest_word_whatever_width_it_was_given(text):
    read = semantic.read(table(text)).root.find(".//table")
    first, second, third = widths(read, 8000)
    assert first >= text_width("QUAL-100")
    assert second > third >= text_width("Place")
    assert first + second + third == 8000


def test_each_cell_of_the_web_page_knows_the_head_of_its_column():
    page = html.render(table("short")).decode()
    assert '<td data-head="Text">short</td><td data-head="Place">x</td>' in page
    assert '<table class="stacked wide">' in page
    week = section(
        '<table><caption>C</caption><thead><tr><th scope="col">Su</th></tr></thead>'
        "<tbody><tr><td>1</td></tr></tbody></table>"
    )
    assert "data-head" not in html.render(week).decode().rpartition("</style>")[2]
