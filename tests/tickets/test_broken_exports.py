"""Exports that cannot be used, one mistake each, with what the person is told."""

import gzip
from dataclasses import dataclass, field
from typing import Any

import pytest

from rfpkit.errors import InputError
from rfpkit.tickets.event_log import read_event_log
from tests.tickets.samples import log_mapping, snapshot_mapping

SNAPSHOT = "number,opened,closed\nT1,2026-01-05 08:00:00,2026-01-05 09:00:00\n"
LOG = "number,at,state\nT1,2026-01-05 08:00:00,New\nT1,2026-01-06 08:00:00,Resolved\n"


@dataclass(frozen=True)
class Case:
    """A broken export and the whole of what is said about it."""

    name: str
    raw: bytes | str
    told: str
    mapping: dict[str, Any] = field(default_factory=dict)
    file: str = "tickets.csv"
    is_log: bool = False


CASES = [
    Case(
        "empty file",
        "",
        "tickets.csv: the file is empty\n  hint: export the tickets again",
    ),
    Case(
        "only line ends",
        "\n\r\n\n",
        "tickets.csv: the file is empty\n  hint: export the tickets again",
    ),
    Case(
        "head only",
        "number,opened,closed\n",
        "tickets.csv: the file has a head and no rows below it\n"
        "  hint: export the tickets again, with their rows",
    ),
    Case(
        "missing column",
        SNAPSHOT.replace("opened", "opened_at"),
        "tickets.csv:1: the mapping reads `opened` (stamps.reported), and the file has no such"
        " column\n  hint: did you mean `opened_at`?",
    ),
    Case(
        "a column in another case",
        SNAPSHOT.replace("number", "Number"),
        "tickets.csv:1: the mapping reads `number` (columns.ticket), and the file has no such"
        " column\n  hint: did you mean `Number`?",
    ),
    Case(
        "nothing like the columns",
        "Key,Created,Done\n1,2,3\n",
        "tickets.csv:1: the file has none of the 3 columns that the mapping reads: `number`,"
        " `opened`, `closed`\n"
        "  hint: the file has Key, Created, Done; is it the mapping of another export?",
    ),
    Case(
        "a column twice",
        "number,opened,closed,closed\nT1,2026-01-05 08:00:00,,\n",
        "tickets.csv:1: the column `closed` (stamps.closed) stands 2 times in the head\n"
        "  hint: write which one is meant: `closed#1` is the first, `closed#2` the second",
    ),
    Case(
        "not compressed",
        SNAPSHOT,
        "tickets.csv.gz: the file is called .gz and is not compressed with gzip\n"
        "  hint: take `.gz` off its name, or compress it with gzip",
        file="tickets.csv.gz",
    ),
    Case(
        "truncated gzip",
        gzip.compress(SNAPSHOT.encode() * 50)[:-20],
        "tickets.csv.gz: the compressed file ends too early\n"
        "  hint: the file was cut on its way; get it again",
        file="tickets.csv.gz",
    ),
    Case(
        "damaged gzip",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03" + b"\xff" * 40,
        "tickets.csv.gz: the compressed file cannot be unpacked\n"
        "  hint: the file was damaged on its way; get it again",
        file="tickets.csv.gz",
    ),
    Case(
        "compression bomb",
        gzip.compress(b"," * 50_000_000),
        "tickets.csv.gz: the compressed file grows to more than 250 times its size\n"
        "  hint: no table of tickets does; unpack it and look",
        file="tickets.csv.gz",
    ),
    Case(
        "a damaged workbook",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
        "tickets.xlsx: the zip cannot be read\n"
        "  hint: the file was damaged or cut on its way; get it again",
        file="tickets.xlsx",
    ),
    Case(
        "a web page",
        "<!DOCTYPE html><html>Please log in</html>",
        "tickets.csv: this is a web page\n"
        "  hint: open it in a spreadsheet program and save it as .xlsx, or export the tickets as"
        " CSV",
    ),
    Case(
        "UTF-16 without a mark",
        SNAPSHOT.encode("utf-16-le"),
        "tickets.csv: the file is UTF-16 text without a byte order mark\n"
        "  hint: write `encoding: utf-16-le` in the mapping",
    ),
    Case(
        "UTF-32 without a mark",
        SNAPSHOT.encode("utf-32-be"),
        "tickets.csv: the file is UTF-32 text without a byte order mark\n"
        "  hint: write `encoding: utf-32-be` in the mapping",
    ),
    Case(
        "a mark that the mapping contradicts",
        SNAPSHOT.encode("utf-8-sig"),
        "tickets.csv: the file begins with the mark of UTF-8, and the mapping says windows-1252\n"
        "  hint: take `encoding` out of the mapping; the mark tells it",
        {"encoding": "windows-1252"},
    ),
    Case(
        "a NUL",
        SNAPSHOT + "T2\0,2026-01-05 08:00:00,\n",
        "tickets.csv:3: the file holds a NUL byte, which no text has\n"
        "  hint: export the table again as CSV in UTF-8",
    ),
    Case(
        "another encoding",
        (SNAPSHOT + "T\xfc,2026-01-05 08:00:00,\n").encode("latin-1"),
        "tickets.csv:3: the byte FC is not UTF-8 text\n"
        "  hint: write the export's encoding in the mapping: `encoding: windows-1252`,"
        " which reads this byte as `ü`",
    ),
    Case(
        "two encodings",
        (SNAPSHOT + "Té,2026-01-05 08:00:00,\n").encode() + b"T\xfc,2026-01-05 08:00:00,\n",
        "tickets.csv:4: the byte FC is not UTF-8 text, and other signs of the file are\n"
        "  hint: the file mixes two encodings; export the table again in one of them",
    ),
    Case(
        "not in the encoding of the mapping",
        SNAPSHOT.encode(),
        "tickets.csv:1: the file is not utf-32 text\n"
        "  hint: correct `encoding` in the mapping; most exports are utf-8 or windows-1252",
        {"encoding": "utf-32"},
    ),
    Case(
        "two delimiters",
        "number;opened;closed\nT1,2026-01-05 08:00:00,\nT2,2026-01-05 08:00:00,\n",
        "tickets.csv:2: every row is torn apart: this one has 1 value for 3 columns\n"
        "  hint: the head is divided by `;`; divide the rows by it too, not by `,`",
    ),
    Case(
        "every row too short",
        "number,opened,closed\nT1,2026-01-05 08:00:00\nT2,2026-01-05 08:00:00\n",
        "tickets.csv:2: every row is torn apart: this one has 2 values for 3 columns\n"
        "  hint: the head is divided by `,`; export the table again",
    ),
    Case(
        "the wrong delimiter in the mapping",
        SNAPSHOT,
        "tickets.csv:1: the head is not divided by `;`, but by `,`\n"
        "  hint: write `delimiter: comma` in the mapping, or leave it out",
        {"delimiter": ";"},
    ),
    Case(
        "a head in row 3",
        "Tickets of January\n\n" + SNAPSHOT,
        "tickets.csv:1: the columns that the mapping reads stand in row 3, not in row 1\n"
        "  hint: write `head: 3` in the mapping",
    ),
    Case(
        "a head behind the end",
        SNAPSHOT,
        "tickets.csv: the file has no row 7, where its head should be\n"
        "  hint: correct `head` in the mapping",
        {"head": 7},
    ),
    Case(
        "100,000 columns",
        ",".join(f"c{n}" for n in range(100_000)) + "\n",
        "tickets.csv:1: the head has 100,000 columns, more than 10,000\n"
        "  hint: no export of tickets has so many; export it again, or correct `delimiter`",
    ),
    Case(
        "a cell of 10 MB",
        SNAPSHOT + "T2,2026-01-05 08:00:00," + "x" * 10_000_000 + "\n",
        "tickets.csv:3: the row has a line of more than 1 MB\n"
        "  hint: no ticket has that much; take the text or the attachment out of the export",
    ),
    Case(
        "a quotation mark that nothing closes",
        SNAPSHOT + 'T2,2026-01-05 08:00:00,"\nT3,2026-01-05 08:00:00,\n',
        "tickets.csv:3: a quotation mark opens a value here and nothing closes it\n"
        '  hint: close it, or write it twice ("") where it belongs to the text',
    ),
    Case(
        "the wrong order of dates",
        "number,opened,closed\nT1,02/05/2020 12:19:00 PM,\nT2,02/17/2020 12:19:00 PM,\n",
        "tickets.csv:2: opened: `02/05/2020 12:19:00 PM` is no stamp in the order `d/m/y h:m`\n"
        "  hint: write `dates: m/d/y h:m p`, which reads every stamp of the column",
        {"dates": "d/m/y h:m"},
    ),
    Case(
        "an order that only some stamps contradict",
        "number,opened,closed\nT1,02/05/2020 12:19,\nT2,02/17/2020 12:19,\n",
        "tickets.csv:3: opened: `02/17/2020 12:19` is no stamp in the order `d/m/y h:m`\n"
        "  hint: write `dates: m/d/y h:m`, which reads every stamp of the column",
        {"dates": "d/m/y h:m"},
    ),
    Case(
        "dates that do not tell their order",
        "number,opened,closed\nT1,02/05/2020 12:19,\n",
        "tickets.csv:2: opened: `02/05/2020 12:19` is no stamp in the order `iso`\n"
        "  hint: write `dates: m/d/y h:m` or `dates: d/m/y h:m`; the stamps do not tell which,"
        " the vendor must",
    ),
    Case(
        "a column that holds no stamps",
        "number,opened,closed\nT1,yes,\nT2,no,\n",
        "tickets.csv:2: opened: `yes` is no stamp in the order `iso`, and no other value of"
        " `opened` is one\n"
        "  hint: correct the name of the column, or the order: `dates: d/m/y h:m`",
    ),
    Case(
        "unknown state",
        LOG + "T1,2026-01-07 08:00:00,Resolvd\nT2,2026-01-07 08:00:00,Resolvd\n",
        "tickets.csv:4: state: `Resolvd` has no meaning in the mapping (2 rows)\n"
        "  hint: did you mean `Resolved`? If not, add it under `states` in the mapping",
        is_log=True,
    ),
    Case(
        "a state unlike all others",
        LOG + "T1,2026-01-07 08:00:00,Waiting for Godot\n",
        "tickets.csv:4: state: `Waiting for Godot` has no meaning in the mapping (1 row)\n"
        "  hint: add it under `states` in the mapping",
        is_log=True,
    ),
    Case(
        "unknown priority",
        "number,opened,closed,prio\nT1,2026-01-05 08:00:00,,1 - Hihg\n",
        "tickets.csv:2: prio: `1 - Hihg` has no meaning in the mapping (1 row)\n"
        "  hint: did you mean `1 - High`? If not, add it under `values.priority` in the mapping",
        {"columns": {"priority": "prio"}, "values": {"priority": {"1 - High": "P1"}}},
    ),
    Case(
        "unknown flag",
        "number,opened,closed,made\nT1,2026-01-05 08:00:00,,ONTIME\n",
        "tickets.csv:2: made: `ONTIME` has no meaning in the mapping (1 row)\n"
        "  hint: add it under `values.met` in the mapping",
        {"claims": {"met": "made"}},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_export_is_told_in_words_that_help(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / case.file
    file.write_bytes(case.raw if isinstance(case.raw, bytes) else case.raw.encode())
    mapping = (log_mapping if case.is_log else snapshot_mapping)(**case.mapping)
    with pytest.raises(InputError) as caught:
        read_event_log([file.relative_to(tmp_path)], mapping)
    assert str(caught.value) == case.told


def test_files_that_are_not_there_are_told_all_at_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tickets.csv").write_text(SNAPSHOT)
    (tmp_path / "folder").mkdir()
    names = ["ticket.csv", "tickets.csv", "folder", "elsewhere/tickets.csv"]
    with pytest.raises(InputError) as caught:
        read_event_log([(tmp_path / name).relative_to(tmp_path) for name in names], MAPPING)
    assert str(caught.value) == (
        "elsewhere/tickets.csv: there is no such file\n"
        "  hint: there is no folder `elsewhere` either; check the path\n"
        "folder: this is a folder\n"
        "  hint: name the export's files, one by one\n"
        "ticket.csv: there is no such file\n"
        "  hint: did you mean `tickets.csv`?"
    )


def test_a_file_that_is_given_twice_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("january.csv", "copy.csv"):
        (tmp_path / name).write_text(SNAPSHOT)
    with pytest.raises(InputError) as caught:
        read_event_log([tmp_path / "january.csv", tmp_path / "copy.csv"], MAPPING)
    (problem,) = caught.value.diagnostics
    assert problem.message == f"the file has the same content as `{tmp_path / 'january.csv'}`"


def test_every_mistake_of_an_export_is_told_at_once(tmp_path):
    file = tmp_path / "tickets.csv"
    file.write_text("number,at,state\nT1,05/01/2026 08:00,Dnoe\nT1,17/01/2026 08:00,New\n")
    with pytest.raises(InputError) as caught:
        read_event_log([file], log_mapping(dates="m/d/y h:m"))
    told = [(problem.at.line, problem.at.field) for problem in caught.value.diagnostics]
    assert told == [(2, "state"), (3, "at")]


def test_many_words_without_a_meaning_do_not_fill_the_screen(tmp_path):
    file = tmp_path / "tickets.csv"
    rows = "".join(f"T{n},2026-01-05 08:00:00,Word {n:02}\n" for n in range(30))
    file.write_text("number,at,state\n" + rows)
    with pytest.raises(InputError) as caught:
        read_event_log([file], log_mapping())
    assert len(caught.value.diagnostics) == 21
    messages = [problem.message for problem in caught.value.diagnostics]
    assert "10 more words of the column have no meaning" in messages


MAPPING = snapshot_mapping()
