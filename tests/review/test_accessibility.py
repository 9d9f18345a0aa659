"""What keeps readers out of a document."""

from __future__ import annotations

import pytest

from rfpkit.review.accessibility import barriers

PAGE = '<!doctype html>\n<html lang="en"><head><title>An RFP</title></head>\n<body>{}</body></html>'
HEAD = '<section id="scope"><h1>Scope</h1>'


def rules(body, page=PAGE):
    return [(one.rule, one.section) for one in barriers(page.format(body))]


SOUND = {
    "several sections, each with its heading": f"{HEAD}</section><section><h1>Terms</h1></section>",
    "levels one by one, and back": "<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>",
    "a table with a caption": "<h1>A</h1><table><caption>Dates</caption>"
    "<tr><th>Day</th></tr></table>",
    "a table with headers that say of what": "<h1>A</h1><table><tr>"
    '<th scope="col">D</th></tr></table>',
    "a table that only lays out": '<h1>A</h1><table role="presentation">'
    "<tr><td>x</td></tr></table>",
    "a picture that says nothing": '<h1>A</h1><img src="x" alt="">',
    "a field inside its label": "<h1>A</h1><label>Name <input></label>",
    "a field whose label follows": '<h1>A</h1><input id="n"><label for="n">Name</label>',
    "a button needs none": '<h1>A</h1><input type="submit">',
    "a link that is a picture": '<h1>A</h1><a href="x"><img src="x" alt="Seal"></a>',
    "a link to a later place": '<h1>A</h1><a href="#b">B</a><h2 id="b">B</h2>',
}


@pytest.mark.parametrize("body", SOUND.values(), ids=SOUND)
def test_nothing_is_said_of(body):
    assert rules(body) == []


BARRIERS = {
    "a level left out": (f"{HEAD}<h3>Laptops</h3></section>", "heading"),
    "a table without headers": (f"{HEAD}<table><tr><td>x</td></tr></table></section>", "table"),
    "headers of nobody knows what": (
        f"{HEAD}<table><tr><th>x</th></tr></table></section>",
        "table",
    ),
    "a picture without words": (f'{HEAD}<img src="x"></section>', "image"),
    "a field without a label": (f'{HEAD}<input name="n"></section>', "label"),
    "a list to choose from without a label": (f"{HEAD}<select></select></section>", "label"),
    "an id twice": (f'{HEAD}<p id="a"></p><p id="a"></p></section>', "id"),
    "a link without words": (f'{HEAD}<a href="x"> </a></section>', "link"),
    "a link to nowhere": (f'{HEAD}<a href="#gone">Terms</a></section>', "link"),
}


@pytest.mark.parametrize(("body", "rule"), BARRIERS.values(), ids=BARRIERS)
def test_a_barrier_is_found_in_its_section(body, rule):
    assert rules(body) == [(rule, "scope")]


def test_a_document_needs_a_language_a_title_and_a_heading():
    page = "<html><head><title> </title></head><body>{}</body></html>"
    assert rules("<p>x</p>", page) == [("language", ""), ("title", ""), ("heading", "")]


def test_the_line_is_that_of_the_html():
    (one,) = barriers(PAGE.format('<h1>A</h1>\n\n<img src="x">'))
    assert one.line == 5
