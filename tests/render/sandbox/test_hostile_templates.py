"""Templates that would never end, or take all there is: each is refused, and we live on."""

from __future__ import annotations

from typing import Any

import pytest
from markupsafe import Markup

from rfpkit.errors import InputError
from rfpkit.render.sandbox import door

HUNDRED = [f"row {number}" for number in range(100)]
CONTEXT: dict[str, Any] = {"rows": HUNDRED, "text": "0123456789"}


def loops(depth: int, inside: str) -> str:
    return "{% for a in rows %}" * depth + inside + "{% endfor %}" * depth


def doubled(times: int) -> str:
    return "{% set x = text %}" + "{% set x = x ~ x %}" * times


BOMBS = {
    "loops in loops that say nothing": (loops(6, ""), "more than 3 seconds"),
    "loops in loops that talk": (loops(6, "a"), "more than"),
    "text that doubles itself": (doubled(34) + "{{ x | length }}", "400 MB of memory"),
    "long text, printed": (doubled(22) + "{{ x }}", "more than 2,"),
    "long text, escaped": (doubled(25) + "{{ (x ~ '<') | e | length }}", "more than"),
    "a list of lists": ("{% set x = rows %}" + "{% set x = [x, x] %}" * 30 + "{{ x }}", "list"),
    "a macro that calls itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    "a macro that calls itself twice": (
        (
            "{% macro m(n) %}{% if n < 60 %}{{ m(n + 1) }}{{ m(n + 1) }}{% endif %}{% endmacro %}"
            "{{ m(0) }}"
        ),
        "more than 3 seconds",
    ),
    "a template that includes itself": ("{% include 'page.j2' %}", "recursion"),
    "a number with very many digits": (
        "{% set n = 9999999999 %}" + "{% set n = n * n %}" * 40 + "{{ n }}",
        "more than",
    ),
    "brackets a thousand deep": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", ""),
    "a thousand blocks in each other": ("{% if 1 %}" * 1000 + "{% endif %}" * 1000, ""),
    "a template of two megabytes": ("a" * 2_000_000, "1,000,000 bytes at most"),
    "sorting, again and again": (loops(4, "{{ rows | sort | length }}"), "more than"),
    "a list that is joined again and again": (
        "{% set x = rows | join %}" + loops(4, "{{ (rows | join(x)) | length }}"),
        "more than",
    ),
}


@pytest.fixture
def fill(tmp_path):
    def fill(source, context=CONTEXT):
        (tmp_path / "page.j2").write_text(source)
        return door.render([tmp_path], "page.j2", context)

    return fill


@pytest.mark.parametrize(("source", "told"), BOMBS.values(), ids=BOMBS)
def test_a_template_that_would_take_all_there_is_is_refused(fill, tmp_path, source, told):
    with pytest.raises(InputError) as caught:
        fill(source)
    [found] = caught.value.diagnostics
    assert found.at.file == str(tmp_path / "page.j2")
    assert told in found.message
    assert [path.name for path in tmp_path.iterdir()] == ["page.j2"]


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
