"""A mapping that leaves a level without its facts is refused, with what it lacks."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.review.fit import fit
from tests.sla.logs import contract_of, level_of

COLUMNS = {"ticket": "number", "at": "at", "state": "state"}
STATES = {"New": "open", "Waiting": "pause awaiting-quote", "Done": "event resolved"}


def mapping_of(**changes: Any) -> ExportMapping:
    base = {"kind": "mapping", "timezone": "America/Chicago", "columns": COLUMNS, "states": STATES}
    return ExportMapping.model_validate({**base, **changes})


def told(measure: dict[str, Any] | None = None, columns: Any = (), **level: Any) -> list[str]:
    mapping = mapping_of(columns={**COLUMNS, **dict(columns)})
    written = level_of(measure, **level)
    if measure and "kind" in measure:
        written["measure"] = measure
    return [problem.message for problem in fit(contract_of(written), mapping)]


def test_a_mapping_that_gives_every_event_and_column_fits():
    assert told() == []
    assert told({"from": "reported", "to": ["returned", "resolved"]}) == []


@pytest.mark.parametrize(
    ("measure", "message"),
    [
        (
            {"from": "received"},
            "the clock of `repair` can never start: nothing gives the event `received`",
        ),
        (
            {"to": ["returned", "swapped"]},
            "the clock of `repair` can never stop: nothing gives the event `returned` or `swapped`",
        ),
        (
            {"kind": "accumulation", "from": "received", "to": "resolved", "calendar": "always"},
            "no outage of `repair` can ever begin: nothing gives the event `received`",
        ),
        (
            {"kind": "statistic", "statistic": "mean", "from": "received", "to": "resolved"},
            "the clock of `repair` can never start: nothing gives the event `received`",
        ),
        (
            {"kind": "ratio", "at": "returned", "good": {"event": "resolved", "at_least": "1"}},
            "`repair` can never count a ticket: nothing gives the event `returned`",
        ),
        (
            {"kind": "ratio", "good": {"event": "doa", "at_most": "0"}},
            "`repair` can never tell good from bad: nothing gives the event `doa`",
        ),
    ],
)
def test_what_a_level_waits_for_must_be_able_to_happen(measure, message):
    target = {"statistic": "8 business hours", "ratio": None, "accumulation": "10 calendar days"}
    level: dict[str, Any] = {"target": target[measure["kind"]]} if "kind" in measure else {}
    if "attainment" not in level and measure.get("kind") == "statistic":
        level["attainment"] = {"per": "month"}
    assert told(measure, **level) == [message]


def test_evidence_that_is_required_needs_a_column():
    pause = {"pause": [{"reason": "awaiting-quote", "evidence": "required"}]}
    assert told(pause) == [
        "`repair` honors `awaiting-quote` only with evidence, and no column of `evidence` is named"
    ]
    assert told(pause, {"evidence": "quote"}) == []


def test_a_table_of_targets_needs_the_columns_that_it_asks_for():
    table = [{"site": "north", "priority": "P1", "within": "2 business hours"}]
    assert told(target=table, columns={"priority": "urgency"}) == [
        "the target of `repair` depends on it, and no column of `site` is named"
    ]


def test_hours_of_a_site_need_the_site():
    (message,) = told({"calendar_by_site": {"north": "support-hours"}})
    assert (
        message == "the calendar of `repair` depends on the site, and no column of `site` is named"
    )


def test_a_repair_that_goes_on_in_a_new_ticket_needs_device_and_fault():
    (message,) = told({"reopen_by": "device_and_fault"}, {"device": "asset"})
    assert message.endswith("and no column of `fault` is named")


def test_a_statistic_without_a_start_runs_from_the_report():
    measure = {"kind": "statistic", "statistic": "mean", "to": "resolved"}
    assert told(measure, target="8 business hours", attainment={"per": "month"}) == []


def test_a_stamp_gives_its_event():
    contract = contract_of(level_of({"from": "received"}))
    assert [*fit(contract, mapping_of(stamps={"received": "Date In"}))] == []


def test_a_level_that_an_amendment_brings_is_asked_for_its_events_too():
    amendment = {
        "id": "A1",
        "effective": "2027-01-01",
        "reason": "Schools asked for it.",
        "service_levels": [level_of({"to": "returned"})],
    }
    assert [one.message for one in fit(contract_of(amendments=[amendment]), mapping_of())] == [
        "the clock of `repair` can never stop: nothing gives the event `returned`"
    ]


def test_a_word_must_mean_a_priority_of_the_contract():
    mapping = mapping_of(values={"priority": {"High": "P1", "Low": "P4"}})
    (problem,) = fit(contract_of(), mapping)
    assert problem.path == ("values", "priority", "Low")
    assert "`P4`" in problem.message


def test_a_survey_must_hold_the_rating_that_a_level_counts():
    measure = {
        "kind": "satisfaction",
        "dimension": "quality",
        "scale": "5",
        "method": "top_two_box",
    }
    rated = {"id": "rated", "title": "Rated", "measure": measure}
    rated["attainment"] = {"at_least": "90%", "per": "month"}
    mapping = mapping_of(columns=COLUMNS, survey={"speed": "stars"})
    (problem,) = fit(contract_of(rated), mapping)
    assert problem.path == ("survey",)
    assert "`quality`" in problem.message
    assert [*fit(contract_of(rated), mapping_of(survey={"quality": "stars"}))] == []
