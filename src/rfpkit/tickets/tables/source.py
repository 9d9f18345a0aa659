"""The text of a table in UTF-8, and how a file that is no table is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location


@dataclass(frozen=True)
class TableText:
    """The text of one file, from the row of its head on; no part of it is kept in memory."""

    file: str
    """The file as the person gave it."""
    name: str
    """The file without its folders."""
    digest: Callable[[], str]
    """Returns the digest of the bytes on the disk, compressed or not."""
    start: bytes
    """The first bytes, in UTF-8, without a byte order mark."""
    pieces: Callable[[], Iterator[bytes]]
    """Yields the whole text in UTF-8, in pieces of whole lines."""
    head_row: int = 1
    """The row in which the head stands."""

    @property
    def sha256(self) -> str:
        """The digest in hexadecimal, as soon as it is known."""
        return self.digest()


def refused(file: str, message: str, hint: str, line: int = 0) -> InputError:
    """Returns the refusal of a file."""
    return InputError([Diagnostic(Location(file, line), message, hint)])


def nearby_file(path: Path) -> str:
    """Returns a hint at a file of nearly that name."""
    if not path.parent.is_dir():
        return f"there is no folder `{path.parent}` either; check the path"
    try:
        names = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
    except OSError:
        return "check the folder and the name"
    close = get_close_matches(path.name, names, n=1)
    return f"did you mean `{path.parent / close[0]}`?" if close else "check the folder and the name"
