"""Packs come into a project's folder whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.origin import ADDED
from rfpkit.packs.find import PACKS


@contextmanager
def staging(project: Path) -> Iterator[Path]:
    """Gives a folder in which packs are laid ready; nobody looks for packs there.

    Raises:
        InputError: the project's folder is not there, or nothing can be written to it.
    """
    if not project.is_dir():
        message = "there is no such folder"
        raise InputError([Diagnostic(Location(str(project)), message, "name the RFP's folder")])
    try:
        folder = Path(tempfile.mkdtemp(prefix=".rfpkit-", dir=project))
    except OSError as error:
        raise _unwritable(project, error) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lay_ready(files: Mapping[str, bytes], folder: Path) -> Path:
    """Writes a pack's files to a new folder, and returns it.

    Raises:
        InputError: they cannot be written.
    """
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise _unwritable(folder.parent.parent, error) from None
    return folder


def lay_record(text: str, folder: Path) -> Path:
    """Writes the new record of a project's packs where packs lie ready, and returns its file.

    Raises:
        InputError: it cannot be written.
    """
    file = folder / ADDED
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise _unwritable(folder.parent, error) from None
    return file


def move_in(ready: Sequence[Path], project: Path, record: Path) -> list[Path]:
    """Moves packs that lie ready to the project's packs, and returns their folders.

    Args:
        ready: the packs' folders.
        project: the project's folder.
        record: the new record of the project's packs, which lies ready as well.

    Raises:
        InputError: one cannot be moved, or something lies in its place; none is moved then.
    """
    packs = project / PACKS
    taken = [packs / one.name for one in ready if (packs / one.name).exists()]
    if taken:
        hint = "look at it, and delete it if nobody needs it"
        message = "something else lies where the pack belongs"
        raise InputError(Diagnostic(Location(str(path)), message, hint) for path in taken)
    moved: list[Path] = []
    try:
        packs.mkdir(exist_ok=True)
        for one in ready:
            moved.append(one.rename(packs / one.name))  # noqa: PERF401 - to be undone
        record.replace(packs / record.name)
    except OSError as error:
        for path in moved:
            shutil.rmtree(path, ignore_errors=True)
        raise _unwritable(packs, error) from None
    return moved


def _unwritable(folder: Path, error: OSError) -> InputError:
    message = f"the pack cannot be written: {(error.strerror or 'no reason is given').lower()}"
    return InputError([Diagnostic(Location(str(folder)), message, "choose another folder")])
