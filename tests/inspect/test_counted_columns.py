"""Ratings, numbers, words and evidence: what a level counts by is asked in the draft."""

from __future__ import annotations

import json

from rfpkit.workflows.audits.inspect import inspect, write_draft
from tests.inspect.test_samples import audited

CONTRACT = """
kind: contract
id: T-1
title: Repairs
parties: {district: District, contractor: Contractor}
timezone: America/Chicago
term: 2026-07-01 to 2028-06-30
calendars:
  - {id: hours, covers: 2026-07-01 to 2028-06-30, week: {mon-fri: 08:00-16:00}}
service_levels:
  - id: repair
    title: Repair
    measure:
      kind: duration
      from: reported
      to: closed
      calendar: hours
      pause: [{reason: awaiting-approval, evidence: required}]
    target: 8 business hours
    attainment: {at_least: 90%, per: month}
  - id: satisfaction
    title: Satisfaction
    measure: {kind: satisfaction, dimension: quality, scale: 5, method: top_two_box}
    attainment: {at_least: 75%, per: month}
  - id: first-visit
    title: First visit
    measure: {kind: ratio, good: {fact: first-visit-fix, is: [yes]}}
    attainment: {at_least: 75%, per: month}
  - id: visits
    title: Visits
    measure: {kind: statistic, statistic: mean, number: visits}
    target: 1.5
    attainment: {per: month}
"""
HEAD = (
    "Ticket No,Changed,Status,Quote No,CSAT rating,Onsite visits,Fixed on first visit,Requester\n"
)


def export(folder):
    """Writes twelve tickets of one day each; the third of every four waits with a quote."""
    lines = []
    for number in range(1, 13):
        name = f"R-{number:04},2027-02-{number:02}"
        last = f"{(3, 5, 4, 4)[number % 4]},{1 + number % 2},{('yes', 'no')[number % 2]},Ana Reed"
        lines.append(f"{name} 09:00:00,New,,,,,Ana Reed")
        if number % 4 == 3:
            lines.append(f"{name} 10:00:00,Awaiting approval,Q-{number:03},,,,Ana Reed")
        lines.append(f"{name} 15:00:00,Closed,,{last}")
    file = folder / "log.csv"
    file.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return file


def contract(folder):
    file = folder / "contract.yaml"
    file.write_text(CONTRACT, "utf-8")
    return file


def test_a_column_by_which_a_level_chooses_its_tickets_is_asked(tmp_path):
    of_a_class = "applies_to: {device_class: student-laptop}\n    measure:"
    contract(tmp_path).write_text(CONTRACT.replace("measure:", of_a_class, 1), "utf-8")
    found = inspect([export(tmp_path)], tmp_path / "contract.yaml")
    (asked,) = [one for one in found.questions if one.place == "columns.device_class"]
    assert asked.text == (
        "Which column tells the device class of each ticket, by which `repair` chooses them? If"
        " there is none, take the line away; the level is not measured then."
    )


def test_each_column_that_a_level_counts_by_is_asked_with_what_would_fit(tmp_path):
    found = inspect([export(tmp_path)], contract(tmp_path))
    asked = {one.place: one for one in found.questions}
    assert asked["survey.quality"].text == (
        "Which column holds the customer's rating of `quality`, which `satisfaction` counts? If"
        " there is none, take the line away, and `survey:` above it where nothing is left under it;"
        " the level is not measured then."
    )
    assert asked["columns.evidence"].text == (
        "Which column holds the evidence of a pause, without which `repair` honors none? If there"
        " is none, take the line away: no such pause is honored then."
    )
    first = {place: asked[place].answers[0] for place in asked if asked[place].answers}
    assert first["survey.quality"] == "CSAT rating"
    assert first["columns.evidence"] == "Quote No"
    assert first["numbers.visits"] == "Onsite visits"
    assert first["facts.first-visit-fix"] == "Fixed on first visit"
    assert not any("Requester" in one.answers for one in found.questions)


def test_the_answers_lead_to_an_audit_of_every_level(tmp_path):
    answers = {
        "timezone": "America/Chicago",
        "New": "event reported",
        "Awaiting approval": "pause awaiting-approval",
        "Closed": "event closed",
        "evidence": "Quote No",
        "quality": "CSAT rating",
        "visits": "Onsite visits",
        "first-visit-fix": "Fixed on first visit",
    }
    files = [export(tmp_path)]
    done = audited(tmp_path, files, contract(tmp_path), answers, "2027-03-15")
    levels = {one["id"]: one for one in json.loads(done.json)["levels"]}
    assert all(one["measured"] for one in levels.values())
    assert json.loads(done.json)["intake"]["rows_used"] == 27


def test_without_a_contract_they_are_proposed_as_remarks(tmp_path):
    files = [export(tmp_path)]
    found = inspect(files)
    assert not [one for one in found.questions if one.place.startswith(("survey", "columns.evi"))]
    draft = write_draft(found, files, tmp_path / "mapping.yaml").read_text("utf-8")
    assert "  # Where your contract asks a pause for evidence:\n  # evidence: Quote No\n" in draft
    assert "# survey: {csat-rating: CSAT rating}\n" in draft
    assert "# numbers: {onsite-visits: Onsite visits}\n" in draft
    assert "# facts: {fixed-on-first-visit: Fixed on first visit}\n" in draft


def test_a_contract_that_counts_by_none_is_asked_nothing_more(tmp_path):
    file = contract(tmp_path)
    text = CONTRACT.replace(", evidence: required", "")
    file.write_text(text[: text.index("  - id: satisfaction")], "utf-8")
    found = inspect([export(tmp_path)], file)
    groups = {one.place.partition(".")[0] for one in found.questions}
    assert groups == {"timezone", "states"}
    draft = write_draft(found, [tmp_path / "log.csv"], tmp_path / "mapping.yaml")
    assert "may count" not in draft.read_text("utf-8")
