"""The Markdown of a document, read back by a Markdown parser."""

from __future__ import annotations

import re

import pytest
from lxml import html as parser
from markdown_it import MarkdownIt

from rfpkit.render import semantic
from rfpkit.render.document import document_html
from rfpkit.render.text import document
from rfpkit.workflows.packs.open_pack import open_pack
from rfpkit.workflows.rfp import open_rfp
from tests.conftest import ROOT
from tests.render import sample

RFP = ROOT / "examples" / "every-kind" / "rfp.yaml"


@pytest.fixture(scope="module")
def source():
    solicitation = open_rfp(RFP).solicitation
    return document_html(solicitation, open_pack(solicitation.pack, RFP), None)


def read_back(markdown: bytes):
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.fromstring(f"<body>{reader.render(markdown.decode())}</body>")


def page(inside: str) -> str:
    start = '<html lang="en-US" class="letter"><head><title>T</title></head><body><header></header>'
    return f"<!DOCTYPE html>{start}<main>{inside}</main></body></html>"


def words(element) -> str:
    for line in element.iter("br", "li", "td", "th", "p", "dt", "dd"):
        line.tail = " " + (line.tail or "")
    return re.sub(r"\W+", " ", semantic.text_of(element)).strip()


@pytest.mark.parametrize("whole", ["example", "sample"])
def test_headings_have_their_numbers_and_one_rank_below_the_title(source, whole):
    made_from = source if whole == "example" else sample.document()
    made = read_back(document.render(made_from))
    (main,) = parser.fromstring(made_from).iter("main")
    asked = main.iter("h1", "h2", "h3")
    found = [(int(e.tag[1]) - 1, semantic.text_of(e)) for e in made.iter("h2", "h3", "h4")]
    assert found == [(int(e.tag[1]), semantic.text_of(e)) for e in asked]
    assert len(list(made.iter("h1"))) == 1


def test_each_table_keeps_its_rows_and_the_words_of_each_cell(source):
    made, asked = read_back(document.render(source)), parser.fromstring(source)
    found = [[words(cell) for cell in table.iter("td", "th")] for table in made.iter("table")]
    wanted = [[words(cell) for cell in table.iter("td", "th")] for table in asked.iter("table")]
    assert found == wanted


def test_every_link_leads_to_a_place_in_the_file(source):
    made = read_back(document.render(source))
    places = {element.get("id") for element in made.iter() if element.get("id")}
    leads = {a.get("href")[1:] for a in made.iter("a") if (a.get("href") or "").startswith("#")}
    assert leads
    assert leads <= places


def test_signs_of_markdown_in_a_field_stay_the_signs_that_were_typed():
    typed = "# 5 * 3 _x_ [a](b) &lt;b&gt; a|b ~~c~~ 1. `d` &amp;amp;"
    made = read_back(document.render(page(f"<p>{typed}</p><p>1. one</p><p>- two</p><p>=</p>")))
    shown = [semantic.text_of(p) for p in made.iter("p")]
    assert shown == ["# 5 * 3 _x_ [a](b) <b> a|b ~~c~~ 1. `d` &amp;", "1. one", "- two", "="]


def test_a_list_in_a_list_and_one_in_a_cell_keep_their_items():
    inside = (
        "<ol start='3'><li>a<ul><li>b</li><li>c</li></ul></li><li><p>d</p><p>e</p></li></ol>"
        "<table><caption>T</caption><thead><tr><th scope='col'>H</th></tr></thead>"
        "<tbody><tr><td><ul><li>x</li><li>y</li></ul></td></tr></tbody></table>"
    )
    made = read_back(document.render(page(inside)))
    assert [semantic.text_of(li) for li in made.iter("li")] == ["a b c", "b", "c", "d e"]
    assert made.find(".//ol").get("start") == "3"
    assert semantic.text_of(made.find(".//td")) == "• x• y"


def test_a_draft_says_so_at_the_top():
    assert document.render(sample.document(draft=True)).startswith(b"> **DRAFT.**")
