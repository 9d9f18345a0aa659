import datetime

import polars as pl
import pytest

from rfpkit.model.exports.intake import Count
from tests.tickets.samples import events, findings, log_mapping, read, snapshot_mapping


def at(text: str) -> int:
    return int(datetime.datetime.fromisoformat(f"{text}+00:00").timestamp())


def ticket(log, number):
    return log.tickets.row(by_predicate=pl.col("ticket") == number, named=True)


def log_of(folder, *rows, head="number,at,state", **mapping):
    return read(folder, "\n".join([head, *rows]), log_mapping(**mapping))


def snapshot_of(folder, *rows, head="number,opened,closed", **mapping):
    return read(folder, "\n".join([head, *rows]), snapshot_mapping(**mapping))


def test_each_row_of_a_log_is_an_event_and_keeps_its_place(tmp_path):
    log = log_of(
        tmp_path,
        "T2,2026-01-05 08:00:00,New",
        "T1,2026-01-05 09:00:00,Resolved",
        "T1,2026-01-05 08:30:00,On Hold",
    )
    assert events(log) == [
        ("T1", at("2026-01-05 08:30"), "pause awaiting-parts"),
        ("T1", at("2026-01-05 09:00"), "event resolved"),
        ("T2", at("2026-01-05 08:00"), "event reported"),
    ]
    assert log.tickets["ticket"].to_list() == ["T1", "T2"]
    places = log.events.select("ticket", "source", "row").sort("row").rows()
    assert places == [(1, 0, 2), (0, 0, 3), (0, 0, 4)]
    types = {name: str(kind) for name, kind in log.events.schema.items()}
    assert types == {
        "ticket": "UInt32",
        "at": "Int64",
        "order": "Int64",
        "state": "UInt16",
        "priority": "Enum(categories=[])",
        "source": "UInt8",
        "row": "UInt32",
    }


def test_each_stamp_of_a_snapshot_is_an_event(tmp_path):
    log = snapshot_of(
        tmp_path, "T1,2026-01-05 08:00:00,2026-01-05 09:00:00", "T2,2026-01-06 08:00,"
    )
    assert events(log) == [
        ("T1", at("2026-01-05 08:00"), "event reported"),
        ("T1", at("2026-01-05 09:00"), "event closed"),
        ("T2", at("2026-01-06 08:00"), "event reported"),
    ]
    assert [state.label for state in log.states] == ["opened", "closed"]
    assert (log.intake.rows_used, log.intake.events) == (2, 3)


def test_a_stamp_that_a_log_repeats_on_every_row_is_one_event(tmp_path):
    log = log_of(
        tmp_path,
        "T1,2026-01-05 08:05:00,Active,2026-01-05 08:00:00",
        "T1,2026-01-05 09:00:00,Resolved,2026-01-05 08:00:00",
        head="number,at,state,opened",
        stamps={"received": "opened"},
    )
    assert events(log) == [
        ("T1", at("2026-01-05 08:00"), "event received"),
        ("T1", at("2026-01-05 08:05"), "open"),
        ("T1", at("2026-01-05 09:00"), "event resolved"),
    ]


def test_a_stamp_that_changes_from_row_to_row_is_an_event_each_time_and_a_finding(tmp_path):
    log = snapshot_of(
        tmp_path,
        "T1,2026-01-05 08:00:00,2026-01-05 09:00:00",
        "T1,2026-01-05 08:00:00,2026-01-05 10:00:00",
    )
    assert [effect for _, _, effect in events(log)] == [
        "event reported",
        "event closed",
        "event closed",
    ]
    assert findings(log) == {"stamp-changed": 1}


def test_an_ignored_state_uses_its_row_and_makes_no_event(tmp_path):
    log = log_of(tmp_path, "T1,2026-01-05 08:00:00,New", "T1,2026-01-05 08:10:00,Noted")
    assert len(events(log)) == 1
    assert (log.intake.rows_read, log.intake.rows_used) == (2, 2)
    assert "Noted" not in [state.label for state in log.states]


def test_states_are_listed_whether_they_occur_or_not(tmp_path):
    log = log_of(tmp_path, "T1,2026-01-05 08:00:00,New")
    assert [state.label for state in log.states] == [
        "New",
        "Active",
        "On Hold",
        "Resolved",
        "Duplicate",
    ]


