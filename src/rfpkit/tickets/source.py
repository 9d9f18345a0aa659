"""A file's bytes as the UTF-8 text of a table: what is no table is refused with a reason."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.tickets.digest import Digest

LARGEST = 2_000_000_000
"""Most bytes of one file, unpacked: some ten million events."""

MOST_EXPANSION = 250
"""Most times that a compressed export may grow; tables of tickets grow about tenfold."""


@dataclass(frozen=True)
class TableText:
    """The text of one file."""

    file: str
    """The file as the person gave it."""
    name: str
    """The file without its folders."""
    digest: Digest
    """Of the bytes on the disk, compressed or not."""
    raw: bytes
    """The text in UTF-8 without a byte order mark, and without empty lines around it."""

    @property
    def sha256(self) -> str:
        """The digest in hexadecimal, as soon as it is known."""
        return self.digest.text()


def read_source(path: Path, encoding: str) -> TableText:
    """Reads a text table, compressed with gzip or not.

    Raises:
        InputError: no such file, no gzip, cut short, another format, or not in that encoding.
    """
    file = str(path)
    stored = _stored(path, file)
    digest = Digest.of_bytes(stored)
    raw = _expanded(stored, path.name, file)
    _refuse_other_formats(raw, encoding, file)
    raw = _trimmed(_as_utf8(raw, encoding, file).removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        hint = "export the table again as CSV in UTF-8; if it is UTF-16, write `encoding: utf-16`"
        raise refused(file, "the file holds a NUL byte, which no text has", hint, line)
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    return TableText(file, path.name, digest, raw)


def refused(file: str, message: str, hint: str, line: int = 0) -> InputError:
    """Returns the refusal of a file."""
    return InputError([Diagnostic(Location(file, line), message, hint)])


def _stored(path: Path, file: str) -> bytes:
    if path.is_dir():
        raise refused(file, "this is a folder", "name the export's files, one by one")
    if not path.exists():
        raise refused(file, "there is no such file", nearby_file(path))
    if not path.is_file():
        raise refused(file, "this is not a file on the disk", "save it as a file first")
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(file)
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "no reason is given").lower()
        hint = "check that you may read the file"
        raise refused(file, f"the file cannot be opened: {reason}", hint) from None


def _expanded(stored: bytes, name: str, file: str) -> bytes:
    if not stored:
        raise refused(file, "the file is empty", "export the tickets again")
    if not stored.startswith(b"\x1f\x8b"):
        if name.lower().endswith((".gz", ".gzip")):
            hint = "take `.gz` off its name, or compress it with gzip"
            raise refused(file, "the file is called .gz and is not compressed with gzip", hint)
        return stored
    most = min(max(len(stored) * MOST_EXPANSION, 1_000_000), LARGEST)
    try:
        with gzip.open(io.BytesIO(stored)) as stream:
            raw = stream.read(most + 1)
    except EOFError:
        hint = "the file was cut on its way; get it again"
        raise refused(file, "the compressed file ends too early", hint) from None
    except (OSError, zlib.error):
        hint = "the file was damaged on its way; get it again"
        raise refused(file, "the compressed file cannot be unpacked", hint) from None
    if len(raw) > LARGEST:
        raise _too_large(file)
    if len(raw) > most:
        message = f"the compressed file grows to more than {MOST_EXPANSION} times its size"
        raise refused(file, message, "no table of tickets does; unpack it and look")
    return raw


def _too_large(file: str) -> InputError:
    message = f"the file has more than {LARGEST // 1_000_000_000} GB of text"
    return refused(file, message, "split the export by month; several files are read as one")


def _refuse_other_formats(raw: bytes, encoding: str, file: str) -> None:
    for start, what in _OTHER_FORMATS:
        if raw.startswith(start):
            hint = "save the table as CSV in UTF-8; that is what can be read now, also as .csv.gz"
            raise refused(file, f"this is {what}", hint)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) and "16" not in encoding:
        raise refused(file, "the file is UTF-16 text", "write `encoding: utf-16` in the mapping")


def _as_utf8(raw: bytes, encoding: str, file: str) -> bytes:
    # Text that should be UTF-8 already is checked while it is read, and not copied here.
    if encoding.lower().replace("_", "-") in {"utf-8", "utf8", "utf-8-sig"}:
        return raw
    try:
        return raw.decode(encoding).encode()
    except (UnicodeError, ValueError):
        hint = "correct `encoding` in the mapping; most exports are utf-8 or windows-1252"
        raise refused(file, f"the file is not {encoding} text", hint) from None


def _trimmed(raw: bytes) -> bytes:
    # An export may have a gigabyte: it is copied only where there is something to cut.
    raw = raw.lstrip(b"\r\n")
    return raw.rstrip(b"\r\n") if raw.endswith((b"\n\n", b"\n\r\n", b"\r\r")) else raw


def check_utf8(text: TableText) -> str:
    """Returns the text of a file.

    Raises:
        InputError: a byte is not UTF-8.
    """
    try:
        return text.raw.decode()
    except UnicodeDecodeError as error:
        line = text.raw.count(b"\n", 0, error.start) + 1
        message = f"the byte {text.raw[error.start]:02X} is not UTF-8 text"
        hint = "write the export's encoding in the mapping: `encoding: windows-1252`"
        raise refused(text.file, message, hint, line) from None


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


_OTHER_FORMATS = (
    (b"PK\x03\x04", "an Excel workbook or a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF"),
    (b"<?xml", "XML"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)
