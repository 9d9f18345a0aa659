"""Versions of packs: three numbers that say how much the meaning changed."""

from __future__ import annotations

import re
from typing import Annotated

from rfpkit.model.record import mistake
from rfpkit.model.written import Written

Version = tuple[int, int, int]
"""Major, minor and patch."""


def parse_version(text: str) -> Version:
    """Reads `1.0.0`."""
    found = re.fullmatch(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})", text.strip(), re.ASCII)
    if found is None:
        raise mistake(f"{text} is not a version", "write three numbers: 1.0.0")
    return int(found[1]), int(found[2]), int(found[3])


def write_version(version: Version) -> str:
    """Writes `1.0.0`."""
    return ".".join(map(str, version))


PackVersion = Annotated[
    Version,
    Written(
        parse_version,
        write_version,
        {"type": "string", "pattern": r"^\d{1,4}\.\d{1,4}\.\d{1,4}$", "examples": ["1.0.0"]},
        "a version: 1.0.0",
    ),
]
