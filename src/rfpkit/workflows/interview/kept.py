"""The answers of an interview on disk, so that it can be left and taken up again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.workflows.interview.prompt import Answer
from rfpkit.workflows.interview.screens.all_screens import PROMPTS

ANSWERS = "interview.json"
"""The file that holds them, beside the RFP."""
MOST_BYTES = 1_000_000
_HOW = ("given", "proposed", "unknown")


class Kept(NamedTuple):
    """What lies on disk."""

    answers: dict[str, Answer]
    written: str = ""
    """SHA-256 of the RFP that was written from them; empty where none was yet."""


def kept_text(answers: Mapping[str, Answer], written: str = "") -> str:
    """Returns the file."""
    held = {key: {"text": one.text, "how": one.how} for key, one in answers.items()}
    return json.dumps({"answers": held, "written": written}, indent=2, ensure_ascii=False) + "\n"


def read_kept(path: Path) -> Kept:
    """Returns the answers in a file; one that no prompt asks for any more is left out.

    Raises:
        InputError: the file cannot be read, or was not written by an interview.
    """
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(MOST_BYTES))
        answers = {
            key: _answer(found["answers"][key]) for key in PROMPTS if key in found["answers"]
        }
        return Kept(answers, str(found.get("written", "")))
    except (OSError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
        message, hint = "the answers cannot be read", "delete the file to begin again"
        raise InputError([Diagnostic(Location(str(path)), message, hint)]) from None


def fingerprint(data: bytes) -> str:
    """Returns the SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def _answer(held: Any) -> Answer:
    text, how = held["text"], held["how"]
    if not isinstance(text, str) or how not in _HOW:
        raise ValueError("no answer")
    return Answer(text, how)
