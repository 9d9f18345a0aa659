"""What a semantic document may hold."""

from __future__ import annotations

import pytest

from rfpkit.errors import InputError
from rfpkit.render import semantic
from tests.render import sample


def document(main: str, cover: str = "") -> str:
    return (
        '<html lang="en" class="letter"><head><title>T</title></head><body>'
        f'<header class="cover">{cover}</header><main id="main">{main}</main></body></html>'
    )


def section(inside: str) -> str:
    return document(f'<section id="s"><h1><span class="number">1</span> H</h1>{inside}</section>')


def clause(number: str, name: str) -> str:
    return f'<p class="clause" id="{name}"><span class="number">{number}</span> x</p>'


TABLE = (
    '<table><caption>C</caption><thead><tr><th scope="col">A</th></tr></thead>'
    "<tbody>{}</tbody></table>"
)


def test_the_sample_holds_nothing_else_and_keeps_its_drawing():
    read = semantic.read(sample.document())
    assert len(read.drawings) == 1
    assert "viewBox" in read.drawings[0]


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (section("<blockquote>x</blockquote>"), "<blockquote> is not part of the document"),
        (section("<div><p>x</p></div>"), "<div> may not stand in <section>"),
        (section("<p><ul><li>x</li></ul></p>loose"), "text stands loose in <section>: 'loose'"),
        (section('<p class="big">x</p>'), "<p> has no class `big`"),
        (section('<p style="color:red">x</p>'), "<p> may not carry `style`"),
        (section('<p onclick="x">x</p>'), "<p> may not carry `onclick`"),
        (section('<img src="x.png">'), "<img> may not stand in"),
        (section("<style>p{}</style>"), "<style> is not part of the document"),
        (section("<h3>x</h3>"), "has one heading"),
        (section('<section id="t"><h3>x</h3></section>'), "at depth 2 starts with <h2>"),
        (section("<section><h2>x</h2></section>"), "needs an id"),
        (section('<p id="s">x</p>'), "the id `s` stands twice"),
        (section('<p id="1 2">x</p>'), "`1 2` cannot be an id"),
        (section('<p><a href="#gone">x</a></p>'), "leads to `#gone`, which is not in the document"),
        (section('<p><a href="http://x.y">x</a></p>'), "may not lead to `http://x.y`"),
        (section('<p><a href="javascript:x">x</a></p>'), "may not lead to `javascript:x`"),
        (section('<p><a class="ref" href="#s">2</a></p>'), "says '2', but `#s` is '1'"),
        (section("<table><tbody><tr><td>x</td></tr></tbody></table>"), "one row in <thead>"),
        (section(TABLE.format("<tr><td>1</td><td>2</td></tr>")), "2 cells under 1 heads"),
        (section(TABLE.format("<tr><th>1</th></tr>")), 'is <th scope="row">'),
        (section("<figure id='f'><figcaption>x</figcaption></figure>"), "begins with a <title>"),
        (section('<dl class="sheet"><dt>a</dt><dd>b</dd></dl>'), "one <dt> and one <dd>"),
        (section("<p>a\x0bb</p>"), "control character U+000B"),
        (document("<p>x</p>").replace(' lang="en"', ""), "needs a language"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_vocabulary_is_refused(html, message):
    with pytest.raises(InputError) as caught:
        semantic.read(html)
    assert any(message in found.message for found in caught.value.diagnostics)


def test_a_refusal_names_the_nearest_section():
    with pytest.raises(InputError, match="document: #s: <hr> is not part"):
        semantic.read(section("<hr>"))


def test_clauses_and_sub_sections_share_one_count():
    inside = clause("1.1", "a") + '<section id="t"><h2><span class="number">1.2</span> H</h2>'
    levels = semantic.read(section(f"{inside}{clause('1.2.1', 'b')}</section>")).levels
    assert list(levels.values()) == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (clause("1.2", "a"), "the number printed is '1.2', due is 1.1"),
        (clause("1.1", "a") + clause("1.3", "b"), "'1.3', due is 1.2"),
        (clause("1.1", "a") + clause("1.1", "b"), "'1.1', due is 1.2"),
        (clause("1", "a"), "'1', due is 1.1"),
        (clause("A.1", "a"), "'A.1', due is 1.1"),
        ('<p class="clause" id="a">x</p>', "'none', due is 1.1"),
    ],
)
def test_numbers_that_word_would_count_otherwise_are_refused(inside, message):
    with pytest.raises(InputError) as caught:
        semantic.read(section(inside))
    assert [found.message.endswith(message) for found in caught.value.diagnostics] == [True]


def test_one_slip_is_told_once():
    clauses = "".join(clause(f"1.{n}", f"c{n}") for n in (1, 2, 5, 6, 7))
    with pytest.raises(InputError) as caught:
        semantic.read(section(clauses))
    assert len(caught.value.diagnostics) == 1


def test_a_document_may_start_at_any_number():
    alone = section(clause("1.1", "a")).replace(">1", ">7")
    assert len(semantic.read(alone).levels) == 2


def test_captions_count_from_the_first_of_their_kind():
    table = TABLE.format("<tr><td>x</td></tr>")
    numbered = [table.replace("C<", f'<span class="number">Table {n}</span> C<') for n in (3, 4, 6)]
    semantic.read(section("".join(numbered[:2])))
    with pytest.raises(InputError, match="the caption says '6', due is 5"):
        semantic.read(section("".join(numbered)))
