"""Documents that would fetch, run, hide or embed something."""

from __future__ import annotations

import base64
import json
import struct
import zlib

from tests.packs.hostile import case
from tests.packs.hostile.case import RFP, Case, Lay, layout, pack_of

_BASE = '{% extends "base/document.html.j2" %}'
_WORD = "is not part of"
_PLAIN = "holds a tag that is not written plainly"
_STYLES = "the pack brings styles of its own"
_HEAD = "the pack's document has a head of its own"


def page(inside: str, form: str = "html") -> Lay:
    return case.page(inside.replace("'", '"'), form)


def _style(css: str, form: str = "pdf") -> Lay:
    return layout(_BASE + "{% block style %}" + css + "{% endblock %}", form)


def _png(width: int, height: int) -> str:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    lines = zlib.compress(b"\0" * 100_000)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + data).decode()


def _picture(source: str, form: str = "pdf") -> Lay:
    inside = f'<img src="{source}" alt="A picture">'
    return layout(_BASE + "{% block cover %}" + inside + "{% endblock %}", form)


def _field(text: str) -> Lay:
    rfp = RFP.replace("title: Repair", f"title: {json.dumps(text)}")
    return pack_of(
        {"layouts/rfp.html.j2": _MAIN.replace("HERE", "{{ document.title | prose }}")}, rfp=rfp
    )


_MAIN = (
    _BASE + '{% block main %}<section id="one"><h1><span class="number">1</span> One</h1>'
    "HERE</section>{% endblock %}"
)


def _main(inside: str, form: str = "html") -> Lay:
    return layout(_MAIN.replace("HERE", inside.replace("'", '"')), form)


_TOO_LONG = "a paragraph or cell is too long to be set"
_CELL = "<th scope='col'>a</th>"

FETCHING = [
    Case("style: url of a file", _style("p{background:url(file:///etc/passwd)}"), _STYLES),
    Case("style: url of a server", _style("p{background:url(http://packs.example/x)}"), _STYLES),
    Case("style: import", _style("@import 'https://packs.example/x.css';", "html"), _STYLES),
    Case("style: font", _style("@font-face{font-family:x;src:url(//packs.example/x)}"), _STYLES),
    Case("style: escaped url", _style(r"p{background:u\72l(file:///etc/passwd)}"), _STYLES),
    Case("style: expression", _style("p{width:expression(alert(1))}", "html"), _STYLES),
    Case("style: hidden words", _style(".clause{display:none}"), _STYLES),
    Case("style: pages of a pixel", _style("@page{size:1px 1px;margin:0}"), _STYLES),
    Case("style: a page of a mile", _style("@page{size:9999999in 9999999in}"), _STYLES),
    Case("style: columns without end", _style("main{column-count:999999999}"), _STYLES),
    Case(
        "style: out of its element",
        _style("</style><script>alert(1)</script><style>", "html"),
        _HEAD,
    ),
    Case("head: script", layout("<html><head><script>alert(1)</script><title>x</title>"), _HEAD),
    Case(
        "head: base",
        layout("<!DOCTYPE html><html><head><base href='file:///etc/'><title>x</title>"),
        _HEAD,
    ),
    Case(
        "head: attachment",
        layout(
            "<html><head><link rel=attachment href='file:///etc/passwd'><title>x</title>", "pdf"
        ),
        _HEAD,
    ),
    Case(
        "head: stylesheet",
        layout(
            "<html><head><link rel=stylesheet href='http://packs.example/x.css'><title>x</title>",
            "pdf",
        ),
        _HEAD,
    ),
    Case(
        "head: refresh",
        layout(
            "<html><head><meta http-equiv=refresh content='0;url=http://packs.example/'><title>x</title>"
        ),
        _HEAD,
    ),
    Case("no document at all", layout("words"), _HEAD),
    Case("nothing", layout(""), _HEAD),
    Case(
        "picture of a file", _picture("file:///etc/passwd"), "picture that is not the issuer's logo"
    ),
    Case("picture of a server", _picture("https://packs.example/x.png"), "picture that is not"),
    Case("picture of a device", _picture("/dev/zero"), "picture that is not"),
    Case(
        "picture of 100,000 pixels a side", _picture(_png(100_000, 100_000)), "picture that is not"
    ),
    Case(
        "picture in a paragraph", page("<img src=file:///etc/passwd>"), "<img> may not stand in <p>"
    ),
    Case("link", page("<link rel='attachment' href='file:///etc/passwd'>", "pdf"), _WORD),
    Case(
        "anchor that attaches a file",
        page("<a rel='attachment' href='file:///etc/passwd'>x</a>", "pdf"),
        "may not carry `rel`",
    ),
    Case("anchor to a file", page("<a href='file:///etc/passwd'>x</a>"), "a link may not lead to"),
    Case(
        "anchor to a script", page("<a href='javascript:alert(1)'>x</a>"), "a link may not lead to"
    ),
    Case(
        "anchor to a disguised script",
        page("<a href='&#106;avascript:alert(1)'>x</a>"),
        "a link may not lead to",
    ),
    Case("iframe", page("<iframe src='file:///etc/passwd'></iframe>"), _WORD),
    Case("object", page("<object data='file:///etc/passwd'></object>", "pdf"), _WORD),
    Case("embed", page("<embed src='file:///etc/passwd'>", "pdf"), _WORD),
    Case("script", page("<script>alert(1)</script>"), _WORD),
    Case("an event", page("<em onclick='alert(1)'>x</em>"), "may not carry `onclick`"),
    Case("an event of the body", page("<body onload='alert(1)'>"), _WORD),
    Case(
        "a style of an element",
        page("<em style='background:url(file:///etc/passwd)'>x</em>", "pdf"),
        "may not carry `style`",
    ),
    Case("a form", page("<form action='http://packs.example/'><input></form>"), _WORD),
    Case("a comment", page("<!-- --><!--[if IE]>x<![endif]-->"), _PLAIN),
    Case(
        "an entity of a file",
        _main("<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>"),
        "text stands loose in <section>",
    ),
    Case(
        "drawing with an entity",
        _main(
            "<figure id='f'><svg><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><title>x</title><text>&x;</text></svg></figure>",
            "docx",
        ),
        _PLAIN,
    ),
    Case(
        "drawing with a picture",
        _main(
            "<figure id='f'><svg><title>x</title><image href='file:///etc/passwd'/></svg></figure>",
            "pdf",
        ),
        "<svg> is not part of a pack's vocabulary",
    ),
    Case(
        "drawing with a script",
        _main("<figure id='f'><svg onload='alert(1)'><title>x</title></svg></figure>"),
        "<svg> is not part of a pack's vocabulary",
    ),
    Case(
        "drawing of a million pixels a side",
        _main(
            "<figure id='f'><svg width='1000000' height='1000000'><title>x</title></svg></figure>",
            "docx",
        ),
        "<svg> is not part of a pack's vocabulary",
    ),
]

