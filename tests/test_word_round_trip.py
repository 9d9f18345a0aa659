"""The Word file of an RFP, opened and saved again by LibreOffice: nothing is lost on the way."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import groupby

import pytest
from docx import Document

from rfpkit.workflows.build import build
from tests.conftest import ROOT
from tests.office import needs_office

RFP = ROOT / "examples" / "every-kind" / "rfp.yaml"

pytestmark = needs_office


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("word")
    build(RFP, folder, formats=["docx"])
    for form in ("docx", "pdf"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", form, "--outdir", str(folder / "saved"),
             str(folder / "TREC-2026-03.docx")],
            capture_output=True, check=True, timeout=300,
        )  # fmt: skip
    return folder


def opened(path):
    return Document(str(path))


def headings(document):
    return [
        (paragraph.style.name, " ".join(paragraph.text.split()))
        for paragraph in document.paragraphs
        if paragraph.style is not None and paragraph.style.name.startswith("Heading")
    ]


def paragraphs(document):
    """The words of each paragraph that is not in a table, links and fields included."""
    told = (element.xpath("string(.)") for element in document.element.body.xpath("w:p"))
    return [" ".join(words.split()) for words in told if words.strip()]


def cells(document):
    """The words of each table's cells, in order; a field of a form spans several columns."""
    found = []
    for table in document.tables:
        every = [" ".join(cell.text.split()) for row in table.rows for cell in row.cells]
        found.append([one for one, _ in groupby(every) if one])
    return found


def test_headings_and_every_cell_of_every_table_survive(folder):
    ours = opened(folder / "TREC-2026-03.docx")
    saved = opened(folder / "saved" / "TREC-2026-03.docx")
    assert len(headings(ours)) > 40
    assert headings(saved) == headings(ours)
    assert cells(saved) == cells(ours)
    assert paragraphs(saved) == paragraphs(ours)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_libreoffice_counts_the_numbers_that_the_document_prints(folder):
    shown = subprocess.run(
        ["pdftotext", "-layout", str(folder / "saved" / "TREC-2026-03.pdf"), "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    (page,) = build(RFP, folder / "page", formats=["md"]).files
    numbered = re.compile(r"^#{2,4} (?:<a id=\"[^\"]*\"></a>)?([\d.]+) (.+)$", re.MULTILINE)
    found = [(number, title[:25]) for number, title in numbered.findall(page.read_text("utf-8"))]
    assert len(found) > 40
    plain = " ".join(shown.split())
    missing = [one for one in map(" ".join, found) if one not in plain]
    assert missing == []
