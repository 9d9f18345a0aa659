"""The semantic document as one HTML file that needs nothing else, offline too."""

from __future__ import annotations

from typing import Final

from rfpkit.render import contents, fonts, overlong, semantic, stacked


def render(document_html: str) -> bytes:
    """The document as a page that carries its fonts and its contents.

    Raises:
        InputError: the document is outside its vocabulary.
    """
    document = semantic.read(document_html)
    filled = contents.fill(document_html, contents.entries(document))
    text = "".join(document.root.itertext())
    marked = stacked.named(overlong.marked(filled))
    page = with_style(marked, fonts.embedded_css(text, _faces(document)))
    return page.replace("</title>", f"</title>\n{_NO_FETCHING}", 1).encode()


def with_style(document_html: str, css: str) -> str:
    """The document with further styles, in front of its own."""
    return document_html.replace("</title>", f"</title>\n<style>\n{css}\n</style>", 1)


# A pack may bring styles; whoever opens the page is not to be sent elsewhere by them.
_NO_FETCHING: Final = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; font-src data:; img-src data:\">"
)


def _faces(document: semantic.Document) -> list[fonts.Face]:
    used = {element.tag for element in document.root.iter()}
    return [
        face
        for face in fonts.FACES
        if (face.style == "normal" or "em" in used)
        and (face.weight == fonts.REGULAR or "Sans" in face.family or "strong" in used)
    ]
