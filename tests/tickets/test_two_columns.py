"""A date and its time of day in two columns are one stamp, and half of it is none."""

import datetime

import pytest

from rfpkit.errors import InputError
from rfpkit.load.document import load_text
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import read_event_log
from rfpkit.tickets.partitions.parts import event_logs
from tests.tickets.readers.workbooks import xlsx

MAPPING = """
kind: mapping
timezone: America/Chicago
dates: m/d/y h:m p
nulls: [n/a]
join: {opened: [Date In, Time In]}
columns: {ticket: Ticket}
stamps: {reported: opened, closed: Out}
"""
HEAD = "Ticket,Date In,Time In,Out\n"
NINE = 1_788_876_000  # 2026-09-08 09:00 in Chicago, 14:00 UTC


def mapping(text=MAPPING, **over):
    return load_text(text, ExportMapping, "m.yaml").model_copy(update=over)


def export(folder, *rows):
    file = folder / "t.csv"
    file.write_text(HEAD + "\n".join(rows) + "\n")
    return [file]


def instants(log):
    return sorted(log.events["at"].to_list())


def test_two_columns_are_one_stamp(tmp_path):
    log = read_event_log(export(tmp_path, "T1,09/08/2026, 09:00 AM,"), mapping())
    assert instants(log) == [NINE]


def test_parts_of_a_large_export_are_joined_alike(tmp_path):
    paths = export(tmp_path, "T1,09/08/2026,09:00 AM,", "T2,09/08/2026,09:00 AM,")
    with event_logs(paths, mapping(), small=0, most_rows=1) as logs:
        assert [at for log in logs for at in instants(log)] == [NINE, NINE]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("T1,09/08/2026,,", "09/08/2026 (no time of day)"),
        ("T1,n/a,09:00 AM,", "(no date) 09:00 AM"),
        ("T1,09/08/2026,25:00 AM,", "09/08/2026 25:00 AM"),
        ("T1,13/13/2026,09:00 AM,", "13/13/2026 09:00 AM"),
    ],
)
def test_half_a_stamp_is_rejected_with_what_is_missing(tmp_path, row, told):
    paths = export(tmp_path, row + "09/09/2026 10:00 AM", "T2,09/08/2026,09:00 AM,")
    (rejected,) = read_event_log(paths, mapping()).intake.rejected
    assert (rejected.row, rejected.column, rejected.value) == (2, "opened", told)


def test_two_empty_columns_are_an_event_that_has_not_come_yet(tmp_path):
    log = read_event_log(export(tmp_path, "T1,,n/a,09/08/2026 09:00 AM"), mapping())
    assert instants(log) == [NINE]
    assert log.intake.rejected == ()


def test_half_a_stamp_contradicts_no_order(tmp_path):
    paths = export(tmp_path, "T1,09/28/2026,,", "T2,09/28/2026,09:00 AM,", "T3,,,")
    text = MAPPING.replace("m/d/y h:m p", "detect").replace(", closed: Out", "")
    log = read_event_log(paths, mapping(text))
    assert instants(log) == [NINE + 20 * 86_400]


def test_cells_of_a_workbook_are_joined(tmp_path):
    day, hour = datetime.date(2026, 9, 8), datetime.time(9, 0)
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD.strip().split(","), ("T1", day, hour, None)]})
    assert instants(read_event_log([file], mapping(MAPPING.replace("m/d/y h:m p", "iso")))) == [
        NINE
    ]


def test_a_column_that_is_joined_and_missing_is_told(tmp_path):
    text = MAPPING.replace("Time In", "Hour In")
    with pytest.raises(InputError, match=r"the mapping reads `Hour In` \(join.opened\)"):
        read_event_log(export(tmp_path, "T1,09/08/2026,09:00 AM,"), mapping(text))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[Date In, Time In]", "[Date In, Date In]", "`Date In` is joined with itself"),
        ("reported: opened, ", "", "`opened` joins two columns, and no stamp is read from it"),
        ("m/d/y h:m p", "m/d/y", "the order `m/d/y` of `opened` has no time of day"),
        ("nulls: [n/a]", "drop: [Date In]", "`Date In` is dropped here and read as `join.opened`"),
    ],
)
def test_a_join_that_cannot_be_meant_is_refused(old, new, told):
    with pytest.raises(InputError) as refused:
        mapping(MAPPING.replace(old, new))
    assert told in str(refused.value)
