"""The page of an RFP in a browser: no barrier that axe-core knows."""

from __future__ import annotations

import pytest

from rfpkit.workflows.build import build
from tests.browser import looked_at, needs_axe
from tests.conftest import ROOT


@needs_axe
@pytest.mark.parametrize("example", ["city-district", "every-kind", "multi-state"])
def test_axe_finds_nothing_wrong_in_the_page_of_an_example(example, tmp_path):
    rfp = ROOT / "examples" / example / "rfp.yaml"
    (page,) = build(rfp, tmp_path / "out", formats=["html"]).files
    found = looked_at(page.read_bytes(), tmp_path)
    assert found["passes"] > 10
    assert found["violations"] == []


@needs_axe
def test_axe_sees_a_barrier_that_was_put_there(tmp_path):
    inside = '<p style="color:#ccc">pale words on white</p>'
    page = f"<html><head><title></title></head><body>{inside}</body></html>".encode()
    found = {one["id"] for one in looked_at(page, tmp_path)["violations"]}
    assert {"color-contrast", "document-title", "html-has-lang"} <= found
