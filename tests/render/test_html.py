"""The one-file web page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html as parser

from rfpkit.errors import InputError
from rfpkit.render import html
from tests.render import sample


@pytest.fixture(scope="module")
def page():
    return html.render(sample.document()).decode()


def test_the_page_needs_nothing_from_elsewhere(page):
    assert not re.search(r"@import|<script|<link|<img", page)
    urls = re.findall(r"url\(([^)]{1,30})", page)
    assert urls
    assert all(url.startswith('"data:font/woff2') for url in urls)
    assert "rfpkit:fonts" not in page
    assert "Content-Security-Policy\" content=\"default-src 'none'" in page


def test_the_contents_list_the_headings_with_their_numbers(page):
    nav: Any = parser.document_fromstring(page).find(".//nav")
    shown = [" ".join(item.text_content().split()) for item in nav.findall("./ol/li/ol/li")]
    assert shown == [
        "1.1 Goals",
        "1.2 How to read this document",
        "4.1 SL-1 Repair turnaround",
        "4.2 SL-2 First response",
        "4.3 SL-3 Satisfaction at closure",
    ]
    assert nav.find("./ol/li/ol/li/a").get("href") == "#goals"


def test_the_rest_of_the_document_is_left_as_it_was(page):
    before, after = sample.document().split("</nav>")
    # Only that the cells of tables know the heads of their columns, for narrow screens.
    plain = re.sub(r' data-head="[^"]*"| class="stacked"', "", page)
    assert plain.endswith(after)
    assert page.split("</style>", 1)[1].startswith(before.split("</title>", 1)[1])


def test_one_level_of_contents_or_none():
    one = html.render(sample.document(contents=1)).decode()
    assert "4.1</span> <a" not in one
    assert "<nav" not in html.render(sample.document(contents=0)).decode()


def test_italics_are_carried_only_where_there_is_emphasis():
    plain = sample.document().replace("<em>", "").replace("</em>", "")
    assert "font-style:italic" not in html.render(plain).decode()


def test_two_renderings_are_the_same_bytes(page):
    assert html.render(sample.document()).decode() == page


def test_a_page_outside_the_vocabulary_is_refused():
    with pytest.raises(InputError):
        html.render(sample.document().replace("</main>", "<script></script></main>"))


def test_paper_and_draft_are_said_by_the_document():
    assert "@page { size: A4 }" in sample.document(page="a4")
    assert "@page { size: A4 }" not in sample.document()
    assert 'class="letter draft"' in sample.document(draft=True)
