"""Charts, drawn by Altair: as SVG for pages and as PNG for Word.

Each text names a bundled font and ids depend on the drawing alone, so that the same
numbers give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any, Final, Literal

from markupsafe import Markup

from rfpkit.render import fonts

Verdict = Literal["met", "missed", "open"]
"""`open`: there is data, but the period is not judged (too few tickets, or pending)."""


@dataclass(frozen=True)
class Point:
    """One measurement period of a service level."""

    period: str
    """What stands under the axis, such as `Sep` or `Sep 2026`; unique in the chart."""
    target: Fraction
    """The share that was promised for the period, 0 to 1."""
    attainment: Fraction | None
    """The share reached, 0 to 1; none where there is no data."""
    label: str
    """The attainment as the tables print it, such as `96.4%`; empty without data."""
    verdict: Verdict | None
    """What the audit says; none where there is no data."""


@dataclass(frozen=True)
class Chart:
    """A finished drawing."""

    svg: Markup
    """For the semantic document: begins with a `title`, which is its description."""
    description: str
    """What the drawing shows, in a sentence: its text alternative."""

    @property
    def png(self) -> bytes:
        """The drawing in pixels, for formats that have no SVG."""
        return rasterise(self.svg)


def attainment_chart(points: Sequence[Point], title: str) -> Chart:
    """Attainment by period as a line, with the target as a step line beside it.

    A period without data is a gap with a word in it. A missed period differs from a
    met one by shape, place of its label and colour.

    Args:
        points: in order of time, at least one.
        title: the service level's name, for the description.
    """
    description = _description(points, title)
    return Chart(_finished(_draw(_attainment(points)), description), description)


def rasterise(svg: str) -> bytes:
    """A drawing as PNG, three pixels to each of its units."""
    paper = '<rect width="100%" height="100%" fill="#ffffff"/>'
    on_white = re.sub(r"<svg\b[^>]*>", lambda found: found.group() + paper, svg, count=1)
    pixels: bytes = _vl_convert().svg_to_png(on_white, scale=3.0)
    return pixels


# With its axis and the target's label the drawing is as wide as a page's text column,
# 5.5 inches at 96 units each.
WIDTH, HEIGHT = 432, 180
_FONT: Final = "Source Sans Pro"
_SIZE, _SMALL = 11, 10.5
_BOX: Final = "M-1,-0.38H1V0.38H-1Z"
_INK, _GREY, _RULE = "#1b1b1b", "#505050", "#c9ccd1"
_COLOURS: Final = {"met": "#17476b", "missed": "#8c1c13", "open": "#505050"}
_SHAPES: Final = {"met": "circle", "missed": "diamond", "open": "circle"}


def _attainment(points: Sequence[Point]) -> Any:
    import altair as alt  # a third of a second, charts only

    rows = [_row(number, point) for number, point in enumerate(points)]
    # Drawn to the end of the last period, so that its step is as wide as the others.
    steps = [{"at": n - 0.5, "target": row["target"]} for n, row in enumerate(rows)]
    steps.append({"at": len(rows) - 0.5, "target": rows[-1]["target"]})
    lowest = min(row[key] for row in rows for key in ("value", "target") if row[key] is not None)
    bottom = max(0, int((lowest - 4) // 10 * 10))
    names = [point.period for point in points]
    across = alt.X(
        "at:Q",
        scale=alt.Scale(domain=[-0.5, len(rows) - 0.5], nice=False),
        axis=alt.Axis(
            values=list(range(len(rows))),
            labelExpr=f"{names}[datum.value]",
            labelOverlap=False,
            title=None,
            grid=False,
            tickSize=0,
            labelPadding=7,
            domainColor=_INK,
        ),
    )
    percent = alt.Axis(
        title=None, labelExpr="datum.value + '%'", tickCount=4, domain=False, tickSize=0,
        gridColor=_RULE, gridWidth=0.5, labelPadding=8,
    )  # fmt: skip
    # Room above 100% for the labels of the best months.
    scale = alt.Scale(domain=[bottom, 100 + (100 - bottom) * 0.08], nice=False, zero=False)
    up = alt.Y("value:Q", axis=percent, scale=scale)
    base = alt.Chart(alt.Data(values=rows)).encode(x=across)
    layers = [
        alt.Chart(alt.Data(values=steps))
        .mark_line(interpolate="step-after", color=_INK, strokeWidth=1, strokeDash=[4, 3])
        .encode(x=across, y=alt.Y("target:Q", axis=percent, scale=scale)),
        base.mark_line(
            color=_COLOURS["met"], strokeWidth=1.5, invalid="break-paths-filter-domains"
        ).encode(y=up),
        *_labels(base, up),
        *(_marks(base, up, verdict) for verdict in ("met", "missed", "open")),
        base.transform_filter("!isValid(datum.value)")
        .mark_text(text="no data", fontSize=_SMALL, color=_GREY, baseline="bottom", dy=-5)
        .encode(y=alt.YValue(HEIGHT)),
        *_target_labels(steps, across, alt.Y("target:Q", axis=percent, scale=scale)),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT).configure(**_config())


def _row(number: int, point: Point) -> dict[str, Any]:
    share = point.attainment
    return {
        "at": number,
        "value": None if share is None else float(share * 100),
        "target": float(point.target * 100),
        "label": point.label,
        "verdict": point.verdict or "",
        "place": "above" if share is None or share >= point.target else "below",
    }


def _marks(base: Any, up: Any, verdict: str) -> Any:
    return (
        base.transform_filter(f"datum.verdict == '{verdict}'")
        .mark_point(
            shape=_SHAPES[verdict],
            size=75 if verdict == "missed" else 42,
            opacity=1,
            fill="#ffffff" if verdict == "open" else _COLOURS[verdict],
            stroke=_COLOURS[verdict],
            strokeWidth=1.2,
        )
        .encode(y=up)
    )


def _labels(base: Any, up: Any) -> list[Any]:
    # A white box keeps the words apart from the lines they cross.
    return [
        layer
        for verdict, colour in {**_COLOURS, "met": _INK}.items()
        for place, baseline, shift in (("above", "bottom", -7), ("below", "top", 8))
        for part in [base.transform_filter(_such(verdict, place)).encode(y=up)]
        for layer in (
            part.mark_point(shape=_BOX, size=900, fill="#ffffff", stroke=None, opacity=1,
                            yOffset=shift * 1.9),
            part.encode(text="label:N").mark_text(
                fontSize=_SIZE,
                fontWeight=fonts.SEMIBOLD if verdict == "missed" else fonts.REGULAR,
                color=colour,
                baseline=baseline,
                dy=shift,
            ),
        )
    ]  # fmt: skip


def _such(verdict: str, place: str) -> str:
    return f"datum.verdict == '{verdict}' && datum.place == '{place}'"


def _target_labels(steps: list[dict[str, float]], across: Any, up: Any) -> list[Any]:
    import altair as alt  # charts only

    def label(step: dict[str, float], **style: Any) -> Any:
        text = f"target {step['target']:g}%"
        mark = alt.Chart(alt.Data(values=[step])).encode(x=across, y=up)
        return mark.mark_text(text=text, color=_INK, fontSize=_SIZE, **style)

    ends = [
        {"at": after["at"], "target": before["target"]}
        for before, after in pairwise(steps)
        if before["target"] != after["target"]
    ]
    earlier = [label(end, align="right", baseline="top", dx=-6, dy=5) for end in ends]
    return [*earlier, label(steps[-1], align="left", baseline="middle", dx=7)]


def _config() -> dict[str, Any]:
    words = {"labelFont": _FONT, "titleFont": _FONT, "labelFontSize": _SIZE, "labelColor": _GREY}
    return {
        "font": _FONT,
        "aria": False,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": words,
        "text": {"font": _FONT},
        "padding": {"left": 0, "top": 4, "right": 4, "bottom": 2},
    }


def _description(points: Sequence[Point], title: str) -> str:
    first, last = points[0], points[-1]
    span = first.period if len(points) == 1 else f"{first.period} to {last.period}"
    targets = list(dict.fromkeys(f"{float(point.target * 100):g}%" for point in points))
    judged = [point for point in points if point.verdict in {"met", "missed"}]
    missed = [f"{point.period} ({point.label})" for point in judged if point.verdict == "missed"]
    waiting = [f"{point.period} ({point.label})" for point in points if point.verdict == "open"]
    empty = [point.period for point in points if point.attainment is None]
    sentences = [
        f"{title}: attainment by period, {span}, against a target of {', then '.join(targets)}.",
        f"Met in {len(judged) - len(missed)} of {len(judged)} judged periods.",
        f"Missed: {', '.join(missed)}." if missed else "",
        f"Not judged: {', '.join(waiting)}." if waiting else "",
        f"No data: {', '.join(empty)}." if empty else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _draw(chart: Any) -> str:
    svg: str = _vl_convert().vegalite_to_svg(chart.to_dict())
    return svg


@cache
def _vl_convert() -> Any:
    import vl_convert  # a third of a second, charts only

    for folder in sorted({face.path.parent for face in fonts.FACES}):
        vl_convert.register_font_directory(str(folder))
    return vl_convert


_IDS: Final = re.compile(r"""(\bid="|url\(#|href="#)([^")]+)""")


def _finished(svg: str, description: str) -> Markup:
    # The library counts its ids up as long as the program runs.
    seen: dict[str, str] = {}
    numbered = _IDS.sub(
        lambda found: found[1] + seen.setdefault(found[2], f"@{len(seen) + 1}"), svg
    )
    digest = hashlib.sha256(numbered.encode()).hexdigest()[:8]
    named = numbered.replace("@", f"c{digest}-") if seen else numbered
    # Pages know the font by our own name; the pixels are drawn from the original's.
    named = named.replace(f'"{_FONT}"', f'"rfpkit Sans, {_FONT}"')
    head, start, body = named.partition(">")
    return Markup(  # noqa: S704
        f'{head} role="img"{start}<title>{escape(description)}</title>{body}'
    )
