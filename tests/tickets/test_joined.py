"""Logs of changed fields, and files that belong together: every row is used or refused."""

from __future__ import annotations

import datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.errors import InputError
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.events.joined import read_joined
from tests.tickets.samples import events, findings

HISTORY = {
    "columns": {"ticket": "no", "at": "at", "field": "field", "value": "to"},
    "fields": {"status": "state", "urgency": "priority"},
    "states": {
        "new": "open",
        "asked": "pause awaiting-customer",
        "done": "event resolved",
        "void": "exclude void",
    },
}
LIST = {
    "columns": {"ticket": "id", "state": "status", "priority": "urgency", "site": "school"},
    "stamps": {"reported": "made"},
}
SNAPSHOT = {"columns": {"ticket": "no"}, "stamps": {"reported": "made", "resolved": "done"}}
CLOCKS = {"columns": {"ticket": "task"}, "claims": {"met": "late", "due": "due"}}


def mapping_of(base: dict[str, Any], **changes: Any) -> ExportMapping:
    mapping = ExportMapping.model_validate(
        {"kind": "mapping", "timezone": "UTC", **base, **changes}
    )
    assert list(mapping.problems()) == []
    return mapping


@pytest.fixture
def read(tmp_path):
    def run(main: str, mapping: ExportMapping, **parts: str) -> EventLog:
        files = {}
        for name, text in {"main": main, **parts}.items():
            files[name] = tmp_path / f"{name}.csv"
            files[name].write_text(text, "utf-8")
        log = read_joined([files.pop("main")], files, mapping)
        assert log.intake.balanced
        return log

    return run


@pytest.fixture
def refused(read):
    def run(*args: Any, **parts: str) -> list[str]:
        with pytest.raises(InputError) as error:
            read(*args, **parts)
        return [one.message for one in error.value.diagnostics]

    return run


def at(text: str) -> int:
    return int(datetime.datetime.fromisoformat(f"2026-09-{text}+00:00").timestamp())


def priorities(log: EventLog) -> list[str | None]:
    return log.events.sort("at", "row")["priority"].cast(pl.String).to_list()


def test_a_change_of_the_state_is_an_event_and_other_fields_are_counted(read):
    log = read(
        "no,at,field,to\n"
        "1,2026-09-01 08:00,status,new\n"
        "1,2026-09-01 08:00,owner,somebody\n"
        "1,2026-09-01 09:00,status,done\n",
        mapping_of(HISTORY),
    )
    assert events(log) == [("1", at("01 08:00"), "open"), ("1", at("01 09:00"), "event resolved")]
    assert findings(log)["fields-passed-over"] == 1
    assert (log.intake.rows_read, log.intake.rows_used) == (3, 3)


def test_a_ticket_of_which_only_other_fields_changed_is_not_lost(read):
    log = read("no,at,field,to\n1,2026-09-01 08:00,owner,somebody\n", mapping_of(HISTORY))
    assert log.tickets["ticket"].to_list() == ["1"]
    assert events(log) == []


def test_a_priority_holds_from_its_change_on(read):
    log = read(
        "no,at,field,to\n"
        "1,2026-09-01 08:00,status,new\n"
        "1,2026-09-01 08:00,urgency,P3\n"
        "1,2026-09-01 09:00,urgency,P1\n"
        "1,2026-09-01 10:00,status,done\n",
        mapping_of(HISTORY),
    )
    # Both rows of 08:00 changed at once, so both say P3.
    assert priorities(log) == ["P3", "P3", "P1", "P1"]
    assert [effect for _, _, effect in events(log)] == ["open", "open", "open", "event resolved"]


def test_before_its_first_change_a_field_is_what_the_change_took_away(read):
    base = {**HISTORY, "columns": {**HISTORY["columns"], "previous": "was"}}
    log = read(
        "no,at,field,was,to\n"
        "1,2026-09-01 08:00,status,asked,new\n"
        "1,2026-09-01 09:00,urgency,P3,P1\n"
        "1,2026-09-01 10:00,status,new,done\n",
        mapping_of(base),
    )
    assert priorities(log) == ["P3", "P1", "P1"]


