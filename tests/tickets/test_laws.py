"""What holds for every export, sound or not."""

import csv
import io

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.errors import Diagnostic, InputError
from rfpkit.model.exports.event_log import EventLog
from tests.tickets.samples import log_mapping, read, snapshot_mapping

HEAD = ["number", "at", "state", "prio", "school", "code", "made", "stars", "opened"]
LOG = log_mapping(
    columns={"priority": "prio", "site": "school"},
    stamps={"received": "opened"},
    exclusions={"beyond-repair": {"code": ["BER"]}},
    no_target={"code": ["none"]},
    survey={"quality": "stars"},
    claims={"met": "made", "due": "opened"},
    timezone="America/Chicago",
    unmapped="run",
)

NUMBERS = st.sampled_from(["T1", "T2", "T3", " T3 ", ""])
STAMPS = st.sampled_from(
    [
        "2026-01-05 08:00:00",
        "2026-01-05 08:00:00.5",
        "2026-01-05T09:00:00Z",
        "2026-03-08 02:30:00",
        "2026-11-01 01:30:00",
        "2026-02-30 01:30:00",
        "",
    ]
)
STATES = st.sampled_from(["New", "Active", "On Hold", "Noted", "Resolved", "What", ""])
ROWS = st.tuples(
    NUMBERS,
    STAMPS,
    STATES,
    st.sampled_from(["P1", "P2", ""]),
    st.sampled_from(["Hill", "Lake", ""]),
    st.sampled_from(["BER", "none", "Fixed", ""]),
    st.sampled_from(["yes", "0", "perhaps", ""]),
    st.sampled_from(["5", "4.0", "good", ""]),
    STAMPS,
)


def table(rows) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([HEAD, *rows])
    return file.getvalue()


def read_or_refuse(folder, text, mapping) -> tuple[EventLog | None, list[Diagnostic]]:
    """The event log and no diagnostic, or no event log and every diagnostic."""
    try:
        return read(folder, text, mapping), []
    except InputError as refusal:
        return None, list(refusal.diagnostics)


def is_useful(problem: Diagnostic) -> bool:
    """Whether a person learns where, what and how to mend it."""
    return bool(problem.at.file and problem.message and problem.hint)


@given(rows=st.lists(ROWS, min_size=1, max_size=12), data=st.data())
def test_the_order_of_the_rows_decides_nothing(tmp_path_factory, rows, data):
    folder = tmp_path_factory.mktemp("export")
    shuffled = data.draw(st.permutations(rows))
    one, _ = read_or_refuse(folder, table(rows), LOG)
    other, _ = read_or_refuse(folder, table(shuffled), LOG)
    if one is None or other is None:
        assert one is other
        return
    assert one.states == other.states
    assert one.tickets.drop("unreadable").equals(other.tickets.drop("unreadable"))
    spoiled = [log.tickets["unreadable"].is_null() for log in (one, other)]
    assert spoiled[0].equals(spoiled[1])
    assert timeless(one).equals(timeless(other))


def timeless(log: EventLog) -> pl.DataFrame:
    columns = ["ticket", "at", "state", "order", "priority"]
    return log.events.select(columns).sort(columns)


@given(rows=st.lists(ROWS, min_size=1, max_size=12), torn=st.lists(st.integers(0, 99), max_size=3))
def test_the_books_balance_and_no_ticket_is_lost(tmp_path_factory, rows, torn):
    lines = table(rows).splitlines()
    for place in torn:
        lines.insert(1 + place % len(lines), "T4,2026-01-05 08:00:00")
    log, told = read_or_refuse(tmp_path_factory.mktemp("export"), "\n".join(lines), LOG)
    if log is None:
        assert told
        return
    intake = log.intake
    assert intake.balanced
    assert intake.rows_read == len(rows) + len(torn)
    assert intake.events == log.events.height
    known = {row[0].strip() for row in rows} - {""}
    assert set(log.tickets["ticket"]) >= known
    assert known or not torn or log.tickets.is_empty()
    spoiled = log.tickets.filter(pl.col("unreadable").is_not_null())["ticket"].to_list()
    broken = {row[0].strip() for row in rows if not row[1] or "02-30" in row[1] or not row[2]}
    assert broken - {""} <= set(spoiled)
    assert all(ticket < log.tickets.height for ticket in log.events["ticket"])


@given(
    st.lists(st.lists(st.text(max_size=12), min_size=9, max_size=9), min_size=1, max_size=6),
    st.sampled_from([LOG, snapshot_mapping(stamps={"reported": "at", "closed": "opened"})]),
)
def test_any_cells_make_an_event_log_or_a_diagnostic(tmp_path_factory, rows, mapping):
    text = table(rows).encode(errors="replace")
    log, told = read_or_refuse(tmp_path_factory.mktemp("export"), text, mapping)
    assert (log is None) == bool(told)
    assert all(map(is_useful, told))
    assert log is None or log.intake.balanced


@given(st.binary(max_size=300))
def test_any_bytes_make_an_event_log_or_a_diagnostic(tmp_path_factory, raw):
    head = ",".join(HEAD).encode() + b"\n"
    for content in (raw, head + raw, head + raw.replace(b"\x00", b",")):
        log, told = read_or_refuse(tmp_path_factory.mktemp("export"), content, LOG)
        assert (log is None) == bool(told)
        assert all(map(is_useful, told))
        assert log is None or log.intake.balanced
