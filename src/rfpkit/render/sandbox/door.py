"""Asking another program, which may fail, to fill the templates of a pack in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from markupsafe import Markup

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.render import engine
from rfpkit.render.engine_places import Held
from rfpkit.render.sandbox.limits import Limits, limits_for
from rfpkit.render.sandbox.program import SAFE

PROGRAM = "rfpkit.render.sandbox.program"


def render(folders: Sequence[Path], template: str, context: Mapping[str, Any]) -> str:
    """Returns the text of a template, filled in by a program of its own.

    Args:
        folders: folders of the pack and its parents; the first that has a file wins.
        template: path from such a folder, with `/`; `base/…` is the shared layout.
        context: plain data only, as `engine.render` takes it.

    Raises:
        InputError: a template is broken, or takes more work, memory or text than it may.
        TypeError: the context holds something else than plain data.
    """
    engine.assert_plain(context, "context")
    asked = _asked(folders, template, context)
    limits = limits_for(len(asked))
    told = _told(json.dumps(asdict(limits)).encode() + b"\n" + asked)
    if "text" in told:
        return str(told["text"])
    held = _held(told.get("held"))
    if "problems" in told:
        found = [Diagnostic(**{**one, "at": Location(**one["at"])}) for one in told["problems"]]
        raise engine.BrokenTemplateError(found[0], held) if len(found) == 1 else InputError(found)
    whole = Location(str(folders[0] / template) if folders else template)
    place = Location(**told["at"]) if told.get("at") else whole
    raise engine.BrokenTemplateError(_too_much(told["ended"], place, limits), held)


def _held(told: dict[str, Any] | None) -> Held | None:
    if told is None:
        return None
    return Held(tuple(told["path"]), tuple(told["ids"]), told["field"])


def _asked(folders: Sequence[Path], template: str, context: Mapping[str, Any]) -> bytes:
    asked = {
        "folders": [str(folder) for folder in folders],
        "template": template,
        "context": _marked(context),
    }
    return json.dumps(asked, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _marked(value: Any) -> Any:
    # JSON knows one kind of text only.
    if isinstance(value, Markup):
        return {SAFE: str(value)}
    if isinstance(value, Mapping):
        return {name: _marked(item) for name, item in value.items()}
    return [_marked(item) for item in value] if isinstance(value, list) else value


def _told(asked: bytes) -> dict[str, Any]:
    # Nothing of the folder that the pack lies in may be taken for a part of the program.
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", PROGRAM],
        input=asked,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    told: dict[str, Any] = json.loads(done.stdout) if done.stdout else {"ended": "at all"}
    return told


def _too_much(ended: str, place: Location, limits: Limits) -> Diagnostic:
    if ended == "elements":
        message = f"the templates make more than {limits.elements:,} signs `<`"
        return Diagnostic(place, message, "no printed document has so many parts")
    seconds, memory = f"{limits.seconds} seconds", f"{limits.memory // 1_000_000:,} MB of memory"
    what = {"work": seconds, "memory": memory}.get(ended, f"{seconds} or {memory}")
    return Diagnostic(
        place,
        f"the templates that it is made of need more than {what}",
        "a loop in a loop, or text that doubles itself, does that; ask the pack's publisher",
    )
