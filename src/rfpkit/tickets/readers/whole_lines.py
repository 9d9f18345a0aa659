"""A text cut into pieces of whole rows, so that no more than a piece is ever in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

_MOST_HELD = 1 << 26
"""Bytes after which a quotation mark that is still open is taken for none."""


def whole_lines(blocks: Iterable[bytes], *, piece: int, trimmed: bool) -> Iterator[bytes]:
    """Yields pieces of about `piece` bytes that end with a row.

    A line end within quotation marks ends none. Empty lines behind the text are left out, and
    where it is `trimmed` those before it. A text that begins without a line feed has its lines
    ended by carriage returns.
    """
    held = b""
    for raw in _cut(_begun(blocks, trimmed=trimmed), piece):
        whole = held + raw if held else raw
        end = _end_of_text(whole)
        # Empty lines count only if something follows them.
        held = whole[end:]
        if end:
            yield whole[:end]


def _end_of_text(raw: bytes) -> int:
    """Returns where the last line ends that is not empty."""
    kept = len(raw)
    while kept and not raw[max(kept - 64, 0) : kept].rstrip(b"\r\n"):
        kept = max(kept - 64, 0)
    last = raw[max(kept - 64, 0) : kept]
    kept -= len(last) - len(last.rstrip(b"\r\n"))
    if kept and raw[kept : kept + 2] == b"\r\n":
        return kept + 2
    return kept + (raw[kept : kept + 1] == b"\n") if kept else 0


def _begun(blocks: Iterable[bytes], *, trimmed: bool) -> Iterator[bytes]:
    begun, returns = False, False
    for each in blocks:
        block = each.lstrip(b"\r\n") if trimmed and not begun else each
        if block and not begun:
            begun, returns = True, b"\n" not in block and b"\r" in block
        yield block.replace(b"\r", b"\n") if returns else block


def _cut(blocks: Iterable[bytes], piece: int) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = quotes = 0
    for block in blocks:
        size += len(block)
        end = _end_of_rows(block, quotes) if size >= piece else 0
        if not end and size > _MOST_HELD:
            end = block.rfind(b"\n") + 1 or len(block)
        if end:
            yield b"".join((*waiting, memoryview(block)[:end]))
            waiting, size, quotes = [], len(block) - end, 0
        rest = block[end:]
        waiting.append(rest)
        quotes += _quotes(rest)
    if last := b"".join(waiting):
        yield last


def _end_of_rows(block: bytes, quotes: int) -> int:
    """Returns where the last row ends that is whole; 0 if more has to be waited for.

    `quotes` is how many quotation marks stand before the block.
    """
    end = block.rfind(b"\n") + 1
    odd = (quotes + _quotes(block[:end])) % 2
    while odd and end:
        before = block.rfind(b"\n", 0, end - 1) + 1
        odd = (odd + block.count(b'"', before, end)) % 2
        end = before
    return end


def _quotes(raw: bytes) -> int:
    """Returns how many quotation marks there are; where each is quoted, faster than `bytes`."""
    if b'"' not in raw:
        return 0
    return int(np.count_nonzero(np.frombuffer(raw, np.uint8) == ord('"')))
