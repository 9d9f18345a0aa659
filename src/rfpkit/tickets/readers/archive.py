"""A zip of tables: what may be read of it, and what is refused before anything is unpacked."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from rfpkit.errors import InputError
from rfpkit.tickets.tables.source import refused

MOST_MEMBERS = 250
"""Most files in one zip."""
MOST_EXPANSION = 250
"""Most times that a compressed file may grow; tables of tickets grow about tenfold."""
SMALL = 1_000_000
"""A file of no more bytes may have grown as much as it likes."""
LARGEST_TOTAL = 20_000_000_000
"""Most bytes in one zip, unpacked."""

_MAGIC = b"PK\x03\x04"
_EMPTY = b"PK\x05\x06"
_SIDE_FILES = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError),
    *(ArithmeticError, LookupError, ValueError),
)
"""What the library raises at a zip that was damaged, or made to do harm."""

_ENCRYPTED = 0x1
_LISTED = 20
"""Most names that a message lists."""


def is_zip(start: bytes) -> bool:
    """Returns whether a file begins like a zip; workbooks do too."""
    return start.startswith((_MAGIC, _EMPTY))


def names_in(path: Path) -> list[str]:
    """Returns the names of everything in a zip; nothing for one that cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except BROKEN:
        return []


def tables_in(path: Path) -> list[str]:
    """Returns the tables of a zip that may be read; nothing for any other file."""
    try:
        if not path.is_file():
            return []
        with path.open("rb") as stream:
            if not is_zip(stream.read(4)):
                return []
        if is_office(names_in(path)):
            return []
        check_zip(path, str(path))
    except (InputError, OSError):
        return []
    with zipfile.ZipFile(path) as archive:
        return [member.filename for member in _tables(archive)]


def check_member(path: Path, name: str, file: str) -> None:
    """Checks that a zip holds a table of that name, and that all of its tables may be unpacked.

    Raises:
        InputError: it does not; or as in `check_zip`.
    """
    check_zip(path, str(path))
    names = tables_in(path)
    if name not in names:
        close = get_close_matches(name, names, n=1)
        hint = f"did you mean `{path}/{close[0]}`? It holds" if close else "it holds"
        listed = ", ".join(f"`{one}`" for one in names[:_LISTED])
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        raise refused(file, "the zip holds no table of this name", f"{hint} {listed}{more}")


def is_office(names: Collection[str]) -> bool:
    """Returns whether a zip is the file of an office program."""
    return "[Content_Types].xml" in names or "mimetype" in names


def check_zip(path: Path, file: str) -> None:
    """Checks that every table of a zip may be unpacked.

    Raises:
        InputError: a damaged zip, one without tables, or one that holds what is not read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive, file)
    except BROKEN:
        hint = "the file was damaged or cut on its way; get it again"
        raise refused(file, "the zip cannot be read", hint) from None


def _check_members(archive: zipfile.ZipFile, file: str) -> None:
    members = _tables(archive)
    if not members:
        raise refused(file, "the zip holds no file", "export the tickets again")
    if len(members) > MOST_MEMBERS:
        message = f"the zip holds {len(members):,} files, more than {MOST_MEMBERS}"
        raise refused(file, message, "unpack it, and join some of them")
    for member in members:
        _check_member(member, f"{file}/{member.filename}")
    if sum(member.file_size for member in members) > LARGEST_TOTAL:
        message = f"the zip grows to more than {LARGEST_TOTAL // 1_000_000_000} GB"
        raise refused(file, message, "no export of tickets does; unpack it and look")


def _check_member(member: zipfile.ZipInfo, file: str) -> None:
    parts = PurePosixPath(member.filename).parts
    unpack = "unpack the zip, look at it, and give its tables one by one"
    if not parts or ".." in parts or member.filename.startswith("/") or "\\" in member.filename:
        raise refused(file, "a name in the zip leads out of its folder", unpack)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise refused(file, "the zip holds a symbolic link in the place of a file", unpack)
    if member.flag_bits & _ENCRYPTED:
        hint = "unpack it with its password, and give the tables one by one"
        raise refused(file, "the zip is protected with a password", hint)
    if member.filename.lower().endswith(_ARCHIVES):
        raise refused(file, "the zip holds another archive", "unpack it, and give the tables")
    if member.file_size > max(member.compress_size * MOST_EXPANSION, SMALL):
        message = f"a file of the zip grows to more than {MOST_EXPANSION} times its size"
        raise refused(file, message, "no table of tickets does; unpack it and look")


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Returns the files of a zip without what operating systems add of their own."""
    return [
        member
        for member in archive.infolist()
        if not member.filename.endswith("/")
        and not _SIDE_FILES & set(PurePosixPath(member.filename).parts)
    ]


_ARCHIVES = (".zip", ".gz", ".gzip", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".zst")
