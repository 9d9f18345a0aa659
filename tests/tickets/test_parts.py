"""An export says the same whether it is read as a whole or in parts."""

import csv
import io
import tempfile
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.errors import InputError
from rfpkit.tickets.event_log import read_event_log
from rfpkit.tickets.partitions import shelves
from rfpkit.tickets.partitions.parts import event_logs
from rfpkit.tickets.readers import text
from tests.tickets.samples import log_mapping, snapshot_mapping
from tests.tickets.test_laws import HEAD, LOG, NUMBERS, ROWS

STRICT = LOG.model_copy(update={"unmapped": "error"})
SNAPSHOT = snapshot_mapping(
    columns={"site": "school"}, stamps={"reported": "at", "closed": "opened"}
)
US = LOG.model_copy(update={"dates": log_mapping(dates="m/d/y h:m").dates})


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path_factory, monkeypatch) -> Path:
    folder: Path = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def on_disk(monkeypatch) -> None:
    monkeypatch.setattr(shelves, "IN_MEMORY", 0)


def write(folder: Path, rows, name: str = "tickets.csv", head=HEAD) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([head, *rows])
    file = folder / name
    file.write_text(text.getvalue(), newline="")
    return file


def facts(log):
    """What an event log says, whatever the numbers that it gives its tickets and states."""
    labels = pl.Series([state.label for state in log.states], dtype=pl.String)
    events = log.events.select("at", "order", "source", "row").with_columns(
        ticket=log.tickets["ticket"].gather(log.events["ticket"]),
        state=labels.gather(log.events["state"]),
        priority=log.events["priority"].cast(pl.String),
    )
    return events, log.tickets, set(log.states), log.attributes, log.ratings


def in_parts(files, mapping, most_rows):
    with event_logs(files, mapping, most_rows=most_rows, small=0) as parts:
        found = [facts(log) for log in parts]
        events = pl.concat([part[0] for part in found])
        tickets = pl.concat([part[1] for part in found])
        assert tickets["ticket"].n_unique() == tickets.height
        states = {state for part in found for state in part[2]}
        return (
            (events.sort(events.columns), tickets.sort("ticket"), states, *found[0][3:]),
            parts.intake,
            len(found),
        )


def as_a_whole(files, mapping):
    log = read_event_log(files, mapping)
    events, *rest = facts(log)
    return (events.sort(events.columns), *rest), log.intake


@settings(max_examples=40)
@given(
    first=st.lists(ROWS, min_size=1, max_size=12),
    second=st.lists(ROWS, min_size=1, max_size=12),
    mapping=st.sampled_from([LOG, STRICT, SNAPSHOT, US]),
    most_rows=st.integers(1, 20),
    in_memory=st.sampled_from([0, 10, 1_000]),
)
def test_parts_add_up_to_the_whole_event_by_event_and_line_by_line(
    tmp_path_factory, first, second, mapping, most_rows, in_memory
):
    folder = tmp_path_factory.mktemp("export")
    files = [write(folder, first, "a.csv"), write(folder, second, "b.csv", HEAD)]
    whole, intake, refused = or_refused(lambda: as_a_whole(files, mapping))
    with patch.object(shelves, "IN_MEMORY", in_memory):
        parts, counted, told = or_refused(lambda: in_parts(files, mapping, most_rows)[:2])
    assert told == refused
    assert counted == intake
    if not refused:
        assert parts[0].equals(whole[0])
        assert parts[1].equals(whole[1])
        assert parts[2:] == whole[2:]


def or_refused(reading):
    """What an export says, its books and no diagnostic; or neither, and every diagnostic."""
    try:
        return *reading(), ()
    except InputError as refusal:
        return None, None, refusal.diagnostics


def log_rows(count):
    return [
        (f"T{row % 50:03}", f"2026-01-05 08:{row % 60:02}:00", "New", "P1", "Hill", "", "", "", "")
        for row in range(count)
    ]


def test_a_large_export_comes_in_parts_and_a_small_one_as_a_whole(tmp_path):
    file = write(tmp_path, log_rows(400))
    with event_logs([file], LOG, most_rows=100, small=300) as parts:
        assert len(list(parts)) == 5
    with event_logs([file], LOG, most_rows=100, small=1000) as parts:
        assert len(list(parts)) == 1
    with event_logs([file], LOG, most_rows=100, small=300, whole=True) as parts:
        assert len(list(parts)) == 1


def test_an_export_with_a_torn_row_is_one_part_and_counts_it(tmp_path):
    file = write(tmp_path, [*log_rows(100), ("T1", "torn")])
    whole, intake = as_a_whole([file], LOG)
    parts, counted, number = in_parts([file], LOG, 10)
    assert number == 1
    assert parts[1].equals(whole[1])
    assert counted == intake
    assert counted.rows_read == 101


def test_pieces_are_cut_where_no_quotation_is_open(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "PIECE", 40)
    rows = [(*row[:4], "Hill\nand, Lake", *row[5:]) for row in log_rows(60)]
    file = write(tmp_path, rows)
    log = read_event_log([file], LOG)
    assert log.intake.rows_used == 60
    assert set(log.tickets["site"]) == {"Hill\nand, Lake"}
    assert sorted(log.events["row"].unique()) == list(range(2, 62))


