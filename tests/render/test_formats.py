"""The table of formats."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rfpkit.render.formats import FORMATS
from tests.render import sample

STARTS = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-1.7", "docx": b"PK", "md": b"**Prairie"}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_each_format_writes_the_sample(name):
    assert FORMATS[name].render(sample.document()).startswith(STARTS[name])
    assert FORMATS[name].suffix == f".{name}"


def test_the_table_loads_no_library():
    program = (
        "import sys, rfpkit.render.formats\n"
        "heavy = {'weasyprint', 'pikepdf', 'docx', 'altair', 'vl_convert', 'lxml', 'fontTools'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]"
