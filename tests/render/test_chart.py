"""Charts of attainment."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from lxml import etree

from rfpkit.render import chart
from tests.render import sample


@pytest.fixture(scope="module")
def drawn():
    return chart.attainment_chart(sample.points(), "Repair turnaround")


def words(svg):
    return [text.text for text in etree.fromstring(svg).iter("{*}text") if text.text]


def test_the_description_says_what_was_met_missed_and_not_measured(drawn):
    assert drawn.description == (
        "Repair turnaround: attainment by period, Aug to Jun, against a target of 94%, then 95%. "
        "Met in 7 of 9 judged periods. Missed: Oct (91.2%), Feb (88.1%). Not judged: Jun (93.0%). "
        "No data: Dec."
    )


def test_the_drawing_begins_with_its_description(drawn):
    root = etree.fromstring(drawn.svg)
    assert root[0].tag.endswith("}title")
    assert root[0].text == drawn.description


def test_the_same_numbers_give_the_same_bytes(drawn):
    again = chart.attainment_chart(sample.points(), "Repair turnaround")
    assert again == drawn
    assert again.png == drawn.png


def test_each_text_names_a_bundled_font(drawn):
    texts = list(etree.fromstring(drawn.svg).iter("{*}text"))
    assert {text.get("font-family") for text in texts} == {"rfpkit Sans, Source Sans Pro"}


def test_labels_and_both_targets_and_the_gap_are_written(drawn):
    shown = words(drawn.svg)
    assert {"96.4%", "91.2%", "target 94%", "target 95%", "no data"} <= set(shown)
    assert shown.count("91.2%") == 1


def test_a_gap_parts_the_line(drawn):
    lines = [path.get("d") for path in etree.fromstring(drawn.svg).iter("{*}path")]
    attained = next(d for d in lines if d and d.count("M") == 2 and d.count("L") == 8)
    assert attained


def test_a_missed_period_has_another_shape_than_a_met_one(drawn):
    shapes = {
        (path.get("d") or "").count("A"): path.get("fill")
        for path in etree.fromstring(drawn.svg).iter("{*}path")
        if path.get("fill") in {"#17476b", "#8c1c13"}
    }
    assert len(shapes) == 2


def test_no_data_at_all_is_still_a_drawing():
    empty = [replace(point, attainment=None, label="", verdict=None) for point in sample.points()]
    found = chart.attainment_chart(empty, "Repair turnaround")
    assert words(found.svg).count("no data") == len(empty)
    assert "Met in 0 of 0 judged periods." in found.description


def test_one_period_alone_is_drawn():
    only = chart.Point("2026–27", Fraction(94, 100), Fraction(9, 10), "90.0%", "missed")
    found = chart.attainment_chart([only], "Satisfaction & quality")
    assert "90.0%" in words(found.svg)
    assert found.description.startswith("Satisfaction & quality: attainment by period, 2026–27,")
    assert re.search(r"<title>Satisfaction &amp; quality", found.svg)
