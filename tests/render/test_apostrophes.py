"""Apostrophes of the document are those of a printer; code and tags keep their signs."""

from __future__ import annotations

import pytest

from rfpkit.render.apostrophes import with_apostrophes


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("<p>the level's calendar</p>", "<p>the level’s calendar</p>"),
        ("<p>the District&#39;s office</p>", "<p>the District’s office</p>"),
        ("<p>the proposers&#39; prices</p>", "<p>the proposers’ prices</p>"),
        ("<p>one &#39;word&#39; more</p>", "<p>one &#39;word&#39; more</p>"),
        ("<code>it's</code> it's", "<code>it's</code> it’s"),
        ("<a title=\"it's\">it's</a>", '<a title="it\'s">it’s</a>'),
        ("<style>a{content:'s's}</style>", "<style>a{content:'s's}</style>"),
        ("<p>5&#39; and 6</p>", "<p>5&#39; and 6</p>"),
    ],
)
def test_words_have_the_apostrophes_of_a_printer(written, set_):
    assert with_apostrophes(written) == set_
