"""The two bundled type families, as the PDF, the web page and the charts need them.

The files come from the PyPI packages `font-source-serif-pro` and
`font-source-sans-pro` (SIL Open Font License 1.1). The style sheet knows them by
names of our own, so that a copy installed on the machine is never taken instead.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

SCHEME = "rfpkit"
"""The private URL scheme under which the PDF writer finds the font files."""


REGULAR, SEMIBOLD = 400, 600


@dataclass(frozen=True)
class Face:
    """One font file, and how the style sheet asks for it."""

    family: str
    """The family's name in our style sheets."""
    weight: int
    """CSS weight: `REGULAR` or `SEMIBOLD`."""
    style: str
    """CSS style: `normal` or `italic`."""
    package: str
    """The Python package that carries the file."""
    file: str
    """The file's name within the package."""

    @property
    def url(self) -> str:
        """The face's private URL, without any path of this machine."""
        return f"{SCHEME}:fonts/{self.file}"

    @property
    def path(self) -> Path:
        """Where the file lies on this machine."""
        return _path(self.package, self.file)


def _path(package: str, file: str) -> Path:
    return Path(str(files(package))) / "files" / file


def _faces(family: str, package: str, stem: str) -> tuple[Face, ...]:
    return (
        Face(family, REGULAR, "normal", package, f"{stem}-Regular.ttf"),
        Face(family, REGULAR, "italic", package, f"{stem}-It.ttf"),
        Face(family, SEMIBOLD, "normal", package, f"{stem}-Semibold.ttf"),
        Face(family, SEMIBOLD, "italic", package, f"{stem}-SemiboldIt.ttf"),
    )


FACES: tuple[Face, ...] = (
    *_faces("rfpkit Serif", "font_source_serif_pro", "SourceSerifPro"),
    *_faces("rfpkit Sans", "font_source_sans_pro", "SourceSansPro"),
)


def linked_css() -> str:
    """`@font-face` rules that point to the private URLs."""
    return _css(FACES, lambda face: face.url)


def embedded_css(text: str, faces: Iterable[Face] = FACES) -> str:
    """`@font-face` rules that carry the fonts, cut down to the characters of `text`."""
    characters = "".join(sorted(set(text) | set(_GENERATED)))
    return _css(faces, lambda face: _data_url(_subset(face, characters)))


def font_bytes(url: str) -> bytes:
    """The file behind a private URL.

    Raises:
        ValueError: no bundled font has this URL.
    """
    for face in FACES:
        if face.url == url:
            return face.path.read_bytes()
    raise ValueError(f"not a bundled font: {url}")


def file_bytes(package: str, file: str) -> bytes:
    """A font file of a package, whole and unchanged."""
    return _path(package, file).read_bytes()


def uncovered(text: str) -> list[str]:
    """The characters of `text` for which no bundled font has a sign, sorted."""
    return sorted(
        character
        for character in set(text)
        if not character.isspace() and ord(character) not in _covered()
    )


def no_sign(missing: Iterable[str]) -> tuple[str, str]:
    """What to tell of characters that no bundled font has, and how to mend it."""
    shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in missing)
    message = f"the bundled fonts have no sign for {shown}"
    return message, "write it in words, or with a sign such as ≥ ≤ × ✓ → ☐ ☑, or build html alone"


# What the style sheet itself writes: list markers and page numbers.
_GENERATED = "– .,()0123456789abcdefghijklmnopqrstuvwxyz"


def _css(faces: Iterable[Face], url: Callable[[Face], str]) -> str:
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f'font-style:{face.style};src:url("{url(face)}")}}'
        for face in faces
    )


@cache
def _covered() -> frozenset[int]:
    # Text falls back from the serif to the sans, so the sans alone decides; it has
    # the check marks and boxes that the serif's italics lack.
    from fontTools.ttLib import TTFont

    sans = next(f for f in FACES if "Sans" in f.family and f.style == "normal")
    with TTFont(sans.path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _subset(face: Face, characters: str) -> bytes:
    from fontTools import subset

    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "mark", "mkmk", "tnum", "lnum", "case"]
    # A reduced font must not carry the reserved name of the original.
    options.name_IDs = []
    options.notdef_outline = True
    with subset.load_font(face.path, options, dontLoadGlyphNames=True) as font:
        font.recalcTimestamp = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        out = io.BytesIO()
        subset.save_font(font, out, options)
        return out.getvalue()


def _data_url(font: bytes) -> str:
    return "data:font/woff2;base64," + base64.b64encode(font).decode("ascii")
