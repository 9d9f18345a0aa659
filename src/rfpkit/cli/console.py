"""Where people's text goes."""

from __future__ import annotations

from rich.console import Console


def standard_error() -> Console:
    """Returns a console on standard error that prints text as it is."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)
