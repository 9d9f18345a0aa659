"""Whether the E-rate program's rules hold: said of the RFP, or of one thing that is bought."""

from __future__ import annotations

import datetime

import pytest
import yaml

from rfpkit.review.e_rate_program import earliest_close
from rfpkit.workflows.check import check

DATES = [
    {"id": "issued", "name": "Issued", "date": "2026-02-02"},
    {"id": "proposals-due", "name": "Proposals due", "date": "2026-02-27", "time": "14:00"},
]
ITEM = {"id": "wiring", "kind": "network", "coverage": "full"}


def rules(folder, changes):
    """The E-rate rules that find something."""
    path = folder / "rfp.yaml"
    base = {
        "kind": "rfp",
        "id": "X-1",
        "title": "Repair",
        "issuer": {"name": "District", "level": "district", "timezone": "America/Chicago"},
        "schedule": DATES,
    }
    path.write_text(yaml.safe_dump({**base, **changes}, sort_keys=False), "utf-8")
    return {one.finding.rule for one in check([path]).findings} & {"e-rate-days", "e-rate-price"}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"facts": {"e_rate": "requested"}}, {"e-rate-days"}, id="the RFP says so"),
        pytest.param({"scope": [{**ITEM, "erate": True}]}, {"e-rate-days"}, id="one item is"),
        pytest.param({"scope": [{**ITEM, "erate": False}]}, set(), id="the item is not"),
        pytest.param({"scope": [ITEM]}, set(), id="nobody says so"),
        pytest.param({"facts": {"e_rate": "none"}}, set(), id="no discounts are asked for"),
    ],
)
def test_the_rules_hold_where_discounts_are_asked_for(changes, found, tmp_path):
    assert rules(tmp_path, changes) == found


def test_proposals_may_close_four_weeks_after_a_substantive_change():
    assert earliest_close(datetime.date(2028, 2, 1)) == datetime.date(2028, 2, 29)
