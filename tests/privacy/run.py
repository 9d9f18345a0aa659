"""Every command that reads an export, and every byte that comes out of it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import polars as pl
import pytest
import yaml

from rfpkit.cli.main import main
from tests.privacy.planted import CONTRACT, MAPPING, MARKS

HAS_INSPECT = (Path(__file__).parents[2] / "src/rfpkit/cli/inspect_tables.py").exists()


@dataclass(frozen=True)
class Place:
    """A folder in which commands are run; all they write lies in it."""

    folder: Path

    def __post_init__(self) -> None:
        self.temporary.mkdir()
        self.write("contract.yaml", CONTRACT)
        self.write("mapping.yaml", MAPPING)

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    def write(self, name: str, document: dict[str, Any]) -> None:
        (self.folder / name).write_text(yaml.safe_dump(document, sort_keys=False))

    def run(self, *command: object) -> Told:
        """Runs a command as the shell would; a crash of it is a crash of the test."""
        raw = io.BytesIO(), io.BytesIO()
        out, err = (io.TextIOWrapper(stream, write_through=True) for stream in raw)
        with (
            chdir(self.folder),
            mock.patch.object(sys, "argv", ["rfpkit", *map(str, command)]),
            mock.patch.object(tempfile, "tempdir", str(self.temporary)),
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as end,
        ):
            main()
        assert end.value.code in {0, 2}
        return Told(end.value.code, *(stream.getvalue().decode() for stream in raw))


class Told(NamedTuple):
    """How a command ended, and what it said."""

    status: int
    stdout: str
    stderr: str


def outputs(place: Place, export: Path) -> Iterator[tuple[str, str]]:
    """Yields the text of everything that the commands make of an export, with its place."""
    read = ("contract.yaml", export.name, "--mapping", "mapping.yaml", "--as-of", "2027-07-31")
    keep = ("tickets", "keep", "store", export.name, "--mapping", "mapping.yaml", "--json")
    commands: list[tuple[object, ...]] = [
        ("audit", *read, "--json", "-o", "out"),
        ("explain", *read, "--json", "--ticket", "IT0001"),
        (*keep, "-o", "kept"),
        ("audit", *read, "--json", "-o", "compared", "--store", "store"),
    ]
    if HAS_INSPECT:
        commands.append(("tickets", "inspect", export.name, "--json", "-o", "draft.yaml"))
    for number, command in enumerate(commands):
        done = place.run(*command)
        yield f"{number} {command[0]}: standard output", done.stdout
        yield f"{number} {command[0]}: standard error", done.stderr
    # The fonts of the pages lie there until the process ends.
    left = [one.name for one in place.temporary.iterdir() if "weasyprint" not in one.name]
    assert left == [], left
    mine = {"contract.yaml", "mapping.yaml", export.name}
    for path in sorted(place.folder.rglob("*")):
        if path.is_file() and path.name not in mine:
            yield path.name, path.name
            yield from texts(path)


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yields what can be read in a file, by whatever means."""
    raw = path.read_bytes()
    yield path.name, raw.decode("utf-8", "ignore")
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                yield f"{path.name}/{name}", book.read(name).decode("utf-8", "ignore")
    elif path.suffix == ".parquet":
        yield path.name, pl.read_parquet(path).write_csv()
    elif path.suffix == ".pdf":
        done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
        yield path.name, done.stdout.decode()
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
            try:
                yield path.name, zlib.decompress(stream).decode("latin-1")
            except zlib.error:
                continue


def leaks(place: Place, export: Path, marks: tuple[str, ...] = MARKS) -> list[str]:
    """Returns where something of a person was written."""
    found = []
    for where, text in outputs(place, export):
        told = " ".join(text.split()).lower()
        found += [f"{where}: {mark}" for mark in marks if mark in told]
    return found
