"""Whole commands, as a person starts them, and what they stand on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks.logs import log
from benchmarks.ours import AS_OF, CONTRACT, MAPPING
from benchmarks.stopwatch import alternately, best
from rfpkit.render import contents, fonts, html, semantic
from rfpkit.render.document import document_html
from rfpkit.sla.worked.examples import worked_examples
from rfpkit.workflows.build import build
from rfpkit.workflows.packs.open_pack import open_pack
from rfpkit.workflows.rfp import open_rfp

RFP = Path(__file__).parent.parent / "examples" / "city-district" / "rfp.yaml"
RFPKIT = str(Path(sys.executable).with_name("rfpkit"))


def district(cache: Path) -> float:
    """Returns the seconds of an audit of 20,000 tickets, from the command to its reports."""
    export = str(log("20k", "csv", cache))
    with TemporaryDirectory() as folder:
        command = [RFPKIT, "audit", str(CONTRACT), export, "--mapping", str(MAPPING)]
        return best(lambda: _run([*command, "--as-of", AS_OF, "-o", folder]), times=2)


def start() -> dict[str, float]:
    """Returns the seconds of `rfpkit --help`, and of a Python that does nothing."""
    return alternately(
        {
            "help": lambda: _run([RFPKIT, "--help"]),
            "python": lambda: _run([sys.executable, "-c", "pass"]),
        },
        times=15,
    )


def check(lines: int = 5_000) -> float:
    """Returns the seconds of `rfpkit check` of an RFP of so many lines."""
    with TemporaryDirectory() as folder:
        rfp = Path(folder, "rfp.yaml")
        rfp.write_text(_long_rfp(lines), "utf-8")
        return best(lambda: _run([RFPKIT, "check", str(rfp)]), times=5)


def pdf() -> dict[str, float]:
    """Returns the seconds from an RFP to its PDF, and of WeasyPrint alone on the same HTML."""
    solicitation = open_rfp(RFP).solicitation
    pack = open_pack(solicitation.pack, RFP)
    document = document_html(solicitation, pack, None, worked_examples(solicitation))
    filled = contents.fill(document, contents.entries(semantic.read(document)))
    page = html.with_style(filled, fonts.linked_css())
    with TemporaryDirectory() as folder:
        return alternately(
            {
                "rfp": lambda: _build(Path(folder)),
                "weasyprint": lambda: _weasyprint(page),
            },
            times=3,
        )


def _build(folder: Path) -> None:
    from rfpkit.render import pdf

    pdf.render.cache_clear()
    build(RFP, folder, formats=("pdf",))


def _weasyprint(page: str) -> None:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fonts(URLFetcher):  # type: ignore[misc]
        """Serves the fonts of the document."""

        def fetch(self, url: str, headers: object = None) -> object:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            return URLFetcherResponse(url, fonts.font_bytes(url))

    fetcher = Fonts(allowed_protocols={"data", fonts.SCHEME})
    page_ = HTML(string=page, url_fetcher=fetcher)
    page_.write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration())


def _long_rfp(lines: int) -> str:
    """Returns the example's RFP with as many more requirements as make so many lines."""
    text = RFP.read_text("utf-8")
    head, rest = text.split("\nrequirements:\n", 1)
    first = rest[: rest.index("\n  - id: ", 1) + 1]
    size = first.count("\n")
    count = -((text.count("\n") - lines) // size)
    more = [
        first.replace(yaml.safe_load(first)[0]["id"], f"ADD-{number:04}", 1)
        for number in range(count)
    ]
    return f"{head}\nrequirements:\n{''.join(more)}{rest}"


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
