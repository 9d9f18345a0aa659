"""Letters of a zone behind a stamp: what the mapping says of them, and never a guess."""

import pytest

from rfpkit.errors import InputError
from rfpkit.load.document import load_text
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import read_event_log
from rfpkit.tickets.partitions.parts import event_logs

MAPPING = """
kind: mapping
timezone: America/New_York
dates: ORDER
zones: ZONES
columns: {ticket: Ticket}
stamps: {reported: In, closed: Out}
"""
JULY = 1_782_907_200  # 2026-07-01 12:00 UTC


def read(folder, stamps, zones, order="m/d/y h:m p"):
    text = MAPPING.replace("ORDER", order).replace("ZONES", zones)
    file = folder / "t.csv"
    rows = [f"T{number},{stamp}," for number, stamp in enumerate(stamps)]
    file.write_text("\n".join(["Ticket,In,Out", *rows]) + "\n")
    return [file], load_text(text, ExportMapping, "m.yaml")


def seconds(folder, stamps, zones, order="m/d/y h:m p"):
    return read_event_log(*read(folder, stamps, zones, order)).events["at"].to_list()


@pytest.mark.parametrize(
    ("zones", "later"),
    [("{EST: -05:00}", 5), ("{EST: local}", 4), ("{EST: '+05:30'}", -5.5), ("{EST: -0500}", 5)],
)
def test_letters_mean_what_the_mapping_says(tmp_path, zones, later):
    found = seconds(tmp_path, ["07/01/2026 12:00 PM EST", "07/01/2026 12:00 PM (EST)"], zones)
    assert found == [JULY + later * 3600] * 2


def test_each_stamp_has_the_offset_of_its_own_letters(tmp_path):
    stamps = ["2026-07-01 12:00:00 EDT", "2026-07-01 12:00:00 EST", "2026-07-01 12:00:00Z"]
    found = seconds(tmp_path, stamps, "{EST: -05:00, EDT: -04:00}", "iso")
    assert found == [JULY + 4 * 3600, JULY + 5 * 3600, JULY]


def test_half_of_the_day_is_no_zone(tmp_path):
    assert seconds(tmp_path, ["07/01/2026 08:00 AM"], "{EST: -05:00}") == [JULY]


def test_the_order_is_found_behind_the_letters(tmp_path):
    found = seconds(tmp_path, ["07/21/2026 12:00 PM EST"], "{EST: -05:00}", "detect")
    assert found == [JULY + 20 * 86_400 + 5 * 3600]


@pytest.mark.parametrize("small", [0, 1000])
def test_letters_that_nobody_explains_are_refused_with_both_readings(tmp_path, small):
    stamps = ["07/01/2026 12:00 PM EST", "07/02/2026 12:00 PM", "07/03/2026 12:00 PM EST"]
    paths, mapping = read(tmp_path, stamps, "{CST: -06:00}")
    with pytest.raises(InputError) as refused, event_logs(paths, mapping, small=small) as logs:
        list(logs)
    told = str(refused.value)
    assert "t.csv:2: In: `07/01/2026 12:00 PM EST` bears the letters of a zone" in told
    assert "(2 stamps): it is July 1, 2026, 17:00 UTC if `EST` is -05:00" in told
    assert "and July 1, 2026, 16:00 UTC on the clock of America/New_York" in told
    assert "`zones: {EST: -05:00}`, or `zones: {EST: local}`" in told
    assert len(refused.value.diagnostics) == 1


def test_letters_that_mean_nothing_to_most_have_one_reading(tmp_path):
    paths, mapping = read(tmp_path, ["07/01/2026 12:00 PM XYZ"], "{EST: local}")
    with pytest.raises(InputError) as refused:
        read_event_log(paths, mapping)
    assert "it is July 1, 2026, 16:00 UTC on the clock of America/New_York" in str(refused.value)
    assert "`zones: {XYZ: an offset such as -05:00}`" in str(refused.value)


@pytest.mark.parametrize("zone", ["minus five", "-15:00", "-5:70", "5"])
def test_what_is_no_offset_is_refused(tmp_path, zone):
    with pytest.raises(InputError, match="is no offset from UTC"):
        read(tmp_path, ["07/01/2026 12:00 PM EST"], f"{{EST: '{zone}'}}")
