"""The files that a person gave: patterns are filled in, and a zip is taken for what is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rfpkit.tickets.readers.archive import tables_in


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

    A pattern such as `exports/*.csv` stands for its files in the order of their names.
    """
    return [file for path in paths for one in _matching(path) for file in _inside(one)]


def is_pattern(path: Given) -> bool:
    """Returns whether a path that is no file stands for several."""
    return isinstance(path, Path) and any(sign in str(path) for sign in "*?[")


def _matching(path: Given) -> list[Given]:
    if not isinstance(path, Path) or not is_pattern(path) or path.exists():
        return [path]
    folder = Path(path.anchor)
    pattern = str(path.relative_to(path.anchor)) if path.anchor else str(path)
    try:
        found = sorted(file for file in folder.glob(pattern) if not file.is_dir())
    except (ValueError, NotImplementedError, OSError):
        found = []
    return [*found] or [path]


def _inside(path: Given) -> list[Given]:
    if not isinstance(path, Path):
        return [path]
    names = tables_in(path)
    return [Member(path, name) for name in names] if names else [path]
