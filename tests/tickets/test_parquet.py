"""Parquet files: the same rows as in a text, with types."""

import datetime
import hashlib
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.errors import InputError
from rfpkit.tickets.event_log import read_event_log
from rfpkit.tickets.partitions.parts import event_logs
from rfpkit.tickets.tables import parquet
from rfpkit.tickets.tables.export import FILE
from rfpkit.tickets.tables.read import read_export
from tests.tickets.samples import events, findings, log_mapping, snapshot_mapping
from tests.tickets.test_laws import HEAD, LOG, ROWS

UTC = datetime.UTC
MORNING = datetime.datetime(2026, 1, 5, 8)


def write(folder, columns, name="tickets.parquet"):
    file = folder / name
    pl.DataFrame(columns).write_parquet(file)
    return file


def told(folder, columns, mapping, name="tickets.parquet"):
    with pytest.raises(InputError) as refusal:
        read_event_log([write(folder, columns, name)], mapping)
    return str(refusal.value).replace(f"{folder}/", "")


@settings(max_examples=60)
@given(rows=st.lists(ROWS, min_size=1, max_size=12))
def test_a_parquet_file_of_text_says_what_the_same_csv_says(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("export")
    table = pl.DataFrame(rows, schema=dict.fromkeys(HEAD, pl.String), orient="row")
    table.write_csv(folder / "tickets.csv")
    table.write_parquet(folder / "tickets.parquet")
    csv, typed = (log_or_refusal(folder / f"tickets.{end}") for end in ("csv", "parquet"))
    if isinstance(csv, list) or isinstance(typed, list):
        assert csv == typed
        return
    assert csv.tickets.equals(typed.tickets)
    assert csv.events.drop("row").equals(typed.events.drop("row"))
    assert csv.states == typed.states
    assert csv.intake.findings == typed.intake.findings
    assert csv.intake.rows_rejected == typed.intake.rows_rejected


def log_or_refusal(file):
    try:
        return read_event_log([file], LOG)
    except InputError as refusal:
        return [(problem.message, problem.hint) for problem in refusal.diagnostics]


def test_instants_with_a_zone_are_taken_as_they_are_and_others_are_local(tmp_path):
    zoned = {
        "number": ["T1", "T2"],
        "opened": pl.Series([MORNING, MORNING]).dt.replace_time_zone("America/Denver"),
        "closed": pl.Series([MORNING, None]).cast(pl.Datetime("ms")),
    }
    log = read_event_log([write(tmp_path, zoned)], snapshot_mapping(timezone="America/Chicago"))
    mine = int(MORNING.replace(tzinfo=UTC).timestamp())
    assert events(log) == [
        ("T1", mine + 6 * 3600, "event closed"),
        ("T1", mine + 7 * 3600, "event reported"),
        ("T2", mine + 7 * 3600, "event reported"),
    ]


def test_a_local_time_that_occurs_twice_or_never_is_told(tmp_path):
    twice, never = datetime.datetime(2026, 11, 1, 1, 30), datetime.datetime(2026, 3, 8, 2, 30)
    columns = {"number": ["T1", "T2"], "opened": [twice, never], "closed": [None, None]}
    log = read_event_log([write(tmp_path, columns)], snapshot_mapping(timezone="America/Chicago"))
    assert findings(log) == {"ambiguous-local-time": 1, "nonexistent-local-time": 1}


def test_the_shift_of_the_mapping_is_undone_in_times_without_a_zone(tmp_path):
    mapping = snapshot_mapping(timezone="America/New_York", shift="converted_twice")
    text = tmp_path / "tickets.csv"
    text.write_text("number,opened,closed\nT1,2026-01-05 08:00:00,\n")
    columns = {"number": ["T1"], "opened": [MORNING], "closed": [None]}
    typed = read_event_log([write(tmp_path, columns)], mapping)
    assert events(typed) == events(read_event_log([text], mapping))


def test_a_date_is_its_local_midnight(tmp_path):
    columns = {"number": ["T1"], "opened": [MORNING.date()], "closed": [None]}
    log = read_event_log([write(tmp_path, columns)], snapshot_mapping(timezone="America/Chicago"))
    midnight = int(datetime.datetime(2026, 1, 5, 6, tzinfo=UTC).timestamp())
    assert events(log) == [("T1", midnight, "event reported")]


def test_fractions_of_a_second_are_cut_and_told(tmp_path):
    when = pl.Series([MORNING]).cast(pl.Datetime("ns")) + pl.duration(nanoseconds=5_000_999)
    columns = pl.DataFrame({"number": ["T1"], "when": ["x"], "state": ["New"]})
    columns = columns.with_columns(at=pl.select(when).to_series())
    log = read_event_log([write(tmp_path, columns)], log_mapping())
    assert log.events["order"].to_list() == [5000]
    assert findings(log) == {"fractions-cut": 1}


def test_numbers_and_truths_are_words(tmp_path):
    columns = {
        "number": [7, 8],
        "opened": [MORNING, MORNING],
        "closed": [None, None],
        "made": [True, False],
        "stars": [Decimal("4.00"), None],
        "code": pl.Series(["BER", None], dtype=pl.Categorical),
        "school": [1.5, 2.0],
    }
    mapping = snapshot_mapping(
        columns={"site": "school"},
        claims={"met": "made"},
        survey={"quality": "stars"},
        exclusions={"beyond-repair": {"code": ["BER"]}},
    )
    tickets = read_event_log([write(tmp_path, columns)], mapping).tickets
    chosen = tickets.select("ticket", "site", "excluded", "claimed_met", "rating_quality")
    assert chosen.rows() == [
        ("7", "1.5", "beyond-repair", True, 4),
        ("8", "2.0", None, False, None),
    ]


def test_an_instant_is_a_word_where_the_mapping_asks_for_its_absence(tmp_path):
    columns = {"number": ["T1", "T2"], "opened": [MORNING] * 2, "closed": [MORNING, None]}
    mapping = snapshot_mapping(no_target={"closed": [""]})
    tickets = read_event_log([write(tmp_path, columns)], mapping).tickets
    assert tickets["no_target"].to_list() == [False, True]


def test_the_first_record_is_row_1(tmp_path):
    columns = {"number": ["T1", None, "T3"], "opened": [MORNING] * 3, "closed": [None] * 3}
    log = read_event_log([write(tmp_path, columns)], snapshot_mapping())
    assert log.events["row"].to_list() == [1, 3]
    assert [(one.row, one.reason) for one in log.intake.rejected] == [
        (2, "the row has no ticket number")
    ]


def test_only_the_columns_that_the_mapping_names_are_read(tmp_path):
    columns = {"caller": ["Ann"], "number": ["T1"], "opened": [MORNING], "closed": [None]}
    file = write(tmp_path, columns, "export.data")
    export = read_export([file], snapshot_mapping())
    assert export.cells.drop(FILE).columns[1:] == ["number", "opened", "closed"]
    assert export.sources[0].sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert export.sources[0].file == "export.data"


def test_a_stamp_outside_all_tickets_is_refused_and_shown(tmp_path):
    late = datetime.datetime(2300, 1, 1)
    columns = {"number": ["T1", "T2"], "opened": [MORNING, MORNING], "closed": [late, MORNING]}
    log = read_event_log([write(tmp_path, columns)], snapshot_mapping())
    assert [one.value for one in log.intake.rejected] == ["2300-01-01 00:00:00"]


def test_many_pieces_are_one_table(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "PIECE", 7)
    columns = {
        "number": [f"T{row % 9}" for row in range(100)],
        "at": [MORNING + datetime.timedelta(minutes=row) for row in range(100)],
        "state": ["New", "Active"] * 50,
    }
    file = write(tmp_path, columns)
    whole = read_event_log([file], log_mapping())
    assert sorted(whole.events["row"]) == list(range(1, 101))
    with event_logs([file], log_mapping(), most_rows=20, small=0) as parts:
        found = [event for log in parts for event in events(log)]
        assert sorted(found) == events(whole)
        assert parts.intake == whole.intake


ROW = {"number": ["T1"], "opened": [MORNING], "closed": [None]}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            {"number": ["T1"], "opened_at": [MORNING], "closed": [None]},
            (
                "tickets.parquet: the mapping reads `opened` (stamps.reported), and the file has no"
                " such column\n  hint: did you mean `opened_at`?"
            ),
        ),
        (
            {**ROW, "closed": [["2026-01-05"]]},
            (
                "tickets.parquet: closed: the column holds lists, and a cell is one value\n"
                "  hint: export it as text, or take it out of the mapping"
            ),
        ),
        (
            {**ROW, "closed": [{"at": "2026-01-05"}]},
            (
                "tickets.parquet: closed: the column holds records within records, and a cell is"
                " one value\n  hint: export it as text, or take it out of the mapping"
            ),
        ),
        (
            {**ROW, "closed": [datetime.time(8)]},
            (
                "tickets.parquet: closed: the column holds times without a day, and a cell is one"
                " value\n  hint: export it as text, or take it out of the mapping"
            ),
        ),
        (
            {name: [] for name in ROW},
            (
                "tickets.parquet: the file has columns and no rows\n"
                "  hint: export the tickets again, with their rows"
            ),
        ),
        (
            {**ROW, "opened": [1767600000]},
            (
                "tickets.parquet:1: opened: `1767600000` is no stamp in the order `iso`\n"
                "  hint: write `dates: epoch`, which reads every stamp of the column"
            ),
        ),
    ],
    ids=["no such column", "lists", "records", "times", "no rows", "seconds"],
)
def test_a_parquet_file_that_cannot_be_used_is_told_in_words_that_help(tmp_path, columns, expected):
    assert told(tmp_path, columns, snapshot_mapping()) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda raw: raw[:-40],
            ("the Parquet file ends too early\n  hint: the file was cut on its way; get it again"),
        ),
        (
            lambda raw: raw[:60] + bytes(len(raw) - 68) + raw[-8:],
            (
                "the Parquet file cannot be read\n  hint: the file was damaged on its way; get it"
                " again, or export the tickets as CSV"
            ),
        ),
        (
            lambda raw: raw[:-4] + b"PARE",
            ("the Parquet file is encrypted\n  hint: export the tickets again without a key"),
        ),
        (
            lambda _: b"number,opened,closed\n",
            (
                "the file is called .parquet and is no Parquet file\n  hint: give the file the name"
                " of what it is: `.csv` for text"
            ),
        ),
        (lambda _: b"", "the file is empty\n  hint: export the tickets again"),
    ],
    ids=["cut", "damaged", "encrypted", "text", "empty"],
)
def test_a_damaged_file_is_told(tmp_path, change, expected):
    file = write(tmp_path, ROW)
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(InputError) as refusal:
        read_export([file], snapshot_mapping())
    assert str(refusal.value) == f"{file}: {expected}"


