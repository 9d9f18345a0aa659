"""What goes to the program that fills templates in, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest
from markupsafe import Markup

from rfpkit.errors import InputError
from rfpkit.render.sandbox import door


@pytest.fixture
def fill(tmp_path):
    def fill(source, context=None):
        (tmp_path / "page.j2").write_text(source)
        return door.render([tmp_path], "page.j2", context or {})

    return fill


def test_an_error_keeps_its_line_on_the_way(fill, tmp_path):
    with pytest.raises(InputError) as caught:
        fill("\n\n{{ nobody }}")
    assert str(caught.value.diagnostics[0].at) == f"{tmp_path / 'page.j2'}:3"


def test_text_that_is_html_already_stays_so_and_other_text_is_escaped(fill):
    context = {"safe": Markup("<b>"), "text": "<i>", "list": [Markup("&"), "é \ud800"]}
    assert fill("{{ safe }}{{ text }}{{ list[0] }}", context) == "<b>&lt;i&gt;&"


def test_what_is_filled_in_is_the_same_on_either_side(fill):
    context: dict[str, Any] = {
        "a": [1, True, None, "\u2028 \0 é 🙂", {"b": {"c": []}}],
        "items": "x",
    }
    source = (
        "{{ a[0] }}{{ 2 if a[1] is true }}{{ 3 if a[2] is none }}{{ a[3] }}{{ a[4].b.c | length }}"
    )
    assert fill(source, context) == "123\u2028 \0 é 🙂0"


def test_a_long_document_may_take_longer_than_a_short_one(fill):
    rows = ["a" * 1000] * 20_000
    assert len(fill("{% for row in rows %}{{ row }}{% endfor %}", {"rows": rows})) == 20_000_000


def test_what_never_ends_is_ended_and_told(fill, tmp_path):
    rows = "{% set rows = [" + ",".join(map(str, range(100))) + "] %}"
    with pytest.raises(InputError) as caught:
        fill(rows + "{% for a in rows %}" * 6 + "{% endfor %}" * 6)
    (told,) = caught.value.diagnostics
    assert told.at.file == str(tmp_path / "page.j2")
    assert told.message.endswith("need more than 3 seconds")
