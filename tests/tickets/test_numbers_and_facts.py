"""Numbers and words of each ticket that a level counts by."""

from __future__ import annotations

from tests.tickets.samples import findings, log_mapping, read

HEAD = "number,at,state,visits,fixed\n"


def log_of(tmp_path, *rows):
    mapping = log_mapping(numbers={"visits": "visits"}, facts={"first-fix": "fixed"}, nulls=["?"])
    return read(tmp_path, HEAD + "\n".join(rows), mapping)


def test_the_last_row_with_a_value_says_it(tmp_path):
    log = log_of(
        tmp_path,
        'T1,2026-01-05 09:00,New,"1,000.5",Yes',
        "T1,2026-01-05 08:00,New,7,No",
        "T1,2026-01-05 10:00,Resolved,?,",
        "T2,2026-01-05 08:00,New,?,?",
    )
    assert log.tickets["number_visits"].to_list() == [1_000_500_000, None]
    assert log.tickets["fact_first-fix"].to_list() == ["Yes", None]
    assert findings(log) == {}


def test_a_value_that_is_no_number_is_listed_and_counts_as_not_given(tmp_path):
    log = log_of(tmp_path, "T1,2026-01-05 08:00,New,two,", "T1,2026-01-05 09:00,Resolved,-2,")
    assert log.tickets["number_visits"].to_list() == [None]
    assert [(one.row, one.column, one.reason) for one in log.intake.rejected] == [
        (2, "visits", "`visits` is not a number such as 12, 4.25 or 1,250"),
        (3, "visits", "`visits` is not a number such as 12, 4.25 or 1,250"),
    ]
    assert findings(log) == {"number-unreadable": 2}
    assert log.intake.balanced
