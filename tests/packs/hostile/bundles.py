"""Bundles that lie about what is in them, or hold what no pack may hold."""

from __future__ import annotations

import io
import os
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from rfpkit.packs.bundle import MANIFEST
from rfpkit.packs.bundle import manifest as digests
from tests.packs.hostile.case import Case, Lay
from tests.packs.published import manifest

FILES = {"pack.yaml": manifest("hostile").encode(), "sections/one.html.j2": b"<p>one</p>"}

Files = list[tuple[str, bytes]]
Change = Callable[[zipfile.ZipInfo], None]


def _whole(files: dict[str, bytes]) -> Files:
    return [*files.items(), (MANIFEST, digests(files).encode())]


def _zip(files: Files, change: Change | None = None, method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in files:
            member = zipfile.ZipInfo("x")
            member.filename = name
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            if change is not None:
                change(member)
            archive.writestr(member, data, method)
    return stream.getvalue()


def _added(name: str, data: bytes = b"x") -> Lay:
    return _bundle(_zip(_whole({**FILES, name: data})))


def _bundle(raw: bytes) -> Lay:
    def lay(folder: Path) -> list[str]:
        (folder / "hostile.rfppack").write_bytes(raw)
        return ["pack", "add", "hostile.rfppack"]

    return lay


def _patched(place: Callable[[bytes], int], value: bytes, method: int = zipfile.ZIP_STORED) -> Lay:
    raw = bytearray(_zip(_whole(FILES), method=method))
    at = place(bytes(raw))
    raw[at : at + len(value)] = value
    return _bundle(bytes(raw))


def _central(raw: bytes, offset: int) -> int:
    return raw.index(b"PK\x01\x02") + offset


def _many(name: str, count: int) -> Lay:
    """A list of files that is quickly made, and would be long to read."""

    def lay(folder: Path) -> list[str]:
        entry = bytearray(46) + name.encode()
        entry[:4] = b"PK\x01\x02"
        entry[28:30] = struct.pack("<H", len(name))
        size = struct.pack("<HHIIH", count & 0xFFFF, count & 0xFFFF, len(entry) * count, 0, 0)
        (folder / "hostile.rfppack").write_bytes(bytes(entry) * count + b"PK\5\6\0\0\0\0" + size)
        return ["pack", "add", "hostile.rfppack"]

    return lay


def _zip64() -> bytes:
    """An end that hands the size of the list of files on to a larger format, which lies."""
    raw = _zip(_whole(FILES))
    end = raw.rindex(b"PK\5\6")
    count, start = len(FILES) + 1, raw.index(b"PK\x01\x02")
    sizes = struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, 2**40, start)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, end, 1)
    return raw[:end] + b"PK\6\6" + sizes + locator + raw[end:]


def _extra(member: zipfile.ZipInfo) -> None:
    # Another name for the same file, which other programs would believe.
    name = b"../evil.yaml"
    held = struct.pack("<BI", 1, zlib.crc32(member.filename.encode())) + name
    member.extra = struct.pack("<HH", 0x7075, len(held)) + held


def _comment(member: zipfile.ZipInfo) -> None:
    member.comment = b"more" * 1000


def _piped(*arguments: str) -> Lay:
    def lay(folder: Path) -> list[str]:
        (folder / "published").mkdir()
        os.mkfifo(folder / "published" / "hostile.rfppack")
        return list(arguments)

    return lay


def _device(folder: Path) -> list[str]:
    (folder / "hostile.rfppack").symlink_to("/dev/zero")
    return ["pack", "verify", "hostile.rfppack"]


def _kind(kind: int) -> Change:
    def change(member: zipfile.ZipInfo) -> None:
        if member.filename == "pack.yaml":
            member.external_attr = (kind | 0o777) << 16

    return change


def _overlapping() -> bytes:
    """One megabyte that a thousand names stand for, as in a bomb that unpacks once only."""
    files = {**FILES, "a.txt": b"\0" * 1_000_000}
    raw = _zip(_whole(files), method=zipfile.ZIP_DEFLATED)
    start = raw.index(b"PK\x01\x02")
    end = raw.rindex(b"PK\x05\x06")
    entries = raw[start:end]
    at = entries.index(b"a.txt") - 46
    one = entries[at : at + 46 + 5]
    more = b"".join(one.replace(b"a.txt", b"%05d" % n) for n in range(1000))
    count = struct.pack("<H", 1000 + len(files) + 1)
    tail = bytearray(raw[end:])
    tail[8:10] = tail[10:12] = count
    tail[12:16] = struct.pack("<I", len(entries) + len(more))
    return raw[:start] + entries + more + bytes(tail)


