"""Indexes that lie, or lead elsewhere."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.packs.hostile.case import Case, Lay
from tests.packs.published import publish

Change = Callable[[dict[str, Any]], object]


def _index(change: Change, *more: tuple[str, str, str], wanted: str = "hostile") -> Lay:
    """Publishes a pack, changes the index, and asks for the pack."""

    def lay(folder: Path) -> list[str]:
        packs = [("hostile", "1.0.0", ""), *more]
        place = publish(folder / "published", packs, folder / "work")
        file = place / "index.json"
        index = json.loads(file.read_text("utf-8"))
        change(index)
        file.write_text(json.dumps(index), "utf-8")
        return ["pack", "add", wanted, "--from", "published", "--to", "."]

    return lay


def _first(**fields: Any) -> Lay:
    return _index(lambda index: index["packs"][0].update(fields))


def _text(text: str | bytes) -> Lay:
    def lay(folder: Path) -> list[str]:
        (folder / "published").mkdir()
        raw = text if isinstance(text, bytes) else text.encode()
        (folder / "published" / "index.json").write_bytes(raw)
        return ["pack", "add", "hostile", "--from", "published", "--to", "."]

    return lay


def _by(change: Callable[[Path], object]) -> Lay:
    def lay(folder: Path) -> list[str]:
        arguments = _index(lambda _: None)(folder)
        change(folder / "published" / "hostile-1.0.0.rfppack")
        return arguments

    return lay


def _linked(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def _piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _from(place: str) -> Lay:
    return lambda _: ["pack", "add", "hostile", "--from", place, "--to", "."]


def _another(index: dict[str, Any]) -> None:
    # The entry of one pack leads to the sound file of another.
    one, other = index["packs"]
    one.update({key: other[key] for key in ("file", "bytes", "sha256")})


_NUMBER = '{"kind": "pack-index", "packs": [], "format": %s}'
_FILE = "cannot be the name of a bundle"
_ONLY = "only `https:` is"

CASES = [
    Case("index: another digest", _first(sha256="0" * 64), "its SHA-256 is not the one"),
    Case("index: no digest", _first(sha256="none"), "is not a SHA-256"),
    Case("index: too few bytes", _first(bytes=10), "the file is larger than the 10 bytes"),
    Case("index: too many bytes", _first(bytes=100_000), "the index says 100,000"),
    Case("index: a terabyte", _first(bytes=10**12), "no pack may have so many"),
    Case("index: bytes of 10,000 digits", _text(_NUMBER % ("9" * 10_000)), "cannot be read here"),
    Case("index: bytes below nothing", _first(bytes=-1), "is not a whole number"),
    Case("index: a file a step up", _first(file="../hostile-1.0.0.rfppack"), _FILE),
    Case("index: an absolute file", _first(file="/etc/passwd.rfppack"), _FILE),
    Case("index: a file of http", _first(file="http://packs.example/x.rfppack"), _FILE),
    Case("index: a file of file", _first(file="file:///etc/x.rfppack"), _FILE),
    Case("index: a file by backslashes", _first(file="..\\x.rfppack"), _FILE),
    Case("index: a file that is hidden", _first(file=".x.rfppack"), _FILE),
    Case("index: a file of another kind", _first(file="passwd"), _FILE),
    Case("index: a file that is not there", _first(file="none.rfppack"), "no such file"),
    Case("index: another version", _first(version="9.0.0"), "the index says hostile 9.0.0"),
    Case(
        "index: the file of another",
        _index(_another, ("other", "1.0.0", "")),
        "the file holds other",
    ),
    Case("index: a name that is a path", _first(name="../x"), "cannot be an id"),
    Case("index: a field more", _first(command="rm"), "command"),
    Case("index: another format", _index(lambda index: index.update(format=2)), "format 2"),
    Case(
        "index: listed twice",
        _index(lambda index: index["packs"].append(index["packs"][0])),
        "listed twice",
    ),
    Case(
        "index: revoked",
        _first(revoked={"on": "2026-09-01", "reason": "A wrong cap"}),
        "was revoked on 2026-09-01: A wrong cap",
    ),
    Case("index: a title that recolors", _first(title="\x1b[31mred"), "hidden character"),
    Case("index: a list", _text("[]"), "the file is a list"),
    Case("index: empty", _text(""), "the file is empty"),
    Case("index: no text", _text(b"\0" * 100), "this is not a text file"),
    Case("index: a zip", _text(b"PK\x03\x04"), "zip file"),
    Case("index: brackets without end", _text("[" * 100_000), "nested more than 50 deep"),
    Case("index: ten megabytes", _text(" " * 10_000_000), "larger than the 5,000,000 bytes"),
    Case("index: anchors of anchors", _text("a: &a [x]\nb: [*a, *a]\n"), "which is not allowed"),
    Case(
        "index: a circle",
        _index(
            lambda _: None,
            ("a", "1.0.0", "requires: [b]\n"),
            ("b", "1.0.0", "requires: [a]\n"),
            wanted="a",
        ),
        "in a circle",
    ),
    Case("index: a bundle by a link", _by(_linked), "the file"),
    Case("index: a bundle by a pipe", _by(_piped), "this is not a file"),
    Case("address: http", _from("http://packs.example/index.json"), _ONLY),
    Case("address: file", _from("file:///etc/index.json"), _ONLY),
    Case("address: ftp", _from("ftp://packs.example/index.json"), _ONLY),
    Case("address: data", _from("data:text/plain,x"), _ONLY),
    Case(
        "address: with a password",
        _from("https://who:hunter2@packs.example/"),
        "user's name or password",
    ),
    Case("address: of nobody", _from("https:///index.json"), "this is no address"),
    Case("address: a device", _from("/dev/zero"), "there is no such folder"),
]
