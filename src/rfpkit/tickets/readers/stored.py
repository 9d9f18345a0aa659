"""A file as it lies on the disk or in a zip: opened once it is known that it may be."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from rfpkit.errors import InputError
from rfpkit.tickets.readers.archive import BROKEN, MOST_EXPANSION, SMALL, check_member
from rfpkit.tickets.readers.given import Given, Member, is_pattern
from rfpkit.tickets.readers.passing import Passing
from rfpkit.tickets.tables.digest import Digest
from rfpkit.tickets.tables.source import nearby_file, refused

LARGEST = 20_000_000_000
"""Most bytes of one file, unpacked: some hundred million events."""

BLOCK = 1 << 20
"""Bytes that are unpacked at once."""

_SLACK = 64_000_000
"""Bytes by which a part of a file may exceed the growth that is allowed on the whole."""
_GZIP = b"\x1f\x8b"


class Stored:
    """A file that is there, that may be read, and that is not empty."""

    def __init__(self, given: Given) -> None:
        """Looks at the file.

        Raises:
            InputError: no file, none that can be opened, or an empty one.
        """
        self.given = given
        self._digest: str | None = None
        self.file = str(given)
        self.name = given.name if isinstance(given, Path) else _short(given)
        path = given if isinstance(given, Path) else given.archive
        _check_path(path, self.file)
        if isinstance(given, Member):
            check_member(path, given.name, self.file)
        try:
            self.size = self._size()
            self.start = self._start()
        except BROKEN as error:
            raise _unreadable(self.file, error) from None
        if not self.size:
            raise refused(self.file, "the file is empty", "export the tickets again")
        if self.size > LARGEST:
            raise too_large(self.file)
        self._check_name()

    @property
    def path(self) -> Path | None:
        """Where it lies on the disk, if it is in no zip."""
        return self.given if isinstance(self.given, Path) else None

    @property
    def on_disk(self) -> Path:
        """Where it lies on the disk.

        Raises:
            InputError: it lies in a zip.
        """
        if isinstance(self.given, Path):
            return self.given
        hint = "unpack the zip, and give the file in it"
        raise refused(self.file, "a file of this kind is not read from a zip", hint)

    @property
    def is_compressed(self) -> bool:
        """Whether it is compressed with gzip."""
        return self.start.startswith(_GZIP)

    def sha256(self) -> str:
        """Returns the digest of the bytes on the disk; of a file in a zip, of its own bytes.

        Nothing is read for it if all of `blocks` was.
        """
        if self._digest is None:
            with self._open() as stream:
                while self._read(stream, BLOCK):
                    pass
                self._digest = stream.sha256
        return self._digest or ""

    def digest(self) -> Digest:
        """Returns the same, worked out beside other work."""
        return Digest(self.sha256, size=self.size)

    def blocks(self, size: int = BLOCK) -> Iterator[bytes]:
        """Yields the bytes, unpacked.

        Raises:
            InputError: the file is damaged, or grows beyond all measure.
        """
        with self._open() as raw:
            stream = gzip.GzipFile(fileobj=raw) if self.is_compressed else raw
            total = 0
            while block := self._read(stream, size):
                total += len(block)
                self._check_growth(total, raw.tell())
                yield block
            self._digest = raw.sha256

    def content(self, most: int) -> bytes:
        """Returns all bytes, unpacked.

        Raises:
            InputError: more than `most` of them, or as in `blocks`.
        """
        blocks, total = [], 0
        for block in self.blocks():
            blocks.append(block)
            total += len(block)
            if total > most:
                raise too_large(self.file, most)
        return b"".join(blocks)

    def beginning(self, most: int) -> bytes:
        """Returns the first bytes, unpacked: `most` of them or a few more, if there are."""
        found = b""
        for block in self.blocks(min(most, BLOCK)):
            found += block
            if len(found) >= most:
                break
        return found

    @contextmanager
    def _open(self) -> Iterator[Passing]:
        with ExitStack() as stack:
            if isinstance(self.given, Path):
                yield Passing(stack.enter_context(self.given.open("rb")))
            else:
                archive = stack.enter_context(zipfile.ZipFile(self.given.archive))
                yield Passing(stack.enter_context(archive.open(self.given.name)))

    def _size(self) -> int:
        if isinstance(self.given, Path):
            return self.given.stat().st_size
        with zipfile.ZipFile(self.given.archive) as archive:
            return archive.getinfo(self.given.name).file_size

    def _start(self) -> bytes:
        with self._open() as stream:
            return stream.read(512)

    def _read(self, stream: Passing | gzip.GzipFile, size: int) -> bytes:
        try:
            return stream.read(size)
        except EOFError:
            hint = "the file was cut on its way; get it again"
            raise refused(self.file, "the compressed file ends too early", hint) from None
        except BROKEN as error:
            raise _unreadable(self.file, error) from None

    def _check_growth(self, total: int, consumed: int) -> None:
        if not self.is_compressed:
            return
        most = max(self.size * MOST_EXPANSION, SMALL)
        if total > min(most, consumed * MOST_EXPANSION + _SLACK):
            message = f"the compressed file grows to more than {MOST_EXPANSION} times its size"
            raise refused(self.file, message, "no table of tickets does; unpack it and look")
        if total > LARGEST:
            raise too_large(self.file)

    def _check_name(self) -> None:
        if self.name.lower().endswith((".gz", ".gzip")) and not self.is_compressed:
            message = "the file is called .gz and is not compressed with gzip"
            hint = "take `.gz` off its name, or compress it with gzip"
            raise refused(self.file, message, hint)


def too_large(file: str, most: int = LARGEST) -> InputError:
    """Returns the refusal of a file with too many bytes."""
    amount = f"{most // 10**9} GB" if most >= 10**9 else f"{most // 10**6} MB"
    hint = "split the export by month; several files are read as one"
    return refused(file, f"the file has more than {amount}", hint)


def _check_path(path: Path, file: str) -> None:
    """Never opens anything: a pipe would wait for its other end."""
    if path.is_dir():
        raise refused(file, "this is a folder", "name the export's files, one by one")
    if not path.exists():
        if is_pattern(path):
            raise refused(file, "no file matches this pattern", "check the folder and the pattern")
        if path.is_symlink():
            raise refused(
                file, "this is a link to a file that is not there", "name the file itself"
            )
        raise refused(file, "there is no such file", nearby_file(path))
    if not path.is_file():
        raise refused(file, "this is not a file on the disk", "save it as a file first")


def _unreadable(file: str, error: Exception) -> InputError:
    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        reason = (error.strerror or "no reason is given").lower()
        return refused(file, f"the file cannot be opened: {reason}", "check that you may read it")
    if isinstance(error, NotImplementedError):
        hint = "unpack the zip with another program, and give its tables one by one"
        return refused(file, "the zip is compressed in a way that is not known here", hint)
    hint = "the file was damaged on its way; get it again"
    return refused(file, "the compressed file cannot be unpacked", hint)


def _short(member: Member) -> str:
    return str(PurePosixPath(member.archive.name) / member.name)
