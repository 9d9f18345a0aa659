"""Writes the example's export and how many rows of each kind it has.

Everything is invented. The same seed gives the same text on every machine:

    python examples/city-district/generator
"""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

from chance import Chance
from faults import cut, plant
from other import tell_others
from plan import plan, room
from story import Ticket, tell
from table import write

SEED = 20260701
FIRST_NUMBER = 3_010_001
EXAMPLE = Path(__file__).parent.parent


def main(folder: Path) -> None:
    """Writes `export.csv.gz` and `expected/intake.json` into a folder."""
    text, counts = generate(SEED)
    packed = io.BytesIO()
    # No name and no date inside: the same bytes each time.
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as file:
        file.write(text.encode("utf-8"))
    (folder / "expected").mkdir(parents=True, exist_ok=True)
    (folder / "export.csv.gz").write_bytes(packed.getvalue())
    written = json.dumps(counts, indent=2) + "\n"
    (folder / "expected" / "intake.json").write_text(written, encoding="utf-8")


def generate(seed: int) -> tuple[str, dict[str, int]]:
    """Returns the export as text, and how many tickets and rows of each kind it has."""
    chance = Chance(seed)
    planned = plan(chance)
    repairs = [tell(chance, repair) for repair in planned]
    plant(chance, repairs, room(planned))
    tickets = repairs + tell_others(chance)
    for ticket in tickets:
        cut(ticket)
    _number(chance, tickets)
    text, counts = write(chance, tickets)
    return text, {"tickets": len(tickets), **counts}


def _number(chance: Chance, tickets: list[Ticket]) -> None:
    """Numbers the tickets as they were opened; now and then a number is missing."""
    tickets.sort(key=lambda ticket: ticket.opened)
    number = FIRST_NUMBER
    for ticket in tickets:
        ticket.number = f"INC{number}"
        number += 2 if chance.happens(2) else 1


if __name__ == "__main__":
    folders = sys.argv[1:]
    if len(folders) > 1 or any(folder.startswith("-") for folder in folders):
        sys.exit("write: python examples/city-district/generator [FOLDER]")
    main(Path(*folders) if folders else EXAMPLE)
