"""Packs over packs: in which order they lie, and what cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rfpkit.errors import InputError, Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.packs.find import Pack, parse_wanted
from rfpkit.packs.stack import stack

AT = Location("rfp.yaml", 6, 7)
WORDS = {"kind": "pack", "title": "A pack", "publisher": "A state", "licence": "Apache-2.0"}


def among(packs: dict[str, dict[str, Any]]):
    """Finds packs by name among these, each at version 1.0.0 unless it says otherwise."""

    def find(wanted: str, at: Location) -> Pack:
        name = parse_wanted(wanted, at).name
        fields = {"name": name, "version": "1.0.0"} | WORDS | packs[name]
        return Pack(Path(name), PackManifest.model_validate(fields))

    return find


def names(wanted, packs):
    return [pack.manifest.name for pack in stack(wanted, AT, among(packs)).packs]


def told(wanted, packs):
    with pytest.raises(InputError) as caught:
        stack(wanted, AT, among(packs))
    return [one.message for one in caught.value.diagnostics]


def test_a_pack_lies_over_all_that_it_requires_and_each_stands_once():
    packs = {
        "district": {"layer": "district", "requires": ["state", "joint"]},
        "joint": {"layer": "consortium", "requires": ["base >= 1.0"]},
        "state": {"layer": "state", "requires": ["base"]},
        "base": {},
    }
    assert names("district", packs) == ["base", "state", "joint", "district"]
    assert names("joint", packs) == ["base", "joint"]


def test_sections_and_codes_are_those_of_the_highest_pack_that_has_any():
    packs: dict[str, dict[str, Any]] = {
        "joint": {"layer": "consortium", "requires": ["support"]},
        "support": {"requires": ["base"], "sections": [{"id": "scope", "title": "Scope"}]},
        "base": {"sections": [{"id": "terms", "title": "Terms"}]},
    }
    found = stack("joint", AT, among(packs))
    assert [section.id for section in found.manifest.sections] == ["scope"]
    assert found.manifest.name == "joint"
    assert found.folders == (Path("joint"), Path("support"), Path("base"))


def test_packs_that_require_each_other_are_refused():
    packs = {"a": {"requires": ["b"]}, "b": {"requires": ["c"]}, "c": {"requires": ["a"]}}
    assert told("a", packs) == ["packs require each other in a circle: a → b → c → a"]


def test_two_lines_that_no_single_version_fits_are_refused():
    packs = {
        "joint": {"layer": "consortium", "requires": ["state", "base >= 2.0"]},
        "state": {"layer": "state", "requires": ["base"]},
        "base": {},
    }
    assert told("joint", packs) == ["`base >= 2.0` is asked for, and another pack takes base 1.0.0"]


def test_a_pack_of_a_higher_layer_cannot_lie_below():
    packs = {
        "state": {"layer": "state", "requires": ["joint"]},
        "joint": {"layer": "consortium"},
    }
    assert told("state", packs) == [
        "`joint` speaks for a consortium, and lies below a state's pack"
    ]
