from __future__ import annotations

from rfpkit.model.clauses import clauses
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