def test_the_order_of_the_rows_does_not_matter(read):
    head = "no,at,field,to\n"
    rows = [
        "1,2026-09-01 08:00,status,new\n",
        "1,2026-09-01 09:00,urgency,P1\n",
        "1,2026-09-01 10:00,status,asked\n",
        "1,2026-09-02 10:00,status,done\n",
    ]
    there = read(head + "".join(rows), mapping_of(HISTORY))
    back = read(head + "".join(reversed(rows)), mapping_of(HISTORY))
    assert events(there) == events(back)
    assert priorities(there) == priorities(back)


def test_a_list_of_the_tickets_says_when_each_began_and_in_which_state(read):
    log = read(
        "no,at,field,to\n1,2026-09-01 09:00,status,done\n",
        mapping_of(HISTORY, parts={"list": LIST}),
        list="id,made,status,urgency,school\n"
        "1,2026-09-01 08:00,done,P2,North\n"
        "2,2026-09-01 08:30,asked,P1,South\n",
    )
    assert events(log) == [
        ("1", at("01 08:00"), "event reported"),
        ("1", at("01 09:00"), "event resolved"),
        ("2", at("01 08:30"), "event reported"),
        # Nothing ever changed: what it is today it was from the begin.
        ("2", at("01 08:30"), "pause awaiting-customer"),
    ]
    assert log.tickets["site"].to_list() == ["North", "South"]
    assert log.tickets["unreadable"].to_list() == [None, None]


def test_a_ticket_whose_end_no_change_tells_is_never_judged(read):
    log = read(
        "no,at,field,to\n1,2026-09-01 09:00,status,asked\n3,2026-09-01 09:00,status,done\n",
        mapping_of(HISTORY, parts={"list": LIST}),
        list="id,made,status,urgency,school\n"
        "1,2026-09-01 08:00,done,P2,North\n"
        "2,2026-09-01 08:00,done,P2,North\n"
        "3,2026-09-01 08:00,done,P2,North\n",
    )
    reason = "no change of the ticket leads to its state of today"
    assert log.tickets["unreadable"].to_list() == [reason, reason, None]
    # A ticket without a change did not begin as done: it would be met in no time.
    assert ("2", at("01 08:00"), "event resolved") not in events(log)
    assert [(one.row, one.reason) for one in log.intake.rejected] == [(2, reason), (3, reason)]


def test_the_vendors_clocks_are_claims_and_no_clock_of_ours(read):
    log = read(
        "no,made,done\n1,2026-09-01 08:00,2026-09-01 09:00\n2,2026-09-01 08:00,\n",
        mapping_of(
            SNAPSHOT, parts={"clocks": CLOCKS}, values={"met": {"no": "met", "yes": "missed"}}
        ),
        clocks="task,late,due\n1,no,2026-09-01 10:00\n2,yes,2026-09-01 08:30\n",
    )
    assert events(log) == [
        ("1", at("01 08:00"), "event reported"),
        ("1", at("01 09:00"), "event resolved"),
        ("2", at("01 08:00"), "event reported"),
    ]
    assert log.tickets["claimed_met"].to_list() == [True, False]
    assert log.tickets["claimed_due"].to_list() == [at("01 10:00"), at("01 08:30")]


def test_of_several_rows_of_a_part_the_worst_flag_and_the_latest_due_time_count(read):
    log = read(
        "no,made,done\n1,2026-09-01 08:00,\n",
        mapping_of(
            SNAPSHOT, parts={"clocks": CLOCKS}, values={"met": {"no": "met", "yes": "missed"}}
        ),
        clocks="task,late,due\n1,yes,2026-09-01 10:00\n1,no,2026-09-01 12:00\n",
    )
    assert log.tickets["claimed_met"].to_list() == [False]
    assert log.tickets["claimed_due"].to_list() == [at("01 12:00")]


def test_rows_that_are_not_asked_for_are_counted_and_claim_nothing(read):
    part = {**CLOCKS, "only": {"name": ["resolution"]}}
    log = read(
        "no,made,done\n1,2026-09-01 08:00,\n",
        mapping_of(
            SNAPSHOT, parts={"clocks": part}, values={"met": {"no": "met", "yes": "missed"}}
        ),
        clocks="task,name,late,due\n"
        "1,response,yes,2026-09-01 09:00\n"
        "1,resolution,no,2026-09-01 12:00\n",
    )
    assert log.tickets["claimed_met"].to_list() == [True]
    assert findings(log)["rows-passed-over"] == 1
    assert (log.intake.rows_read, log.intake.rows_used) == (3, 3)


