"""What Word asks of a file before it opens it, told as a list of what is wrong."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# The sequences of ECMA-376, part 1, 17, as far as the writer uses an element; Word refuses a
# file in which they are not kept.
ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription tblPrChange"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark"
    ),
    "tblBorders": "top start left bottom end right insideH insideV",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblCellMar": "top start left bottom end right",
    "tcMar": "top start left bottom end right",
    "pBdr": "top left bottom right between bar",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr "
        "tblStylePr"
    ),
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "lvlOverride": "startOverride lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "numPr": "ilvl numId",
    "font": (
        "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic "
        "embedBoldItalic"
    ),
    "settings": (
        "writeProtection view zoom removePersonalInformation removeDateAndTime "
        "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
        "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
        "saveSubsetFonts saveFormsData mirrorMargins trackRevisions documentProtection "
        "defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl footnotePr "
        "endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
        "decimalSymbol listSeparator"
    ),
    "sdt": "sdtPr sdtEndPr sdtContent",
    "docPartObj": "docPartGallery docPartCategory docPartUnique",
}
REPEATED = {"tr", "tc", "style", "abstractNum", "num", "lvl", "lvlOverride", "headerReference"}


def parts_of(file: bytes) -> dict[str, bytes]:
    """The parts of a Word file by their names."""
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def tree(part: bytes) -> Any:
    """A part as a tree."""
    return etree.fromstring(part)


def problems(file: bytes) -> list[str]:
    """What is wrong with the file; empty where Word has nothing to complain of."""
    parts = parts_of(file)
    trees = {n: tree(p) for n, p in parts.items() if n.endswith((".xml", ".rels"))}
    return [
        *_types(trees["[Content_Types].xml"], parts),
        *_relations(trees, parts),
        *_names(trees),
        *(f"{name}: {told}" for name, tree in trees.items() for told in _orders(tree)),
        *(f"{name}: {told}" for name, tree in trees.items() for told in _pairs(tree)),
        *_tables(trees["word/document.xml"]),
    ]


def _types(root: Any, parts: dict[str, bytes]) -> Iterator[str]:
    named = {part.get("PartName") for part in root.iter(f"{TYPES}Override")}
    endings = {part.get("Extension").lower() for part in root.iter(f"{TYPES}Default")}
    for name in parts:
        ending = name.rpartition(".")[2].lower()
        if f"/{name}" not in named and ending not in endings and name != "[Content_Types].xml":
            yield f"{name} has no content type"
    yield from (f"{name} has a type and is not there" for name in named if name[1:] not in parts)


def _relations(trees: dict[str, Any], parts: Collection[str]) -> Iterator[str]:
    for name, tree in trees.items():
        if name.endswith(".rels"):
            continue
        folder, own = posixpath.split(name)
        rels = trees.get(f"{folder}/_rels/{own}.rels")
        known = {rel.get("Id"): rel for rel in rels} if rels is not None else {}
        used = {value for e in tree.iter() for key, value in e.attrib.items() if key.startswith(R)}
        yield from (f"{name} names {one}, which no relation has" for one in used - known.keys())
        for rel in known.values():
            target = posixpath.normpath(posixpath.join(folder, rel.get("Target")))
            if rel.get("TargetMode") != "External" and target not in parts:
                yield f"{name} leads to {target}, which is not there"


def _names(trees: dict[str, Any]) -> Iterator[str]:
    styles, numbers = trees["word/styles.xml"], trees["word/numbering.xml"]
    known = [style.get(f"{W}styleId") for style in styles.iter(f"{W}style")]
    lists = [one.get(f"{W}numId") for one in numbers.iter(f"{W}num")]
    shapes = [one.get(f"{W}abstractNumId") for one in numbers.iter(f"{W}abstractNum")]
    body = trees["word/document.xml"]
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    drawn = [one.get("id") for one in body.iter("{*}docPr")]
    for kind, found in (("style", known), ("list", lists), ("bookmark", marks), ("id", drawn)):
        yield from (f"{kind} {name} stands twice" for name, n in Counter(found).items() if n > 1)
    wanted = [
        ("style", {"pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"}, known, "val"),
        ("list", {"numId"}, ["0", *lists], "val"),  # 0 takes a paragraph out of its list
        ("shape of a list", {"abstractNumId"}, shapes, "val"),
        ("bookmark", {"hyperlink"}, [*marks, None], "anchor"),
    ]
    for name, tree in trees.items():
        for kind, tags, there, attribute in wanted:
            used = {e.get(f"{W}{attribute}") for tag in tags for e in tree.iter(f"{W}{tag}")}
            yield from (f"{name}: no {kind} {one}" for one in used - set(there))


def _orders(tree: Any) -> Iterator[str]:
    for element in tree.iter(*(f"{W}{name}" for name in ORDER)):
        name = element.tag.removeprefix(W)
        order = ORDER[name].split()
        found = [child.tag.removeprefix(W) for child in element]
        yield from (f"{name} may not hold {child}" for child in found if child not in order)
        places = [order.index(child) for child in found if child in order]
        if places != sorted(places):
            yield f"{name} holds {found}, which is not the schema's order"
        once = [child for child in found if child not in REPEATED]
        yield from (f"{name} holds {one} twice" for one, n in Counter(once).items() if n > 1)


def _pairs(tree: Any) -> Iterator[str]:
    starts = [mark.get(f"{W}id") for mark in tree.iter(f"{W}bookmarkStart")]
    ends = [mark.get(f"{W}id") for mark in tree.iter(f"{W}bookmarkEnd")]
    if sorted(starts) != sorted(ends) or len(set(starts)) != len(starts):
        yield "bookmarks do not pair"
    open_fields: list[str] = []
    for char in tree.iter(f"{W}fldChar"):
        kind = char.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append("begin")
        elif not open_fields or (kind == "separate" and open_fields[-1] != "begin"):
            yield f"a field's {kind} stands alone"
        elif kind == "separate":
            open_fields[-1] = "separate"
        else:
            open_fields.pop()
    if open_fields:
        yield "a field is not closed"


def _tables(body: Any) -> Iterator[str]:
    for table in body.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            if sum(1 if one is None else int(one.get(f"{W}val")) for one in spans) != columns:
                yield f"a row of {len(spans)} cells in a table of {columns} columns"
        following = table.getnext()
        if following is None or following.tag == f"{W}tbl":
            yield "a table has no paragraph behind it"
    if body.find(f"{W}body")[-1].tag != f"{W}sectPr":
        yield "the body does not end with its section"
    for cell in body.iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