@pytest.mark.usefixtures("on_disk")
def test_words_that_come_late_keep_their_number_on_the_shelf(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "PIECE", 400)
    monkeypatch.setattr(shelves, "_TOGETHER", 10)
    rows = [
        (*row[:4], f"School {number // 3 if number > 40 else 0}", *row[5:])
        for number, row in enumerate(log_rows(1200))
    ]
    file = write(tmp_path, rows)
    whole, intake = as_a_whole([file], LOG)
    parts, counted, _ = in_parts([file], LOG, 300)
    assert parts[0].equals(whole[0])
    assert parts[1].equals(whole[1])
    assert counted == intake


def test_a_word_without_a_meaning_is_counted_over_all_parts(tmp_path):
    rows = [(*row[:2], "Odd", *row[3:]) for row in log_rows(50)]
    file = write(tmp_path, [*log_rows(100), *rows])
    with (
        pytest.raises(InputError, match=r"tickets.csv:102: state: `Odd` has no meaning .*50 rows"),
        event_logs([file], STRICT, most_rows=20, small=0) as parts,
    ):
        list(parts)


def test_an_order_that_reads_every_part_is_proposed_and_no_other(tmp_path):
    rows = [
        (f"T{row}", f"{1 + row % 12}/{1 + row % 25}/2026 8:00", "New", "", "", "", "", "", "")
        for row in range(60)
    ]
    file = write(tmp_path, rows)
    with pytest.raises(InputError) as whole:
        read_event_log([file], LOG)
    with pytest.raises(InputError) as told:
        in_parts([file], LOG, 10)
    assert told.value.diagnostics == whole.value.diagnostics
    assert "`dates: m/d/y h:m`, which reads every stamp" in str(told.value)


def test_the_ledger_is_not_told_before_the_last_part(tmp_path):
    file = write(tmp_path, log_rows(100))
    with event_logs([file], LOG, most_rows=10, small=0) as parts:
        next(iter(parts))
        with pytest.raises(RuntimeError, match="all parts"):
            _ = parts.intake
        list(parts)
        assert parts.intake.rows_used == 100


@pytest.mark.usefixtures("on_disk")
def test_a_full_disk_is_told(tmp_path, own_temporary_folder, monkeypatch):
    def fill(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_ipc", fill)
    file = write(tmp_path, log_rows(100))
    with (
        pytest.raises(InputError) as told,
        event_logs([file], LOG, most_rows=10, small=0) as parts,
    ):
        list(parts)
    assert str(told.value) == (
        f"{own_temporary_folder}: the folder for temporary files cannot be written: no space left"
        " on device\n  hint: make room there, or name another folder: TMPDIR=/folder"
    )
    assert list(own_temporary_folder.iterdir()) == []


class Stopped(BaseException):
    """Stands for a person who presses Ctrl-C."""


@pytest.mark.usefixtures("on_disk")
@pytest.mark.parametrize("error", [KeyboardInterrupt, Stopped, ValueError, None])
def test_nothing_is_left_on_the_disk(tmp_path, own_temporary_folder, error):
    file = write(tmp_path, log_rows(100))
    seen = []

    def audit():
        with event_logs([file], LOG, most_rows=10, small=0) as parts:
            for _ in parts:
                seen.append(len(list(own_temporary_folder.iterdir())))
                if error:
                    raise error

    if error:
        with pytest.raises(error):
            audit()
    else:
        audit()
    assert set(seen) == {1}
    assert list(own_temporary_folder.iterdir()) == []
    assert [entry.name for entry in tmp_path.iterdir()] == ["tickets.csv"]


@pytest.mark.usefixtures("on_disk")
def test_nothing_is_left_on_the_disk_when_a_file_is_refused(tmp_path, own_temporary_folder):
    files = [write(tmp_path, log_rows(100)), tmp_path / "missing.csv"]
    with (
        pytest.raises(InputError, match="no such file"),
        event_logs(files, LOG, most_rows=10, small=0) as parts,
    ):
        list(parts)
    assert list(own_temporary_folder.iterdir()) == []


@settings(max_examples=40)
@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_spellings_of_a_ticket_number_come_in_one_part(tmp_path_factory, numbers):
    rows = [(number, "2026-01-05 08:00:00", "New", *[""] * 6) for number in numbers]
    file = write(tmp_path_factory.mktemp("export"), rows)
    found, counted, _ = in_parts([file], LOG, 1)
    assert counted.balanced
    assert set(found[1]["ticket"]) == {number.strip() for number in numbers} - {""}


def test_an_export_that_fits_into_memory_never_touches_the_disk(tmp_path, own_temporary_folder):
    file = write(tmp_path, log_rows(100))
    with event_logs([file], LOG, most_rows=10, small=0) as parts:
        for _ in parts:
            assert list(own_temporary_folder.iterdir()) == []
