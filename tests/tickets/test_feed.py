"""Tables beside the tickets: every row is used or rejected, and nothing is guessed."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from rfpkit.errors import InputError
from rfpkit.model.exports.date_order import parse_date_order
from rfpkit.model.exports.intake import FeedIntake
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.numbers import in_millionths, parse_number
from rfpkit.tickets.events.numbers import read_numbers
from rfpkit.tickets.events.words import read_words
from rfpkit.tickets.feeds.feed import FEED, read_feeds
from rfpkit.tickets.stamps.bare_dates import with_midnight

ZONE = "America/Chicago"
COLUMNS = {"at": "day", "site": "school", "value": "spares", "base": "users"}


def mapping_of(feed: dict[str, Any] | None = None, **changes: Any) -> ExportMapping:
    written = {
        "kind": "mapping",
        "timezone": ZONE,
        "columns": {"ticket": "number", "at": "at", "state": "state"},
        "states": {"New": "open"},
        "feeds": {"spares": {"columns": COLUMNS, **(feed or {})}},
        **changes,
    }
    return ExportMapping.model_validate(written)


def read(
    tmp_path: Path, text: str, mapping: ExportMapping | None = None
) -> tuple[pl.DataFrame, FeedIntake]:
    file = tmp_path / "spares.csv"
    file.write_text(text, "utf-8")
    tables, (books,), _ = read_feeds({"spares": file}, mapping or mapping_of())
    assert tables["spares"].schema == FEED
    assert books.source.rows == books.rows_used + len(
        {one.row for one in books.rejected if _row(one)}
    )
    return tables["spares"], books


def _row(rejected: Any) -> bool:
    return rejected.column in {"", "day"}


def refused(tmp_path: Path, text: str, mapping: ExportMapping | None = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, mapping)
    return [str(one).replace(str(tmp_path) + "/", "") for one in caught.value.diagnostics]


def local(text: str) -> int:
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp())


def test_a_bare_date_is_its_local_midnight_and_a_stamp_is_itself(tmp_path):
    text = 'day,school,spares,users\n2026-09-01,lincoln,12,400\n2026-12-01 15:30,adams,"1,250.5",\n'
    table, books = read(tmp_path, text)
    assert table["at"].to_list() == [local("2026-09-01"), local("2026-12-01 15:30")]
    assert table["site"].to_list() == ["lincoln", "adams"]
    assert table["value"].to_list() == [12_000_000, 1_250_500_000]
    assert table["base"].to_list() == [400_000_000, None]
    assert table["row"].to_list() == [2, 3]
    assert (books.feed, books.source.file, books.rows_used) == ("spares", "spares.csv", 2)


def test_a_feed_has_habits_of_its_own(tmp_path):
    feed = {
        "dates": "d.m.y h:m",
        "delimiter": "semicolon",
        "encoding": "windows-1252",
        "nulls": ["-"],
        "values": {"site": {"Grundschule Ä": "lincoln"}},
    }
    file = tmp_path / "spares.csv.gz"
    text = "day;school;spares;users\n2.9.2026;Grundschule Ä;-;3\n"
    file.write_bytes(gzip.compress(text.encode("windows-1252")))
    mapping = mapping_of(feed, shift="converted_twice", dates="m/d/y h:m")
    table = read_feeds({"spares": file}, mapping)[0]["spares"]
    assert table.select("at", "site", "value", "base").rows() == [
        (local("2026-09-02"), "lincoln", None, 3_000_000)
    ]


def test_rows_and_values_that_cannot_be_used_are_listed_with_their_place(tmp_path):
    text = (
        "day,school,spares,users\n2026-09-01,lincoln,12,400\n,lincoln,12,400\n"
        "soon,lincoln,12,400\n2026-09-04,lincoln,many,400\n2026-09-05,lincoln\n"
    )
    table, books = read(tmp_path, text)
    assert table["row"].to_list() == [2, 5]
    assert table["value"].to_list() == [12_000_000, None]
    assert [(one.row, one.column, one.reason) for one in books.rejected] == [
        (3, "day", "`day` is empty"),
        (4, "day", "`day` is no stamp in the order `iso`"),
        (5, "spares", "`spares` is not a number such as 12, 4.25 or 1,250"),
        (6, "", "fewer values than the head has columns"),
    ]
    assert books.rows_used == 2


def test_a_name_in_the_place_of_a_number_is_not_told(tmp_path):
    text = "day,school,spares,users\n2026-09-01,lincoln,Maria Lopez,400\n2026-09-02,lincoln,1,400\n"
    _, books = read(tmp_path, text)
    assert [one.value for one in books.rejected] == ["(text of 11 signs, not shown)"]


def test_columns_that_the_mapping_does_not_name_are_never_read(tmp_path):
    text = "day,teacher,school,spares,users\n2026-09-01,Maria Lopez,lincoln,1,2\n"
    table, _ = read(tmp_path, text)
    assert "Maria" not in str(table.rows())


def test_a_feed_without_rows_is_a_feed(tmp_path):
    table, books = read(tmp_path, "day,school,spares,users\n")
    assert (table.height, books.rows_used) == (0, 0)


def test_a_delivery_covers_a_day_of_a_period(tmp_path):
    mapping = mapping_of({"columns": {"at": "day", "of": "what", "covers": "month"}})
    text = "day,what,month\n2026-10-05,report,2026-09-30\n2026-10-06,report,\n2026-10-07,report,x\n"
    table, books = read(tmp_path, text, mapping)
    days = (datetime.date(2026, 9, 30) - datetime.date(1970, 1, 1)).days
    assert table["covers"].to_list() == [days, None, None]
    assert [(one.row, one.column) for one in books.rejected] == [(4, "month")]


def test_an_hour_that_occurs_twice_is_told(tmp_path):
    file = tmp_path / "spares.csv"
    file.write_text("day,school,spares,users\n2026-11-01 01:30,lincoln,1,2\n")
    _, _, (finding,) = read_feeds({"spares": file}, mapping_of())
    assert (finding.id, finding.count, finding.examples) == ("ambiguous-local-time", 1, ("2",))
    assert finding.message == (
        "1 stamp in `day` of the feed spares within the hour that occurs twice in autumn; "
        "the first of the two is taken"
    )


@pytest.mark.parametrize(
    ("text", "feed", "told"),
    [
        (
            "when,school,spares,users\n2026-09-01,lincoln,1,2\n",
            {},
            (
                "spares.csv:1: the mapping reads `day` (feeds.spares.columns.at), and the file has "
                "no such column\n  hint: the file has when, school, spares, users"
            ),
        ),
        (
            "day,school,spares,users\n9/17/2026,lincoln,1,2\n",
            {},
            (
                "spares.csv:2: day: `9/17/2026` is no stamp in the order `iso`, and no other value "
                "of `day` is one\n  hint: write `dates: m/d/y h:m` under `feeds.spares`"
            ),
        ),
        (
            'day,school,spares,users\n2026-09-01,lincoln,"3,5",2\n',
            {},
            (
                "spares.csv:2: spares: `3,5` is not a number such as 12, 4.25 or 1,250, and no "
                "other value of `spares` is one\n"
                "  hint: correct `feeds.spares.columns`, or list spellings of nothing in `nulls`"
            ),
        ),
        (
            "day,school,spares,users\n2026-09-01,Lincon,1,2\n2026-09-02,Lincon,1,2\n",
            {"values": {"site": {"Lincoln": "lincoln"}}},
            (
                "spares.csv:2: school: `Lincon` has no meaning in the mapping (2 rows)\n"
                "  hint: did you mean `Lincoln`? If not, add it under `feeds.spares.values.site`"
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path, text, feed, told):
    assert refused(tmp_path, text, mapping_of(feed)) == [told]


def test_a_word_without_meaning_is_told_where_the_mapping_lets_it_pass(tmp_path):
    file = tmp_path / "spares.csv"
    file.write_text("day,school,spares,users\n2026-09-01,Lincon,1,2\n")
    mapping = mapping_of({"values": {"site": {"Lincoln": "lincoln"}}}, unmapped="run")
    tables, _, (finding,) = read_feeds({"spares": file}, mapping)
    assert tables["spares"]["site"].to_list() == ["Lincon"]
    assert (finding.id, finding.count) == ("unmapped-feed-word", 1)


def test_every_mistake_of_every_feed_is_told_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        read_feeds({"spare": tmp_path, "spares": tmp_path / "none.csv"}, mapping_of())
    messages = [
        (one.at.file.split("/")[-1], one.message, one.hint) for one in caught.value.diagnostics
    ]
    assert messages == [
        ("--feed", "the mapping has no feed `spare`", "did you mean `spares`?"),
        ("none.csv", "there is no such file", "check the folder and the name"),
    ]
    plain = mapping_of()
    with pytest.raises(InputError, match="the mapping has no feed `x`"):
        read_feeds({"x": tmp_path}, plain.model_copy(update={"feeds": None}))


@pytest.mark.parametrize(
    ("order", "text", "spelt"),
    [
        ("iso", "2026-09-01", "2026-09-01 00:00"),
        ("iso", " 2026-09-01 ", "2026-09-01 00:00"),
        ("iso", "2026-09-01T07:00", "2026-09-01T07:00"),
        ("m/d/y h:m:s p", "9/1/2026", "9/1/2026 12:00:00 AM"),
        ("h:m d.m.y", "1.9.2026", "00:00 1.9.2026"),
        ("b d, y h:m p", "Sep 1, 2026", "Sep 1, 2026 12:00 AM"),
    ],
)
def test_midnight_is_spelt_in_the_order_of_the_feed(order, text, spelt):
    texts = pl.Series("day", [text, None])
    assert with_midnight(texts, parse_date_order(order)).to_list() == [spelt, None]


numbers = st.one_of(
    st.from_regex(r"(\d{1,3}(,\d{3}){0,2}|\d{1,9})(\.\d{1,6})?", fullmatch=True),
    st.sampled_from(
        ["", "-1", "1.", ".5", "1,25", "1.1234567", "12e3", "1 000", "٣", "1,2345", "x"]
    ),
)


@given(st.lists(numbers, min_size=1))
def test_numbers_are_read_as_the_contract_reads_its_own(texts):
    found = read_numbers(read_words(pl.Series(texts), ("",)))
    for text, value, known, wrong in zip(
        texts,
        found.millionths.tolist(),
        found.known.tolist(),
        found.unreadable.tolist(),
        strict=True,
    ):
        try:
            expected: int | None = in_millionths(parse_number(text)) if text.isascii() else None
        except PydanticCustomError:
            expected = None
        assert known == (expected is not None)
        assert wrong == (expected is None and bool(text.strip()))
        assert value == (expected or 0)


def test_a_feed_is_read_like_an_export_whatever_kind_of_file_it_is(tmp_path):
    rows = "day,school,spares,users\n2026-09-14,north,12,400\n2026-09-15 08:00,south,0,\n"
    plain, books = read(tmp_path, rows)
    parquet, workbook = tmp_path / "spares.parquet", tmp_path / "spares.xlsx"
    pl.read_csv(tmp_path / "spares.csv", infer_schema=False).write_parquet(parquet)
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Spares", 0)
    for line in rows.splitlines():
        sheet.append(line.split(","))
    book.remove(book.worksheets[1])
    book.save(workbook)
    for file in (parquet, workbook):
        tables, (own,), _ = read_feeds({"spares": file}, mapping_of())
        assert tables["spares"].drop("row").equals(plain.drop("row"))
        assert (own.source.rows, own.rows_used) == (books.source.rows, books.rows_used)
