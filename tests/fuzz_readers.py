"""Gives the readers bytes that atheris makes up; `fuzzing.md` tells how, and what it found.

atheris is none of the project's libraries: it is installed where this is run.
"""

from __future__ import annotations

import io
import lzma
import random
import struct
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["rfpkit.tickets"]):
    from tests.tickets.readers.test_mutated_files import TEXTS, read
    from tests.tickets.readers.workbooks import HEAD, ROW, ods, xls, xlsx

BOOKS = "--workbooks"
"""Begins with workbooks alone: a program of its own reads each, which takes its time."""


def _nothing_is_lost(folder: Path, raw: bytes) -> None:
    lost, _ = read(folder, raw)
    assert lost == []


def main() -> None:
    """Runs until something is found, or as long as the arguments of libFuzzer say."""
    arguments = [one for one in sys.argv if one != BOOKS]
    corpus, folder = Path(arguments[1]), Path(tempfile.mkdtemp())
    corpus.mkdir(exist_ok=True)
    for name, raw in (_books(folder) if BOOKS in sys.argv else TEXTS).items():
        (corpus / name).write_bytes(raw)
    atheris.Setup(arguments, lambda raw: _nothing_is_lost(folder, raw), custom_mutator=_mutated)
    atheris.Fuzz()


def _books(folder: Path) -> dict[str, bytes]:
    made = [
        xlsx(folder / "xlsx", {"A": [HEAD, ROW]}),
        xlsx(folder / "two.xlsx", {"Notes": [("nothing",)], "A": [HEAD, ROW, ("T2", None, "x")]}),
        xls(folder / "xls", [HEAD, ROW], {(1, 2): "#REF!"}),
        ods(folder / "ods", "<table:table-row/>"),
    ]
    return {file.name: file.read_bytes() for file in made}


def _mutated(raw: bytes, most: int, seed: int) -> bytes:
    """Returns other bytes; of a zip, mostly other bytes in one of its files.

    A zip of which one byte is another is refused for its sum: what is in it would never be read.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    if raw[:2] != b"PK" or chance.random() < _OUTSIDE:
        return bytes(atheris.Mutate(raw, most))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except _BROKEN:
        return bytes(atheris.Mutate(raw, most))
    if not parts:
        return bytes(atheris.Mutate(raw, most))
    name = chance.choice(sorted(parts))
    parts[name] = bytes(atheris.Mutate(parts[name], len(parts[name]) + 64))
    return _packed(parts)[:most]


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


_OUTSIDE = 0.2
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, EOFError),
    *(RuntimeError, struct.error),
)
"""What a zip of any bytes is to the library that reads it."""


if __name__ == "__main__":
    main()
