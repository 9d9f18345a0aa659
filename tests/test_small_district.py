"""Ten lines and two calendars make an RFP that an office could issue."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html as parser

from rfpkit.render.formats import FORMATS
from rfpkit.workflows.build import build
from rfpkit.workflows.check import check
from rfpkit.workflows.rfp import open_rfp

RFP = Path(__file__).parent.parent / "examples" / "small-district" / "rfp.yaml"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    return {path.name: path for path in build(RFP, folder, formats=[*FORMATS, "xlsx"]).files}


@pytest.fixture(scope="module")
def page(built):
    return parser.fromstring(built["MC-2026-01.html"].read_bytes())


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_the_file_has_ten_lines():
    lines = RFP.read_text("utf-8").splitlines()
    assert len([line for line in lines if line.strip() and not line.startswith("#")]) == 10


def test_it_is_built_in_every_format(built):
    suffixes = {Path(name).suffix for name in built}
    assert suffixes >= {FORMATS[name].suffix for name in FORMATS} | {".xlsx"}
    assert all(path.stat().st_size > 1000 for path in built.values())


def test_everything_comes_from_the_pack():
    (facts,) = json.loads(check([RFP]).json())["library"]
    for key in ("requirements", "service_levels", "required_clauses", "priorities", "goals"):
        assert {item["from"] for item in facts[key]} == {"pack"}
    assert len(facts["requirements"]) >= 60
    assert len(facts["service_levels"]) >= 8


def test_every_date_of_its_calendars_is_frozen_in_a_file():
    for calendar in open_rfp(RFP).solicitation.calendars:
        assert calendar.closed_dates()
        assert (RFP.parent / f"{calendar.id}.yaml").is_file()


def test_the_page_says_which_clauses_apply_and_why_others_do_not(page):
    (section,) = page.xpath("//section[@id='required-clauses']")
    text = words(section)
    assert "not legal advice" in text
    assert "Student data privacy agreement" in text
    assert "Not verified: nobody has compared this statement with its source." in text
    (table,) = section.xpath(".//table")
    rows = {words(row[0]): words(row[-1]) for row in table.xpath(".//tbody/tr")}
    assert rows["Debarment and suspension"] == "No federal funds pay for the contract"
    assert rows["Factors of the award"] == "The issuer is not in Texas"
    assert rows["Price of eligible items"] == "No E-rate discount is requested"


def test_no_placeholder_is_printed(page):
    text = words(page.find("body"))
    assert re.search(r"\b(TBD|TODO|lorem)\b|\[insert|\{\{", text) is None