def test_a_row_without_a_number_is_rejected(tmp_path):
    log = log_of(tmp_path, "T1,2026-01-05 08:00:00,New", " ,2026-01-05 08:00:00,New")
    assert log.intake.rows_rejected == (Count(reason="the row has no ticket number", count=1),)
    assert [(one.row, one.column) for one in log.intake.rejected] == [(3, "number")]
    assert log.tickets.height == 1


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        ("T1,31/02/2026,New", "at", "31/02/2026", "`at` is no stamp in the order `iso`"),
        ("T1,?,New", "at", "?", "`at` is empty"),
        ("T1,2026-01-05 09:00:00,", "state", "", "`state` is empty"),
    ],
)
def test_a_ticket_with_a_row_that_cannot_be_used_is_never_judged_from_the_rest(
    tmp_path, row, column, value, reason
):
    others = ("T1,2026-01-05 08:00:00,New", "T2,2026-01-05 08:00:00,New")
    log = log_of(tmp_path, *others, row, nulls=["?"])
    assert ticket(log, "T1")["unreadable"] == reason
    assert ticket(log, "T2")["unreadable"] is None
    (rejected,) = log.intake.rejected
    assert (rejected.file, rejected.row, rejected.column) == ("tickets.csv", 4, column)
    assert (rejected.value, rejected.reason) == (value, reason)
    assert log.intake.rows_rejected == (Count(reason=reason, count=1),)


def test_a_stamp_of_a_snapshot_that_cannot_be_read_spoils_its_ticket_but_not_its_row(tmp_path):
    stamp = "2026-01-05 08:00:00"
    log = snapshot_of(tmp_path, f"T1,{stamp},soon", f"T2,{stamp},{stamp}")
    assert ticket(log, "T1")["unreadable"] == "`closed` is no stamp in the order `iso`"
    assert ticket(log, "T2")["unreadable"] is None
    assert (log.intake.rows_used, log.intake.rows_rejected) == (2, ())
    assert [one.value for one in log.intake.rejected] == ["soon"]


def test_a_row_of_a_snapshot_without_any_stamp_is_rejected_and_its_ticket_kept(tmp_path):
    log = snapshot_of(tmp_path, "T1,,", "T2,2026-01-05 08:00:00,")
    assert log.intake.rows_rejected == (
        Count(reason="the row has no stamp that can be read", count=1),
    )
    assert ticket(log, "T1")["unreadable"] == "the row has no stamp that can be read"


def test_a_torn_row_spoils_its_ticket_even_if_it_is_the_only_one(tmp_path):
    log = log_of(
        tmp_path, "INC1,2026-01-05 08:00:00,New", "INC2,2026-01-05 08:00:00", "and more text,x,y,z"
    )
    assert log.tickets["ticket"].to_list() == ["INC1", "INC2"]
    reason = "a row of it has fewer values than the head has columns"
    assert ticket(log, "INC2")["unreadable"] == reason
    assert log.intake.rows_read == 3
    assert log.intake.balanced


def test_a_row_that_says_what_an_earlier_one_says_counts_once(tmp_path):
    rows = ("T1,2026-01-05 08:00:00,New", "T1,2026-01-05 09:00:00,Resolved")
    log = log_of(tmp_path, *rows, *rows[:1])
    assert len(events(log)) == 2
    assert findings(log) == {"repeated-rows": 1}
    assert (log.intake.rows_read, log.intake.rows_used) == (3, 3)


def test_changes_of_one_second_are_ordered_by_the_sequence_or_listed(tmp_path):
    rows = ("T1,2026-01-05 08:00:00,Active,8", "T1,2026-01-05 08:00:00,Resolved,10")
    head = "number,at,state,count"
    ordered = log_of(tmp_path, *rows, head=head, columns={"sequence": "count"})
    assert ordered.events["order"].to_list() == [8, 10]
    assert findings(ordered) == {}
    assert findings(log_of(tmp_path, *rows, head=head)) == {"changes-without-order": 1}


