"""Fractions of a second are cut, listed one by one up to a bound, and all of them are counted."""

from rfpkit.model.exports.intake import FRACTION_CUT, MOST_FRACTIONS
from rfpkit.tickets.partitions.parts import event_logs
from rfpkit.workflows.audits.doubtful import DoubtfulValues
from tests.tickets.samples import snapshot_mapping


def listed(folder, rows, **how):
    lines = [f"T{row},2026-01-05 08:00:00.25,2026-01-05 09:00:00" for row in range(2, rows + 2)]
    file = folder / "t.csv"
    file.write_text("\n".join(["number,opened,closed", *lines]) + "\n")
    values = DoubtfulValues()
    with event_logs([file], snapshot_mapping(), **how) as logs:
        for _ in values.seen(logs):
            pass
        (finding,) = [one for one in logs.intake.findings if one.id == "fractions-cut"]
        return [(one.row, one.reason) for one in values.of(logs.intake)], finding.count


def test_each_of_a_few_fractions_is_listed(tmp_path):
    assert listed(tmp_path, 2) == ([(2, FRACTION_CUT), (3, FRACTION_CUT)], 2)


def test_of_many_the_first_are_listed_in_whatever_parts_the_export_is_read(tmp_path):
    rows = MOST_FRACTIONS + 500
    whole, count = listed(tmp_path, rows)
    assert (len(whole), whole[-1][0], count) == (MOST_FRACTIONS, MOST_FRACTIONS + 1, rows)
    assert listed(tmp_path, rows, small=0, most_rows=400) == (whole, count)
