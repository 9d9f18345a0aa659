"""A store of exports: whole or not at all, never overwritten, refused where it was touched."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from pathlib import Path

import pytest
import yaml

from rfpkit.errors import InputError
from rfpkit.workflows.audits.keep import keep
from tests.tickets.store.stories import END, FRAME, HEAD, MAPPING, Row

FIRST = [*FRAME, Row("T1", 5000, "Received"), Row("T1", 6000, "Working")]
REMOVED = "an earlier run ended early: what it had written of export 2 is removed; "
REMOVED += "keep that export again"
SECOND = [*FIRST, Row("T1", END + 60, "Returned"), Row("T2", END + 70, "Received")]


@pytest.fixture
def place(tmp_path):
    (tmp_path / "mapping.yaml").write_text(yaml.safe_dump(MAPPING))
    return tmp_path


def kept(place, rows=FIRST, name="first.csv", store="store", **more):
    file = place / name
    file.write_text("\n".join([HEAD, *(row.line() for row in rows)]) + "\n")
    return keep(place / store, [file], place / "mapping.yaml", **more)


def content(folder):
    """Returns the files of a store with their bytes, the lock aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def refused(place, **more):
    with pytest.raises(InputError) as error:
        kept(place, **more)
    return str(error.value).replace(str(place), "")


def test_the_first_export_is_kept_and_has_nothing_to_be_compared_with(place):
    found = kept(place)
    assert (found.kept.number, found.kept.tickets, found.kept.events) == (1, 3, 5)
    assert found.comparison is None
    assert sorted(path.name for path in (place / "store" / "0001").iterdir()) == [
        "events-00.parquet",
        "manifest.json",
        "tickets-00.parquet",
    ]


def test_a_later_export_leaves_the_earlier_one_as_it_is(place):
    kept(place)
    before = content(place / "store")
    found = kept(place, SECOND, "second.csv")
    assert found.kept.number == 2
    assert [one.id for one in found.findings] == ["compared-with-earlier"]
    after = content(place / "store")
    assert {name: after[name] for name in before} == before


def test_the_same_export_is_not_kept_twice_in_whatever_file_it_comes(place):
    kept(place)
    before = content(place / "store")
    assert kept(place).twice
    again = kept(place, FIRST[::-1], "other name.csv")
    assert again.twice
    assert again.kept.number == 1
    assert content(place / "store") == before


def test_two_stores_of_the_same_exports_hold_the_same_bytes(place):
    for store in ("one", "two"):
        kept(place, store=store)
        kept(place, SECOND, "second.csv", store=store)
    assert content(place / "one") == content(place / "two")


def test_a_manifest_tells_files_rows_span_and_mapping(place):
    kept(place)
    told = json.loads((place / "store" / "0001" / "manifest.json").read_text())
    (source,) = told["sources"]
    assert (source["file"], source["rows"]) == ("first.csv", 5)
    assert len(source["sha256"]) == len(told["how"]["mapping"]) == 64
    # The clocks skip an hour in March.
    assert told["cover"]["last"] - told["cover"]["first"] == END * 60 - 3600


@pytest.mark.parametrize("name", ["events-00.parquet", "tickets-00.parquet", "manifest.json"])
def test_a_file_that_was_touched_is_refused_with_the_way_to_mend_it(place, name):
    kept(place)
    path = place / "store" / "0001" / name
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"2") if name == "manifest.json" else len(raw) // 2] ^= 1
    path.write_bytes(raw)
    told = refused(place, rows=SECOND, name="second.csv")
    assert told.startswith(f"/store/0001/{name}: the file is not as it was kept")
    assert "hint: get it back from a copy of the store" in told


def test_a_manifest_that_was_written_anew_breaks_the_chain(place):
    kept(place)
    kept(place, SECOND, "second.csv")
    other = kept(place, [*FIRST, Row("T1", 6500, "Waiting")], "third.csv", store="other")
    shutil.rmtree(place / "store" / "0001")
    shutil.copytree(place / "other" / "0001", place / "store" / "0001")
    assert other.kept.number == 1
    told = refused(place, name="fourth.csv")
    assert "the export before this one is not the one that was kept before it" in told


