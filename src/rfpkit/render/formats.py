"""The formats a semantic document can be written in: the table that faces and tests read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Format:
    """One way to write a semantic document."""

    suffix: str
    """Of the file's name, with its dot."""
    render: Callable[[str], bytes]
    """The document in this format; raises `InputError` as `semantic.read` does."""


def _html(document_html: str) -> bytes:
    from rfpkit.render import html  # each format loads its library when it is asked for

    return html.render(document_html)


def _pdf(document_html: str) -> bytes:
    from rfpkit.render import pdf

    return pdf.render(document_html)


def _docx(document_html: str) -> bytes:
    from rfpkit.render import pdf
    from rfpkit.render.docx import document

    # Word's contents show the pages of the PDF until Word counts them itself.
    listed = 'class="contents"' in document_html
    pages = pdf.page_numbers(pdf.render(document_html)) if listed else {}
    return document.render(document_html, pages)


def _markdown(document_html: str) -> bytes:
    from rfpkit.render.text import document

    return document.render(document_html)


FORMATS: Final[dict[str, Format]] = {
    "html": Format(".html", _html),
    "pdf": Format(".pdf", _pdf),
    "docx": Format(".docx", _docx),
    "md": Format(".md", _markdown),
}

JSON: Final = "json"
"""The RFP itself, for programs: no document is made for it."""