def test_rows_of_the_main_file_can_be_left_out_too(read):
    log = read(
        "no,kind,made,done\n1,incident,2026-09-01 08:00,\n2,change,2026-09-01 08:00,\n",
        mapping_of(SNAPSHOT, only={"kind": ["incident"]}),
    )
    assert log.tickets["ticket"].to_list() == ["1"]
    assert findings(log)["rows-passed-over"] == 1


def test_a_claim_about_a_ticket_that_nobody_knows_is_refused_with_its_place(read):
    log = read(
        "no,made,done\n1,2026-09-01 08:00,\n",
        mapping_of(SNAPSHOT, parts={"clocks": CLOCKS}, values={"met": {"no": "met"}}),
        clocks="task,late,due\n1,no,2026-09-01 10:00\n9,no,2026-09-01 10:00\n",
    )
    assert log.tickets["ticket"].to_list() == ["1"]
    (lost,) = log.intake.rejected
    assert (lost.file, lost.row, lost.column) == ("clocks.csv", 3, "task")
    assert lost.reason == "no other file has the ticket of this row of the part `clocks`"


def test_a_torn_stamp_of_the_history_spoils_its_ticket(read):
    log = read(
        "no,at,field,to\n1,2026-09-01 08:00,status,new\n1,soon,status,done\n",
        mapping_of(HISTORY),
    )
    assert log.tickets["unreadable"].to_list() == ["`at` is no stamp in the order `iso`"]
    assert log.intake.rows_used == 1


def test_an_unknown_state_stops_the_reading_at_its_row(refused):
    told = refused("no,at,field,to\n1,2026-09-01 08:00,status,odd\n", mapping_of(HISTORY))
    assert len(told) == 1
    assert "`odd`" in told[0]


def test_every_file_has_its_own_columns_and_all_slips_are_told_at_once(refused):
    told = refused(
        "no,when,field,to\n1,2026-09-01 08:00,status,new\n",
        mapping_of(HISTORY, parts={"list": LIST}),
        list="id,made,urgency,school\n1,2026-09-01 08:00,P1,North\n",
    )
    assert told == [
        "the mapping reads `status` (columns.state), and the file has no such column",
        "the mapping reads `at` (columns.at), and the file has no such column",
    ]


def test_a_part_without_a_file_and_a_file_without_a_part_are_refused(refused):
    mapping = mapping_of(SNAPSHOT, parts={"clocks": CLOCKS})
    told = refused("no,made,done\n1,2026-09-01 08:00,\n", mapping, clock="a\n1\n")
    assert told == [
        "the mapping has a part `clocks`, and no file is given for it",
        "the mapping has no part `clock`",
    ]


def test_no_word_of_a_field_that_is_not_followed_reaches_the_ledger(read):
    log = read(
        "no,at,field,to\n1,2026-09-01 08:00,status,new\n1,2026-09-01 08:00,requester,Ada Byron\n",
        mapping_of(HISTORY),
    )
    assert "Ada" not in log.intake.model_dump_json()


MOMENTS = st.lists(st.integers(0, 400), min_size=1, max_size=6, unique=True).map(sorted)


@given(MOMENTS, st.data())
def test_a_history_says_the_same_as_the_log_of_its_states(tmp_path_factory, moments, data):
    states = data.draw(st.lists(st.sampled_from(["new", "asked", "done"]), min_size=len(moments)))
    start = datetime.datetime(2026, 9, 1, 8, tzinfo=datetime.UTC)
    stamps = [f"{start + datetime.timedelta(minutes=one):%Y-%m-%d %H:%M}" for one in moments]
    rows = [f"1,{stamp},status,{state}\n" for stamp, state in zip(stamps, states, strict=False)]
    file = tmp_path_factory.mktemp("law") / "main.csv"
    file.write_text("no,at,field,to\n" + "".join(data.draw(st.permutations(rows))), "utf-8")
    log = read_joined([file], {}, mapping_of(HISTORY))
    effects = mapping_of(HISTORY).states
    expected = [
        ("1", int(start.timestamp()) + 60 * one, str(effects[state]))
        for one, state in zip(moments, states, strict=False)
    ]
    assert events(log) == sorted(expected)


