"""What a printer would not let pass: breaks within a date, crowded numbers, lonely lines."""

from __future__ import annotations

import io
import re
import subprocess

import pytest
from docx import Document

from rfpkit.render import no_breaks, pdf
from rfpkit.render.docx import document
from tests.render import sample
from tests.render.test_overlong import needs_poppler
from tests.render.test_semantic import section

STAYS = "\u00a0"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("by May 29, 2026, 4:00 p.m. at the school", "by May_29, 2026, 4:00_p.m. at the school"),
        ("Dec 24–Jan 1", "Dec_24–Jan_1"),
        ('section <a class="ref" href="#a">1</a>', 'section_<a class="ref" href="#a">1</a>'),
        ("Form E and Form of business", "Form_E and Form of business"),
        ("the school may 3 times in 5 a year", "the school may 3 times in 5 a year"),
    ],
)  # fmt: skip
def test_a_line_does_not_break_within_a_time_a_date_or_a_reference(written, kept):
    assert no_breaks.bound(written) == kept.replace("_", STAYS)


@needs_poppler
def test_the_number_of_a_clause_stands_clear_of_its_words():
    # As wide as 12.10.28, which is the longest that an RFP has had.
    long = (
        '<section id="l"><h1><span class="number">1111</span> A</h1><section id="m">'
        '<h2><span class="number">1111.1</span> B</h2><p class="clause" id="c">'
        '<span class="number">1111.1.1</span> Zebra</p></section></section></main>'
    )
    main = re.compile(r"<main id=\"main\">.*</main>", re.DOTALL)
    made = main.sub(f'<main id="main">{long}', sample.document(contents=0))
    told = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf.render(made), capture_output=True, check=True
    ).stdout.decode()
    (number,) = re.findall(r'xMax="([\d.]+)"[^>]*>1111\.1\.1<', told)
    (word,) = re.findall(r'xMin="([\d.]+)"[^>]*>Zebra<', told)
    assert float(number) + 2 < float(word)


def test_what_introduces_a_table_or_a_list_stays_with_it_in_word():
    made = section(
        "<p>alone</p><p>before a list:</p><ul><li>one</li></ul><p>before a table:</p><table>"
        '<caption>C</caption><thead><tr><th scope="col">A</th></tr></thead><tbody>'
        "<tr><td>x</td></tr><tr><td>y</td></tr><tr><td>z</td></tr></tbody></table>"
    )
    file = Document(io.BytesIO(document.render(made, {})))
    kept = {p.text: bool(p.paragraph_format.keep_with_next) for p in file.paragraphs}
    assert [kept[text] for text in ("alone", "before a list:", "before a table:")] == [0, 1, 1]
    cells = [cell.paragraphs[0] for row in file.tables[0].rows for cell in row.cells]
    # The head keeps its row by its style; the last row is kept by the one before.
    assert [bool(p.paragraph_format.keep_with_next) for p in cells] == [False, True, True, False]
