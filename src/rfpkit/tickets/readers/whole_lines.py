"""A text cut into pieces of whole rows, so that no more than a piece is ever in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        kept = len(whole.rstrip(b"\r\n"))
        # Empty lines count only if something follows them.
        end = kept + len(whole[kept : kept + 2].removesuffix(b"\r")) if kept else 0
        end = kept + 1 if kept and whole[kept : kept + 1] == b"\n" else end
        held = whole[end:]
        if kept:
            yield whole[:end]


def _begun(blocks: Iterable[bytes], *, trimmed: bool) -> Iterator[bytes]:
    begun, returns = False, False
    for each in blocks:
        block = each.lstrip(b"\r\n") if trimmed and not begun else each
        if block and not begun:
            begun, returns = True, b"\n" not in block and b"\r" in block
        yield block.replace(b"\r", b"\n") if returns else block


def _cut(blocks: Iterable[bytes], piece: int) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size, enough = 0, piece
    for block in blocks:
        waiting.append(block)
        size += len(block)
        if size >= enough:
            joined = b"".join(waiting)
            end = _end_of_rows(joined)
            if end:
                yield joined[:end]
            waiting, size = [joined[end:]], len(joined) - end
            # Without a row's end in sight it is not looked for with every block.
            enough = max(piece, 2 * size)
    if rest := b"".join(waiting):
        yield rest


def _end_of_rows(joined: bytes) -> int:
    """Returns where the last row ends that is whole; 0 if more has to be waited for."""
    last = end = joined.rfind(b"\n") + 1
    if b'"' in joined:
        odd = joined.count(b'"', 0, end) % 2
        while odd and end:
            before = joined.rfind(b"\n", 0, end - 1) + 1
            odd = (odd + joined.count(b'"', before, end)) % 2
            end = before
    return end if end or len(joined) < _MOST_HELD else last or len(joined)
