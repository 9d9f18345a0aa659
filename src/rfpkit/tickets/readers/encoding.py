"""Bytes of any encoding to UTF-8: a byte order mark tells which, or the mapping; never a guess."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rfpkit.tickets.tables.source import refused

_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le", "UTF-32"),
    (b"\0\0\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_UTF_8 = {"utf-8", "utf-8-sig"}


@dataclass(frozen=True)
class Encoding:
    """In what a text is written."""

    codec: str
    """As Python knows it."""
    mark: int = 0
    """Bytes of its byte order mark."""


def find_encoding(start: bytes, declared: str, file: str) -> Encoding:
    """Returns the encoding of a file that begins with `start`.

    Raises:
        InputError: it is another one than the mapping says, or the mapping has to say it.
    """
    wanted = codecs.lookup(declared).name
    for mark, codec, family in _MARKS:
        if start.startswith(mark):
            if wanted in _UTF_8 or wanted.startswith(family.lower()):
                return Encoding(codec, len(mark))
            message = f"the file begins with the mark of {family}, and the mapping says {declared}"
            raise refused(file, message, "take `encoding` out of the mapping; the mark tells it")
    if wanted not in _UTF_8:
        _refuse_utf8(start, wanted, declared, file)
        return Encoding(wanted)
    _refuse_unmarked(start, file)
    return Encoding("utf-8")


def to_utf8(
    blocks: Iterable[bytes], encoding: Encoding, declared: str, file: str
) -> Iterator[bytes]:
    """Yields the text in UTF-8; what is UTF-8 already is checked where its rows are known.

    Raises:
        InputError: bytes that are none of the encoding.
    """
    behind = _without_mark(blocks, encoding.mark)
    if encoding.codec == "utf-8":
        yield from behind
        return
    decoder, line = codecs.getincrementaldecoder(encoding.codec)(), 1
    try:
        for block in behind:
            text = decoder.decode(block)
            line += text.count("\n")
            yield text.encode()
        yield decoder.decode(b"", final=True).encode()
    except (UnicodeError, ValueError) as error:
        line += _lines_before(error, encoding)
        hint = "correct `encoding` in the mapping; most exports are utf-8 or windows-1252"
        raise refused(file, f"the file is not {declared} text", hint, line) from None


def _refuse_utf8(start: bytes, wanted: str, declared: str, file: str) -> None:
    """Refuses UTF-8 where the mapping says that each byte is a sign: no text is both by chance."""
    by_byte = len("é".encode().decode(wanted, "replace")) == 2
    if not by_byte or start.isascii():
        return
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return
    message = f"the file is UTF-8 text, and the mapping says {declared}"
    raise refused(file, message, "take `encoding` out of the mapping")


def _refuse_unmarked(start: bytes, file: str) -> None:
    """Refuses UTF-16 and UTF-32 without a mark: every other byte of it is a NUL."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    most = len(start) // 4
    if not most or max(even, odd) <= most:
        return
    # Of four bytes of UTF-32 two or three are NULs on each side: the first tells which.
    wide = min(even, odd) >= most // 2
    end = "be" if start.startswith(b"\0") else "le"
    encoding = f"utf-{32 if wide else 16}-{end}"
    message = f"the file is {encoding[:6].upper()} text without a byte order mark"
    raise refused(file, message, f"write `encoding: {encoding}` in the mapping")


def _without_mark(blocks: Iterable[bytes], mark: int) -> Iterator[bytes]:
    for block in blocks:
        yield block[mark:] if mark else block
        mark = 0


def _lines_before(error: Exception, encoding: Encoding) -> int:
    if not isinstance(error, UnicodeDecodeError):
        return 0
    return error.object[: error.start].decode(encoding.codec, "ignore").count("\n")
