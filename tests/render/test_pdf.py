"""The tagged PDF."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter

import page as validation
import pikepdf
import pytest

from rfpkit.errors import InputError
from rfpkit.render import pdf
from rfpkit.render.formats import FORMATS
from tests.render import sample

PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from rfpkit.render.formats import FORMATS
from tests.render import sample
html = sample.document()
print(*(hashlib.sha256(FORMATS[name].render(html)).hexdigest() for name in sorted(FORMATS)))
"""


@pytest.fixture(scope="module")
def made():
    return pdf.render(sample.document())


@pytest.fixture(scope="module")
def elements(made):
    with pikepdf.open(io.BytesIO(made)) as file:
        yield [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]


@pytest.mark.parametrize("changes", [{}, {"page": "a4", "draft": True, "contents": 3}])
def test_the_document_conforms_to_pdf_ua_1(tmp_path, changes):
    path = tmp_path / "sample.pdf"
    path.write_bytes(pdf.render(sample.document(**changes)))
    found = validation.validate_pdf(str(path), profile="ua1")
    assert found.is_compliant, found


def test_each_head_cell_says_which_way_it_points(elements):
    heads = [cell for cell in elements if cell.S == "/TH"]
    scopes = Counter(str(cell.A.Scope) for cell in heads)
    assert scopes == {"/Column": 7, "/Row": 9}


def test_a_sheet_is_a_list_of_labels_and_bodies(elements):
    labels = [item for item in elements if item.S == "/LI" and item.K[0].S == "/Lbl"]
    rows = [item for item in labels if [kid.S for kid in item.K] == ["/Lbl", "/LBody"]]
    assert len(rows) >= 3 + 3 * 6


def test_a_row_longer_than_a_page_keeps_one_label():
    row = "<div><dt>Long</dt><dd><ul>{}</ul></dd></div>".format("<li>one more</li>" * 120)
    long = sample.document().replace('<dl class="sheet">', f'<dl class="sheet">{row}', 1)
    with pikepdf.open(io.BytesIO(pdf.render(long))) as file:
        items = [
            [kid.S for kid in item.K]
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/LI"
        ]
    assert ["/LBody"] in items
    assert ["/Lbl"] not in items


def test_every_text_is_set_in_a_bundled_font(made):
    with pikepdf.open(io.BytesIO(made)) as file:
        names = {
            str(item.FontName)
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    assert names
    assert all("+rfpkit-S" in name for name in names)


def test_title_author_and_language_are_told_and_no_date(made):
    with pikepdf.open(io.BytesIO(made)) as file:
        assert str(file.docinfo["/Title"]) == "PC-2026-014 Technical support and device repair"
        assert str(file.docinfo["/Author"]) == "Prairie City Public Schools"
        assert str(file.Root.Lang) == "en-US"
        assert "/CreationDate" not in file.docinfo
        assert "/ModDate" not in file.docinfo


def test_pages_are_known_by_the_ids_of_their_sections(made):
    pages = pdf.page_numbers(made)
    assert pages["introduction"] == 3
    assert pages["introduction"] <= pages["scope"] <= pages["service-levels"]
    assert pages["repair-turnaround"] < pages["satisfaction"]


def test_paper_is_letter_or_a4(made):
    with pikepdf.open(io.BytesIO(made)) as file:
        assert [float(side) for side in file.pages[0].mediabox] == [0, 0, 612, 792]
    with pikepdf.open(io.BytesIO(pdf.render(sample.document(page="a4")))) as file:
        assert round(file.pages[0].mediabox[3]) == 842


@pytest.mark.parametrize(
    "css",
    [
        "body{background:url(file:///etc/hostname)}",
        "@import 'https://example.org/a.css';",
        "@font-face{font-family:x;src:url(http://example.org/x.woff)}p{font-family:x}",
        "p{background:url(rfpkit:fonts/../../secret)}",
    ],
)
def test_a_document_fetches_nothing(css):
    html = sample.document().replace("</style>", f"{css}</style>", 1)
    if css.startswith("@import"):
        html = html.replace("<style>", f"<style>{css}", 1)
    with pytest.raises(InputError, match="a document may not fetch"):
        pdf.render(html)


def test_a_sign_that_no_bundled_font_has_is_refused_by_name():
    with pytest.raises(InputError, match=r"no sign for ★ \(U\+2605\), 漢 \(U\+6F22\)"):
        pdf.render(sample.document(title="★ 漢"))
    html = sample.document().replace("Office of Procurement", "Office 漢 of Procurement", 1)
    with pytest.raises(InputError, match=r"\(U\+6F22\): 'Office 漢 of Procurement,'"):
        pdf.render(html)


def test_another_process_in_another_place_writes_the_same_bytes(tmp_path):
    root = os.fspath(sample.PACK.parents[2])

    def run(folder, **environment):
        folder.mkdir()
        settings = os.environ | environment
        command = [sys.executable, "-c", PROGRAM, root]
        return subprocess.run(
            command, cwd=folder, env=settings, check=True, capture_output=True, text=True
        ).stdout

    first = run(tmp_path / "a", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    second = run(tmp_path / "b", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")
    assert len(first.split()) == len(FORMATS)
    assert first == second


def test_a_machine_without_the_libraries_is_told_what_to_install(monkeypatch):
    class NoLibraries:
        @staticmethod
        def find_spec(name, *_):
            if name == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    document = sample.document()
    pdf.render.cache_clear()
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoLibraries(), *sys.meta_path])
    with pytest.raises(InputError) as caught:
        pdf.render(document)
    assert "libpangoft2-1.0-0" in caught.value.diagnostics[0].hint
