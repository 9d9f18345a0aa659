"""Findings and problems as annotations of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.errors import Location


def annotation(kind: str, at: Location, title: str, message: str, hint: str) -> str:
    """Returns a workflow command that marks a line of a file.

    Args:
        kind: `error` or `warning`.
        at: the place.
        title: what stands above the message.
        message: what is wrong.
        hint: how to mend it; may be empty.
    """
    place = [("file", at.file), ("line", str(at.line or 1)), ("col", str(at.column or 1))]
    told = ",".join(f"{name}={_property(text)}" for name, text in (*place, ("title", title)))
    return f"::{kind} {told}::{_text(_lines([message, hint]))}"


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
