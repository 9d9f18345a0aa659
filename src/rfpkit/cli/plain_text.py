"""Text of strangers on its way to a terminal."""

from __future__ import annotations

from rich.text import Text

from rfpkit.errors import printable


def plain(text: str, style: str = "") -> Text:
    """Returns text that shows its control signs in place of obeying them."""
    return Text(printable(text), style=style)
