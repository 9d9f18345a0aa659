"""YAML becomes text, lists and groups, each with its place; what is doubtful is refused."""

from __future__ import annotations

import pytest

from rfpkit.errors import InputError, Location
from rfpkit.load import yaml
from rfpkit.load.places import address


def read(text):
    return yaml.parse(text, "f.yaml")


def refused(text):
    with pytest.raises(InputError) as error:
        read(text)
    return [str(diagnostic).splitlines()[0] for diagnostic in error.value.diagnostics]


def flaws(text):
    return [str(diagnostic).splitlines()[0] for diagnostic in read(text).diagnostics]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("07:30", "07:30"),
        ("no", "no"),
        ("off", "off"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("95", "95"),
        ("2026-07-01", "2026-07-01"),
        ("1.50", "1.50"),
        (".nan", ".nan"),
        ("true", True),
        ("False", False),
        ("'true'", "true"),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
        ("'null'", "null"),
    ],
)
def test_scalars_stay_what_was_written(written, value):
    assert read(f"a: {written}").data == {"a": value}


def test_blocks_of_text_keep_their_lines():
    assert read("a: |\n  one\n  two\nb: >\n  one\n  two\n").data == {
        "a": "one\ntwo\n",
        "b": "one two\n",
    }


def test_every_name_and_value_has_its_place():
    parsed = read("# a comment\nkind: contract\nfees:\n  - id: monthly\n    per: 'month'\n")
    assert parsed.places.names["kind",] == (2, 1)
    assert parsed.places.values["kind",] == (2, 7)
    assert parsed.places.values["fees", 0] == (4, 5)
    assert parsed.places.names["fees", 0, "per"] == (5, 5)
    assert parsed.places.values["fees", 0, "per"] == (5, 10)


def test_places_count_characters_also_behind_letters_of_two_bytes():
    parsed = read('a: {b: "Cañón 🎒", c: d}\n')
    assert parsed.places.values["a", "c"] == (1, 22)


@pytest.mark.parametrize("text", ["\ufeffkind: rfp\n", "---\nkind: rfp\n", "kind: rfp\r\n"])
def test_a_mark_at_the_start_and_windows_line_ends_do_no_harm(text):
    parsed = read(text)
    assert parsed.data == {"kind": "rfp"}
    assert parsed.diagnostics == []


def test_a_place_that_the_file_lacks_is_shown_where_its_group_stands():
    places = read("fees:\n  - id: monthly\n").places
    assert places.value(("fees", 0, "per")) == Location("f.yaml", 2, 5)
    assert places.entry(("term", "first")) == Location("f.yaml", 1, 1)


def test_items_are_addressed_by_their_id_and_others_by_their_number():
    data = {"levels": [{"id": "repair"}, {"name": "x"}], "states": {"On Hold": ["a"]}}
    assert address(("levels", 0, "target", "P1"), data) == "levels[repair].target.P1"
    assert address(("levels", 1), data) == "levels[2]"
    assert address(("states", "On Hold", 0), data) == "states[On Hold][1]"


def test_the_first_of_a_repeated_field_counts_and_every_repetition_is_told():
    text = "a: 1\nb: 2\na: 3\na: 4\n"
    assert read(text).data == {"a": "1", "b": "2"}
    assert flaws(text) == [
        "f.yaml:3:1: `a` is written twice (first in line 1)",
        "f.yaml:4:1: `a` is written twice (first in line 1)",
    ]


def test_a_repetition_inside_an_item_is_addressed_by_an_id_that_stands_below_it():
    text = "fees:\n  - per: month\n    per: year\n    id: monthly\n"
    assert flaws(text) == ["f.yaml:3:5: fees[monthly]: `per` is written twice (first in line 2)"]


def test_what_stands_below_a_refused_name_is_no_part_of_the_data():
    parsed = read("a: 1\na: {b: [1, {c: 2}]}\n? [x]\n: {d: 1}\ne: 2\n")
    assert parsed.data == {"a": "1", "e": "2"}
    assert len(parsed.diagnostics) == 2


def test_an_alias_is_never_followed():
    parsed = read("a: &x [1, 2]\nb: *x\n")
    assert parsed.data == {"a": ["1", "2"], "b": None}
    assert parsed.unsure >= {("b",)}


def test_a_tag_builds_nothing():
    text = "a: !!python/object/apply:os.getcwd []\n"
    assert read(text).data == {"a": []}
    assert flaws(text) == [
        "f.yaml:1:4: a: the tag `!!python/object/apply:os.getcwd` is not allowed"
    ]


def test_flaws_before_a_broken_line_are_told_with_it():
    assert refused("a: 1\na: 2\nb: [\n") == [
        "f.yaml:2:1: `a` is written twice (first in line 1)",
        "f.yaml:3:4: the bracket `[` that is opened here is not closed",
    ]


def test_a_second_document_is_refused_and_the_first_is_still_read():
    parsed = read("a: 1\n---\nb: 2\n")
    assert parsed.data == {"a": "1"}
    assert [diagnostic.at.line for diagnostic in parsed.diagnostics] == [2]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "~"])
def test_a_file_that_says_nothing_is_empty(text):
    assert refused(text) == ["f.yaml:1:1: the file is empty"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "f.yaml:1:1: the file is a list, where fields are wanted"),
        ("yes", "f.yaml:1:1: the file says only `yes`, where fields are wanted"),
        ("true", "f.yaml:1:1: the file says only `True`, where fields are wanted"),
    ],
)
def test_a_file_that_is_no_group_of_fields_is_refused(text, message):
    assert refused(text) == [message]


def test_a_web_address_is_no_field_that_lacks_its_space():
    parsed = read("a: see\n  https://example.org/x\nb: {c: https://example.org}\n")
    assert parsed.data == {"a": "see https://example.org/x", "b": {"c": "https://example.org"}}
    assert parsed.diagnostics == []


def test_a_comment_behind_a_space_is_a_comment():
    assert read("a: one # two\n#b: 2\nc: 'x #3'\n").data == {"a": "one", "c": "x #3"}
    assert flaws("a: one # two\n#b: 2\nc: 'x #3'\nd: x#4\n") == []


def test_a_name_without_its_space_is_read_as_it_was_meant():
    parsed = read("a: [{id:P1, name: one}]\n")
    assert parsed.data == {"a": [{"id": "P1", "name": "one"}]}
    assert len(parsed.diagnostics) == 1


def test_a_value_that_a_comma_ended_is_read_as_it_was_meant():
    parsed = read("a: {amount: $1,250,000.00, per: month}\n")
    assert parsed.data == {"a": {"amount": "$1,250,000.00", "per": "month"}}
    assert len(parsed.diagnostics) == 1


def test_a_value_that_a_comma_ended_may_run_over_lines():
    parsed = read("a: {name: one,\n  two,\n  three}\n")
    assert parsed.data == {"a": {"name": "one, two, three"}}


def test_a_field_without_a_value_in_braces_is_no_flaw_of_the_writing():
    assert read("a: {b: , c: 1}\n").data == {"a": {"b": None, "c": "1"}}
    assert flaws("a: {b: , c: 1}\n") == []
