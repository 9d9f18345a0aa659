"""Numbers of lines in the margin of a draft."""

from __future__ import annotations

import io
import re
import zipfile

import pikepdf
import pytest

from rfpkit.render import pdf
from rfpkit.render.formats import FORMATS
from tests.render import sample


def numbers(made: bytes) -> list[list[tuple[int, float]]]:
    """For each page the numbers in its margin, with their height above the page's foot."""
    found = []
    with pikepdf.open(io.BytesIO(made)) as file:
        for page in file.pages:
            page.contents_coalesce()
            text = page.Contents.read_bytes().decode("latin-1")
            heights: dict[float, str] = {}
            for height, digit in re.findall(r"(\S+) cm /Line(\d) Do", text):
                heights[float(height)] = heights.get(float(height), "") + digit
            found.append([(int(number), height) for height, number in heights.items()])
    return found


@pytest.fixture(scope="module")
def draft():
    return pdf.render(sample.document(draft=True))


def test_each_page_of_a_draft_counts_its_lines_from_one_down_the_page(draft):
    pages = numbers(draft)
    assert any(pages)
    for page in pages:
        assert [number for number, _ in page] == list(range(1, len(page) + 1))
        heights = [height for _, height in page]
        assert heights == sorted(heights, reverse=True)
        assert all(0 < height < 792 for height in heights)


def test_the_cells_of_a_row_are_one_line(draft):
    # The third page has a heading, nine lines of prose and a table of six rows before "Goals".
    assert len(numbers(draft)[2]) == 24


def test_the_numbers_are_no_part_of_the_text(draft):
    with pikepdf.open(io.BytesIO(draft)) as file:
        page = file.pages[2]
        page.contents_coalesce()
        content = page.Contents.read_bytes().decode("latin-1")
    start = content.index("/Artifact <</Type /Layout>> BDC")
    assert content.index("/Line1 Do") > start
    assert content.rindex("Do Q", 0, content.index("EMC", start)) > start


def test_what_is_issued_has_no_numbers():
    assert not any(numbers(pdf.render(sample.document())))


def test_word_numbers_the_lines_of_a_draft_itself():
    def settings(**changes):
        made = FORMATS["docx"].render(sample.document(contents=0, **changes))
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            return archive.read("word/document.xml").decode()

    assert re.search(r'<w:lnNumType [^>]*w:restart="newPage"', settings(draft=True))
    assert "lnNumType" not in settings()
