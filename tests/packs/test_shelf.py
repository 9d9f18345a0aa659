"""A library of several files: an id is used once, and never again when it is retired."""

from __future__ import annotations

import pytest

from rfpkit.errors import InputError
from rfpkit.load.document import load_text
from rfpkit.load.yaml import parse
from rfpkit.model.library.files import RequirementFile
from rfpkit.packs.library.shelf import shelve
from rfpkit.packs.library.trees import Tree


def group(name, *ids, retired=()):
    lines = ["kind: requirements", f"id: {name}", f"group: {name}", "requirements:"]
    for one in ids:
        lines += [f"  - id: {one}", "    kind: mandatory", "    text: The Contractor must go."]
        lines += ["    verification: Log", "    rationale: It helps."]
    lines += ["retired:"] if retired else []
    for one, by in retired:
        lines += [f"  - {{id: {one}, on: 2026-01-15, reason: Too vague, replaced_by: {by}}}"]
    return "\n".join(lines) + "\n"


def tree(text, file):
    parsed = parse(text, file)
    return Tree(parsed.data, parsed.places)


def told(*texts):
    with pytest.raises(InputError) as caught:
        shelve([tree(text, f"{number}.yaml") for number, text in enumerate(texts, start=1)])
    return [str(one) for one in caught.value.diagnostics]


def test_an_id_of_two_files_is_told_with_both_places():
    (line,) = told(group("one", "A-1"), group("two", "B-1", "A-1"))
    assert line.startswith("2.yaml:10:9: the id `A-1` is used twice (first in 1.yaml:5:9)")


def test_an_id_that_another_file_retired_is_told_with_what_replaced_it():
    (line,) = told(group("one", "A-1"), group("two", "B-1", retired=[("A-1", "B-1")]))
    assert line.startswith("1.yaml:5:9: the id `A-1` was retired on 2026-01-15: Too vague")
    assert "write `B-1`, which replaced it" in line


def test_items_stand_in_the_order_of_the_files():
    shelf = shelve([tree(group("z", "Z-1"), "1.yaml"), tree(group("a", "A-1"), "2.yaml")])
    assert list(shelf.items["requirements"]) == ["Z-1", "A-1"]
    assert shelf.groups["requirements"] == {"z": ["Z-1"], "a": ["A-1"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (group("one", "A-1", "A-1"), "10:9: requirements[A-1].id: the id `A-1` is used twice"),
        (
            group("one", "A-1", retired=[("A-1", "A-2")]),
            "5:9: requirements[A-1].id: the id `A-1` was retired on 2026-01-15: Too vague",
        ),
        (
            group("one", "A-1").replace("    rationale: It helps.\n", ""),
            "5:5: requirements[A-1]: `rationale` is missing",
        ),
        (
            group("one", "A-1").replace("must", "should"),
            "5:5: requirements[A-1]: a mandatory requirement has no `must` in its text",
        ),
        (
            group("one", "A-1") + "goal: learning-time\n",
            "there is no field `goal` here",
        ),
    ],
)
def test_a_file_of_the_library_is_refused_with_the_place(text, words):
    with pytest.raises(InputError) as caught:
        load_text(text, RequirementFile, "file.yaml")
    (found,) = caught.value.diagnostics
    assert words in str(found)
