"""One table of a zip of several: its name stands behind that of the zip, as messages write it."""

import pytest

from rfpkit.errors import InputError
from rfpkit.tickets.feeds.feed import read_feeds
from rfpkit.tickets.inspect.inspection import inspect
from rfpkit.tickets.partitions.parts import event_logs
from rfpkit.tickets.readers.given import Member, given_files
from rfpkit.tickets.tables.read import read_export
from tests.tickets.readers.test_archives import HEAD, MAPPING, packed, row
from tests.tickets.test_feed import mapping_of

MEMBERS = {
    "tickets.csv": HEAD + row("T1") + row("T2"),
    "old/tickets.csv": HEAD + row("U1"),
    "people.csv": "name,mail\nA,b\n",
    "spares.csv": "day,school,spares,users\n2026-01-05,North,3,100\n",
    "__MACOSX/._tickets.csv": "side file",
}
HELD = "`tickets.csv`, `old/tickets.csv`, `people.csv`, `spares.csv`"


@pytest.fixture
def archive(tmp_path):
    return packed(tmp_path / "all.zip", MEMBERS)


def refusal(archive, path):
    with pytest.raises(InputError) as caught:
        read_export([path], MAPPING)
    return str(caught.value).replace(f"{archive.parent}/", "")


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("tickets.csv", ["T1", "T2"]),
        ("old/tickets.csv", ["U1"]),
        ("old/*.csv", ["U1"]),
        ("t*.csv", ["T1", "T2"]),
    ],
)
def test_one_table_is_read_alone(archive, name, numbers):
    export = read_export([archive / name], MAPPING)
    assert export.cells["number"].to_list() == numbers
    with event_logs([archive / name], MAPPING, most_rows=1, small=0) as parts:
        assert sorted(ticket for log in parts for ticket in log.tickets["ticket"]) == numbers


def test_it_is_told_by_both_names(archive):
    export = read_export([archive / "old/tickets.csv"], MAPPING)
    assert [source.file for source in export.sources] == ["all.zip/old/tickets.csv"]


def test_it_is_inspected_alone(archive):
    found = inspect([archive / "tickets.csv"])
    assert [file.file for file in found.files] == ["tickets.csv"]
    assert found.rows == 2


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("ticket.csv", f"did you mean `all.zip/tickets.csv`? It holds {HELD}"),
        ("2027.xlsx", f"it holds {HELD}"),
        ("old", f"it holds {HELD}"),
        ("*.json", f"it holds {HELD}"),
        ("../tickets.csv", f"did you mean `all.zip/tickets.csv`? It holds {HELD}"),
        ("__MACOSX/._tickets.csv", f"did you mean `all.zip/tickets.csv`? It holds {HELD}"),
    ],
)
def test_a_name_that_the_zip_does_not_hold_is_told_with_those_that_it_holds(archive, name, hint):
    message = f"all.zip/{name}: the zip holds no table of this name\n  hint: {hint}"
    assert refusal(archive, archive / name) == message


def test_of_many_names_the_first_ones_are_told(tmp_path):
    archive = packed(tmp_path / "all.zip", {f"{n:02}.csv": HEAD for n in range(25)})
    assert refusal(archive, archive / "x").endswith("`18.csv`, `19.csv` and 5 more")


def test_a_zip_whose_tables_do_not_belong_together_says_how_to_read_one(archive):
    told = refusal(archive, archive)
    assert told.startswith(
        "all.zip: 4 tables of this zip are read as one export\n"
        "  hint: to read one of them, write its name behind that of the zip: all.zip/tickets.csv\n"
        "all.zip/people.csv:1: the file has none of the"
    )
    with pytest.raises(InputError) as caught:
        inspect([archive])
    assert f"inspect one alone: rfpkit tickets inspect {archive}/people.csv" in str(caught.value)


def test_a_folder_that_is_called_zip_is_a_folder(tmp_path):
    folder = tmp_path / "all.zip"
    folder.mkdir()
    (folder / "tickets.csv").write_text(HEAD + row("T1"))
    assert given_files([folder / "tickets.csv"]) == [folder / "tickets.csv"]


def test_a_workbook_is_no_zip_of_tables(tmp_path):
    file = packed(tmp_path / "t.xlsx", {"[Content_Types].xml": "", "xl/workbook.xml": ""})
    assert given_files([file / "xl/workbook.xml"]) == [file / "xl/workbook.xml"]
    assert "there is no such file" in refusal(file, file / "xl/workbook.xml")


def test_a_table_beside_the_tickets_is_one_of_a_zip_too(archive):
    mapping = mapping_of()
    tables, (books,), _ = read_feeds({"spares": archive / "spares.csv"}, mapping)
    assert tables["spares"].height == books.rows_used == 1
    with pytest.raises(InputError) as caught:
        read_feeds({"spares": archive}, mapping)
    assert str(caught.value) == (
        f"{archive}: 4 tables are meant by this, and one is wanted\n"
        f"  hint: name one of them: {archive}/tickets.csv"
    )


def test_a_member_keeps_its_name(archive):
    assert given_files([archive / "people.csv"]) == [Member(archive, "people.csv")]
