"""Which commit of a git checkout a folder is: read from git's files, since no program is run.

A repository of a stranger can name programs that `git` would start.
"""

from __future__ import annotations

import re
from pathlib import Path

_LARGEST = 5_000_000
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REF = re.compile(r"ref: (refs/[A-Za-z0-9_][A-Za-z0-9_./-]*)")


def commit_of(folder: Path, project: Path) -> str | None:
    """Returns the commit of the checkout in which a folder lies; None where it lies in none.

    The checkout that the project itself lies in says nothing of where a pack came from.
    """
    top = next((one for one in _up(folder.resolve()) if (one / ".git").exists()), None)
    if top is None or project.resolve().is_relative_to(top):
        return None
    home = _home(top / ".git")
    head = _text(home / "HEAD").strip()
    named = _REF.fullmatch(head)
    if named is None:
        return head if _HASH.fullmatch(head) else None
    return None if ".." in named[1] else _commit(home, named[1])


def _up(folder: Path) -> list[Path]:
    return [folder, *folder.parents]


def _home(git: Path) -> Path:
    """Returns git's folder, which a second worktree keeps elsewhere."""
    told = re.fullmatch(r"gitdir: (.+)\n?", _text(git)) if git.is_file() else None
    return git if told is None else (git.parent / told[1])


def _commit(home: Path, name: str) -> str | None:
    common = home / (_text(home / "commondir").strip() or ".")
    for place in (home, common):
        found = _text(place / name).strip()
        if _HASH.fullmatch(found):
            return found
    packed = re.search(rf"(?m)^([0-9a-f]+) {re.escape(name)}$", _text(common / "packed-refs"))
    return packed[1] if packed and _HASH.fullmatch(packed[1]) else None


def _text(path: Path) -> str:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return ""
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
