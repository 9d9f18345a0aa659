"""How exports spell that there is nothing."""

from __future__ import annotations

NULLS = (
    *("?", "-", "--", "—", ".", "/", "N/A", "n/a", "NA", "na", "NS", "ns", "n.a.", "NaN", "nan"),
    *("null", "NULL", "Null", "None", "none", "(null)", "(none)", "(blank)", "(empty)", "nil"),
    *("#N/A", "\\N", "undefined", "Unassigned", "h m s", "0000-00-00 00:00:00", "0000-00-00"),
)
"""Spellings of nothing that exports have; words among them may mean something to a vendor."""
