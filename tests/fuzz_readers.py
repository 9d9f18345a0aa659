"""Gives the readers bytes that atheris makes up; `fuzzing.md` tells how, and what it found.

atheris is none of the project's libraries: it is installed where this is run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["rfpkit.tickets"]):
    from tests.tickets.readers.test_mutated_files import TEXTS, check


def main() -> None:
    """Runs until something is found, or as long as the arguments of libFuzzer say."""
    corpus, folder = Path(sys.argv[1]), Path(tempfile.mkdtemp())
    corpus.mkdir(exist_ok=True)
    for name, raw in TEXTS.items():
        (corpus / name).write_bytes(raw)
    atheris.Setup(sys.argv, lambda raw: check(folder, raw))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
