from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.tickets.event_log import read_event_log
from rfpkit.tickets.partitions.parts import event_logs
from tests.tickets.samples import events, read, snapshot_mapping

DETECT = snapshot_mapping(dates="detect", timezone="UTC")


def export(*rows: str) -> str:
    return "number,opened,closed\n" + "".join(f"{n},{row}\n" for n, row in enumerate(rows, 1))


def opened(folder: Path, *rows: str, mapping=DETECT) -> list[int]:
    log = read(folder, export(*rows), mapping)
    return [at for _, at, effect in events(log) if effect == "event reported"]


def told(folder: Path, *rows: str, mapping=DETECT) -> list[str]:
    (folder / "tickets.csv").write_text(export(*rows))
    with pytest.raises(InputError) as caught:
        read_event_log([folder / "tickets.csv"], mapping)
    return str(caught.value).splitlines()


def test_each_column_is_decided_by_all_of_its_values(tmp_path):
    log = read(
        tmp_path,
        export("05/02/2027 07:00,02/06/2027 9:00 AM", "25/02/2027 07:00,02/27/2027 9:00 PM"),
        DETECT,
    )
    found = [(one.message, one.examples) for one in log.intake.findings]
    assert found == [
        (
            "2 stamps in `opened` read in the order d/m/y h:m, which the whole column decided",
            ("25/02/2027 07:00",),
        ),
        (
            "2 stamps in `closed` read in the order m/d/y h:m p, which the whole column decided",
            ("02/27/2027 9:00 PM",),
        ),
    ]
    assert [at for _, at, _ in events(log)[:2]] == [1_801_810_800, 1_801_904_400]


def test_a_value_far_down_decides_the_first_one(tmp_path):
    rows = ["01/02/2027 07:00,"] * 5_000 + ["13/02/2027 07:00,"]
    assert opened(tmp_path, *rows)[0] == 1_801_465_200


def test_a_column_that_two_orders_read_is_refused_with_both_readings(tmp_path):
    assert told(tmp_path, "05/02/2027 07:00,2027-02-05 09:00") == [
        (
            "tickets.csv:2: opened: `05/02/2027 07:00` is May 2, 2027, 07:00 as `m/d/y h:m` and"
            " February 5, 2027, 07:00 as `d/m/y h:m`; no stamp of the column tells which"
        ),
        (
            "  hint: ask the vendor, then write `dates: {opened: m/d/y h:m, closed: detect}` or"
            " `dates: {opened: d/m/y h:m, closed: detect}`"
        ),
    ]


def test_the_order_of_another_column_is_told_as_a_hint_and_never_taken(tmp_path):
    lines = told(tmp_path, "05/02/2027 07:00,02/25/2027 07:00")
    assert lines[1].endswith("; `closed` of this export is written m/d/y h:m")


def test_values_that_mean_the_same_in_both_orders_need_no_decision(tmp_path):
    assert opened(tmp_path, "05/05/2027 07:00,") == [1_809_500_400]


def test_values_that_contradict_each_other_are_refused_with_their_rows(tmp_path):
    rows = ["13/02/2027 07:00,", "14/02/2027 07:00,", "02/13/2027 07:00,", "02/14/2027 07:00,"]
    lines = told(tmp_path, *rows, "15/02/2027 07:00,")
    assert [line for line in lines if "hint" not in line] == [
        f"tickets.csv:{row}: opened: `02/{day}/2027 07:00` is no stamp in the order `d/m/y h:m`,"
        " in which 3 values of the column are written; 2 contradict it"
        for row, day in ((4, 13), (5, 14))
    ]


def test_excel_days_are_of_two_systems_and_somebody_must_say_which(tmp_path):
    (line, hint) = told(tmp_path, "46000.5,")
    assert "is December 9, 2025, 12:00 as `excel` and December 10, 2029, 12:00" in line
    assert "`dates: {opened: excel-1904, closed: detect}`" in hint


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1801810800", 1_801_810_800),
        ("1801810800123", 1_801_810_800),
        ("2027-02-05T07:00:00.000+0100", 1_801_807_200),
        ("5.2.2027 07:00", None),
        ("15.2.2027 07:00", 1_802_674_800),
        ("5/Feb/27 7:00 AM", 1_801_810_800),
        ("Feb 5, 2027 7:00 AM", 1_801_810_800),
        ("2027-02-05", 1_801_785_600),
        ("2/15/2027", 1_802_649_600),
        ("5-Feb-2027 07:00 +0100", 1_801_807_200),
    ],
)
def test_what_exports_have_is_found(tmp_path, text, instant):
    if instant is None:
        assert len(told(tmp_path, f"{text},")) == 2
    else:
        assert opened(tmp_path, f'"{text}",') == [instant]


def test_two_digits_in_front_are_no_year_where_that_would_span_decades(tmp_path):
    rows = [f"{day:02}/03/27 07:00," for day in range(1, 29)]
    assert opened(tmp_path, *rows)[0] == 1_803_884_400


def test_a_part_of_a_large_export_never_decides_for_itself(tmp_path):
    rows = [f"0{day % 9 + 1}/02/2027 07:00," for day in range(60)] + ["25/02/2027 07:00,"]
    (tmp_path / "tickets.csv").write_text(export(*rows))
    whole = read_event_log([tmp_path / "tickets.csv"], DETECT)
    with event_logs([tmp_path / "tickets.csv"], DETECT, small=0, most_rows=5) as parts:
        found = sorted(event for log in parts for event in events(log))
        assert found == sorted(events(whole))
        assert parts.intake == whole.intake


def test_an_order_for_each_column_is_read_as_it_is_declared(tmp_path):
    mapping = snapshot_mapping(dates={"opened": "excel", "closed": "epoch-ms"})
    log = read(tmp_path, export("46000.354166666664,1801810800123"), mapping)
    assert [at for _, at, _ in events(log)] == [1_765_269_000, 1_801_810_800]


def test_a_date_without_a_time_is_its_midnight_and_told(tmp_path):
    log = read(tmp_path, export("2/5/2027,2/6/2027"), snapshot_mapping(dates="m/d/y"))
    assert [at for _, at, _ in events(log)] == [1_801_785_600, 1_801_872_000]
    assert [one.message for one in log.intake.findings] == [
        f"1 stamp in `{column}` that is a date without a time of day;"
        " the midnight at which it begins is taken"
        for column in ("opened", "closed")
    ]


@pytest.mark.parametrize(
    ("left", "reason"),
    [
        ("03:17.4", "a spreadsheet left minutes and seconds; date and hour are gone"),
        ("########", "a column too narrow was saved as text; the stamp is gone"),
        ("1.80E+12", "a spreadsheet shortened a long number; its last digits are gone"),
    ],
)
def test_what_a_spreadsheet_has_destroyed_is_refused_with_the_reason(tmp_path, left, reason):
    lines = told(tmp_path, f"{left},", f"{left},", mapping=snapshot_mapping())
    assert lines[0].endswith(f"`{left}` is no stamp in the order `iso`: {reason}")
    assert "exported again" in lines[1]
    sound = "2027-02-05 07:00:00,2027-02-05 08:00:00"
    log = read(tmp_path, export(sound, f"2027-02-05 07:00:00,{left}"), snapshot_mapping())
    assert [one.reason for one in log.intake.rejected] == [reason]
