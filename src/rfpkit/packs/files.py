"""What files a pack may have: data, text and pictures, with plain names, and no links.

A pack comes from a stranger. Its folder is looked through before anything in it is read, and all
that is wrong is told at once.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.lock import LOCK

SUFFIXES: Final = frozenset({".yaml", ".md", ".j2", ".css", ".txt", ".png", ".jpg", ".sha256"})
"""What a pack is made of; nothing that a machine would run."""
NAMES: Final = frozenset({"LICENSE", "NOTICE"})
"""Files without a suffix that a pack may have."""

MOST_FILES: Final = 2_000
LARGEST_FILE: Final = 5_000_000
LARGEST_PACK: Final = 30_000_000
"""Bytes of all files; the pack that comes with rfpkit has a few hundred thousand."""
DEEPEST: Final = 6
LONGEST_NAME: Final = 80

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]*")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{a}{n}" for a in ("com", "lpt") for n in "0123456789")}
)
_LINK = "a pack may not hold links"


@dataclass(frozen=True)
class Entry:
    """A file that a pack has, or would have."""

    name: str
    """Path inside the pack, with `/`."""
    size: int


def files_of(folder: Path) -> dict[str, Path]:
    """Returns the files of a pack's folder by their names in it, in order.

    Its lock is not among them: it says against what the pack was written, and whoever uses the
    pack decides that anew.

    Raises:
        InputError: something in the folder may not be in a pack, or cannot be read.
    """
    found: list[Entry] = []
    problems: list[Diagnostic] = []
    for path, kind, size in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if kind is None and name == LOCK:
            continue
        if kind is None:
            found.append(Entry(name, size))
        else:
            problems.append(Diagnostic(Location(str(path)), kind, "put a copy of the file in"))
    problems += faults(found, str(folder))
    if problems:
        raise InputError(problems)
    return {entry.name: folder / entry.name for entry in sorted(found, key=lambda one: one.name)}


def faults(entries: Iterable[Entry], pack: str) -> list[Diagnostic]:
    """Returns what is wrong with the names and sizes of a pack's files.

    Args:
        entries: the files.
        pack: what the pack's folder or file is called.
    """
    problems: list[Diagnostic] = []
    spellings: dict[str, str] = {}
    total = number = 0
    for entry in entries:
        number, total = number + 1, total + entry.size
        problems += _faults_of(entry, pack)
        other = spellings.setdefault(_folded(entry.name), entry.name)
        if other != entry.name:
            message = f"`{other}` and `{entry.name}` are one file on some machines"
            problems.append(_at(pack, entry.name, message, "give one of them another name"))
    folders = {_folded(parent) for name in spellings.values() for parent in _above(name)}
    for name in sorted(folders & spellings.keys()):
        message = f"`{spellings[name]}` is a file and a folder"
        problems.append(_at(pack, spellings[name], message, "give one of them another name"))
    if number > MOST_FILES or total > LARGEST_PACK:
        message = f"a pack may have {MOST_FILES:,} files and {LARGEST_PACK:,} bytes at most"
        problems.append(Diagnostic(Location(pack), message, "leave out what no document needs"))
    return problems


def _faults_of(entry: Entry, pack: str) -> Iterator[Diagnostic]:
    parts = entry.name.split("/")
    if not all(map(_is_plain, parts)) or len(parts) > DEEPEST:
        message = f"`{entry.name}` is no name for a file of a pack"
        hint = f"use letters, digits, `-`, `_` and `.`, in {DEEPEST - 1} folders at most"
        yield _at(pack, entry.name, message, hint)
    elif Path(parts[-1]).suffix not in SUFFIXES and parts[-1] not in NAMES:
        message = "a pack holds data, text and pictures only"
        yield _at(pack, entry.name, message, f"it may end in {', '.join(sorted(SUFFIXES))}")
    if entry.size > LARGEST_FILE:
        message = f"a file of a pack may have {LARGEST_FILE:,} bytes at most"
        yield _at(pack, entry.name, message, "make it smaller, or divide it")


def _is_plain(part: str) -> bool:
    stem = part.partition(".")[0].lower()
    return (
        _PLAIN.fullmatch(part) is not None
        and len(part) <= LONGEST_NAME
        and not part.endswith(".")
        and stem not in _DEVICES
    )


def _above(name: str) -> Iterator[str]:
    parts = name.split("/")[:DEEPEST]
    return ("/".join(parts[:length]) for length in range(1, len(parts)))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _at(pack: str, name: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Location(f"{pack}/{name}"), message, hint)


def _walk(folder: Path) -> Iterator[tuple[Path, str | None, int]]:
    # A link is told and never followed, a folder of links neither.
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        raise InputError([Diagnostic(Location(str(folder)), message)]) from None
    for entry in entries:
        path, status = Path(entry.path), entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(path)
        elif stat.S_ISREG(status.st_mode):
            yield path, None, status.st_size
        else:
            yield path, _LINK if stat.S_ISLNK(status.st_mode) else "it is no file", 0
