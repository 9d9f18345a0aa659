"""Runs `rfpkit` again and again, each time in a process of its own, without starting it anew.

Reads a line of JSON for each run, and writes one. Every process is limited by the machine: what
would not end, or take all there is, is killed, and harms nobody.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html  # noqa: F401 - read once, for all
import yaml  # noqa: F401

from rfpkit.cli import build, pack  # noqa: F401
from rfpkit.cli.main import main
from rfpkit.load import document  # noqa: F401
from rfpkit.render.sandbox import door
from rfpkit.render.sandbox.limits import Limits, limits_for
from rfpkit.workflows import build as building  # noqa: F401
from rfpkit.workflows.packs.share import add, bundles  # noqa: F401

SECONDS = 5
"""Processor time of each process."""
MEMORY = 1_500_000_000
"""Address space of each; an honest build takes about half."""


TEMPLATES = 1
"""Seconds that templates may work, which would have three: what never ends need not be awaited
so long each time."""


def _impatient(size: int) -> Limits:
    return replace(limits_for(size), seconds=TEMPLATES)


def serve() -> None:
    """Answers until nobody asks any more."""
    setattr(door, "limits_for", _impatient)  # noqa: B010 - the door does not offer it
    for line in sys.stdin:
        asked = json.loads(line)
        process = os.fork()
        if process == 0:
            _run(asked)
        _, status = os.waitpid(process, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(asked: dict[str, Any]) -> None:
    os.chdir(asked["folder"])
    os.environ["TMPDIR"] = asked["temporary"]
    told = os.open(asked["told"], os.O_WRONLY | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, stream in enumerate((nothing, told, told)):
        os.dup2(stream, number)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.argv = ["rfpkit", *asked["arguments"]]
    status: Any = 1
    try:
        main()
    except SystemExit as end:
        status = end.code
    except BaseException:  # noqa: BLE001 - a bug is told, and ends the process
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status or 0)


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    serve()
