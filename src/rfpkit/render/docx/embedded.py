"""The fonts that a Word file carries, so that lines break and pages count alike everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from rfpkit.render import fonts
from rfpkit.render.docx.styles import SANS, SERIF
from rfpkit.render.docx.xml import Node, node, part

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart


@dataclass(frozen=True)
class Family:
    """A type family as Word knows it."""

    name: str
    package: str
    stem: str
    fallback: str
    """What Word takes where it may not use the fonts that the file carries."""
    shape: str
    """Word's own class of the letters."""


FAMILIES: Final = (
    Family(SERIF, "font_source_serif_pro", "SourceSerifPro", "Georgia", "roman"),
    Family(SANS, "font_source_sans_pro", "SourceSansPro", "Segoe UI", "swiss"),
)


def fonts_part(story_part: DocumentPart, *, italic: bool) -> bytes:
    """The part `word/fontTable.xml`, whose fonts lie in the file from now on.

    Args:
        story_part: the file's main part.
        italic: the document has slanted words; their faces are left out otherwise.
    """
    table = next(
        rel.target_part for rel in story_part.rels.values() if rel.reltype.endswith("/fontTable")
    )
    return part(node("w:fonts", *(_family(table, family, italic=italic) for family in FAMILIES)))


_KIND: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
# The files are whole and unchanged: whoever edits the text may type any sign. Word makes no use
# of a weight between regular and bold.
_FACES: Final = (("embedRegular", "Regular"), ("embedBold", "Bold"))
_SLANTED: Final = (("embedItalic", "It"),)


def _family(table: Part, family: Family, *, italic: bool) -> Node:
    return node(
        "w:font",
        node("w:altName", val=family.fallback),
        node("w:charset", val="00"),
        node("w:family", val=family.shape),
        node("w:pitch", val="variable"),
        *_embedded(table, family, italic=italic),
        name=family.name,
    )


def _embedded(table: Part, family: Family, *, italic: bool) -> Iterator[Node]:
    for name, face in (*_FACES, *(_SLANTED if italic else ())):
        data = fonts.file_bytes(family.package, f"{family.stem}-{face}.ttf")
        digest = hashlib.sha256(data).hexdigest().upper()
        key = "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
        uri = PackURI(f"/word/fonts/{family.stem}-{face}.odttf")
        written = Part(uri, _KIND, _obfuscated(data, key), table.package)
        identity = table.relate_to(written, _RELATION)
        yield node(f"w:{name}", r__id=identity, fontKey=f"{{{key}}}")


def _obfuscated(data: bytes, key: str) -> bytes:
    """The font with its first 32 bytes mixed with its key, as the format asks for."""
    mask = bytes.fromhex(key.replace("-", ""))[::-1]
    head = bytes(byte ^ mask[place % 16] for place, byte in enumerate(data[:32]))
    return head + data[32:]