def test_files_in_which_a_column_is_of_another_kind_are_not_mixed(tmp_path):
    first = write(tmp_path, ROW, "january.parquet")
    second = write(tmp_path, {**ROW, "opened": ["2026-02-05 08:00"]}, "february.parquet")
    with pytest.raises(InputError) as refusal:
        read_export([first, second], snapshot_mapping())
    assert str(refusal.value) == (
        f"{second}: opened: the column holds text here and times without a zone in `{first}`\n"
        "  hint: export all files in the same way"
    )


def test_a_text_and_a_parquet_file_of_text_are_one_export(tmp_path):
    first = write(tmp_path, {"number": ["T1"], "opened": ["2026-01-05 08:00"], "closed": [""]})
    second = tmp_path / "february.csv"
    second.write_text("number,opened,closed\nT2,2026-02-05 08:00,\n")
    export = read_export([first, second], snapshot_mapping())
    assert export.cells["number"].to_list() == ["T1", "T2"]


@settings(max_examples=30)
@given(st.binary(max_size=200), st.integers(0, 2000))
def test_any_damage_makes_an_export_or_a_diagnostic(tmp_path_factory, damage, place):
    file = write(tmp_path_factory.mktemp("export"), ROW)
    raw = bytearray(file.read_bytes())
    start = 4 + place % (len(raw) - 8)
    raw[start : start + len(damage)] = damage[: len(raw) - 4 - start]
    file.write_bytes(raw)
    try:
        read_export([file], snapshot_mapping())
    except InputError as refusal:
        told = refusal.diagnostics
    else:
        told = ()
    assert all(problem.hint for problem in told)
