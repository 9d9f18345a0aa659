"""Ten lines and a starting point: an RFP that fits its buyer, whatever is bought."""

from __future__ import annotations

import pytest

from rfpkit.workflows.check import check
from rfpkit.workflows.rfp import open_rfp

HOURS = """\
kind: calendar
id: support-hours
timezone: America/New_York
covers: 2027-07-01 to 2030-06-30
week: {mon-fri: 07:30-15:30}
holidays: [{every: 12-24 to 01-01, name: Winter closing}]
"""
TEN = """\
kind: rfp
id: GM-27-1
title: What we buy
issuer: {name: Green Mountain Schools, level: district, timezone: America/New_York}
contact: {name: Pat Lowe, email: bids@greenmountain.example}
profile: {students: 980, schools: 4}
terms: {governing_law: the State of Vermont}
facts: {state: VT, funding: [local], contract_value: "$150,000", population: 8200, e_rate: none,
        cooperative_use: none}
include: {starting_point: START, calendars: [hours.yaml],
          schedule: {issued: 2027-02-01, proposals-due: 2027-03-05 14:00}}
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ten")
    (folder / "hours.yaml").write_text(HOURS)
    for start in ("repair-depot", "help-desk"):
        (folder / f"{start}.yaml").write_text(TEN.replace("START", start))
    return folder


@pytest.mark.parametrize("start", ["repair-depot", "help-desk"])
def test_ten_lines_have_no_finding_but_clauses_that_counsel_must_read(written, start):
    found = check([written / f"{start}.yaml"]).findings
    assert {one.finding.rule for one in found} == {"clause-not-verified"}


def test_a_help_desk_alone_asks_for_no_repairs(written):
    rfp = open_rfp(written / "help-desk.yaml").solicitation
    assert rfp.repair_process is None
    assert "repair" in [one.id for one in rfp.scope if one.coverage == "excluded"]
    assert rfp.pricing is not None
    groups = {item.group for item in rfp.requirements}
    assert not {"Repair process and custody", "Spares and loans", "Parts and warranty"} & groups
    assert rfp.pricing is not None
    assert not any("repair" in line.id or "damage" in line.id for line in rfp.pricing.lines)


def test_a_repair_depot_alone_asks_for_no_help_desk(written):
    rfp = open_rfp(written / "repair-depot.yaml").solicitation
    assert {"help-desk", "spares"} <= {one.id for one in rfp.scope if one.coverage == "excluded"}
    assert not {"resolution", "spare-pool"} & {level.id for level in rfp.service_levels}


def test_what_the_rfp_writes_itself_wins_over_its_starting_point(written):
    own = TEN.replace("START", "help-desk") + "purpose: We buy answers.\ngoals: []\n"
    (written / "own.yaml").write_text(own)
    rfp = open_rfp(written / "own.yaml").solicitation
    assert (rfp.purpose, rfp.goals) == ("We buy answers.", ())


def test_check_tells_which_answers_are_the_packs(written):
    lines = check([written / "help-desk.yaml"]).lines()
    assert any("in the pack's words, not yours: scope" in line for line in lines)
