"""Whether a piece of a text may be read at all: what is wrong is told with its row."""

from __future__ import annotations

from rfpkit.errors import InputError
from rfpkit.tickets.tables.source import refused

LONGEST_LINE = 1_000_000
"""Bytes that a line may always have; a cell of a spreadsheet has 32,767 signs at most."""

_LOOKED_AT = 1 << 20


class Soundness:
    """Looks at the pieces of one text, in their order."""

    def __init__(self, file: str) -> None:
        """Takes the file as the person gave it."""
        self._file = file
        self._signs = False

    def check(self, raw: bytes, row: int) -> None:
        """Looks at a piece that begins in the given row.

        Raises:
            InputError: it holds a NUL, a byte that is not UTF-8, or a line without an end.
        """
        if b"\0" in raw:
            at = row + _rows_in(raw[: raw.index(b"\0")])
            hint = "export the table again as CSV in UTF-8"
            raise refused(self._file, "the file holds a NUL byte, which no text has", hint, at)
        if not raw.isascii():
            self._check_utf8(raw, row)
        self._check_lines(raw, row)

    def _check_utf8(self, raw: bytes, row: int) -> None:
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            mixed = self._signs or _has_signs(raw[: error.start]) or _has_signs(raw[error.end :])
            at = row + _rows_in(raw[: error.start])
            raise _not_utf8(self._file, raw[error.start], at, mixed=mixed) from None
        self._signs = True

    def _check_lines(self, raw: bytes, row: int) -> None:
        # A line of twice that length fills one of these windows wherever it begins.
        for start in range(0, len(raw) - LONGEST_LINE + 1, LONGEST_LINE):
            if raw.find(b"\n", start, start + LONGEST_LINE) < 0:
                at = row + _rows_in(raw[:start])
                message = f"the row has a line of more than {LONGEST_LINE // 10**6} MB"
                hint = "no ticket has that much; take the text or the attachment out of the export"
                raise refused(self._file, message, hint, at)


def _rows_in(raw: bytes) -> int:
    """Returns how many rows end in a piece: a line end within quotation marks ends none."""
    return sum(part.count(b"\n") for part in raw.split(b'"')[::2])


def _has_signs(part: bytes) -> bool:
    """Returns whether bytes hold a sign beyond ASCII that is written in UTF-8."""
    return not part[:_LOOKED_AT].decode("utf-8", "ignore").isascii()


def _not_utf8(file: str, byte: int, row: int, *, mixed: bool) -> InputError:
    message = f"the byte {byte:02X} is not UTF-8 text"
    if mixed:
        hint = "the file mixes two encodings; export the table again in one of them"
        return refused(file, f"{message}, and other signs of the file are", hint, row)
    hint = "write the export's encoding in the mapping: `encoding: windows-1252`"
    sign = bytes([byte]).decode("windows-1252", "ignore")
    if sign and sign.isprintable():
        hint += f", which reads this byte as `{sign}`"
    return refused(file, message, hint, row)
