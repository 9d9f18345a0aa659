"""An issuer's logo: a PNG beside the RFP, looked at whole before it is printed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

LARGEST: Final = 1_000_000
"""Bytes of the file."""
WIDEST: Final = 4_000
"""Pixels of either side."""


class NotALogo(ValueError):  # noqa: N818 - it is told to the person who named the file
    """The file cannot be printed as a logo."""

    def __init__(self, message: str, hint: str) -> None:
        """Takes what is wrong, and how to mend it."""
        super().__init__(message)
        self.hint = hint


def read_logo(rfp: Path, name: str) -> bytes:
    """Returns the picture that an RFP names: a file in the RFP's own folder.

    Raises:
        NotALogo: there is none, it lies elsewhere, or it is no sound PNG.
    """
    data = _bytes(rfp.parent, name)
    if not data.startswith(_SIGNATURE):
        raise NotALogo(f"`{name}` is not a PNG picture", _SAVE)
    try:
        _look(data)
    except struct.error:
        raise NotALogo(f"`{name}` is a damaged picture: its end is missing", _SAVE) from None
    except zlib.error:
        raise NotALogo(f"`{name}` is a damaged picture: its lines cannot be read", _SAVE) from None
    except ValueError as error:
        raise NotALogo(f"`{name}` cannot be printed: {error}", _SAVE) from None
    return data


_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_SAVE: Final = "save the logo as a PNG, and put it beside the RFP"
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def _bytes(folder: Path, name: str) -> bytes:
    path = folder / name
    if "://" in name:
        raise NotALogo(f"`{name}` is an address, and nothing is fetched from the web", _SAVE)
    if Path(name).is_absolute() or ".." in Path(name).parts or "\\" in name:
        raise NotALogo(f"`{name}` is outside the RFP's folder", _SAVE)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise NotALogo(f"`{name}` leads out of the RFP's folder", "put a copy of the file there")
    try:
        if path.stat().st_size > LARGEST:
            hint = "save it smaller: 1,200 pixels across print sharply"
            raise NotALogo(f"`{name}` has more than {LARGEST:,} bytes", hint)
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise NotALogo(f"`{name}` cannot be read: {reason}", _SAVE) from None


def _look(data: bytes) -> None:
    """Reads the picture to its last line, so that no format stumbles over it later."""
    chunks = list(_chunks(data))
    if chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise ValueError("its beginning or its end is missing")
    width, height, depth, color = struct.unpack(">IIBB", chunks[0][1][:10])
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise ValueError(f"it is {width:,} by {height:,} pixels, and may be {WIDEST:,} at most")
    if color not in _CHANNELS:
        raise ValueError("its kind of color is unknown")
    most = height * (width * _CHANNELS[color] * max(depth, 8) // 8 + 2) * 2
    reader = zlib.decompressobj()
    found = reader.decompress(b"".join(body for name, body in chunks if name == b"IDAT"), most)
    if not reader.eof or len(found) < height * (width * _CHANNELS[color] * depth // 8):
        raise ValueError("some of its lines are missing")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (told,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        if zlib.crc32(name + body) != told:
            raise ValueError("its checksum is wrong")
        yield name, body
        at += 12 + length
