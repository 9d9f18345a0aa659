"""The digest of a file's bytes, found by a second core while the first one reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from threading import Thread

_SMALL = 1 << 20


class Digest:
    """A SHA-256 that is worked out beside other work."""

    def __init__(self, work: Callable[[], str], *, size: int) -> None:
        """Begins the work; a thread is worth its while for large files only."""
        self._found: list[str] = []
        self._failed: list[BaseException] = []
        self._work = work
        self._thread = Thread(target=self._run, daemon=True) if size > _SMALL else None
        if self._thread is None:
            self._run()
        else:
            self._thread.start()

    @classmethod
    def of_bytes(cls, stored: bytes) -> Digest:
        """Returns the digest of bytes in memory."""
        return cls(lambda: hashlib.sha256(stored).hexdigest(), size=len(stored))

    @classmethod
    def of_file(cls, path: Path) -> Digest:
        """Returns the digest of a file, which is never held in memory as a whole."""
        return cls(lambda: _of_file(path), size=path.stat().st_size)

    def text(self) -> str:
        """Waits for the digest and returns it in hexadecimal."""
        if self._thread is not None:
            self._thread.join()
        if self._failed:
            raise self._failed[0]
        return self._found[0]

    def _run(self) -> None:
        try:
            self._found.append(self._work())
        except Exception as error:  # noqa: BLE001 - whoever asks for the digest gets it
            self._failed.append(error)


def _of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
