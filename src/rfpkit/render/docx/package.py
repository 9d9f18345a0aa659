"""The Word file as a zip whose bytes depend on the document alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from docx.oxml.ns import nsmap
from lxml import etree

from rfpkit.render.docx.xml import node, part

# The earliest date a zip can hold.
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def rewrite(file: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The file with some parts replaced, without the date on which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, parts.get(name) or source.read(name), compresslevel=9)
    return out.getvalue()


def settings_part(language: str) -> bytes:
    """The part `word/settings.xml`: today's layout rules, and the language."""
    modern = node(
        "w:compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return part(
        node(
            "w:settings",
            node("w:embedTrueTypeFonts"),
            node("w:defaultTabStop", val=720),
            node("w:characterSpacingControl", val="doNotCompress"),
            node("w:compat", modern),
            node("w:themeFontLang", val=language),
            node("w:decimalSymbol", val="."),
            node("w:listSeparator", val=","),
        )
    )


def core_part(title: str, author: str, language: str) -> bytes:
    """The part `docProps/core.xml`: title, author and language, and no dates."""
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    names = {"cp": core, "dc": nsmap["dc"]}
    root = etree.Element(f"{{{core}}}coreProperties", nsmap=names)
    for name, text in (("title", title), ("creator", author), ("language", language)):
        etree.SubElement(root, f"{{{nsmap['dc']}}}{name}").text = text
    return part(root)
