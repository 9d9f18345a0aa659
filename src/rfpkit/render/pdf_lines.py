"""Numbers of lines in the margin of a draft, so that a reader can cite page and line.

The layout decides where lines are, so they are numbered where it put them: nothing in the
document's text, and nothing that a screen reader would hear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from rfpkit.render import font_outlines

if TYPE_CHECKING:
    import pikepdf

Lines = list[list[float]]
"""For each page the baselines of its lines, in points below its top edge."""

_POINTS: Final = 0.75
"""Points in a pixel of the layout."""
_SAME: Final = 2.5
"""Points by which baselines may differ and still be one line: those of cells side by side."""
_SIZE: Final = 6.5
_RIGHT: Final = 40.0
"""Where the numbers end, in points from the left edge: outside of hanging numbers."""


def lines_of(pages: Iterable[Any]) -> Lines:
    """Returns where the lines of laid-out pages stand; running heads are no lines."""
    # WeasyPrint has no other door to what it laid out; a test counts the lines of a page.
    roots = (page._page_box.children[0] for page in pages)  # noqa: SLF001
    return [_merged(sorted(_baselines(root))) for root in roots]


def number(file: pikepdf.Pdf, lines: Lines) -> None:
    """Writes the number of each line into the margin of its page, from 1 on each page."""
    if not any(lines):
        return
    digits = _digits(file)
    for page, baselines in zip(file.pages, lines, strict=True):
        if not baselines:
            continue
        height = float(page.mediabox[3])
        drawn = [_drawn(at, height - top) for at, top in enumerate(baselines, start=1)]
        content = "/Artifact <</Type /Layout>> BDC\n" + "\n".join(drawn) + "\nEMC\n"
        # In front of the page's own content, which turns the axes over and leaves them so.
        page.contents_add(content.encode("ascii"), prepend=True)
        for name, form in digits.items():
            page.add_resource(form, _xobject(), name)


def _baselines(root: Any) -> Iterator[float]:
    for box in root.descendants():
        # A line without text is the room of an empty cell or of a form's field.
        if type(box).__name__ == "LineBox" and _has_text(box):
            yield (box.position_y + box.baseline) * _POINTS


def _has_text(line: Any) -> bool:
    return any((getattr(box, "text", None) or "").strip() for box in line.descendants())


def _merged(baselines: list[float]) -> list[float]:
    kept: list[float] = []
    for one in baselines:
        if not kept or one - kept[-1] > _SAME:
            kept.append(one)
    return kept


def _drawn(number: int, baseline: float) -> str:
    scale = _SIZE / font_outlines.EM
    text = str(number)
    left = _RIGHT - len(text) * font_outlines.width() * scale
    step = font_outlines.width() * scale
    return "\n".join(
        f"q {scale:.5f} 0 0 {scale:.5f} {left + at * step:.2f} {baseline:.2f} cm /Line{sign} Do Q"
        for at, sign in enumerate(text)
    )


def _digits(file: pikepdf.Pdf) -> dict[Any, Any]:
    """Returns a drawing of each digit, once for the whole file."""
    import pikepdf  # PDF only

    found = {}
    for sign in "0123456789":
        form = pikepdf.Stream(file, f".42 g\n{font_outlines.drawn(sign)}f\n".encode("ascii"))
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([-100, -300, font_outlines.EM, font_outlines.EM])
        found[pikepdf.Name(f"/Line{sign}")] = file.make_indirect(form)
    return found


def _xobject() -> Any:
    import pikepdf  # PDF only

    return pikepdf.Name.XObject
