"""One writer at a time: a lock that the system itself lets go when its holder ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location

LOCK = ".lock"
"""The file that is locked; it holds the number of the process that has it."""


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Holds the lock of a store; gives whether a run that ended early has left it behind.

    A lock whose holder has died is free, whatever stands in the file: the system keeps it, not
    the file. So it cannot be taken for one that is held.

    Raises:
        InputError: another process holds it, or the disk knows no locks.
    """
    path = folder / LOCK
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        raise _unlockable(folder, error) from None
    try:
        left = _take(descriptor, path)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        try:
            yield left
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
        named = f" (process {holder})" if holder.isdigit() else ""
        message = f"another run is writing into this store{named}"
        hint = "wait until it has ended, then try again"
        raise InputError([Diagnostic(Location(str(path.parent)), message, hint)]) from None
    except OSError as error:
        raise _unlockable(path.parent, error) from None
    left = bool(os.read(descriptor, 1))
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    return left


def _unlockable(folder: Path, error: OSError) -> InputError:
    message = f"the store cannot be locked: {(error.strerror or str(error)).lower()}"
    hint = "put it in a folder of this machine that you may write to"
    return InputError([Diagnostic(Location(str(folder)), message, hint)])
