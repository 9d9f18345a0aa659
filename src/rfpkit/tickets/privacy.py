"""What of a value that could not be read may be told."""

from __future__ import annotations

import re

from rfpkit.model.words import MONTHS

_KNOWN = frozenset(
    {
        *(month.lower() for month in MONTHS),
        *(month[:3].lower() for month in MONTHS),
        *("am", "pm", "utc", "gmt", "null", "none", "na", "ns", "nan"),
        *("true", "false", "yes", "no", "soon", "tbd", "later", "pending", "unknown"),
    }
)


def without_names(value: str) -> str:
    """Returns a value that a stamp or a number could be; other text is only measured.

    Where columns have shifted, a person's name or free text stands in the place of a stamp,
    and no report may carry it.
    """
    words = re.findall(r"[^\W\d_]{2,}", value)
    if all(word.lower() in _KNOWN for word in words):
        return value
    return f"(text of {len(value)} signs, not shown)"