FIELDS = [
    Case(
        "field with raw HTML",
        _field("<script>alert(1)</script> <b onclick=x>x</b>"),
        "",
        ("<script>alert", "<b onclick"),
    ),
    Case(
        "field with a script's link", _field("[x](javascript:alert(1))"), "", ('href="javascript',)
    ),
    Case("field with a link to a file", _field("[x](file:///etc/passwd)"), "", ('href="file',)),
    Case("field with a picture", _field("![x](file:///etc/passwd)"), "", ("<img",)),
    Case(
        "field that is a template",
        _field("{{ ''.__class__ }} {% include '/etc/passwd' %}"),
        "",
        ("<class", "root:"),
    ),
]

SIZES = [
    Case(
        "elements without number",
        _main("<br>" * 200_000),
        "signs `<`",
    ),
    Case(
        "elements in each other",
        page("<em>" * 200 + "a" + "</em>" * 200, "pdf"),
        "stands in more than 40 others",
    ),
    Case(
        "lists in each other",
        _main("<ul><li>" * 120 + "a" + "</li></ul>" * 120, "pdf"),
        "stands in more than 40 others",
    ),
    Case(
        "a table of a thousand columns",
        _main(
            "<table><caption>x</caption><thead><tr>"
            + _CELL * 1000
            + "</tr></thead><tbody></tbody></table>",
            "pdf",
        ),
        "60 columns at most",
    ),
    Case("a paragraph of a thousand breaks", _main("<p>" + "a<br>" * 1100 + "</p>"), _TOO_LONG),
    Case(
        "a cell of a thousand emphases",
        _main("<ul><li>" + "<strong>a</strong>" * 600 + "</li></ul>", "pdf"),
        _TOO_LONG,
    ),
    Case("a paragraph of 60,000 letters", _main("<p>" + "a" * 60_000 + "</p>", "pdf"), _TOO_LONG),
    Case(
        "a paragraph of 60,000 soft hyphens",
        _main("<p>" + "a\u00ad" * 30_000 + "</p>", "pdf"),
        _TOO_LONG,
    ),
    Case("a control sign", page("\x01"), "control character"),
]

CASES = [*FETCHING, *FIELDS, *SIZES]
