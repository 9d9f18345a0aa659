"""Exports that no audit can be made of, given all at once: each is told, nothing is written."""

from __future__ import annotations

import gzip
import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "city-district"
HEAD = (
    "number,sys_updated_at,sys_mod_count,state,priority,location,u_device_class,cmdb_ci,u_service,"
    "close_code,sla_due,made_sla,u_survey_quality,u_survey_timeliness\n"
)
ROW = "INC1,4/3/2027 08:00:00,0,New,3 - Moderate" + "," * 9 + "\n"


def zipped(name: str, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)


def make_link_in_zip() -> None:
    link = zipfile.ZipInfo("tickets.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile("link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")


def make_workbooks() -> None:
    book = openpyxl.Workbook()
    book["Sheet"].append(HEAD.strip().split(","))
    book["Sheet"]["XFD1048576"] = "x"
    book.save("far.xlsx")
    Path("password.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    )
    Path("cut.xlsx").write_bytes(Path("far.xlsx").read_bytes()[:1000])


def make_files() -> None:
    good = (HEAD + ROW).encode()
    for name, content in {
        "empty.csv": b"",
        "nul.csv": good + b"INC2\0\n",
        "mixed.csv": good + "Té,\n".encode() + b"T\xe9,\n",
        "latin.csv": good + b"INC\xe9" + ROW.encode(),
        "wide.csv": ",".join(f"c{n}" for n in range(100_000)).encode(),
        "huge.csv": good + b"x" * 10_000_000 + b"\n",
        "other.csv": b"Issue key,Created,Status\nA-1,25/Feb/26 10:17 PM,Done\n",
        "cut.csv.gz": gzip.compress(good * 50)[:-20],
        "bomb.csv.gz": gzip.compress(good + b"," * 50_000_000),
        "cut.json": json.dumps([{"number": "INC1"}]).encode()[:-3],
        "page.xls": b"<html><table><tr><td>number</td></tr></table></html>",
    }.items():
        Path(name).write_bytes(content)
    zipped("bomb.zip", {"tickets.csv": b"," * 50_000_000})
    zipped("nested.zip", {"tickets.zip": b"x"})
    make_link_in_zip()
    make_workbooks()
    os.mkfifo("pipe.csv")


def test_each_has_its_words_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make_files()
    files = sorted(path.name for path in tmp_path.iterdir())
    command = [sys.executable, "-m", "rfpkit", "audit", str(EXAMPLE / "contract.yaml"), *files]
    command += ["*.tsv", "/dev/zero", "--mapping", str(EXAMPLE / "mapping.yaml")]
    command += ["--as-of", "2027-07-15", "-o", "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    told = [line for line in done.stderr.splitlines() if not line.startswith("  ")]
    assert told == TOLD
    assert not Path("out").exists()


TOLD = [
    "*.tsv: no file matches this pattern",
    "/dev/zero: this is not a file on the disk",
    "bomb.csv.gz: the compressed file grows to more than 250 times its size",
    "bomb.zip/tickets.csv: a file of the zip grows to more than 250 times its size",
    "cut.csv.gz: the compressed file ends too early",
    "cut.json:1:13: the JSON ends too early",
    "cut.xlsx: the zip cannot be read",
    "empty.csv: the file is empty",
    "far.xlsx: the workbook needs more memory or time than any table of tickets does",
    "huge.csv:3: the row has a line of more than 1 MB",
    "latin.csv:3: the byte E9 is not UTF-8 text",
    "link.zip/tickets.csv: the zip holds a symbolic link in the place of a file",
    "mixed.csv:4: the byte E9 is not UTF-8 text, and other signs of the file are",
    "nested.zip/tickets.zip: the zip holds another archive",
    "nul.csv:3: the file holds a NUL byte, which no text has",
    (
        "other.csv:1: the file has none of the 14 columns that the mapping reads: `number`,"
        " `sys_updated_at`, `state`, `sys_mod_count`, `priority`, `location`, `u_service`,"
        " `cmdb_ci`, `u_device_class`, `close_code`, …"
    ),
    "page.xls: this is a web page",
    "password.xlsx: the workbook is protected with a password",
    "pipe.csv: this is not a file on the disk",
    "wide.csv:1: the head has 100,000 columns, more than 10,000",
    "20 problems; nothing was written",
]
