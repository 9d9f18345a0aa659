"""What programs have in common that read a stranger's workbook for another one.

A workbook may ask for all the memory there is, never come to an end, or bring the library down
that reads it. It does so here, and the one who asked hears of it.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import zipfile
from typing import Any

MOST_MEMORY = 4_000_000_000
"""Bytes; a sheet whose cells lie far apart would take all there are."""
MOST_SECONDS = 120
"""Seconds of work; a sheet of a million rows takes some twenty."""


def confine() -> None:
    """Limits what this program may take."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def content(place: list[str]) -> bytes:
    """Returns a file's bytes: its path, and where that is a zip the name of a file in it."""
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
