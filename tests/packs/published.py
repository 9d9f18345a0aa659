"""Packs for tests: small ones, made on the spot, and folders in which they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rfpkit.packs.bundle import bundle
from rfpkit.workflows.packs.share.index import write_index

SECTION = "{% extends 'base/document.html.j2' %}"


def manifest(name: str, version: str = "1.0.0", more: str = "") -> str:
    """Returns the manifest of a pack."""
    return (
        f"kind: pack\nname: {name}\nversion: {version}\ntitle: Words of {name}\n"
        f"publisher: Fern County Service Agency\nlicence: Apache-2.0\n{more}"
    )


def write_pack(
    folder: Path, name: str, version: str = "1.0.0", more: str = "", **files: str
) -> Path:
    """Writes the folder of a pack, and returns it."""
    pack = folder / f"{name}-{version}"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(manifest(name, version, more), "utf-8")
    for file, text in files.items():
        (pack / f"{file}.md").write_text(text, "utf-8")
    return pack


def publish(folder: Path, packs: Sequence[tuple[str, str, str]], work: Path) -> Path:
    """Bundles packs, each a name, a version and more of its manifest, and writes their index."""
    folder.mkdir()
    for name, version, more in packs:
        raw = bundle(write_pack(work, name, version, more))
        (folder / f"{name}-{version}.rfppack").write_bytes(raw)
    write_index(folder)
    return folder


def tree(folder: Path) -> Mapping[str, bytes]:
    """Returns every file under a folder by its name in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
