"""The benchmark measures what it says: its logs, its comparison and its tables; no seconds."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from benchmarks import generator, memory, reading, workbooks
from benchmarks.bars import bars
from benchmarks.counts import Counts
from benchmarks.floor import checksum
from benchmarks.logs import log
from benchmarks.report import filled
from benchmarks.rounds import rounds

ROOT = Path(__file__).resolve().parent.parent
LATEST = json.loads((ROOT / "benchmarks" / "latest.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def many():
    return pl.concat(generator.blocks(5_000))


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("logs")


def test_the_log_is_the_same_each_time(many):
    assert many.equals(pl.concat(generator.blocks(5_000)))


def test_a_log_made_in_many_blocks_is_in_the_order_of_time(monkeypatch):
    monkeypatch.setattr(generator, "BLOCK", 37)
    parts = list(generator.blocks(1_000))
    made = pl.concat(parts)
    assert len(parts) == 28
    assert made["changed_at"].is_sorted()
    assert made["number"].n_unique() == 1_000
    assert max(part.height for part in parts) < made.height // 4


def test_the_log_holds_what_the_page_says(many):
    first = many.group_by("number").agg(
        rows=pl.len(),
        states=pl.col("state"),
        priorities=pl.col("priority").n_unique(),
        resolved=(pl.col("state") == "Resolved").any(),
        reopened=(pl.col("state") == "Reopened").any(),
    )
    assert 6 < first["rows"].mean() < 6.6
    assert 0.07 < first["reopened"].mean() < 0.09
    assert 0.01 < 1 - first["resolved"].mean() < 0.02
    assert (first["priorities"] > 1).any()
    assert 0.005 < many.is_duplicated().mean() / 2 < 0.015
    holds = pl.col("state").is_in(generator.HOLDS)
    ordered = many.unique(maintain_order=True).sort("number", maintain_order=True)
    overlaps = ordered.select((holds & holds.shift(1).over("number")).sum()).item()
    assert overlaps > 100
    local = many["changed_at"].dt.convert_time_zone("America/Chicago")
    offsets = local.dt.dst_offset().dt.total_seconds().rle_id()
    assert offsets.max() == 2


def test_csv_and_parquet_are_the_same_log(cache):
    sums = [checksum(log("200", kind, cache)) for kind in ("csv", "parquet")]
    for one in sums:
        del one["changed_at"]
    assert sums[0] == sums[1]
    stamps = pl.read_csv(log("200", "csv", cache))["changed_at"].str.to_datetime(time_zone="UTC")
    assert stamps.equals(pl.read_parquet(log("200", "parquet", cache))["changed_at"])


@pytest.mark.parametrize("size", ["200", "20k"])
def test_rfpkit_and_duckdb_count_the_same(cache, size):
    found = rounds(log(size, "csv", cache), ["floor", "ours", "duckdb"], times=1)
    assert found.differences == []
    assert found.refused == {}
    assert found.rows == pl.read_csv(log(size, "csv", cache)).height
    assert set(found.seconds) == {"floor", "ours", "duckdb"}


def test_an_audit_that_counts_otherwise_is_told():
    one = Counts({("repair", "2026-07", "North", "met"): 3}, "10.00")
    other = Counts({("repair", "2026-07", "North", "met"): 2}, "0.00")
    assert one.differences(other) == [
        "repair, 2026-07, North, met: 3 and 2",
        "credits: 10.00 and 0.00",
    ]


def test_the_memory_of_an_audit_is_that_of_a_process_of_its_own(cache):
    assert 20 < memory.peak(log("200", "csv", cache))["mib"] < 2_000


def test_a_log_that_is_refused_is_told_and_stops_nothing(cache):
    path = cache / "broken.csv"
    path.write_text("a,b\n", "utf-8")
    assert rounds(path, ["ours"], times=2).refused["ours"]


def test_a_workbook_is_made_once_and_read(cache):
    assert workbooks.seconds(cache, rows=200, times=1) > 0
    made = workbooks.workbook(cache, 200)
    assert made.stat().st_mtime_ns == workbooks.workbook(cache, 200).stat().st_mtime_ns


def test_reading_a_log_is_measured_beside_polars_on_its_first_rows(cache):
    path = log("200", "csv", cache)
    found = reading.seconds(path, rows=100, times=1)
    names = ("rfpkit", "polars")
    assert set(found) == {*names, *(f"{name} by the clock" for name in names)}
    lines = reading.first_rows(path, 100).read_text("utf-8").splitlines()
    assert lines == path.read_text("utf-8").splitlines()[:101]


def test_a_bar_says_how_far_it_is_from_being_met():
    seconds = {"floor": 1.0, "ours": 3.0, "duckdb": 3.0}
    results = {"logs": {"1m csv": {"seconds": seconds, "refused": {}}}, "check": {"seconds": 0.3}}
    told = {bar.what: bar.verdict for bar in bars(results)}
    assert told["audit of 1,000,000 tickets from CSV ÷ Polars decoding it"] == (
        "missed: 1.5 × the bar"
    )
    assert told["faster than the same audit in DuckDB SQL, 1m csv"] == "missed: 50 % of the bar"
    assert told["`rfpkit check` of an RFP of 5,000 lines"] == "met"
    assert told["peak memory of that audit"] == "not measured"


def test_the_page_shows_what_was_measured_last():
    page = (ROOT / "docs" / "explanation" / "performance.md").read_text("utf-8")
    assert filled(page, LATEST) == page, "run scripts/bench"


def test_what_was_measured_names_no_machine():
    assert set(LATEST) <= {
        *("versions", "cores", "logs", "memory", "pairs"),
        *("district", "read", "xlsx", "pdf", "start", "check"),
    }
