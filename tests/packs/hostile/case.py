"""One hostile pack: what a stranger lays before rfpkit, and what comes of it.

A case runs the command line in a process of its own, whose processor time and memory are limited
by the machine (see `server.py`): what would not end in time fails the test, and harms nobody.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.packs.published import manifest

RFP = """\
kind: rfp
id: R-1
title: Repair
issuer: {name: Fern County Schools, level: district, timezone: America/Chicago}
pack: hostile
"""
PAGE = """\
{%% extends "base/document.html.j2" %%}
{%% block main %%}
<section id="one"><h1><span class="number">1</span> One</h1>
<p>%s</p>
</section>
{%% endblock %%}
"""


@dataclass(frozen=True)
class Case:
    """A hostile input."""

    id: str
    """What it tries."""
    lay: Callable[[Path], list[str]]
    """Lays it in an empty folder, and returns the arguments of `rfpkit`."""
    told: str
    """What the refusal says; empty where the output is harmless."""
    absent: tuple[str, ...] = ()
    """What harmless output must not hold."""


@dataclass(frozen=True)
class Outcome:
    """What came of a case."""

    status: int
    told: str
    left: tuple[str, ...]
    """What lies in the folders for output and for temporary files."""


class Runner:
    """Runs the command line in a process of its own, within the limits, for each case."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("server.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, case: Case, folder: Path) -> Outcome:
        """Returns what comes of a case, laid in a new folder."""
        home, temporary, told = (folder / name for name in ("case", "temporary", "told"))
        home.mkdir()
        temporary.mkdir()
        arguments = case.lay(home)
        before = _names(home)
        asked = {"folder": str(home), "temporary": str(temporary), "told": str(told)}
        status = self._ask({**asked, "arguments": arguments})
        left = sorted((_names(home) - before) | _names(temporary))
        return Outcome(status, told.read_text("utf-8", "replace"), tuple(left))

    def _ask(self, asked: Mapping[str, object]) -> int:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        return int(json.loads(self._server.stdout.readline()))

    def close(self) -> None:
        """Ends the server."""
        self._server.communicate()


def build(folder: Path, form: str = "html") -> list[str]:
    """Returns how an RFP in a folder is built."""
    del folder
    return ["build", "rfp.yaml", "--format", form, "-o", "out"]


def pack_of(files: Mapping[str, str | bytes], form: str = "html", rfp: str = RFP) -> Lay:
    """Lays an RFP and a pack beside it, and builds the RFP."""

    def lay(folder: Path) -> list[str]:
        (folder / "rfp.yaml").write_text(rfp, "utf-8")
        held = {"pack.yaml": manifest("hostile"), "layouts/rfp.html.j2": PAGE % "one", **files}
        for name, data in held.items():
            path = folder / "packs" / "hostile-1.0.0" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return build(folder, form)

    return lay


def page(inside: str, form: str = "html") -> Lay:
    """Lays a pack whose layout prints something within a paragraph."""
    return pack_of({"layouts/rfp.html.j2": PAGE % inside}, form)


def layout(text: str, form: str = "html") -> Lay:
    """Lays a pack with a layout of its own."""
    return pack_of({"layouts/rfp.html.j2": text}, form)


def _names(folder: Path) -> set[str]:
    # Links are not followed: one of them leads in a circle.
    found = set()
    for place, folders, files in os.walk(folder):
        inside = Path(place).relative_to(folder)
        found |= {str(inside / name) for name in folders + files}
    return found


Lay = Callable[[Path], list[str]]
