"""Files that nobody means well with: refused or read, never a crash, never without end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.errors import Diagnostic, InputError
from rfpkit.load import text as plain_text
from rfpkit.load import yaml
from rfpkit.load.document import load_any_text

CASES = Path(__file__).parent.parent / "cases" / "diagnostics"
SOUND = """\
kind: contract
id: C-1
title: Device repair
parties: {district: Prairie City, contractor: Lakeside}
timezone: America/Chicago
term: 2026-07-01 to 2030-06-30
service_levels:
  - id: repair
    title: Repair
    measure: {kind: duration, from: received, to: returned, calendar: always}
    target: 4 business hours
    attainment: {at_least: 95%, per: month, minimum: {tickets: 10, otherwise: no_credit}}
"""


signs = st.sampled_from(
    ["", " ", "\n", ":", "x", "%", "'", "[", "}", ",", "- ", "  ", "\xa0", "#1"]
)


def answered(text: str) -> list[Diagnostic]:
    """Every diagnostic of a text; what is no `InputError` is left to fail the test."""
    try:
        load_any_text(text, "f.yaml")
    except InputError as error:
        return list(error.diagnostics)
    return []


def useless(text: str) -> list[Diagnostic]:
    """The diagnostics that name no place in the text, or do not say what is wrong and the mend."""
    last = len(re.split("\r\n|\r|\n", text))
    return [
        one
        for one in answered(text)
        if one.at.file != "f.yaml"
        or not 0 <= one.at.line <= last
        or not one.message
        or not one.hint
    ]


def bomb():
    steps = [f"a{step}: &a{step} [{', '.join([f'*a{step - 1}'] * 9)}]" for step in range(1, 30)]
    return "\n".join(["a0: &a0 [x, x, x, x, x, x, x, x, x]", *steps])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (bomb(), "which is not allowed"),
        ("a: &a [*a]\nb: &b {c: *b}\n", "copies from another place"),
        ("a: " + "[" * 2000 + "]" * 2000, "nested more than 50 deep"),
        ("a: " + "{b: " * 2000 + "}" * 2000, "nested more than 50 deep"),
        ("? " * 2000, "nested more than 50 deep"),
        ("a:\n" + "".join(" " * step + "- \n" for step in range(1, 200)), "more than 50 deep"),
        ("- " * 2000, "nested more than 50 deep"),
        ("a: [" + "1," * 250_000 + "]", "more than 200,000 values"),
        ("a: " + "x" * 10_000_000, "larger than 5 MB"),
        ("a: {b: c" + ", d" * 100_000 + "}", "a comma inside { } ends the value"),
        ("a: [" + "&x 1, " * 1000 + "]", "200 problems stand above"),
        ("a: !!python/object/new:os.system [echo]", "the tag"),
        ("!!map {a: 1}", "the tag"),
        ("%TAG ! tag:example.org,2026:\n---\na: !x 1", "the tag"),
        ("a: \x1b[31mred", "a hidden character"),
        ("a: \ud800", "a hidden character"),
        ('a: "\\U0010FFFF"', "does not say what it is"),
        ("kind: {a: b}\n", "does not say what it is"),
        ("kind: rfp\nissuer: {" + "a" * 900 + ": 1}", "there is no field"),
    ],
)
def test_a_trap_is_refused(text, words):
    assert any(words in diagnostic.message for diagnostic in answered(text))


def test_a_long_value_is_a_value():
    assert answered(SOUND.replace("title: Repair", f"title: {'long ' * 100_000}")) == []


@pytest.mark.parametrize("old", ["4 business hours", "95%", "2026-07-01 to 2030-06-30", "10"])
def test_a_long_run_of_anything_in_a_small_value_ends_soon(old):
    for filling in (" ", "9", "9 ", "% ", "to ", "-", "\t"):
        text = SOUND.replace(old, f'"1{filling * 50_000}x"')
        assert answered(text)
        assert not useless(text)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text):
    assert not useless(text)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(raw):
    text, told = decoded(raw)
    assert all(one.message and one.hint for one in told)
    assert told or not useless(text)


def decoded(raw: bytes) -> tuple[str, list[Diagnostic]]:
    """The text that these bytes are; or no text, and why not."""
    try:
        return plain_text.decode(raw, "f.yaml"), []
    except InputError as error:
        return "", list(error.diagnostics)


@given(
    st.lists(st.sampled_from([*"{}[]:,-?&*!|>%@`'\"#~ \n\t", "a", "kind: rfp\n", "<<: ", "\\x"]))
)
@settings(deadline=None)
def test_any_heap_of_signs_is_read_or_refused(parts):
    assert not useless("".join(parts))


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), signs), min_size=1, max_size=4))
@settings(deadline=None, max_examples=150)
def test_a_sound_file_with_a_few_signs_changed_is_read_or_refused(changes):
    text = list(SOUND)
    for place, sign in changes:
        text[place] = sign
    assert not useless("".join(text))


data = st.recursive(
    st.none() | st.booleans() | st.text("ab: -%1", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kind", "from", "to", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(SOUND.splitlines()[1:]), data)
@settings(deadline=None, max_examples=150)
def test_any_value_in_the_place_of_another_is_read_or_refused(line, value):
    name = line.split(":")[0]
    if not name.strip().startswith("- "):
        assert not useless(SOUND.replace(line, f"{name}: {as_flow(value)}"))


def as_flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {as_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f'"{value}"'


@given(st.dictionaries(st.text("abc", min_size=1), data, min_size=1, max_size=4))
@settings(deadline=None)
def test_what_is_written_comes_back(value):
    assert yaml.parse(as_flow(value), "f").data == value


def test_every_broken_file_cut_anywhere_is_read_or_refused():
    for path in sorted(CASES.glob("*.yaml"))[::7]:
        text = path.read_bytes().decode("latin-1")
        for length in range(0, len(text), 37):
            assert not useless(text[:length])
