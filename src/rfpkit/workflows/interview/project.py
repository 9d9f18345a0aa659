"""A project's folder: begun from defaults, or from answers that may be given over several days."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.schema import schema_text
from rfpkit.workflows.interview.questions import SCREENS, problem
from rfpkit.workflows.interview.text import rfp_text
from rfpkit.workflows.packs.open_pack import open_pack_at
from rfpkit.workflows.rfp import open_rfp
from rfpkit.workflows.write import write_files

ANSWERS = "interview.json"
"""Where answers lie until the last one is given."""


def begin(folder: Path, pack: str) -> dict[str, str]:
    """Returns the answers that were given before; none in a folder that is new or empty.

    Raises:
        InputError: the folder holds something else, or there is no such pack.
    """
    open_pack_at(pack, Location("--pack"))
    held = _held(folder)
    if not held:
        return {}
    if ANSWERS not in held:
        message = "the folder is not empty"
        hint = "name a new folder; nothing in this one was touched"
        raise InputError([Diagnostic(Location(str(folder)), message, hint)])
    return _kept(folder / ANSWERS)


def keep(folder: Path, answers: Mapping[str, str]) -> None:
    """Writes the answers that were given so far."""
    text = json.dumps(dict(answers), indent=2, ensure_ascii=False) + "\n"
    write_files(folder, {ANSWERS: text.encode()})


def finish(folder: Path, answers: Mapping[str, str], pack: str) -> list[Path]:
    """Writes the project; a question without an answer takes its default.

    Raises:
        InputError: the folder cannot be written.
    """
    given = {one.key: one.default for screen in SCREENS for one in screen.prompts} | dict(answers)
    files = {
        "rfp.yaml": rfp_text(given, pack),
        "rfp.schema.json": schema_text("rfp"),
        "README.md": _README.format(issuer=given["issuer"]),
        ".gitignore": "build/\ninterview.json\n",
    }
    _proved(files["rfp.yaml"])
    written = write_files(folder, {name: text.encode() for name, text in files.items()})
    (folder / ANSWERS).unlink(missing_ok=True)
    return written


def conflict(answers: Mapping[str, str]) -> str:
    """Returns what is wrong between two dates that were both given; nothing where they fit."""
    for first, last, told in _ORDER:
        if first in answers and last in answers and answers[last] <= answers[first]:
            return told
    return ""


def _proved(text: str) -> None:
    """Opens the RFP somewhere else first: a folder never holds one that cannot be used."""
    with tempfile.TemporaryDirectory(prefix="rfpkit-") as scratch:
        path = Path(scratch) / "rfp.yaml"
        path.write_text(text, encoding="utf-8")
        open_rfp(path)


def _held(folder: Path) -> list[str]:
    folder = folder.resolve()  # `new/..` is a folder that is there, whether `new` is or not
    try:
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        message = f"the folder cannot be used: {error.strerror}"
        raise InputError([Diagnostic(Location(str(folder)), message, "name a folder")]) from None


def _kept(path: Path) -> dict[str, str]:
    prompts = {one.key: one for screen in SCREENS for one in screen.prompts}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        sound = {key: found[key] for key in prompts if isinstance(found.get(key), str)}
    except (OSError, ValueError, AttributeError, RecursionError):
        message, hint = "the answers cannot be read", "delete the file to begin again"
        raise InputError([Diagnostic(Location(str(path)), message, hint)]) from None
    return {key: text for key, text in sound.items() if not problem(prompts[key], text)}


_ORDER = (
    ("issued", "due", "proposals are due on or before the day of issue: write a later date"),
    ("start", "end", "the term ends on or before its first day: write a later date"),
)
_README = """\
# RFP of {issuer}

- `rfpkit check rfp.yaml` says what is missing, planning question by question.
- `rfpkit build rfp.yaml -o build` makes the documents.

`rfp.yaml` is the one file to edit. `rfp.schema.json` lets an editor explain each key.
"""
