"""No name, address, phone number or free text of an export reaches anything that is written."""

from __future__ import annotations

import importlib.util
import shutil

import pytest

from tests.privacy.planted import (
    CONTRACT,
    HEAD,
    MAILS,
    MAPPING,
    MARKS,
    NAMES,
    PHONES,
    TEXTS,
    UNMAPPED,
    table,
    with_persons,
    write,
)
from tests.privacy.run import Place, leaks, outputs

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is missing")
READS_WORKBOOKS = importlib.util.find_spec("rfpkit.tickets.readers") is not None
FORMATS = [".csv", ".csv.gz", ".parquet"] + [".xlsx", ".json"] * READS_WORKBOOKS
WORDS = ("State", "Priority", "Who", "On time")
"""Columns whose words the mapping lists."""
NAMES_ARE_WORDS = dict.fromkeys(NAMES, ("School", "Device", "First time"))
"""Columns that the mapping wants the words of, and lists none: a name in them is a word."""


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


@pytest.mark.parametrize("ending", FORMATS)
def test_columns_that_the_mapping_does_not_name_leave_no_trace(place, ending):
    export = write(place.folder / f"export{ending}", table())
    assert leaks(place, export) == []
    told = dict(outputs(place, export))
    assert "IT0001" in told["verdicts.csv"]
    assert "Oak School" in told["verdicts.csv"]


def test_persons_in_columns_that_are_read_are_not_told(place):
    columns = [name for name in HEAD if name not in {*UNMAPPED, *WORDS}]
    export = write(place.folder / "export.csv", with_persons(columns, NAMES_ARE_WORDS))
    assert leaks(place, export) == []
    assert (place.folder / "out" / "scorecard.pdf").exists()


def test_persons_among_words_that_stop_the_audit_are_not_told(place):
    export = write(place.folder / "export.csv", with_persons(WORDS, NAMES_ARE_WORDS))
    told = dict(outputs(place, export))["0 audit: standard error"]
    assert "State: `(could be a name, not shown)` has no meaning in the mapping (1 row)" in told
    assert "Priority: `(looks like an e-mail address)` has no meaning in the mapping" in told
    assert leaks(place, export) == []


def test_persons_among_words_that_may_pass_are_not_told(place):
    place.write("mapping.yaml", MAPPING | {"unmapped": "run"})
    export = write(place.folder / "export.csv", with_persons(WORDS, NAMES_ARE_WORDS))
    assert leaks(place, export) == []
    assert (place.folder / "out" / "scorecard.pdf").exists()


def test_a_row_whose_columns_have_shifted_tells_nobody(place):
    rows = table()
    for number in (2, 9, 17):
        rows[number] = [*rows[number][-4:], *rows[number][:-4]]
    rows[30] = rows[30][-3:]
    rows[31] = [*rows[31], *NAMES]
    export = write(place.folder / "export.csv", rows)
    place.write("mapping.yaml", MAPPING | {"unmapped": "run"})
    assert leaks(place, export) == []


@pytest.mark.parametrize("rows", [[], table()])
def test_a_person_in_the_head_is_not_told(place, rows):
    head = (*HEAD[:4], NAMES[0], MAILS[0], *HEAD[6:])
    export = write(place.folder / "export.csv", rows, head)
    assert leaks(place, export) == []
    head = (*HEAD[:4], NAMES[0], NAMES[3], *HEAD[6:])
    export = write(place.folder / "export.csv", rows, head)
    assert leaks(place, export) == []


def test_an_export_without_a_head_tells_nobody(place):
    rows = table()
    export = write(place.folder / "export.csv", rows[1:], tuple(rows[0]))
    assert leaks(place, export) == []


def test_a_whole_column_of_persons_is_told_as_such(place):
    place.write("mapping.yaml", MAPPING | {"columns": MAPPING["columns"] | {"state": "Caller"}})
    export = write(place.folder / "export.csv", table())
    told = dict(outputs(place, export))["0 audit: standard error"]
    assert "Caller: `(could be a name, not shown)` has no meaning in the mapping" in told
    assert leaks(place, export) == []


@pytest.mark.parametrize("column", ["Summary", "Mobile", "Caller e-mail"])
def test_a_whole_column_of_persons_in_the_place_of_stamps_is_not_told(place, column):
    place.write("mapping.yaml", MAPPING | {"columns": MAPPING["columns"] | {"at": column}})
    export = write(place.folder / "export.csv", table())
    assert leaks(place, export) == []


def test_a_column_that_the_mapping_keeps_is_told(place):
    changed = {"columns": MAPPING["columns"] | {"site": "Caller e-mail"}}
    place.write("mapping.yaml", MAPPING | changed)
    export = write(place.folder / "export.csv", table())
    assert leaks(place, export) == []
    place.write("mapping.yaml", MAPPING | changed | {"keep": ["Caller e-mail"]})
    found = leaks(place, export, ("o.farquhane@example.org",))
    assert any(one.startswith("verdicts.csv") for one in found)


def test_a_feed_tells_nobody(place):
    feed = {"columns": {"at": "day", "of": "kind", "site": "school", "value": "count"}}
    place.write("mapping.yaml", MAPPING | {"feeds": {"spares": feed}})
    place.write("contract.yaml", CONTRACT)
    export = write(place.folder / "export.csv", table())
    persons = (NAMES[0], MAILS[0], PHONES[0], TEXTS[0])
    for column in range(4):
        lines = ["day,kind,school,count,remark"]
        for person in persons:
            cells = ["2027-06-01", "laptop", "Oak School", "7", f'"{TEXTS[1]}"']
            named = person is NAMES[0] and column in {1, 2}
            cells[column] = "x" if named else f'"{person}"'
            lines.append(",".join(cells))
        (place.folder / "spares.csv").write_text("\n".join(lines) + "\n")
        done = place.run(
            *("audit", "contract.yaml", export.name, "--mapping", "mapping.yaml", "--json"),
            *("--as-of", "2027-07-31", "-o", "out", "--feed", "spares=spares.csv"),
        )
        told = (done.stdout + done.stderr).lower()
        assert [mark for mark in MARKS if mark in told] == []
