"""Any bytes are rows whose books balance, or words that help: no file may do anything else."""

import gzip
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rfpkit.errors import InputError
from rfpkit.tickets.readers.given import given_files
from rfpkit.tickets.tables.files import likely_rows, open_file
from rfpkit.tickets.tables.read import read_export
from tests.tickets.readers.workbooks import HEAD, ROW, ods, xls, xlsx
from tests.tickets.samples import snapshot_mapping

CSV = (
    b"number,opened,closed,caller\n"
    b'T1,2026-01-05 08:00:00,2026-01-05 09:00:00,"Ann, of ""Hill"""\r\n'
    b"T2,2026-01-06 08:00:00,,\n"
)
RECORDS = [{"number": "T1", "opened": "2026-01-05 08:00:00", "closed": None}] * 2
LINES = "\n".join(map(json.dumps, RECORDS)).encode()


def packed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", CSV)
        archive.writestr("b.json", json.dumps(RECORDS))
    return file.getvalue()


TEXTS = {
    "csv": CSV,
    "utf-16": CSV.decode().encode("utf-16"),
    "gzip": gzip.compress(CSV, mtime=0),
    "zip": packed(),
    "json": json.dumps({"result": RECORDS}).encode(),
    "lines": LINES,
}

MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["set", "cut", "insert", "repeat"]),
        st.integers(0, 10_000),
        st.binary(min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=4,
)


def mutated(raw, mutations):
    for kind, place, new in mutations:
        at = place % (len(raw) + 1)
        behind = {
            "set": new + raw[at + len(new) :],
            "cut": raw[at + place % 50 + 1 :],
            "insert": new + raw[at:],
            "repeat": raw[max(at - 40, 0) :],
        }
        raw = raw[:at] + behind[kind]
    return raw


def read(folder, raw):
    """The books of a file of these bytes: no line says that a row was lost."""
    file = folder / "t"
    file.write_bytes(raw)
    likely_rows(file)
    try:
        export = read_export([file], snapshot_mapping())
    except InputError as refusal:
        return [], list(refusal.diagnostics)
    rows = sum(source.rows for source in export.sources)
    lost = [f"{rows} rows"] * (rows != export.cells.height + len(export.broken))
    return [*lost, *lost_in_pieces(file, export)], None


def lost_in_pieces(file, export):
    """The sources that do not say the same piece by piece."""
    if export.broken:
        return
    for one, source in zip(given_files([file]), export.sources, strict=True):
        pieces = list(open_file(one, snapshot_mapping()).pieces(0))
        # A file of which no piece can be read by itself is read as a whole.
        height = sum(piece.height for piece in pieces if piece is not None)
        if height != source.rows and None not in pieces:
            yield f"{source}: {height} rows in pieces"


@pytest.mark.parametrize("kind", TEXTS)
@given(mutations=MUTATIONS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_and_zips_of_any_bytes_are_rows_or_words(tmp_path, kind, mutations):
    lost, told = read(tmp_path, mutated(TEXTS[kind], mutations))
    assert lost == []
    assert told is None or (told and all(one.message and one.hint for one in told))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@given(mutations=MUTATIONS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_workbooks_of_any_bytes_are_rows_or_words(tmp_path, kind, mutations):
    made = {
        "xlsx": lambda: xlsx(tmp_path / "made", {"A": [HEAD, ROW]}),
        "xls": lambda: xls(tmp_path / "made", [HEAD, ROW], {}),
        "ods": lambda: ods(tmp_path / "made", "<table:table-row/>"),
    }
    lost, told = read(tmp_path, mutated(made[kind]().read_bytes(), mutations))
    assert lost == []
    assert told is None or (told and all(one.message and one.hint for one in told))
