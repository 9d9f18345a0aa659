"""A program that fills the templates of a pack in for another one, and may fail.

It reads a line of JSON with its limits, then JSON that says which templates and with what, and
writes JSON: the document, or what is wrong with the templates. A template that would never end, or
take all the memory there is, takes this program down and nothing else.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from markupsafe import Markup

from rfpkit.errors import InputError
from rfpkit.render import engine, markdown
from rfpkit.render.sandbox.limits import Limits, TooMuchWork, confine

SAFE = "\0safe"
"""The key under which text lies that is HTML already; no field of a document is called so."""


def main() -> None:
    """Reads what is wanted, and answers."""
    markdown.prose("*ready*")  # libraries are loaded before they are counted and confined
    limits = Limits(**json.loads(sys.stdin.buffer.readline()))
    confine(limits)
    asked = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_answer(json.loads(asked, object_hook=_safe), limits)))
    sys.stdout.flush()


def _answer(asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    folders, template = [Path(one) for one in asked["folders"]], asked["template"]
    try:
        text = engine.render(folders, template, asked["context"], limits.text)
        return {"text": text} if text.count("<") <= limits.elements else {"ended": "elements"}
    except InputError as error:
        held = error.held if isinstance(error, engine.BrokenTemplateError) else None
        problems = [asdict(one) for one in error.diagnostics]
        return {"problems": problems, "held": _told(held)}
    except TooMuchWork as stop:
        return {"ended": "work", "at": _told(stop.at), "held": _told(stop.held)}
    except MemoryError:
        return {"ended": "memory"}


def _told(place: Any) -> dict[str, Any] | None:
    return None if place is None else asdict(place)


def _safe(found: dict[str, Any]) -> Any:
    return Markup(found[SAFE]) if SAFE in found else found  # noqa: S704 - it was so before


if __name__ == "__main__":
    main()
