"""The styles of the Word file: the look of `templates/base/document.css`, in Word's terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from rfpkit.render.docx.xml import TWIPS, Node, node, part, spacing

SERIF, SANS = "Source Serif Pro", "Source Sans Pro"
ACCENT, GREY, RULE, INK = "17476B", "505050", "C9CCD1", "1B1B1B"
HANG = 860
"""How far numbers hang in the margin, in twips."""


OUTLINE = 1
"""The number of the one list that all headings and clauses share."""


@dataclass(frozen=True)
class Style:
    """A paragraph or character style; sizes and spaces are in points."""

    id: str
    name: str
    """As Word shows it; built-in names make Word treat the style as its own."""
    kind: Literal["paragraph", "character"] = "paragraph"
    based_on: str = "Normal"
    then: str = ""
    font: str = ""
    size: float = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: float = 0
    after: float | None = None
    """Space behind the paragraph; none keeps that of the style it is based on."""
    line: float | None = None
    """Least height of a line; none keeps that of the style it is based on."""
    outline: int = 0
    """Heading level from 1; 0 for body text."""
    keep: bool = False
    """Stays on the page of the next paragraph."""
    indent: float = 0
    """Space at the left."""


STYLES: Final = (
    Style("Heading1", "heading 1", then="Normal", font=SANS, size=17, bold=True, colour=ACCENT,
          before=32, after=10, line=20, outline=1, keep=True),
    Style("Heading2", "heading 2", then="Normal", font=SANS, size=12.5, bold=True, colour=INK,
          before=20, after=6, line=15, outline=2, keep=True),
    Style("Heading3", "heading 3", then="Normal", font=SANS, size=10.5, bold=True, colour=INK,
          before=15, after=4, line=13, outline=3, keep=True),
    Style("Clause", "Clause"),
    Style("Lead", "Lead", size=13, line=18, after=10),
    Style("RunInHeading", "Run-in Heading", font=SANS, bold=True, after=3, keep=True),
    Style("Sentence", "Service Level Sentence", after=8, keep=True),
    Style("Seal", "Service Level Seal", font=SANS, size=8, colour=GREY, before=5, after=16),
    Style("Issuer", "Issuer", font=SANS, size=12, bold=True, before=10),
    Style("Kind", "Document Kind", font=SANS, size=11, colour=GREY, before=80, after=2),
    Style("Title", "Title", font=SANS, size=30, bold=True, colour=ACCENT, after=9, line=33),
    Style("SlimTitle", "Title Slim", based_on="Title", size=21, after=3, line=25),
    Style("DocumentNumber", "Document Number", font=SANS, size=12, after=0),
    Style("Date", "Date", font=SANS, size=12, colour=GREY, after=0),
    Style("ContentsHeading", "TOC Heading", font=SANS, size=17, bold=True, colour=ACCENT, after=10),
    Style("TOC1", "toc 1", font=SANS, size=9.5, bold=True, before=5.5, after=0, line=12.5),
    Style("TOC2", "toc 2", font=SANS, size=9.5, after=0, line=12.5),
    Style("TOC3", "toc 3", font=SANS, size=9.5, after=0, line=12.5),
    Style("ListBullet", "List Bullet", after=2.5),
    Style("ListNumber", "List Number", after=2.5),
    Style("Term", "Definition Term", bold=True, after=0, keep=True),
    Style("Definition", "Definition", after=6),
    Style("Note", "Note", font=SANS, size=9.5, line=13.5, before=4, after=6, indent=9),
    Style("FieldLabel", "Field Label", font=SANS, size=7.5, colour=GREY, before=5, after=0, line=9),
    Style("FieldText", "Field Text", font=SANS, size=9.5, after=1, line=13),
    Style("Caption", "caption", font=SANS, size=9.5, bold=True, before=10, after=4, line=12,
          keep=True),
    Style("FigureCaption", "Figure Caption", font=SANS, size=8.5, colour=GREY, line=12, after=14),
    Style("Figure", "Figure", before=10, after=4, keep=True),
    Style("TableText", "Table Text", font=SANS, size=9, after=0, line=12),
    Style("TableHead", "Table Head", based_on="TableText", size=8.5, bold=True, keep=True),
    Style("SheetText", "Sheet Text", font=SANS, size=9.5, after=0, line=13),
    Style("SheetTerm", "Sheet Term", based_on="SheetText", bold=True),
    Style("FigureLabel", "Key Figure Label", font=SANS, size=8.5, colour=GREY, after=0, line=11),
    Style("FigureValue", "Key Figure", font=SANS, size=18, bold=True, after=0, line=23),
    Style("FigureRemark", "Key Figure Remark", based_on="FigureLabel"),
    Style("Header", "header", font=SANS, size=8, colour=GREY, after=0, line=10),
    Style("Strong", "Strong", "character", bold=True),
    Style("Emphasis", "Emphasis", "character", italic=True),
    Style("Hyperlink", "Hyperlink", "character", colour=ACCENT),
    Style("Code", "Code", "character", font=SANS, size=9.5),
    Style("RequirementId", "Requirement Id", "character", font=SANS, size=8, colour=GREY),
    Style("Digest", "Digest", "character", font=SANS, size=8, colour=GREY),
    Style("Remark", "Remark", "character", font=SANS, size=8, colour=GREY),
    Style("Met", "Status Met", "character", font=SANS, bold=True, colour="15572C"),
    Style("Missed", "Status Missed", "character", font=SANS, bold=True, colour="8C1C13"),
    Style("Open", "Status Open", "character", font=SANS, bold=True, colour=GREY),
)  # fmt: skip


def styles_part(language: str) -> bytes:
    """The part `word/styles.xml`."""
    basic = node(
        "w:docDefaults",
        node("w:rPrDefault", node("w:rPr", *_run(SERIF, 10.5, INK), node("w:lang", val=language))),
        node(
            "w:pPrDefault",
            node("w:pPr", node("w:widowControl"), spacing(after=7.5, line=15.75)),
        ),
    )
    normal = node(
        "w:style", _name("Normal"), node("w:qFormat"), type="paragraph", default=1, styleId="Normal"
    )
    return part(node("w:styles", basic, normal, _table_normal(), *map(_style, STYLES)))


def _style(style: Style) -> Node:
    head = [_name(style.name)]
    if style.kind == "paragraph":
        head += [node("w:basedOn", val=style.based_on), node("w:next", val=style.then or style.id)]
    head += [node("w:uiPriority", val=9), node("w:qFormat")]
    body = [node("w:rPr", *_run(style.font, style.size, style.colour, style))]
    if style.kind == "paragraph":
        body = [node("w:pPr", *_paragraph(style)), *body]
    return node("w:style", *head, *body, type=style.kind, styleId=style.id)


def _name(name: str) -> Node:
    return node("w:name", val=name)


def _paragraph(style: Style) -> list[Node]:
    # The order of the children is the schema's.
    parts: list[Node] = []
    if style.keep:
        parts.append(node("w:keepNext"))
    if style.outline:
        level = node("w:ilvl", val=style.outline - 1)
        parts += [node("w:keepLines"), node("w:numPr", level, node("w:numId", val=OUTLINE))]
    parts.append(spacing(style.before, style.after, style.line))
    if style.indent:
        parts.append(node("w:ind", left=round(style.indent * TWIPS)))
    if style.outline:
        parts.append(node("w:outlineLvl", val=style.outline - 1))
    return parts


def _run(font: str, size: float, colour: str, style: Style | None = None) -> list[Node]:
    parts: list[Node] = []
    if font:
        parts.append(node("w:rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font))
    if style and style.bold:
        parts += [node("w:b"), node("w:bCs")]
    if style and style.colour == GREY and not style.bold:
        # Small grey words stay light inside a bold heading.
        parts += [node("w:b", val=0), node("w:bCs", val=0)]
    if style and style.italic:
        parts += [node("w:i"), node("w:iCs")]
    if colour:
        parts.append(node("w:color", val=colour))
    if size:
        parts += [node("w:sz", val=round(size * 2)), node("w:szCs", val=round(size * 2))]
    return parts


def _table_normal() -> Node:
    return node(
        "w:style",
        _name("Normal Table"),
        node("w:tblPr", node("w:tblInd", w=0, type="dxa")),
        type="table",
        default=1,
        styleId="TableNormal",
    )
