"""Pydantic's errors on small models: one mistake, one sentence that a person can act on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import Field

from rfpkit.errors import InputError
from rfpkit.load.document import load_text
from rfpkit.model.record import Problem, Record, mistake
from rfpkit.model.scalars import Id, Share


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Circle(Record):
    kind: Literal["circle"]
    """A round thing."""
    radius: Share
    """Half the width."""
    # The tag of the other member of the union, as a field of this one.
    square: Share | None = None
    """Area."""


class Square(Record):
    kind: Literal["square"]
    """A thing with corners."""
    side: Share
    """Length of a side."""


class Bag(Record):
    size: Share
    """How much it holds."""


class Box(Record):
    id: Id
    """Name."""
    shape: Annotated[Circle | Square, Field(discriminator="kind")] | None = None
    """What is in it."""
    colour: Colour = Colour.RED
    """What one sees."""
    wrapped: Literal["paper", "foil"] | Bag | None = None
    """What is round it."""
    open: Literal[True, False] = False
    """Whether one can look inside."""
    labels: tuple[str, ...] = ()
    """What is written on it."""
    sizes: dict[Id, Share] = {}
    """Sizes by their names."""


class Shelf(Record):
    boxes: tuple[Box, ...] = Field(max_length=3)
    """What stands on it."""
    made: int = 0
    """A year."""

    def problems(self):
        for position, box in enumerate(self.boxes):
            if box.id == "lost":
                yield Problem(("boxes", position, "shape", "radius"), "it is lost", "look for it")


def answer(text):
    with pytest.raises(InputError) as error:
        load_text(text, Shelf, "f")
    return str(error.value).split("\n")


@pytest.mark.parametrize(
    ("box", "message", "hint"),
    [
        ("shape: {kind: circle, radius: 5}", "f:1:47: boxes[a].shape.radius: 5 is not", "write 5%"),
        (
            "shape: {kind: circle, radius: 5%, square: 5}",
            "f:1:59: boxes[a].shape.square: 5 is not a share",
            "write 5%",
        ),
        ("shape: {kind: square}", "boxes[a].shape: `side` is missing", "add `side`: length of a"),
        ("shape: {side: 5%}", "boxes[a].shape: `kind` is missing", "`kind: circle` or `kind: squ"),
        (
            "shape: {kind: oval}",
            "f:1:31: boxes[a].shape.kind: `oval` is not one",
            "write circle or",
        ),
        (
            "shape: round",
            "a group of fields is wanted here, not `round`",
            "write `kind: circle` or",
        ),
        ("shape: {kind: square, sid: 5%}", "boxes[a].shape: there is no field `sid`", "`side`?"),
        ("colour: blue", "boxes[a].colour: `blue` is not one of the choices", "write red or green"),
        ("colour: Green", "`Green` is not one of the choices", "did you mean `green`?"),
        ("colour: [red]", "boxes[a].colour: a list cannot stand here", "write red or green"),
        ("colour: ", "boxes[a].colour: nothing is written here", "write red or green"),
        ("wrapped: fol", "`fol` is not one of the choices", "did you mean `foil`?"),
        ("wrapped: cloth", "`cloth` is not", "write paper or foil, or a group with size"),
        ("wrapped: {size: 5}", "boxes[a].wrapped.size: 5 is not a share", "write 5%"),
        ("wrapped: {sise: 5%}", "boxes[a].wrapped: there is no field `sise`", "`size`?"),
        ("wrapped: {}", "boxes[a].wrapped: `size` is missing", "add `size`: how much it holds"),
        ('open: "true"', '"true" in quotes is a text', "write true without quotes"),
        ("open: yes", "boxes[a].open: `yes` is not one of the choices", "write true"),
        ("labels: fragile", "a list is wanted here, not `fragile`", "write [fragile], or"),
        ("labels: none", "a list is wanted here, not `none`", "leave the field out, or write []"),
        ("labels: {b: c}", "a list is wanted here, not a group", "begin each item with `- `"),
        ("labels: ", "boxes[a].labels: nothing is written here", "write its items"),
        ("labels: [true]", "boxes[a].labels[1]: `true` is no text", 'write "true" in quotes'),
        ("labels: [[x]]", "boxes[a].labels[1]: a text is wanted here, not a list", "one line"),
        ("sizes: {big one: 5%}", "f:1:25: boxes[a].sizes: `big one` cannot be an id", "without"),
        ("sizes: {big: 5}", "f:1:30: boxes[a].sizes.big: 5 is not a share", "write 5%"),
        ("sizes: [5%]", "a group of fields is wanted here, not a list", "leave the `- ` out"),
        ("color: red", "boxes[a]: there is no field `color` here", "did you mean `colour`?"),
        ("Colour: red", "there is no field `Colour` here", "did you mean `colour`?"),
        ("radius: 5%", "there is no field `radius` here", "`radius` belongs under `shape`"),
        ("size: 5%", "there is no field `size` here", "`sizes`?"),
        ("made: 1999", "there is no field `made`", "`made` belongs to the top of the file"),
        ("zzz: 1", "there is no field `zzz`", "the fields here are id, shape, colour, wrapped"),
    ],
)
def test_one_mistake_in_a_box(box, message, hint):
    lines = answer(f"boxes: [{{id: a, {box}}}]")
    assert len(lines) == 2
    assert message in lines[0]
    assert lines[1].startswith("  hint: ")
    assert hint in lines[1]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "boxes: [{id: a}, b]",
            "f:1:18: boxes[2]: a group of fields is wanted here",
            "fields here",
        ),
        ("boxes: [id:a]", "f:1:9: boxes[1]: a space is missing after the colon", "write `id: a`"),
        ("boxes: [{}]", "f:1:9: boxes[1]: `id` is missing", "add `id`: name"),
        ("boxes: [{id: a}, null]", "f:1:18: boxes[2]: nothing is written here", "the fields here"),
        ("made: 1\nbox: []", "f:2:1: there is no field `box` here", "did you mean `boxes`?"),
        ("boxes: []\nmade: old", "f:2:7: made: this should be a valid integer", "the schema"),
        ("boxes: [{id: lost}]", "f:1:9: boxes[lost]: it is lost", "look for it"),
    ],
)
def test_one_mistake_on_the_shelf(text, message, hint):
    first, second = answer(text)
    assert first.startswith(message) or message in first
    assert hint in second


def test_two_slips_in_one_group_are_two_diagnostics():
    lines = answer("boxes: [{id: a, shape: {kind: square, sid: 5}, colour: blue}]")
    assert [line for line in lines if line.startswith("f:")] == [
        "f:1:39: boxes[a].shape: there is no field `sid` here",
        "f:1:56: boxes[a].colour: `blue` is not one of the choices",
    ]


def test_a_models_own_sentence_is_told_as_it_is():
    error = mistake("the box is full {of} sand", "empty it")
    assert error.message() == "the box is full {of} sand"
