"""The audit as JSON and the verdicts as CSV."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.model.audit import Audit
from rfpkit.model.ticket_verdict import TicketVerdict
from rfpkit.render.audit_json import audit_json
from rfpkit.render.verdict_table import verdict_csv
from tests.render import audit_fixture

AUDIT = audit_fixture.audit()
VERDICTS = audit_fixture.verdicts()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def whole(verdicts, zone):
    return b"".join(verdict_csv(verdicts, zone)).decode()


def test_the_json_is_the_audit_and_reads_back_as_it():
    assert Audit.model_validate_json(audit_json(AUDIT)) == AUDIT


def test_the_json_has_sorted_keys_and_ends_with_a_line():
    text = audit_json(AUDIT)
    assert text.endswith("}\n")
    assert json.dumps(json.loads(text), sort_keys=True, indent=2, ensure_ascii=False) + "\n" == text


def test_shares_are_exact_and_amounts_are_written_out():
    data = json.loads(audit_json(AUDIT))
    assert data["levels"][0]["periods"][0]["attainment"] == "53/54"
    assert data["credits_total"] == "$11,400.00"


def test_the_csv_has_a_row_for_each_verdict_and_a_column_for_each_field():
    table = rows(whole(VERDICTS[:40], audit_fixture.ZONE))
    assert tuple(table[0]) == TicketVerdict._fields
    assert [row["ticket"] for row in table] == [row.ticket for row in VERDICTS[:40]]


def test_instants_are_local_with_their_offset_and_durations_whole_seconds():
    summer = VERDICTS[0]
    winter = summer._replace(start=1_796_000_400, stop=None)
    first, second = rows(whole([summer, winter], audit_fixture.ZONE))
    assert first["start"] == "2026-07-01T07:30:00-05:00"
    assert second["start"].endswith("-06:00")
    assert second["stop"] == ""
    assert first["elapsed"] == "91800"


def test_a_value_is_written_exactly_beside_its_unit():
    cost = VERDICTS[0]._replace(value=Decimal("1250.100000"), value_unit="cost", weight=3)
    first, second = rows(whole([cost, VERDICTS[0]], audit_fixture.ZONE))
    assert [first[name] for name in ("value", "value_unit", "weight")] == ["1250.1", "cost", "3"]
    assert [second[name] for name in ("value", "value_unit", "weight")] == ["", "", ""]


def test_the_hour_that_autumn_repeats_keeps_its_two_readings_apart():
    before, after = 1_793_514_600, 1_793_514_600 + 3_600
    table = rows(whole([VERDICTS[0]._replace(start=before, stop=after)], audit_fixture.ZONE))
    assert table[0]["start"] == "2026-11-01T01:30:00-05:00"
    assert table[0]["stop"] == "2026-11-01T01:30:00-06:00"


@given(text=st.text(st.sampled_from("=+-@\t\r\n＝ ;,\"'aA1("), max_size=8))
def test_no_text_of_the_export_can_begin_like_a_formula(text):
    table = rows(whole([VERDICTS[0]._replace(ticket=text, site=text)], audit_fixture.ZONE))
    for name in ("ticket", "site"):
        assert table[0][name][:1] not in set("=+-@\t\r\n＝")
        shown = text.replace("\r\n", "\n").replace("\r", "\\x0d")
        assert table[0][name] in {shown, f"'{shown}"}
