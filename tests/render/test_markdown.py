"""Prose that people wrote."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from rfpkit.errors import InputError
from rfpkit.render import semantic
from rfpkit.render.markdown import plain_line, prose, prose_line


def test_paragraphs_lists_and_emphasis_come_through():
    made = prose("One *two* **three** `four`\n\n- a\n- b\n\n3. c\n4. d")
    assert made.replace("\n", "") == (
        "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>"
        '<ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li><li>d</li></ol>'
    )


def test_a_line_has_no_paragraph():
    assert prose_line("  within *one* line ") == "within <em>one</em> line"


@pytest.mark.parametrize(
    "typed",
    ["# Head", "<script>x</script>", "| a | b |", "> quoted", "<b>bold</b>", "```"],
)
def test_what_has_no_meaning_in_a_clause_stays_as_it_was_typed(typed):
    made: Any = html.fromstring(f"<div>{prose(typed)}</div>")
    assert made.text_content().strip() == typed


@pytest.mark.parametrize(
    "typed",
    ["[x](javascript:alert)", "[x](data:text/html,x)", "[x](file:///etc/hostname)", "![x](y.png)"],
)
def test_a_link_leads_to_the_document_or_a_known_kind_of_address_only(typed):
    made = prose(typed)
    assert "<img" not in made
    assert 'href="javascript' not in made
    assert 'href="data' not in made
    assert 'href="file' not in made


def test_links_to_places_and_addresses_are_kept():
    assert '<a href="#sl-1">' in prose("[here](#sl-1)")
    assert '<a href="https://example.org/?a=1&amp;b=2">' in prose("<https://example.org/?a=1&b=2>")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_no_prose_leaves_the_vocabulary(text):
    document = (
        '<html lang="en"><head><title>T</title></head><body><header class="cover"></header>'
        f'<main id="main"><section id="s"><h1>H</h1>{prose(text)}</section></main></body></html>'
    )
    try:
        semantic.read(document)
    except InputError as error:
        allowed = ("a link", "the text holds the control character")
        assert all(found.message.startswith(allowed) for found in error.diagnostics)  # noqa: PT017


def test_a_link_has_an_address_and_nothing_else():
    assert prose('[x](https://example.org "title")') == (
        '<p><a href="https://example.org">x</a></p>\n'
    )


def test_an_address_that_is_refused_later_can_then_be_named():
    assert 'href="http://example.org"' in prose("[x](http://example.org)")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("It *must* be **so**, by `x`.", "It must be so, by x."),
        (
            "[The list](https://a.example/b) and [scope](#scope)",
            "The list (https://a.example/b) and scope",
        ),
        (
            "<https://a.example> \\* 2 < 3 &amp; <b>bold</b>",
            "https://a.example * 2 < 3 & <b>bold</b>",
        ),
        ("=1+1\n- one", "=1+1\n- one"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ],
)
def test_a_plain_line_is_what_a_reader_of_the_document_sees(typed, read):
    assert plain_line(typed) == read
