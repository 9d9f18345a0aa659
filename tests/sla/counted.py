"""Kinds of level, measured by themselves: units of one level with the names of what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import SatisfactionMeasure
from rfpkit.sla.case import open_case
from rfpkit.sla.kinds import choice as kinds
from rfpkit.sla.kinds.satisfaction import satisfaction
from rfpkit.sla.setting import Setting
from rfpkit.sla.stages import stages
from rfpkit.tickets.feeds.feed import FEED
from tests.sla.logs import at, contract_of, log_of


def level(measure: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """A level of any kind; 90 % of a month are owed."""
    owed = {"at_least": "90%", "per": "month"}
    return {"id": "kind", "title": "Kind", "measure": measure, "attainment": owed, **changes}


def setting_of(written: Mapping[str, Any], log: EventLog, as_of: str | int, **more: Any) -> Setting:
    """The first stage of a contract's only level."""
    contract = contract_of(written, **more)
    case = open_case(contract, log, at(as_of))
    return Setting(contract, stages(contract, written["id"])[0], log, case.timeline, case.compiled)


def units_of(
    written: Mapping[str, Any], log: EventLog, as_of: str | int, **more: Any
) -> list[dict[str, Any]]:
    """Every unit of a level, in order of name and time, with its `name`."""
    setting = setting_of(written, log, as_of, **more)
    measure: Any = setting.stage.level.measure
    if isinstance(measure, SatisfactionMeasure):
        units, names = satisfaction(setting, measure), log.tickets["ticket"]
    elif getattr(measure, "feed", None) is not None or isinstance(measure, AccumulationMeasure):
        counts = kinds.of_subjects(setting, measure)
        units, names = counts.units, counts.subjects["ticket"]
    else:
        units, names = kinds.of_tickets(setting, measure), log.tickets["ticket"]
    named = units.with_columns(name=names.gather(units["ticket"].cast(pl.UInt32)))
    return named.sort("name", "known", "ticket").to_dicts()


def verdicts_of(written: Mapping[str, Any], log: EventLog, as_of: str | int) -> dict[str, str]:
    """The verdict, or its reason, of each unit by its name."""
    return {one["name"]: one["reason"] or one["verdict"] for one in units_of(written, log, as_of)}


def with_feed(rows: Sequence[Mapping[str, Any]], log: EventLog | None = None) -> EventLog:
    """A log with the feed `feed`: `at` is a local day or stamp, numbers are plain."""
    held = []
    for number, row in enumerate(rows, start=2):
        one: dict[str, Any] = {"row": number, **row, "at": at(row["at"])}
        for name in ("value", "base"):
            if one.get(name) is not None:
                one[name] = round(one[name] * 1_000_000)
        held.append({name: one.get(name) for name in FEED})
    frame = pl.DataFrame(held, schema=FEED)
    return replace(log or log_of({}), feeds={"feed": frame})


def with_columns(log: EventLog, **columns: Iterable[Any]) -> EventLog:
    """A log whose tickets have more columns."""
    numbers = ("number_", "rating_")
    held = [
        pl.Series(name, list(values), pl.Int64 if name.startswith(numbers) else pl.String)
        for name, values in columns.items()
    ]
    return replace(log, tickets=log.tickets.with_columns(held))
