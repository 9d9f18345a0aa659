"""Text of strangers on its way to a terminal."""

from __future__ import annotations

import re

from rich.text import Text

# A stranger's file must not move the cursor or recolour the reader's terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def plain(text: str, style: str = "") -> Text:
    """Returns text that shows its control signs in place of obeying them."""
    return Text(_CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text), style=style)
