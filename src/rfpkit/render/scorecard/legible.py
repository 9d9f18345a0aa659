"""What strangers wrote, in signs that the bundled fonts have."""

from __future__ import annotations

import re
from typing import Any, Final

from markupsafe import Markup

from rfpkit.render import fonts


def legible(value: Any) -> Any:
    """Returns plain data with each sign that cannot be printed named: `[U+1F600]`.

    One such sign in a ticket's number must not cost a manager the whole scorecard. Names
    that a message sets in backticks are set in quotation marks.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        value = _CODE.sub(r"“\1”", value)
        missing = {sign: f"[U+{ord(sign):04X}]" for sign in fonts.uncovered(value)}
        return value.translate(str.maketrans(missing)) if missing else value
    if isinstance(value, dict):
        return {key: legible(item) for key, item in value.items()}
    return [legible(item) for item in value] if isinstance(value, list) else value


_CODE: Final = re.compile(r"`([^`]+)`")
