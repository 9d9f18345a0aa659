"""How an export writes a length of time: a vendor's column says which, nothing is guessed."""

from __future__ import annotations

from enum import StrEnum


class DurationForm(StrEnum):
    """A way to write a length of time, by the word that a mapping says."""

    SECONDS = "seconds"
    """A number of seconds, `5400` or `5400.5`."""
    MINUTES = "minutes"
    """A number of minutes, `90` or `90.5`."""
    HOURS = "hours"
    """A number of hours with decimals, `1.5`."""
    CLOCK = "h:m"
    """Hours and minutes, `1:30` or `1100:43`, also with seconds, `1:30:00`; `-0:05` is negative."""
    UNITS = "h m s"
    """Numbers with their units, `1100h 43m 20s`; any of the three may be missing."""
    SINCE_1970 = "since 1970"
    """A date that stands for the time since 1970: `1970-01-02 09:46:18` is 33:46:18."""