def test_the_fraction_of_a_second_that_is_cut_still_orders_changes(tmp_path):
    log = log_of(tmp_path, "T1,2026-01-05 08:00:00.7,Active", "T1,2026-01-05 08:00:00.2,Resolved")
    assert log.events["at"].to_list() == [at("2026-01-05 08:00")] * 2
    assert log.events["order"].to_list() == [700_000, 200_000]
    assert findings(log) == {"fractions-cut": 2}


def test_a_sequence_that_is_no_number_rejects_its_row(tmp_path):
    rows = ("T1,2026-01-05 08:00:00,New,1", "T1,2026-01-05 09:00:00,Resolved,x")
    log = log_of(tmp_path, *rows, head="number,at,state,n", columns={"sequence": "n"})
    assert ticket(log, "T1")["unreadable"] == "`n` is not a whole number"


def test_hours_that_do_not_exist_or_occur_twice_are_counted(tmp_path):
    log = log_of(
        tmp_path,
        "T1,2026-03-08 02:30:00,New",
        "T1,2026-11-01 01:30:00,Resolved",
        timezone="America/Chicago",
    )
    assert findings(log) == {"nonexistent-local-time": 1, "ambiguous-local-time": 1}
    assert log.events["at"].to_list() == [at("2026-03-08 08:00"), at("2026-11-01 06:30")]


def test_a_first_stamp_behind_another_is_a_finding(tmp_path):
    log = snapshot_of(tmp_path, "T1,2026-01-05 08:00:00,2026-01-05 07:59:59")
    assert findings(log) == {"stamps-out-of-order": 1}


def test_an_unknown_state_lets_the_clock_run_where_the_mapping_says_so(tmp_path):
    rows = ("T1,2026-01-05 08:00:00,New", "T1,2026-01-05 09:00:00,Wating")
    log = log_of(tmp_path, *rows, unmapped="run")
    assert [effect for _, _, effect in events(log)] == ["event reported", "open"]
    (finding,) = log.intake.findings
    assert (finding.id, finding.count, finding.examples) == ("unmapped-states", 1, ("Wating (1)",))
    assert finding.message == (
        "1 row with a word in `state` that the mapping gives no meaning; the clock runs"
    )


def test_words_of_the_export_become_words_of_the_contract(tmp_path):
    log = snapshot_of(
        tmp_path,
        "T1,2026-01-05 08:00:00,,1 - High , Hill School",
        head="number,opened,closed,prio,school",
        columns={"priority": "prio", "site": "school"},
        values={"priority": {"1 - High": "P1"}},
    )
    assert log.events["priority"].to_list() == ["P1"]
    assert ticket(log, "T1")["site"] == "Hill School"
    assert log.attributes == {"priority", "site"}


def test_an_unknown_word_stays_as_it_is_where_the_clock_may_run(tmp_path):
    log = snapshot_of(
        tmp_path,
        "T1,2026-01-05 08:00:00,,5 - Planning",
        head="number,opened,closed,prio",
        columns={"priority": "prio"},
        values={"priority": {"1 - High": "P1"}},
        unmapped="run",
    )
    assert log.events["priority"].to_list() == ["5 - Planning"]
    assert findings(log) == {"unmapped-priority": 1}


def test_each_event_of_a_log_carries_the_priority_of_its_row(tmp_path):
    log = log_of(
        tmp_path,
        "T1,2026-01-05 08:00:00,New,",
        "T1,2026-01-05 09:00:00,Active,P2",
        "T1,2026-01-05 10:00:00,Resolved,P1",
        head="number,at,state,prio",
        columns={"priority": "prio"},
    )
    assert log.events["priority"].to_list() == [None, "P2", "P1"]


def test_a_stamp_on_the_rows_of_a_log_carries_a_priority_only_if_it_is_the_beginning(tmp_path):
    log = log_of(
        tmp_path,
        "T1,2026-01-05 10:00:00,Resolved,P1,2026-01-05 08:00:00,2026-01-06 09:00:00",
        "T1,2026-01-05 09:00:00,Active,P2,2026-01-05 08:00:00,2026-01-06 09:00:00",
        head="number,at,state,prio,opened,closed",
        columns={"priority": "prio"},
        stamps={"received": "opened", "closed": "closed"},
    )
    carried = dict(zip(log.events["at"], log.events["priority"], strict=True))
    assert carried == {
        at("2026-01-05 08:00"): "P2",
        at("2026-01-05 09:00"): "P2",
        at("2026-01-05 10:00"): "P1",
        at("2026-01-06 09:00"): None,
    }


