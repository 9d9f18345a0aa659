"""The semantic document as a tagged PDF (PDF/UA-1).

The same document gives the same bytes on every machine: each text is set in a
bundled font, and nothing is fetched but those fonts.
"""

from __future__ import annotations

import io
import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.render import contents, fonts, html, no_breaks, overlong, pdf_lines, semantic

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf
    from lxml.html import HtmlElement


# The Word writer asks for the page numbers of a document that was often just laid out.
@lru_cache(maxsize=2)
def render(document_html: str) -> bytes:
    """The document as a PDF.

    Raises:
        InputError: the document is outside its vocabulary, or holds a character that
            no bundled font has.
    """
    document = semantic.read(document_html)
    _refuse_uncovered(document)
    filled = contents.fill(no_breaks.bound(document_html), contents.entries(document))
    page = html.with_style(overlong.marked(filled), fonts.linked_css())
    draft = "draft" in semantic.classes(document.root)
    return _finish(*_lay_out(page, numbered=draft))


def page_numbers(pdf: bytes) -> dict[str, int]:
    """For each linked id the page it stands on, from 1."""
    import pikepdf  # PDF only

    with pikepdf.open(io.BytesIO(pdf)) as file:
        numbers: dict[Any, int] = {page.objgen: page.index + 1 for page in file.pages}
        names = pikepdf.NameTree(file.Root.Names.Dests) if "/Names" in file.Root else {}
        return {str(name): numbers[target[0].objgen] for name, target in names.items()}


def _refuse_without_libraries() -> None:
    try:
        import weasyprint  # noqa: F401  # half a second, PDF only
    except OSError as error:
        hint = "run scripts/setup, or install libpangoft2-1.0-0 and libharfbuzz-subset0"
        message = "this machine lacks the libraries that set a PDF"
        raise InputError([Diagnostic(Location("pdf"), message, hint)]) from error


def _lay_out(page_html: str, *, numbered: bool) -> tuple[bytes, pdf_lines.Lines]:
    """Returns the file, and where the lines of its pages are if they are to be numbered."""
    _refuse_without_libraries()
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class BundledFontsOnly(URLFetcher):  # type: ignore[misc]
        """Serves the bundled fonts and `data:`; everything else stops the document."""

        def fetch(self, url: str, headers: object = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            try:
                return URLFetcherResponse(url, fonts.font_bytes(url))
            except ValueError as error:
                raise FatalURLFetchingError(f"a document may not fetch {url}") from error

    # It reports each property of the screen styles that paper does not have.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fetcher = BundledFontsOnly(allowed_protocols={"data", fonts.SCHEME}, allow_redirects=False)
    page = HTML(string=page_html, url_fetcher=fetcher)
    try:
        laid_out = page.render(font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
        pdf: bytes = laid_out.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        hint = "a pack's styles may hold data: and nothing else"
        raise InputError([Diagnostic(Location("document"), str(error), hint)]) from None
    return pdf, pdf_lines.lines_of(laid_out.pages) if numbered else []


def _refuse_uncovered(document: semantic.Document) -> None:
    if fonts.uncovered("".join(document.root.itertext())):
        raise InputError(_without_sign(document.root))


def _without_sign(root: HtmlElement) -> Iterator[Diagnostic]:
    for element in root.iter():
        own = "".join(filter(None, [element.text, *(child.tail for child in element)]))
        if missing := fonts.uncovered(own):
            message, hint = fonts.no_sign(missing)
            words = " ".join(own.split())[:60]
            yield semantic.problem(element, f"{message}: {words!r}", hint)


def _finish(raw: bytes, lines: pdf_lines.Lines) -> bytes:
    import pikepdf  # PDF only

    with pikepdf.open(io.BytesIO(raw)) as file:
        for element in _elements(file):
            if element.S == "/TH":
                _scope(element)
            elif element.S == "/Div" and element.P.S == "/L":
                _list_item(element)
            elif element.S != "/Link":
                _drop_inner_links(element)
        pdf_lines.number(file, lines)
        out = io.BytesIO()
        file.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()


_ELEMENT: Final = "/StructElem"


def _elements(file: pikepdf.Pdf) -> list[Any]:
    import pikepdf  # PDF only

    return [
        item
        for item in file.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == _ELEMENT
    ]


def _scope(cell: Any) -> None:
    # WeasyPrint links cells to their heads but never says which way a head points.
    import pikepdf  # PDF only

    in_head = cell.P.P.S == "/THead"
    cell.A.Scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row


def _list_item(group: Any) -> None:
    # A row of a sheet: the term is the label of its item, the value the body. What a page's
    # end cuts off a row is an item of its own, without a term.
    import pikepdf  # PDF only

    group.S = pikepdf.Name.LI
    bodies = [body for item in group.get("/K", []) for body in item.get("/K", [])]
    for body in bodies:
        body.P = group
    if len(bodies) > 1:
        bodies[0].S = pikepdf.Name.Lbl
    group.K = pikepdf.Array(bodies)


def _drop_inner_links(element: Any) -> None:
    # Emphasis within a link gets a second link of its own, which readers would hear twice.
    import pikepdf  # PDF only

    kids = list(element.get("/K", []))
    inner = [kid for kid in kids if _is_link(kid)]
    for kid in inner:
        page = kid.Pg
        page.Annots = pikepdf.Array([a for a in page.Annots if a.objgen != kid.Obj.objgen])
    if inner:
        element.K = pikepdf.Array([kid for kid in kids if not _is_link(kid)])


def _is_link(kid: Any) -> bool:
    import pikepdf  # PDF only

    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
