from __future__ import annotations

import pytest

from rfpkit.render.view.rules import rules


@pytest.mark.parametrize(
    ("level", "present", "absent"),
    [
        ("repair", {"clock", "business-days", "priority-change"}, {"satisfaction", "stock"}),
        ("survey", {"satisfaction", "period"}, {"clock", "service-time", "stock", "pauses"}),
        ("spares", {"stock"}, {"clock", "satisfaction", "priority-change", "attainment"}),
    ],
)
def test_only_rules_that_concern_a_level_are_printed(make, levels, level, present, absent):
    found = set(rules(make(service_levels=[levels[level]]).service_levels))
    assert present <= found
    assert not absent & found


def test_a_target_in_hours_needs_no_rule_about_days(make, levels):
    level = levels["repair"] | {"target": "4 business hours"}
    found = rules(make(service_levels=[level]).service_levels)
    assert not {"business-days", "priority-change"} & set(found)


def test_credits_and_floors_bring_their_rules_with_them(make, levels):
    attainment = {
        "at_least": "95%",
        "per": "month",
        "minimum": {"tickets": "10", "otherwise": "no_credit"},
        "floor": {"by": "site", "at_least": "85%"},
    }
    credit = {"base": "fee", "bands": [{"below": "95%", "credit": "2%"}]}
    level = levels["repair"] | {"attainment": attainment, "credit": credit}
    extra = {"floor", "few-requests", "credit"}
    assert extra <= set(rules(make(service_levels=[level]).service_levels))
    assert not extra & set(rules(make().service_levels))


def test_the_example_needs_every_rule_about_its_three_kinds_of_level(example):
    assert len(rules(example.service_levels)) == 23
