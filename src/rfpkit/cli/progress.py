"""Progress of long work, on standard error, and only where a person is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives a function that shows what is being done now, on one line that goes away."""
    shown = sys.stderr.isatty()

    def step(text: str) -> None:
        if shown:
            click.echo(f"\r\x1b[2K{text} …", err=True, nl=False)

    try:
        yield step
    finally:
        if shown:
            click.echo("\r\x1b[2K", err=True, nl=False)
