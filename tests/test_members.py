"""The example of a consortium: its pack, and three districts that use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.workflows.build import build
from rfpkit.workflows.check import check
from rfpkit.workflows.packs.show import why
from rfpkit.workflows.rfp import open_rfp

MEMBERS = Path(__file__).parent.parent / "examples" / "members"
LEVEL = "service_levels.repair-turnaround"


def turnaround(member):
    levels = open_rfp(MEMBERS / member / "rfp.yaml").solicitation.service_levels
    return next(level for level in levels if level.id == "repair-turnaround")


@pytest.mark.parametrize(
    ("member", "targets"),
    [
        ("harbor", ["1 business day", "2 business days", "3 business days"]),
        ("mesa", ["1 business day", "4 business days", "5 business days"]),
        ("tundra", ["3 business days", "6 business days", "10 business days"]),
    ],
)
def test_each_member_has_the_turnaround_that_its_file_says(member, targets):
    assert [str(limit) for limit in dict(turnaround(member).target).values()] == targets


@pytest.mark.parametrize("member", ["harbor", "mesa", "tundra"])
def test_each_member_is_sound_and_built(member, tmp_path):
    rfp = MEMBERS / member / "rfp.yaml"
    rules = {one.finding.rule for one in check([rfp]).findings}
    assert rules <= {"clause-not-verified", "option-without-price"}
    (file,) = build(rfp, tmp_path, formats=["html"]).files
    assert "Made with the template pack three-states 1." in file.read_text("utf-8")


def test_who_says_what_is_told_with_the_reason():
    found = why(MEMBERS / "tundra" / "rfp.yaml", LEVEL)
    layers = {one.name: one.layer for one in found.fields}
    assert (layers["title"], layers["target.P1"]) == ("k12-device-support", "the RFP")
    assert found.reasons == (
        "the RFP: Two of the six schools are reached by air, twice a week. "
        "(Board of Education, 2026-12-08, item 5, 2026-12-08)",
    )


def test_a_member_holds_its_own_version_of_the_pack():
    rfp = MEMBERS / "mesa" / "rfp.yaml"
    packs = open_rfp(rfp).stack(rfp)
    assert packs.top.manifest.label == "three-states 1.0.0"
    assert packs.top.folder == MEMBERS / "mesa" / "packs" / "three-states-1.0.0"