def test_an_attribute_is_what_the_ticket_began_with(tmp_path):
    rows = (
        "T1,2026-01-05 10:00:00,Resolved,Lake School",
        "T1,2026-01-05 08:00:00,New,",
        "T1,2026-01-05 09:00:00,Active,Hill School",
    )
    log = log_of(tmp_path, *rows, head="number,at,state,school", columns={"site": "school"})
    assert ticket(log, "T1")["site"] == "Hill School"
    assert findings(log) == {"site-changed": 1}


def test_an_exclusion_and_a_claim_are_what_the_ticket_ended_with(tmp_path):
    head = "number,at,state,code,made,due"
    log = log_of(
        tmp_path,
        "T1,2026-01-05 08:00:00,New,BER,yes,2026-01-06 08:00:00",
        "T1,2026-01-05 09:00:00,Resolved,Fixed,No,2026-01-07 08:00:00",
        "T2,2026-01-05 08:00:00,New,,,",
        "T2,2026-01-05 09:00:00,Resolved,BER,1,",
        head=head,
        exclusions={"beyond-repair": {"code": ["BER", "Scrapped"]}},
        no_target={"due": [""]},
        claims={"met": "made", "due": "due"},
    )
    assert log.tickets["excluded"].to_list() == [None, "beyond-repair"]
    assert log.tickets["claimed_met"].to_list() == [False, True]
    assert log.tickets["claimed_due"].to_list() == [at("2026-01-07 08:00"), None]
    assert log.tickets["no_target"].to_list() == [False, True]


def test_the_flag_of_the_vendor_is_read_in_its_own_words(tmp_path):
    log = snapshot_of(
        tmp_path,
        "T1,2026-01-05 08:00:00,,ONTIME",
        "T2,2026-01-05 08:00:00,,OVERDUE",
        "T3,2026-01-05 08:00:00,,",
        head="number,opened,closed,on_time",
        claims={"met": "on_time"},
        values={"met": {"ONTIME": "met", "OVERDUE": "missed"}},
    )
    assert log.tickets["claimed_met"].to_list() == [True, False, None]


def test_a_claim_that_cannot_be_read_is_listed_and_changes_nothing_else(tmp_path):
    log = snapshot_of(
        tmp_path,
        "T1,2026-01-05 08:00:00,,soon",
        "T2,2026-01-05 08:00:00,,2026-01-06 08:00:00",
        head="number,opened,closed,due",
        claims={"due": "due"},
    )
    assert ticket(log, "T1")["unreadable"] is None
    assert log.tickets["claimed_due"].to_list() == [None, at("2026-01-06 08:00")]
    assert [(one.column, one.value) for one in log.intake.rejected] == [("due", "soon")]
    assert log.intake.rows_used == 2


def test_a_rating_that_cannot_be_read_is_an_answer_on_no_scale(tmp_path):
    rows = [
        f"T{n},2026-01-05 08:00:00,,{rating}" for n, rating in enumerate(["5", "4.0", "4.5", ""])
    ]
    log = snapshot_of(
        tmp_path, *rows, head="number,opened,closed,stars", survey={"quality": "stars"}
    )
    assert log.tickets["rating_quality"].to_list() == [5, 4, 0, None]
    assert log.ratings == {"quality"}
    assert findings(log) == {"rating-unreadable": 1}


def test_a_mapping_without_attributes_or_claims_leaves_them_empty(tmp_path):
    log = snapshot_of(tmp_path, "T1,2026-01-05 08:00:00,")
    assert ticket(log, "T1") == {
        "ticket": "T1",
        "service": None,
        "device_class": None,
        "site": None,
        "audience": None,
        "device": None,
        "fault": None,
        "excluded": None,
        "no_target": False,
        "unreadable": None,
        "claimed_met": None,
        "claimed_due": None,
    }
    assert log.attributes == frozenset()
