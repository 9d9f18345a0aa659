from __future__ import annotations

import pytest

from rfpkit.model.clauses.level import clauses
from rfpkit.model.digest import short
from rfpkit.model.sentence import sentence
from rfpkit.render.view.aims import owed, targets
from rfpkit.render.view.levels import digests, service_levels
from rfpkit.render.view.sheet import sheet


def rows(document, position=0):
    found = sheet(document.service_levels[position], document)
    return {row["term"]: row.get("text") or row["items"] for row in found}


def test_a_card_prints_the_sentence_the_clauses_and_the_digest_of_its_level(example):
    part = service_levels(example)
    assert part is not None
    assert part["cards"] == [level.id for level in example.service_levels]
    for level in example.service_levels:
        card = part["parts"][level.id]
        assert card["sentence"] == sentence(level, example)
        printed = [clause["text"] for clause in card["parts"].values()]
        assert printed == clauses(level, example)
        assert card["digest"] == short(level.digest)


def test_the_sheet_has_the_seven_terms_of_a_metric_for_every_level(example):
    wanted = {"Goal", "Target", "Definition", "Calculation", "Exclusions", "Period", "Credit"}
    for position in range(len(example.service_levels)):
        assert wanted <= set(rows(example, position))


def test_the_calculation_is_shown_on_the_smallest_number_that_meets_the_level(make, levels):
    attainment = {"at_least": "99.9%", "per": "month"}
    document = make(service_levels=[levels["repair"] | {"attainment": attainment}])
    assert rows(document)["Calculation"] == [
        "Met ÷ (met + missed), as an exact fraction",
        "Of 200 decided requests, 200 in time meet the level; 199 (99.5%) miss it",
    ]


def test_each_step_of_an_attainment_has_its_own_calculation(make, levels):
    steps = [
        {"from": "2026-07-01", "at_least": "94%"},
        {"from": "2027-07-01", "at_least": "97%"},
    ]
    level = levels["survey"] | {"attainment": {"per": "school year", "steps": steps}}
    document = make(service_levels=[level])
    assert rows(document)["Calculation"][1:] == [
        "From July 1, 2026, of 200 ratings, 188 satisfied meet the level; 187 (93.5%) miss it",
        "From July 1, 2027, of 200 ratings, 194 satisfied meet the level; 193 (96.5%) miss it",
    ]
    assert owed(document.service_levels[0]) == "94%, then 97% from July 1, 2027"


def test_a_share_of_users_is_worked_out_in_whole_devices(make, levels):
    document = make(service_levels=[levels["spares"]])
    assert rows(document)["Calculation"][-1] == (
        "A school with 450 users needs 14 (3% of 450, and no device is counted in part)"
    )


def test_credit_bands_reach_from_the_target_to_nothing(make, levels):
    credit = {
        "base": "monthly-fee",
        "bands": [{"below": "95%", "credit": "2%"}, {"below": "80%", "credit": "10%"}],
        "cap": "10% per month",
    }
    document = make(service_levels=[levels["repair"] | {"credit": credit}])
    assert rows(document)["Credit"] == [
        "95% and above: no credit",
        "80% to below 95%: 2% of the monthly fee",
        "Below 80%: 10% of the monthly fee",
        "At most 10% per month",
    ]


def test_a_level_without_a_credit_says_so(make):
    assert rows(make())["Credit"] == "None; the result is reported"


def test_few_requests_and_floors_stand_under_the_period(make, levels):
    attainment = {
        "at_least": "95%",
        "per": "month",
        "minimum": {"tickets": "10", "otherwise": {"allow_misses": "1"}},
        "floor": {"by": "site", "at_least": "85%"},
    }
    document = make(service_levels=[levels["repair"] | {"attainment": attainment}])
    assert rows(document)["Period"] == [
        "Calendar month in which the request falls due, finished or not",
        "Fewer than 10 decided requests: the level is met with at most 1 missed",
        "Floor: at least 85% for each site by itself",
    ]


def test_a_pause_is_named_as_it_is_defined_and_refers_to_its_definition(example):
    (row,) = [r for r in sheet(example.service_levels[0], example) if r["term"] == "Pauses"]
    assert row["text"] == "Awaiting the District's approval"
    assert row["see"] == "definitions.pauses"


def test_targets_name_the_ratings_that_satisfy(make, levels):
    best = levels["survey"]["measure"] | {"method": "top_box", "scale": "7"}
    two = make(service_levels=[levels["survey"]]).service_levels[0]
    one = make(service_levels=[levels["survey"] | {"measure": best}]).service_levels[0]
    assert [targets(two), targets(one)] == [["Rating of 4 or 5"], ["Rating of 7"]]


def test_digests_are_printed_in_full_and_short(example):
    part = digests(example)
    assert part["solicitation"]["full"] == example.digest
    assert [row["full"] for row in part["rows"]] == [
        level.digest for level in example.service_levels
    ]


def test_a_level_may_be_called_like_the_part_of_the_common_rules(make, levels):
    part = service_levels(make(service_levels=[levels["repair"] | {"id": "how-measured"}]))
    assert part is not None
    assert part["cards"] == ["how-measured"]
    assert part["measuring"] == "how-measured-2"
    assert part["parts"]["how-measured"]["title"] == levels["repair"]["title"]


@pytest.mark.parametrize(
    ("method", "target", "lines"),
    [
        (
            "mean_over_max",
            "Mean rating divided by 5; at least 90%",
            [
                "Sum of the ratings ÷ (5 × number of ratings), as an exact fraction",
                "Of 200 ratings, a sum of 900 meets the level; 899 (89.9%) misses it",
            ],
        ),
        (
            "mean_rescaled",
            "Mean rating less 1, divided by 4; at least 90%",
            [
                "Sum of the ratings, each less 1, ÷ (4 × number of ratings), as an exact fraction",
                "Of 200 ratings, a sum of 920 meets the level; 919 (89.87%) misses it",
            ],
        ),
    ],
)
def test_a_mean_of_ratings_is_worked_out_as_the_audit_divides_it(
    make, levels, method, target, lines
):
    survey = levels["survey"]
    measure = survey["measure"] | {"scale": 5, "method": method}
    attainment = {"at_least": "90%", "per": "month"}
    document = make(service_levels=[survey | {"measure": measure, "attainment": attainment}])
    assert rows(document)["Target"] == target
    assert rows(document)["Calculation"] == lines


def test_what_must_never_happen_and_what_takes_less_than_its_target_say_so(make, levels):
    good = {"event": "returned-dead", "at_most": "0"}
    dead = {"id": "dead", "title": "Dead", "measure": {"kind": "ratio", "good": good}}
    attainment = {"at_least": "90%", "per": "month"}
    found = make(service_levels=[dead | {"attainment": attainment}])
    assert rows(found)["Target"] == "Never returned dead; at least 90%"
    measure = levels["repair"]["measure"] | {"comparator": "less_than"}
    sooner = levels["repair"] | {"measure": measure, "target": "1 business day"}
    assert rows(make(service_levels=[sooner]))["Target"].startswith("Less than 1 business day;")


@pytest.mark.parametrize(
    ("calendar", "which"), [({}, "delivered"), ({"calendar": "desk"}, "needed")]
)
def test_the_calculation_of_a_stock_says_which_counts_are_divided_by(make, levels, calendar, which):
    spares = levels["spares"] | {"measure": levels["spares"]["measure"] | calendar}
    first = rows(make(service_levels=[spares]))["Calculation"][0]
    assert first == (
        f"Counts that reach the target ÷ counts that were {which}, as an exact fraction"
    )
