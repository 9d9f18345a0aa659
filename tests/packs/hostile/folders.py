"""Folders of packs with links, pipes and names that stand for something else."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from tests.packs.hostile.case import RFP, Case, Lay, pack_of

_LINK = "a pack may not hold links"
_NAME = "is no name for a file of a pack"
_RFP = RFP + "include: {requirements: all}\n"


def _with(change: Callable[[Path], object], command: str = "build") -> Lay:
    """Lays a pack, changes its folder, and builds with it or bundles it."""

    def lay(folder: Path) -> list[str]:
        arguments = pack_of({}, rfp=_RFP)(folder)
        (folder / "secret.yaml").write_text("kind: requirements\nsecret: yes\n")
        pack = folder / "packs" / "hostile-1.0.0"
        change(pack)
        return arguments if command == "build" else ["pack", command, str(pack.relative_to(folder))]

    return lay


def _file(name: str) -> Callable[[Path], object]:
    def change(pack: Path) -> object:
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.write_text("x")

    return change


def _socket(pack: Path) -> None:
    # The name of a socket may have a hundred signs only.
    here = Path.cwd()
    os.chdir(pack)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("socket.yaml")
    finally:
        os.chdir(here)


def _library(target: str) -> Callable[[Path], object]:
    return lambda pack: (pack / "library").symlink_to(target)


def _many(pack: Path) -> None:
    for number in range(2_100):
        (pack / f"a{number}.md").touch()


def _sparse(pack: Path) -> None:
    with (pack / "large.md").open("wb") as file:
        file.truncate(10**12)


def _pipe_in_the_library(pack: Path) -> None:
    (pack / "library").mkdir()
    os.mkfifo(pack / "library" / "pipe.yaml")


def _manifest_of_a_pipe(pack: Path) -> None:
    (pack / "pack.yaml").unlink()
    os.mkfifo(pack / "pack.yaml")


def _manifest_of_a_folder(pack: Path) -> None:
    (pack / "pack.yaml").unlink()
    (pack / "pack.yaml").mkdir()


def _locked_by_a_link(pack: Path) -> None:
    (pack / "rfpkit.lock").symlink_to("/etc/passwd")


def _replace(name: str, target: str) -> Callable[[Path], object]:
    def change(pack: Path) -> None:
        (pack / name).unlink()
        (pack / name).symlink_to(target)

    return change


CASES = [
    Case("folder: link to a file", _with(lambda p: (p / "a.md").symlink_to("/etc/passwd")), _LINK),
    Case("folder: link to a folder", _with(lambda p: (p / "a").symlink_to("/etc")), _LINK),
    Case("folder: link to itself", _with(lambda p: (p / "a").symlink_to(".")), _LINK),
    Case("folder: link to the parent", _with(lambda p: (p / "a").symlink_to("..")), _LINK),
    Case("folder: link to nothing", _with(lambda p: (p / "a.md").symlink_to("none")), _LINK),
    Case("folder: library by a link", _with(_library("/etc")), _LINK),
    Case("folder: library by a link up", _with(_library("../..")), _LINK),
    Case(
        "folder: layout by a link",
        _with(_replace("layouts/rfp.html.j2", "../../../secret.yaml")),
        _LINK,
    ),
    Case("folder: manifest by a link", _with(_replace("pack.yaml", "/etc/passwd")), _LINK),
    Case("folder: manifest of a device", _with(_replace("pack.yaml", "/dev/zero")), _LINK),
    Case("folder: manifest of a pipe", _with(_manifest_of_a_pipe), "this is not a file"),
    Case("folder: manifest of a folder", _with(_manifest_of_a_folder), "this is a folder"),
    Case("folder: lock by a link", _with(_locked_by_a_link), _LINK),
    Case("upgrading a lock by a link", _with(_locked_by_a_link, "upgrade"), _LINK),
    Case("folder: a lock further in", _with(_file("library/rfpkit.lock")), "a pack holds data"),
    Case("folder: pipe", _with(lambda p: os.mkfifo(p / "pipe.yaml")), "it is no file"),
    Case(
        "folder: pipe in the library",
        _with(_pipe_in_the_library),
        "it is no file",
    ),
    Case("folder: socket", _with(_socket), "it is no file"),
    Case("folder: a file of a terabyte", _with(_sparse), "5,000,000 bytes at most"),
    Case("folder: two thousand files", _with(_many), "2,000 files"),
    Case("folder: forty folders deep", _with(_file("a/" * 40 + "b.md")), _NAME),
    Case("folder: a hidden file", _with(_file(".bashrc.md")), _NAME),
    Case("folder: a device's name", _with(_file("aux.md")), _NAME),
    Case("folder: backslashes", _with(_file("a\\b.md")), _NAME),
    Case("folder: a name that recolors", _with(_file("a\x1b[31m.md")), _NAME),
    Case("folder: a composed letter", _with(_file("caf\u00e9.md")), _NAME),
    Case("folder: two cases", _with(_file("Pack.yaml")), "are one file on some machines"),
    Case("folder: a program", _with(_file("evil.py")), "a pack holds data, text and pictures only"),
    Case(
        "bundling a manifest by a link",
        _with(_replace("pack.yaml", "/etc/passwd"), "bundle"),
        _LINK,
    ),
    Case(
        "bundling a link", _with(lambda p: (p / "a.md").symlink_to("/etc/passwd"), "bundle"), _LINK
    ),
    Case("bundling a pipe", _with(lambda p: os.mkfifo(p / "a.md"), "bundle"), "it is no file"),
    Case("bundling a terabyte", _with(_sparse, "bundle"), "5,000,000 bytes at most"),
]