_LOOSE = "something lies before, between or behind its files"
_NAME = "is no name for a file of a pack"
_NO_FILE = "this is not a file"
_DAMAGED = "it is not a pack, or it is damaged"
_CHANGED = "it was changed since the bundle was made"
_ZEROS = b"\0" * 40_000_000

NAMES = [
    Case("name: a step up", _added("../evil.yaml"), _NAME),
    Case("name: a step up further in", _added("sections/../../evil.yaml"), _NAME),
    Case("name: an absolute path", _added("/etc/evil.yaml"), _NAME),
    Case("name: a drive", _added("C:/evil.yaml"), _NAME),
    Case("name: backslashes", _added("..\\evil.yaml"), _NAME),
    Case("name: a server of Windows", _added("\\\\server\\share\\evil.yaml"), _NAME),
    Case("name: a device", _added("con.yaml"), _NAME),
    Case("name: a device further in", _added("sections/LPT1.txt"), _NAME),
    Case("name: a stream", _added("pack.yaml:evil.txt"), _NAME),
    Case("name: a trailing dot", _added("evil.yaml."), _NAME),
    Case("name: a trailing space", _added("evil.yaml "), _NAME),
    Case("name: hidden", _added(".git/config.txt"), _NAME),
    Case("name: a line break", _added("a\nb.yaml"), _NAME),
    Case("name: text turned round", _added("a\u202elmay.exe"), _NAME),
    Case("name: a space without width", _added("pack\u200b.yaml"), _NAME),
    Case("name: a Cyrillic letter", _added("p\u0430ck.yaml"), _NAME),
    Case("name: a composed letter", _added("caf\u00e9.yaml"), _NAME),
    Case("name: a letter in two parts", _added("cafe\u0301.yaml"), _NAME),
    Case("name: a wide letter", _added("\uff50ack.yaml"), _NAME),
    Case("name: a short name of Windows", _added("PROGRA~1.yaml"), _NAME),
    Case("name: the console", _added("CONIN$.txt"), _NAME),
    Case("name: port nought", _added("sections/com0.txt"), _NAME),
    Case("name: a step up as a folder", _added("sections/../", b"x"), _NAME),
    Case("name: a percent sign", _added("%2e%2e/evil.yaml"), _NAME),
    Case("name: a home", _added("~/evil.yaml"), _NAME),
    Case("name: very long", _added("a" * 5000 + ".yaml"), _NAME),
    Case("name: forty folders", _added("a/" * 40 + "b.yaml"), _NAME),
    Case("name: another case", _added("Pack.yaml"), "are one file on some machines"),
    Case("name: a folder in another case", _added("Sections/one.html.j2"), "are one file on some"),
    Case("name: a folder that is a file", _added("pack.yaml/a.txt"), "is a file and a folder"),
    Case("a program", _added("setup.py"), "a pack holds data, text and pictures only"),
    Case("a library", _added("evil.so"), "a pack holds data, text and pictures only"),
    Case("a page", _added("page.html"), "a pack holds data, text and pictures only"),
    Case("a drawing", _added("evil.svg"), "a pack holds data, text and pictures only"),
    Case("a bundle in a bundle", _added("inner.rfppack", _zip(_whole(FILES))), "a pack holds data"),
]

SIZES = [
    Case(
        "zip bomb",
        _bundle(_zip(_whole({**FILES, "a.txt": _ZEROS}), method=zipfile.ZIP_DEFLATED)),
        "a file of a pack may have 5,000,000 bytes at most",
    ),
    Case(
        "many files of four megabytes",
        _bundle(
            _zip(
                _whole({**FILES, **{f"a{n}.txt": _ZEROS[:4_000_000] for n in range(20)}}),
                method=zipfile.ZIP_DEFLATED,
            )
        ),
        "a pack may have 2,000 files and 30,000,000 bytes at most",
    ),
    Case(
        "ten thousand files",
        _bundle(_zip(_whole({f"a{number}.txt": b"" for number in range(10_000)}))),
        "a pack may have 2,000 files",
    ),
    Case("a thousand names for one megabyte", _bundle(_overlapping()), "30,000,000 bytes at most"),
    Case(
        "a size that is too small",
        _patched(lambda raw: _central(raw, 24), struct.pack("<I", 1), zipfile.ZIP_DEFLATED),
        _DAMAGED,
    ),
    Case(
        "a size of four gigabytes",
        _patched(lambda raw: _central(raw, 24), struct.pack("<I", 0xFFFFFFFE)),
        "a file of a pack may have 5,000,000 bytes at most",
    ),
    Case(
        "a size that asks for zip64",
        _patched(lambda raw: _central(raw, 24), struct.pack("<I", 0xFFFFFFFF)),
        "30,000,000 bytes at most",
    ),
    Case("a million folders", _many("a/", 500_000), "2,000 files"),
    Case("a million files without a name", _many("", 600_000), "2,000 files"),
    Case("a size of the larger format that lies", _bundle(_zip64()), _LOOSE),
    Case("a folder that holds bytes", _added("sections/", b"x" * 1000), _NAME),
    Case("a file that no pack may be as large as", _bundle(b"PK" + _ZEROS), "30,000,000 bytes"),
]

