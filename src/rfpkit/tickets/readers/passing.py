"""The bytes of a file on their way to a reader, and the digest of all that passed."""

from __future__ import annotations

import hashlib
from io import UnsupportedOperation
from typing import IO


class Passing:
    """A file that is read once from its beginning: what is handed out goes into the digest."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Takes a file of which nothing was read."""
        self._stream = stream
        self._passed = hashlib.sha256()
        self._ended = False

    @property
    def sha256(self) -> str | None:
        """The digest in hexadecimal; None before the end of the file was met."""
        return self._passed.hexdigest() if self._ended else None

    def read(self, size: int) -> bytes:
        """Returns the next bytes; nothing at the end."""
        found = self._stream.read(size)
        self._passed.update(found)
        self._ended = not found
        return found

    def tell(self) -> int:
        """Returns how many bytes passed."""
        return self._stream.tell()

    def seek(self, place: int) -> int:
        """Never goes back: whoever reads gzip is owed the method, and does not call it."""
        raise UnsupportedOperation(f"seek to {place}")
