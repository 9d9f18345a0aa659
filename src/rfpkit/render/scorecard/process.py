"""The scorecard set in a process of its own: an audit comes in, a PDF or its problems go out.

The page is set while the parent measures and writes tables; Python would not do both at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.audit import Audit
from rfpkit.render.formats import FORMATS
from rfpkit.render.scorecard.document import scorecard_html

PAGE, PROBLEMS = b"P", b"E"
"""The first byte of an answer."""


def main() -> None:
    """Loads what a page is set with, waits for the audit, and answers."""
    for library in ("vl_convert", "altair", "weasyprint", "pikepdf"):
        # One that cannot be loaded says so where it is used.
        with suppress(Exception):
            import_module(library)
    text = sys.stdin.buffer.read()
    if text:
        sys.stdout.buffer.write(answer(text, scorecard_pdf))


def scorecard_pdf(audit: Audit) -> bytes:
    """Returns the scorecard of an audit.

    Raises:
        InputError: it cannot be set.
    """
    return FORMATS["pdf"].render(scorecard_html(audit))


def answer(text: bytes, render: Callable[[Audit], bytes]) -> bytes:
    """Returns the page of an audit's JSON, or the problems that are in its way."""
    try:
        return PAGE + render(Audit.model_validate_json(text))
    except InputError as error:
        told = [asdict(one) for one in error.diagnostics]
        return PROBLEMS + json.dumps(told).encode()


def page_of(answered: bytes) -> bytes:
    """Returns the page that was answered.

    Raises:
        InputError: with the problems that were answered.
    """
    if answered.startswith(PAGE):
        return answered[1:]
    raise InputError(
        Diagnostic(**{**one, "at": Location(**one["at"])}) for one in json.loads(answered[1:])
    )
