"""Results reach the disk whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from errno import EISDIR
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location


def write_files(folder: Path, files: Mapping[str, bytes | Iterable[bytes]]) -> list[Path]:
    """Writes each file under a temporary name, then renames all of them.

    A long file may come in pieces.

    Raises:
        InputError: the folder or a file in it cannot be written.
    """
    waiting: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            waiting[name] = _temporary(folder)
            with waiting[name].open("wb") as file:
                file.writelines([data] if isinstance(data, bytes) else data)
        # Once one is renamed, another must not fail.
        for name in files:
            if (folder / name).is_dir():
                raise IsADirectoryError(EISDIR, f"a folder is called `{name}`")
        for name, temporary in waiting.items():
            temporary.replace(folder / name)
    except OSError as error:
        message = f"the results cannot be written: {error.strerror or error}"
        hint = "choose another folder with -o"
        raise InputError([Diagnostic(Location(str(folder)), message, hint)]) from None
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)
    return [folder / name for name in files]


def _temporary(folder: Path) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=".rfpkit-", dir=folder)
    os.close(descriptor)
    path = Path(name)
    path.chmod(0o644)
    return path