ZIPS = [
    Case("a link", _bundle(_zip(_whole(FILES), _kind(stat.S_IFLNK))), "a pack may not hold links"),
    Case("a pipe", _bundle(_zip(_whole(FILES), _kind(stat.S_IFIFO))), "a pack may not hold links"),
    Case(
        "a device", _bundle(_zip(_whole(FILES), _kind(stat.S_IFCHR))), "a pack may not hold links"
    ),
    Case("a socket", _bundle(_zip(_whole(FILES), _kind(stat.S_IFSOCK))), "may not hold links"),
    Case(
        "a file that is there twice",
        _bundle(_zip([*_whole(FILES), ("pack.yaml", b"kind: other\n")])),
        "it is in the bundle twice",
    ),
    Case("encrypted", _patched(lambda raw: _central(raw, 8), b"\x01\x00"), "it is encrypted"),
    Case("another way to compress", _patched(lambda raw: _central(raw, 10), b"\x63\x00"), _DAMAGED),
    Case("another name in the file's head", _patched(lambda _: 30, b"evil"), _DAMAGED),
    Case(
        "a checksum that is wrong", _patched(lambda raw: _central(raw, 16), b"\0\0\0\0"), _DAMAGED
    ),
    Case(
        "an offset beyond the end",
        _patched(lambda raw: _central(raw, 42), struct.pack("<I", 0x7FFFFFFF)),
        "something lies before, between or behind its files",
    ),
    Case(
        "a count of files that is wrong",
        _patched(lambda raw: raw.rindex(b"PK\x05\x06") + 8, b"\xff\xff\xff\xff"),
        "something lies before, between or behind its files",
    ),
    Case(
        "a comment with more behind it",
        _bundle(_zip(_whole(FILES)) + b"more" * 100),
        "something lies before, between or behind its files",
    ),
    Case(
        "a program before the zip",
        _bundle(b"#!/bin/sh\nrm -rf x\n" + _zip(_whole(FILES))),
        "something lies before, between or behind its files",
    ),
    Case("a second name beside the name", _bundle(_zip(_whole(FILES), _extra)), _LOOSE),
    Case("a remark at each file", _bundle(_zip(_whole(FILES), _comment)), _LOOSE),
    Case("verifying a pipe", _piped("pack", "verify", "published/hostile.rfppack"), _NO_FILE),
    Case("adding a pipe", _piped("pack", "add", "published/hostile.rfppack"), _NO_FILE),
    Case("comparing a pipe", _piped("pack", "diff", *["published/hostile.rfppack"] * 2), _NO_FILE),
    Case("an index of a pipe", _piped("pack", "index", "published"), _NO_FILE),
    Case("verifying a device without end", _device, _NO_FILE),
    Case("cut off", _bundle(_zip(_whole(FILES))[:-30]), _DAMAGED),
    Case("empty", _bundle(b""), _DAMAGED),
    Case("a zip of nothing", _bundle(b"PK\x05\x06" + b"\0" * 18), f"it has no {MANIFEST}"),
    Case("no zip", _bundle(b"\x1f\x8b\x08" + b"\0" * 1000), _DAMAGED),
]

CONTENT = [
    Case("changed", _bundle(_zip([*_whole(FILES)[1:], ("pack.yaml", b"kind: pack\n")])), _CHANGED),
    Case("added", _bundle(_zip([*_whole(FILES), ("a.md", b"x")])), "the manifest does not list it"),
    Case("taken away", _bundle(_zip(_whole(FILES)[:1] + _whole(FILES)[2:])), "it is missing"),
    Case("without digests", _bundle(_zip([*FILES.items()])), f"it has no {MANIFEST}"),
    Case("without a manifest", _bundle(_zip(_whole({"a.md": b"x"}))), "it has no pack.yaml"),
    Case(
        "for another rfpkit",
        _bundle(_zip(_whole({"pack.yaml": manifest("x", more="rfpkit: 99.0.0\n").encode()}))),
        "is for rfpkit 99.0.0 or later",
    ),
]

CASES = [*NAMES, *SIZES, *ZIPS, *CONTENT]