@pytest.mark.parametrize("gone", ["0001", "0001/manifest.json", "0001/tickets-00.parquet"])
def test_what_was_taken_away_is_missed(place, gone):
    kept(place)
    kept(place, SECOND, "second.csv")
    path = place / "store" / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert f"/store/{gone}: " in refused(place)
    assert "missing" in refused(place)


def test_a_file_that_is_no_part_of_an_export_is_refused(place):
    kept(place)
    (place / "store" / "0001" / "more.parquet").write_bytes(b"PAR1")
    assert "more.parquet: the file is no part of what was kept" in refused(place)


def test_a_folder_of_other_things_is_no_store(place):
    (place / "store").mkdir()
    (place / "store" / "letters.txt").write_text("Dear Sir")
    assert refused(place).startswith("/store: this is no store of exports")
    assert sorted(path.name for path in (place / "store").iterdir()) == ["letters.txt"]


def test_a_store_that_somebody_writes_into_is_left_alone(place):
    kept(place)
    with (place / "store" / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711\n")
        lock.flush()
        told = refused(place, rows=SECOND, name="second.csv")
    assert told.startswith("/store: another run is writing into this store (process 4711)")


def test_a_lock_that_a_dead_run_has_left_holds_nobody_up(place):
    kept(place)
    (place / "store" / ".lock").write_text("4711\n")
    found = kept(place, SECOND, "second.csv")
    assert found.kept.number == 2
    assert found.notes == ("an earlier run ended early and left nothing unfinished",)


def test_after_a_crash_at_any_step_the_next_run_keeps_the_export(place, monkeypatch):
    kept(place)
    whole = content(place / "store")
    left = crash_sites(place, monkeypatch)
    assert len(left) >= 7
    notes = set()
    for site in left:
        name = f"crashed/{site.name}"
        found = kept(place, SECOND, "second.csv", store=name)
        notes |= set(found.notes)
        assert found.kept.number == 2
        after = content(place / name)
        assert {path: after[path] for path in whole} == whole
        assert after == content(place / "store")
        assert not [path for path in site.iterdir() if path.name.startswith(".writing")]
    assert notes == {
        "an earlier run ended early: export 2 was whole, and is kept now",
        REMOVED,
        "an earlier run ended early and left nothing unfinished",
    }


def crash_sites(place, monkeypatch):
    """Keeps an export, and returns what the store was before each step to the disk."""
    sites: list[Path] = []
    fsync, rename = os.fsync, Path.rename

    def photograph():
        sites.append(place / "crashed" / f"{len(sites):02}")
        shutil.copytree(place / "store", sites[-1])

    def watched_fsync(descriptor):
        photograph()
        fsync(descriptor)

    def watched_rename(path, target):
        photograph()
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", watched_fsync)
        patched.setattr(Path, "rename", watched_rename)
        kept(place, SECOND, "second.csv")
    return sites


@pytest.mark.parametrize("step", range(6))
def test_a_step_that_fails_leaves_the_store_as_it_was(place, monkeypatch, step):
    kept(place)
    before = content(place / "store")
    fail_at(monkeypatch, step)
    with pytest.raises(InputError, match="the store cannot be written: no space left"):
        kept(place, SECOND, "second.csv")
    monkeypatch.undo()
    assert content(place / "store") == before
    assert kept(place, SECOND, "second.csv").notes == ()


def fail_at(monkeypatch, step):
    """Lets the disk be full at one of the steps that lead to it."""
    count = iter(range(100))
    fsync, rename = os.fsync, Path.rename
    publish: list[int] = []

    def full():
        if not publish and next(count) == step:
            raise OSError(28, "No space left on device")

    def failing_fsync(descriptor):
        full()
        fsync(descriptor)

    def failing_rename(path, target):
        full()
        publish.extend([1] if path.is_dir() else [])
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", failing_fsync)
    monkeypatch.setattr(Path, "rename", failing_rename)