def test_the_state_before_the_first_change_began_with_the_ticket(read):
    base = {**HISTORY, "columns": {**HISTORY["columns"], "previous": "was"}}
    log = read(
        "no,made,at,field,was,to\n"
        "1,2026-09-01 08:00,2026-09-01 09:00,status,new,done\n"
        "1,2026-09-01 08:00,2026-09-01 08:30,status,asked,new\n"
        "2,2026-09-01 08:00,2026-09-01 08:30,owner,a,b\n",
        mapping_of(base, stamps={"reported": "made"}),
    )
    assert events(log) == [
        ("1", at("01 08:00"), "event reported"),
        # The customer was asked from the begin on, until the first change took that away.
        ("1", at("01 08:00"), "pause awaiting-customer"),
        ("1", at("01 08:30"), "open"),
        ("1", at("01 09:00"), "event resolved"),
        ("2", at("01 08:00"), "event reported"),
    ]
    assert (log.intake.rows_read, log.intake.rows_used) == (3, 3)


def test_text_in_one_file_and_instants_in_the_other_are_refused(tmp_path):
    moment = datetime.datetime(2026, 9, 1, 8)
    main = {"no": ["1"], "at": [moment], "field": ["status"], "to": ["new"]}
    pl.DataFrame(main).write_parquet(tmp_path / "main.parquet")
    (tmp_path / "list.csv").write_text("id,made,status,urgency,school\n1,2026-09-01,new,P1,N\n")
    mapping = mapping_of(HISTORY, parts={"list": LIST})
    with pytest.raises(InputError) as error:
        read_joined([tmp_path / "main.parquet"], {"list": tmp_path / "list.csv"}, mapping)
    (told,) = error.value.diagnostics
    assert told.message == "one of `list: made` and `at` holds text, and the other one instants"


def test_files_with_types_can_belong_together_too(tmp_path):
    moment = datetime.datetime(2026, 9, 1, 8)
    main = {"no": ["1"], "at": [moment], "field": ["status"], "to": ["done"]}
    pl.DataFrame(main).write_parquet(tmp_path / "main.parquet")
    row = {"id": ["1"], "made": [moment], "status": ["done"], "urgency": ["P1"], "school": ["N"]}
    pl.DataFrame(row).write_parquet(tmp_path / "list.parquet")
    mapping = mapping_of(HISTORY, parts={"list": LIST})
    files = {"list": tmp_path / "list.parquet"}
    log = read_joined([tmp_path / "main.parquet"], files, mapping)
    assert log.tickets["unreadable"].to_list() == [None]
    assert ("1", at("01 08:00"), "event reported") in events(log)


def test_claims_and_attributes_can_stand_beside_an_event_log_too(read):
    log_of_states = {
        "columns": {"ticket": "no", "at": "at", "state": "state"},
        "states": {"new": "open", "done": "event resolved"},
    }
    part = {**CLOCKS, "columns": {"ticket": "task", "site": "school"}}
    log = read(
        "no,at,state\n1,2026-09-01 08:00,new\n1,2026-09-01 09:00,done\n",
        mapping_of(log_of_states, parts={"clocks": part}, values={"met": {"yes": "missed"}}),
        clocks="task,school,late,due\n1,North,yes,2026-09-01 08:30\n",
    )
    assert events(log) == [("1", at("01 08:00"), "open"), ("1", at("01 09:00"), "event resolved")]
    assert log.tickets["site"].to_list() == ["North"]
    assert log.tickets["claimed_met"].to_list() == [False]
    assert "changes-without-order" not in findings(log)


def test_several_main_files_and_a_part_keep_their_own_rows(tmp_path):
    for name in ("first", "second"):
        number = 1 if name == "first" else 2
        text = f"no,made,done\n{number},2026-09-01 08:00,\n"
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    (tmp_path / "clocks.csv").write_text("task,late,due\n9,yes,2026-09-01 08:30\n", "utf-8")
    mapping = mapping_of(SNAPSHOT, parts={"clocks": CLOCKS}, values={"met": {"yes": "missed"}})
    files = [tmp_path / "first.csv", tmp_path / "second.csv"]
    log = read_joined(files, {"clocks": tmp_path / "clocks.csv"}, mapping)
    assert [source.file for source in log.intake.sources] == [
        "first.csv",
        "second.csv",
        "clocks.csv",
    ]
    assert [(one.file, one.row) for one in log.intake.rejected] == [("clocks.csv", 2)]
    assert log.events["source"].to_list() == [0, 1]
