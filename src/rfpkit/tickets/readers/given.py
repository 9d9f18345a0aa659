"""The files that a person gave: patterns are filled in, and a zip is taken for what is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from rfpkit.tickets.readers.archive import tables_in
from rfpkit.tickets.tables.source import refused


@dataclass(frozen=True)
class Member:
    """A file inside a zip."""

    archive: Path
    name: str
    """Its path inside the zip, with `/`."""

    def __str__(self) -> str:
        """Both names, as messages tell them."""
        return f"{self.archive}/{self.name}"

    @property
    def suffix(self) -> str:
        """What stands behind the last dot of its name, with the dot."""
        return Path(self.name).suffix


Given = Path | Member


def given_files(paths: Iterable[Given]) -> list[Given]:
    """Returns each file once, in the order given; what cannot be opened stays as it is.

    A pattern such as `exports/*.csv` stands for its files in the order of their names, a zip for
    all tables in it, and `exports.zip/tickets.csv` for one of them.
    """
    return [file for path in paths for one in _matching(path) for file in _inside(one)]


def one_table(path: Path) -> Given:
    """Returns the one file that a path stands for.

    Raises:
        InputError: it stands for several.
    """
    first, *others = given_files([path])
    if others:
        message = f"{len(others) + 1} tables are meant by this, and one is wanted"
        raise refused(str(path), message, f"name one of them: {first}")
    return first


def is_pattern(path: Given) -> bool:
    """Returns whether a path that is no file stands for several."""
    return isinstance(path, Path) and any(sign in str(path) for sign in "*?[")


def _matching(path: Given) -> list[Given]:
    if not isinstance(path, Path) or path.exists():
        return [path]
    if archive := _archive_of(path):
        return [*_members(archive, path.relative_to(archive).as_posix())]
    if not is_pattern(path):
        return [path]
    folder = Path(path.anchor)
    pattern = str(path.relative_to(path.anchor)) if path.anchor else str(path)
    try:
        found = sorted(file for file in folder.glob(pattern) if not file.is_dir())
    except (ValueError, NotImplementedError, OSError):
        found = []
    return [*found] or [path]


def _archive_of(path: Path) -> Path | None:
    """Returns the zip of tables that a path leads into."""
    above = next((folder for folder in path.parents if folder.is_file()), None)
    return above if above is not None and tables_in(above) else None


def _members(archive: Path, name: str) -> list[Member]:
    """Returns the tables of that name, or one that is not there: its reader says so."""
    found = [one for one in tables_in(archive) if one == name]
    found = found or [one for one in tables_in(archive) if _fits(one, name)]
    return [Member(archive, one) for one in found or [name]]


def _fits(name: str, pattern: str) -> bool:
    """Returns whether a name fits a pattern, folder by folder."""
    parts, patterns = name.split("/"), pattern.split("/")
    return len(parts) == len(patterns) and all(map(fnmatchcase, parts, patterns))


def _inside(path: Given) -> list[Given]:
    if not isinstance(path, Path):
        return [path]
    names = tables_in(path)
    return [Member(path, name) for name in names] if names else [path]
