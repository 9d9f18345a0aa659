"""An export made from the annex, and from nothing else, leaves no question open."""

from __future__ import annotations

import csv
import datetime

import pytest
import yaml

from rfpkit.render.view.annexes.export import export_annex
from rfpkit.workflows.audits.audit import audit
from rfpkit.workflows.audits.case import Inputs
from rfpkit.workflows.rfp import open_rfp
from tests.conftest import ROOT

DAY = datetime.date(2026, 9, 15)
LINES = {"city-district": "2027-09-14", "every-kind": "2026-09-15"}
"""For each example a working day in its contract's term."""


def obvious_words(rows, solicitation):
    """The values of a ticket: for each column what it reads, and one word of the contract."""
    levels = solicitation.service_levels
    words = {"ticket": "T-1", "device": "LT-1", "fault": "screen", "priority": "P2"}
    for name in ("site", "service", "device_class", "audience"):
        named = [v for level in levels for v in level.applies_to.filters().get(name, ())]
        words[name] = named[0] if named else "north"
    for row in rows:
        kind, _, _ = row["reads"].partition(" ")
        if kind in {"rating", "number", "fact"}:
            words[row["reads"]] = row["example"]
    return words


def made(example):
    solicitation = open_rfp(ROOT / "examples" / example / "rfp.yaml").solicitation
    annex = export_annex(solicitation)
    assert annex is not None
    return solicitation, annex["parts"]


def write_export(parts, folder, solicitation, day):
    rows, states = parts["columns"]["rows"], parts["states"]["rows"]
    words = obvious_words(rows, solicitation)
    start = datetime.datetime.fromisoformat(f"{day}T09:00:00-05:00")
    ordered = [one for one in states if not one["effect"].startswith("pause")]
    with (folder / "export.csv").open("w", newline="") as file:
        out = csv.DictWriter(file, [row["name"] for row in rows])
        out.writeheader()
        for ticket in range(12):
            for step, state in enumerate(ordered):
                at = (start + datetime.timedelta(minutes=10 * step + ticket)).isoformat()
                blank = {"evidence": "", "exclusion": ""}
                own = {"ticket": f"T-{ticket}", "device": f"LT-{ticket}", "at": at}
                values = words | blank | own | {"state": state["word"]}
                out.writerow({row["name"]: values[row["reads"]] for row in rows})


def obvious_mapping(parts, solicitation):
    rows, states = parts["columns"]["rows"], parts["states"]["rows"]
    plain = [row for row in rows if " " not in row["reads"] and row["reads"] != "exclusion"]
    mapping = {
        "kind": "mapping",
        "timezone": solicitation.issuer.timezone,
        "columns": {row["reads"]: row["name"] for row in plain},
        "states": {row["word"]: row["effect"] for row in states},
    }
    for key, kind in (("survey", "rating"), ("numbers", "number"), ("facts", "fact")):
        named = {
            r["reads"].partition(" ")[2]: r["name"] for r in rows if r["reads"].startswith(kind)
        }
        if named:
            mapping[key] = named
    if any(row["reads"] == "exclusion" for row in rows):
        names = {name for level in solicitation.service_levels for name in level.exclude}
        mapping["exclusions"] = {name: {"exclusion": [name]} for name in sorted(names)}
    feeds = parts.get("feeds", {"tables": []})["tables"]
    if feeds:
        mapping["feeds"] = {
            feed["name"]: {"columns": {row["reads"]: row["name"] for row in feed["rows"]}}
            for feed in feeds
        }
    return mapping


def write_feeds(parts, folder, solicitation, day):
    found = []
    for feed in parts.get("feeds", {"tables": []})["tables"]:
        path = folder / f"{feed['name']}.csv"
        kinds = {
            getattr(level.measure, "feed", None): level.measure
            for level in solicitation.service_levels
        }
        measure = kinds[feed["name"]]
        of = getattr(measure, "of", None) or getattr(measure, "item", None)
        values = {"at": day, "of": of, "site": "north", "value": "14", "base": "100",
                  "covers": day, "fact": "yes"}  # fmt: skip
        with path.open("w", newline="") as file:
            out = csv.DictWriter(file, [row["name"] for row in feed["rows"]])
            out.writeheader()
            out.writerow({row["name"]: values[row["reads"]] for row in feed["rows"]})
        found.append(f"{feed['name']}={path}")
    return tuple(found)


@pytest.mark.parametrize("example", sorted(LINES))
def test_an_export_with_exactly_these_columns_measures_every_level(example, tmp_path):
    solicitation, parts = made(example)
    day = LINES[example]
    write_export(parts, tmp_path, solicitation, day)
    feeds = write_feeds(parts, tmp_path, solicitation, day)
    (tmp_path / "mapping.yaml").write_text(yaml.safe_dump(obvious_mapping(parts, solicitation)))
    contract = ROOT / "examples" / example / "contract.yaml"
    inputs = Inputs(
        contract, (tmp_path / "export.csv",), tmp_path / "mapping.yaml", day, feeds=feeds
    )
    found = audit(inputs, tmp_path / "out").audit
    names = {level.id for level in solicitation.service_levels}
    levels = [level for level in found.levels if level.id in names]
    assert {level.id for level in levels} == names
    assert [(level.id, level.reason) for level in levels if not level.measured] == []
    ledgers = [level.ledger for level in levels if level.ledger is not None]
    assert [ledger.unscorable for ledger in ledgers if ledger.unscorable] == []
    assert found.intake.rejected == ()
