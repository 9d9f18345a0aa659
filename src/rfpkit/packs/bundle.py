"""A pack as one file: a zip that is the same to the byte however often it is made.

Names are in order, dates are fixed and nothing is compressed, since two machines would not
compress alike. `MANIFEST.sha256` lists the digest of each other file, as `sha256sum -c` reads it.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.files import LARGEST_PACK, MOST_FILES, Entry, faults, files_of

SUFFIX: Final = ".rfppack"
MANIFEST: Final = "MANIFEST.sha256"
LARGEST_BUNDLE: Final = LARGEST_PACK + 2_000 * MOST_FILES
"""Bytes of a bundle, with the names of its files."""

_DATE = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1
_END, _END_SIZE = b"PK\x05\x06", 22
_LARGEST_LIST = 600 * MOST_FILES
"""Bytes of the list of files: a name may have nearly 500 signs."""
_LOOSE = "something lies before, between or behind its files"
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError),
    *(ArithmeticError, LookupError, ValueError),
)
"""What the library raises at a zip that was damaged, or made to do harm."""


def bundle(folder: Path) -> bytes:
    """Returns a pack's folder as one file.

    Raises:
        InputError: something in it may not be in a pack.
    """
    files = {name: path.read_bytes() for name, path in files_of(folder).items() if name != MANIFEST}
    files[MANIFEST] = manifest(files).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, _DATE)
            member.create_system = 3
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, files[name])
    return stream.getvalue()


def digest(folder: Path) -> str:
    """Returns the SHA-256 of a pack's folder as one file.

    Raises:
        InputError: something in the folder may not be in a pack.
    """
    return hashlib.sha256(bundle(folder)).hexdigest()


def read(path: Path) -> bytes:
    """Returns the bytes of a bundle.

    Raises:
        InputError: it is larger than any pack may be, or cannot be read.
    """
    try:
        # A pipe would never end, and a device neither.
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise InputError([_whole(path, "this is not a file")])
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_BUNDLE + 1)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InputError([Diagnostic(Location(str(path)), message, "check its name")]) from None
    if len(raw) > LARGEST_BUNDLE:
        raise InputError([_whole(path, f"a pack may have {LARGEST_PACK:,} bytes at most")])
    return raw


def unbundle(raw: bytes, path: Path | str) -> dict[str, bytes]:
    """Returns the files of a bundle by their names, the manifest left out.

    Args:
        raw: the bundle's bytes.
        path: the file or address that they come from, as messages name it.

    Raises:
        InputError: it is no bundle, holds what may not be in a pack, or was changed since it was
            made.
    """
    if too_many := _too_many(raw):
        raise InputError([_whole(path, too_many)])
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            files = _members(archive, raw, path)
    except _BROKEN as error:
        raise InputError([_whole(path, "it is not a pack, or it is damaged")]) from error
    if problems := _changes(files, path):
        raise InputError(problems)
    return {name: data for name, data in sorted(files.items()) if name != MANIFEST}


def manifest(files: Mapping[str, bytes]) -> str:
    """Returns the digest of each file, a line each, in the order of their names."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def _too_many(raw: bytes) -> str:
    """Returns why the list of files must not even be read; nothing where it may."""
    end = raw.rfind(_END, -_END_SIZE - 0xFFFF)
    if end < 0 or len(raw) < end + _END_SIZE:
        return ""
    (size,) = struct.unpack_from("<I", raw, end + 12)
    if size > _LARGEST_LIST:
        return f"a pack may have {MOST_FILES:,} files and {LARGEST_PACK:,} bytes at most"
    # The end of a larger format, which could name a longer list.
    return _LOOSE if raw[max(end - 20, 0) : end].startswith(b"PK\x06\x07") else ""


def _members(archive: zipfile.ZipFile, raw: bytes, path: Path | str) -> dict[str, bytes]:
    members = [one for one in archive.infolist() if not one.is_dir() or one.file_size]
    problems = faults([Entry(one.filename, one.file_size) for one in members], str(path))
    names = [member.filename for member in members]
    problems += (
        [
            _in(path, name, "it is in the bundle twice")
            for name in {n for n in names if names.count(n) > 1}
        ]
        if len(names) <= MOST_FILES
        else []
    )
    problems += [
        _in(path, one.filename, "a pack may not hold links") for one in members if _odd(one)
    ]
    problems += [
        _in(path, one.filename, "it is encrypted") for one in members if one.flag_bits & _ENCRYPTED
    ]
    if not problems and not _is_packed_tightly(archive, raw):
        problems.append(_whole(path, _LOOSE))
    if problems:
        raise InputError(problems)
    return {member.filename: _content(archive, member) for member in members}


def _is_packed_tightly(archive: zipfile.ZipFile, raw: bytes) -> bool:
    """Whether each byte belongs to one file, to the list of files or to its end."""
    position = 0
    for member in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if member.header_offset != position:
            return False
        name, extra = struct.unpack_from("<HH", raw, position + 26)
        if extra or member.extra or member.comment:
            return False
        position += 30 + name + member.compress_size
    _, count, size, start, comment = struct.unpack_from("<HHIIH", raw, len(raw) - 14)
    is_whole = raw[-22:-18] == b"PK\x05\x06" and position + size + 22 == len(raw)
    return is_whole and (count, start, comment) == (len(archive.infolist()), position, 0)


def _odd(member: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind not in {0, stat.S_IFREG}


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    # No more than was told, whatever the compressed bytes would grow to.
    with archive.open(member) as stream:
        data = stream.read(member.file_size + 1)
    if len(data) != member.file_size:
        raise zipfile.BadZipFile(member.filename)
    return data


def _changes(files: Mapping[str, bytes], path: Path | str) -> list[Diagnostic]:
    if MANIFEST not in files:
        hint = "bundle the pack with `rfpkit pack bundle`"
        return [Diagnostic(Location(str(path)), f"it has no {MANIFEST}", hint)]
    listed = _listed(files[MANIFEST])
    found = {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != MANIFEST
    }
    return [
        _in(path, name, _CHANGES[name in listed, name in found])
        for name in sorted(listed.keys() | found.keys())
        if listed.get(name) != found.get(name)
    ]


_CHANGES = {
    (True, True): "it was changed since the bundle was made",
    (True, False): "it is missing, though the manifest lists it",
    (False, True): "the manifest does not list it",
}


def _listed(text: bytes) -> dict[str, str]:
    lines = re.findall(r"(?m)^([0-9a-f]{64})  (.+)$", text.decode("utf-8", "replace"))
    return {name: digest for digest, name in lines}


def _in(path: Path | str, name: str, message: str) -> Diagnostic:
    return Diagnostic(Location(f"{path}/{name}"), message, _AGAIN)


def _whole(path: Path | str, message: str) -> Diagnostic:
    return Diagnostic(Location(str(path)), message, _AGAIN)


_AGAIN = "get the pack again from its publisher"
