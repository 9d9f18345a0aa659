"""Packs over packs: in which order they lie, and what cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.packs.find import Pack
from rfpkit.packs.stack import stack
from rfpkit.packs.wanted import Wanted

AT = Location("rfp.yaml", 6, 7)
WORDS = {"kind": "pack", "title": "A pack", "publisher": "A state", "licence": "Apache-2.0"}


def among(packs: dict[str, dict[str, Any]]):
    """Finds packs among these, each at version 1.0.0 unless its name goes on with another."""
    found = []
    for named, said in packs.items():
        name, _, version = named.partition(" ")
        fields = {"name": name, "version": version or "1.0.0"} | WORDS | said
        found.append(Pack(Path(name), PackManifest.model_validate(fields)))

    def find(wanted: Wanted, at: Location) -> Pack:
        fitting = [
            one
            for one in found
            if one.manifest.name == wanted.name and wanted.accepts(one.manifest.version)
        ]
        if not fitting:
            raise InputError([Diagnostic(at, f"there is no `{wanted}`")])
        return max(fitting, key=lambda one: one.manifest.version)

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


def test_two_lines_that_no_single_version_fits_are_told_with_who_asks():
    packs = {
        "joint": {"layer": "consortium", "requires": ["state", "base >= 2.0"]},
        "state": {"layer": "state", "requires": ["base < 2.0"]},
        "base 1.0.0": {},
        "base 2.1.0": {},
    }
    assert told("joint", packs) == [
        (
            "no version of `base` is all that is asked for: `base >= 2.0` by joint 1.0.0, "
            "`base < 2.0` by state 1.0.0"
        )
    ]


def test_of_each_pack_the_newest_is_taken_that_every_line_allows():
    packs: dict[str, dict[str, Any]] = {
        "joint": {"layer": "consortium", "requires": ["a", "b"]},
        "a 1.0.0": {"requires": ["base >= 1.0"]},
        "a 2.0.0": {"requires": ["base >= 2.0"]},
        "b": {"requires": ["base < 2.0", "a < 2.0"]},
        "base 1.0.0": {},
        "base 1.5.0": {},
        "base 2.0.0": {},
    }
    found = stack("joint", AT, among(packs)).packs
    assert [one.manifest.label for one in found] == [
        "base 1.5.0",
        "a 1.0.0",
        "b 1.0.0",
        "joint 1.0.0",
    ]


def test_a_line_that_nothing_fits_by_itself_is_told_by_itself():
    packs = {"joint": {"requires": ["base", "base >= 9.0"]}, "base": {}}
    assert told("joint", packs) == ["there is no `base >= 9.0`"]


def test_a_pack_of_a_higher_layer_cannot_lie_below():
    packs = {
        "state": {"layer": "state", "requires": ["joint"]},
        "joint": {"layer": "consortium"},
    }
    assert told("state", packs) == [
        "`joint` speaks for a consortium, and lies below a state's pack"
    ]
