"""Find the template pack that a document names."""

from __future__ import annotations

from pathlib import Path

from rfpkit.errors import Location
from rfpkit.load.document import load
from rfpkit.model.pack import PackManifest
from rfpkit.packs.find import Pack, find


def open_pack(wanted: str, asked_in: Path) -> Pack:
    """Returns the shipped pack that `asked_in` asks for: `k12-device-support >= 1.0`.

    Raises:
        InputError: no pack fits, or its manifest cannot be used.
    """
    return open_pack_at(wanted, Location(str(asked_in), field="pack"))


def open_pack_at(wanted: str, at: Location) -> Pack:
    """Returns the shipped pack that the line at a place asks for.

    Raises:
        InputError: no pack fits, or its manifest cannot be used.
    """
    return find(wanted, at, lambda path: load(path, PackManifest))
