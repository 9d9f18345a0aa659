"""Writes the same nine tickets as the exports of many help desks.

Everything is invented. The text is the same on every machine:

    python examples/exports/generator
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from help_desks import HELP_DESKS
from logs import LOGS

EXAMPLE = Path(__file__).parent.parent


def main(folder: Path) -> None:
    """Writes every export into a folder of its own."""
    for name, write in (HELP_DESKS | LOGS).items():
        for file, told in write().items():
            path = folder / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_text(file, told), encoding="utf-8")


def _text(file: str, told: Any) -> str:
    if file.endswith(".json"):
        return json.dumps(told, indent=1) + "\n"
    return _csv(told, ";" if "semicolon" in file else ",")


def _csv(rows: Sequence[dict[str, object]], delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE)
