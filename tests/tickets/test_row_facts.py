"""What few exports tell of a row."""

from __future__ import annotations

from tests.tickets.samples import log_mapping, read

STATES = {"New": "open", "Quote": "pause awaiting-quote", "Quoted": "resume awaiting-quote"}


def told(folder, *rows, columns, name, head, **mapping):
    columns = {"ticket": "number", "at": "at", "state": "state", **columns}
    log = read(
        folder, "\n".join([head, *rows]), log_mapping(columns=columns, states=STATES, **mapping)
    )
    if name not in log.events.columns:
        return None
    return log.events.sort("row")[name].to_list()


def test_evidence_is_any_value_but_a_plain_no(tmp_path):
    found = told(
        tmp_path,
        "T1,2026-01-05 08:00:00,New,",
        "T1,2026-01-05 09:00:00,Quote,Q-17",
        "T1,2026-01-05 10:00:00,Quoted,",
        "T1,2026-01-05 11:00:00,Quote,No",
        head="number,at,state,quote",
        columns={"evidence": "quote"},
        name="evidenced",
    )
    assert found == [False, True, False, False]


def test_an_export_without_the_column_tells_nothing_of_evidence(tmp_path):
    row = "T1,2026-01-05 08:00:00,New"
    assert told(tmp_path, row, head="number,at,state", columns={}, name="evidenced") is None


def test_a_pause_that_is_resumed_is_two_events(tmp_path):
    log = read(
        tmp_path,
        "number,at,state\nT1,2026-01-05 09:00:00,Quote\nT1,2026-01-05 10:00:00,Quoted",
        log_mapping(states=STATES),
    )
    effects = [str(log.states[state].effect) for state in log.events.sort("row")["state"]]
    assert effects == ["pause awaiting-quote", "resume awaiting-quote"]


def test_who_brought_a_row_about_is_told_in_the_words_of_the_contract(tmp_path):
    found = told(
        tmp_path,
        "T1,2026-01-05 08:00:00,New,jd,2026-01-05 07:00:00",
        "T1,2026-01-05 09:00:00,Quote,,2026-01-05 07:00:00",
        head="number,at,state,by,opened",
        columns={"actor": "by"},
        name="actor",
        values={"actor": {"jd": "contractor"}},
        stamps={"received": "opened"},
    )
    assert sorted(found, key=str) == [None, None, "contractor"]


def test_rows_carry_a_class_only_where_one_changes(tmp_path):
    rows = (
        "T1,2026-01-05 08:00:00,New,laptop",
        "T1,2026-01-05 09:00:00,Quote,",
        "T1,2026-01-05 10:00:00,Quoted,server",
    )
    written = {"head": "number,at,state,class", "columns": {"device_class": "class"}}
    assert told(tmp_path, *rows, name="device_class", **written) == ["laptop", None, "server"]
    assert told(tmp_path, *rows[:2], name="device_class", **written) is None
