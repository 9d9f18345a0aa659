"""The sandbox in which templates of strangers run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from rfpkit.errors import InputError
from rfpkit.render import engine

CONTEXT: dict[str, Any] = {"row": {"items": ["<x>"], "title": "T"}, "text": "aaa", "nothing": None}


@pytest.fixture
def fill(tmp_path):
    def fill(source, **files):
        (tmp_path / "page.j2").write_text(source)
        for name, text in files.items():
            (tmp_path / f"{name}.j2").write_text(text)
        return engine.render([tmp_path], "page.j2", CONTEXT)

    return fill


def test_text_is_escaped_and_prose_is_cleaned(fill):
    assert fill("{{ row.title }} {{ row['items'][0] }}") == "T &lt;x&gt;"
    assert fill("{{ '*a* <b>' | prose_line }}") == "<em>a</em> &lt;b&gt;"


def test_a_field_named_items_is_the_field_and_not_a_method(fill):
    assert fill("{% for item in row.items %}{{ loop.index }}{{ item }}{% endfor %}") == "1&lt;x&gt;"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ text.upper() }}",
        "{{ text.format }}",
        "{{ text | safe }}",
        "{{ text | attr('upper') }}",
        "{{ [row] | map('attr', 'x') | list }}",
        "{{ 'a' * 2000000000 }}",
        "{{ 9 ** 9999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ text | center(2000000000) }}",
        "{{ range(3) }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{% set n = namespace(x=1) %}",
        "{{ self }}",
        "{{ self.__init__ }}",
        "{{ nothing }}",
        "{{ row }}",
        "{% include '../secret.j2' %}",
        "{% include '/etc/hostname' %}",
        "{% include 'base/../../pyproject.toml' %}",
        "{% import 'os' as os %}",
        "{{ caller() }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_template_cannot_leave_the_sandbox(fill, source):
    with pytest.raises(InputError):
        fill(source)


def test_a_template_error_has_its_file_and_line(fill, tmp_path):
    with pytest.raises(InputError) as caught:
        fill("one\n\n{{ row.titel }}")
    [found] = caught.value.diagnostics
    assert (found.at.file, found.at.line) == (str(tmp_path / "page.j2"), 3)
    assert "titel" in found.message


def test_an_error_in_an_imported_macro_is_told_where_it_is(fill, tmp_path):
    with pytest.raises(InputError) as caught:
        fill(
            "{% import 'more.j2' as more %}{{ more.one(row) }}",
            more="{% macro one(a) %}\n{{ a.b }}{% endmacro %}",
        )
    assert str(caught.value.diagnostics[0].at) == f"{tmp_path / 'more.j2'}:2"


def test_a_syntax_error_has_its_line(fill):
    with pytest.raises(InputError) as caught:
        fill("\n{% if %}")
    assert caught.value.diagnostics[0].at.line == 2


def test_a_misspelt_attribute_in_a_filter_is_an_error_too(fill):
    with pytest.raises(InputError):
        fill("{{ [row] | map(attribute='titel') | join }}")


def test_a_link_out_of_the_pack_is_refused(tmp_path):
    secret = tmp_path / "secret.j2"
    secret.write_text("secret")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "page.j2").symlink_to(secret)
    (pack / "inside").symlink_to(tmp_path)
    for name in ("page.j2", "inside/secret.j2"):
        with pytest.raises(InputError, match="symbolic link"):
            engine.render([pack], name, {})


def test_the_first_pack_that_has_a_file_wins_and_base_cannot_be_replaced(tmp_path):
    for name in ("child", "parent"):
        (tmp_path / name / "base").mkdir(parents=True)
        (tmp_path / name / "base" / "macros.html.j2").write_text("replaced")
        (tmp_path / name / "one.j2").write_text(name)
    (tmp_path / "parent" / "two.j2").write_text("{% include 'one.j2' %}")
    (tmp_path / "child" / "base.j2").write_text("{% include 'base/macros.html.j2' %}")
    packs = [tmp_path / "child", tmp_path / "parent"]
    assert engine.render(packs, "two.j2", {}) == "child"
    assert "replaced" not in engine.render(packs, "base.j2", {})


@pytest.mark.parametrize("value", [Decimal(1), 1.5, ("a",), {1: "a"}, object(), b"a"])
def test_the_context_is_plain_data_only(value, tmp_path):
    with pytest.raises(TypeError, match=r"context\.deep"):
        engine.render([tmp_path], "page.j2", {"deep": [value]})
