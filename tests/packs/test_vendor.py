"""A project that holds its packs is built the same, whatever rfpkit ships later."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.packs import find
from rfpkit.packs.files import files_of
from rfpkit.resources import shared
from rfpkit.workflows.build import build
from rfpkit.workflows.packs.share.vendor import vendor
from tests.packs.published import tree, write_pack

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "small-district"
SHIPPED = ("base-1.0.0", "k12-device-support-1.0.0")


@pytest.fixture
def rfp(tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLE, folder)
    return folder / "rfp.yaml"


def documents(rfp, output):
    build(rfp, output, formats=("html", "json"))
    build(rfp, output, formats=("docx",), section="notice")
    return tree(output)


def test_a_project_with_its_packs_gives_the_same_documents_without_those_of_rfpkit(
    rfp, tmp_path, monkeypatch
):
    before = documents(rfp, tmp_path / "before")
    copies = [rfp.parent / "packs" / name for name in SHIPPED]
    assert vendor(rfp) == [f"wrote {copy}" for copy in copies]
    for copy, name in zip(copies, ("base", "k12-device-support"), strict=True):
        held = files_of(shared("templates") / name)
        assert tree(copy) == {file: path.read_bytes() for file, path in held.items()}
    # A later rfpkit that ships no packs at all.
    (tmp_path / "none").mkdir()
    monkeypatch.setattr(find, "shared", lambda _: tmp_path / "none")
    assert documents(rfp, tmp_path / "after") == before
    shutil.rmtree(rfp.parent / "packs")
    with pytest.raises(InputError, match="there is no template pack"):
        build(rfp, tmp_path / "without", formats=("json",))


def test_the_whole_stack_is_copied_and_what_is_there_stays(rfp):
    write_pack(rfp.parent / "packs", "ours", "1.0.0", "requires: [k12-device-support]\n")
    rfp.write_text(rfp.read_text("utf-8") + "pack: ours\n", "utf-8")
    own = rfp.parent / "packs" / "ours-1.0.0"
    copies = [rfp.parent / "packs" / name for name in SHIPPED]
    told = [f"ours 1.0.0 is in {own} already", *(f"wrote {copy}" for copy in copies)]
    assert vendor(rfp) == told
    assert vendor(rfp) == [
        f"base 1.0.0 is in {copies[0]} already",
        f"k12-device-support 1.0.0 is in {copies[1]} already",
        f"ours 1.0.0 is in {own} already",
    ]
    assert not [path for path in rfp.parent.iterdir() if path.name.startswith(".rfpkit-")]


def test_what_lies_in_the_place_of_a_copy_is_left(rfp):
    place = rfp.parent / "packs" / "k12-device-support-1.0.0"
    place.mkdir(parents=True)
    with pytest.raises(InputError, match="something else lies where the pack belongs"):
        vendor(rfp)
    assert list(place.iterdir()) == []


def test_an_rfp_that_cannot_be_used_is_told_and_nothing_is_copied(tmp_path):
    (tmp_path / "rfp.yaml").write_text("kind: rfp\n", "utf-8")
    with pytest.raises(InputError, match="id"):
        vendor(tmp_path / "rfp.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["rfp.yaml"]
