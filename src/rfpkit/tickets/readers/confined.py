"""What programs have in common that read a stranger's workbook for another one.

A workbook may ask for all the memory there is, never come to an end, or bring the library down
that reads it. It does so here, and the one who asked hears of it.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import zipfile
from typing import Any

MOST_MEMORY = 4_000_000_000
"""Bytes for the largest workbook; a sheet whose cells lie far apart would take all there are."""
LEAST_MEMORY = 400_000_000
"""Bytes for the smallest one."""
GROWTH = 60
"""Bytes for each byte of a workbook, unpacked: a cell takes six or more, and two hundred here."""
MOST_SECONDS = 120
"""Seconds of work; a sheet of a million rows takes some twenty."""


def confined_content(place: list[str]) -> bytes:
    """Returns a workbook's bytes, and limits what this program may take from now on.

    A place is a path, and where that is a zip the name of a file in it.
    """
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, MOST_MEMORY)
    raw = _content(place)
    size = len(raw)
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size += sum(member.file_size for member in archive.infolist())
    _limit(resource.RLIMIT_AS, min(LEAST_MEMORY + GROWTH * size, MOST_MEMORY))
    return raw


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def _content(place: list[str]) -> bytes:
    if len(place) == 1:
        with open(place[0], "rb") as stream:  # noqa: PTH123 - it starts sooner without pathlib
            return stream.read()
    with zipfile.ZipFile(place[0]) as archive:
        return archive.read(place[1])


def tell(line: dict[str, Any]) -> None:
    """Writes a line of JSON to whoever asked; they may have gone."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
