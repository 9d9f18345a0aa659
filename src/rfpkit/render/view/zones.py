"""What people call a time zone."""

from __future__ import annotations

_NAMES = {
    "America/New_York": "Eastern Time",
    "America/Detroit": "Eastern Time",
    "America/Indiana/Indianapolis": "Eastern Time",
    "America/Kentucky/Louisville": "Eastern Time",
    "America/Chicago": "Central Time",
    "America/Menominee": "Central Time",
    "America/Denver": "Mountain Time",
    "America/Boise": "Mountain Time",
    "America/Phoenix": "Mountain Standard Time",
    "America/Los_Angeles": "Pacific Time",
    "America/Anchorage": "Alaska Time",
    "America/Juneau": "Alaska Time",
    "Pacific/Honolulu": "Hawaii-Aleutian Time",
    "America/Puerto_Rico": "Atlantic Time",
    "America/St_Thomas": "Atlantic Time",
    "Pacific/Guam": "Chamorro Time",
}


def zone_name(timezone: str) -> str:
    """Writes `Mountain Time (America/Denver)`; `Europe/Berlin time` for a zone without a name."""
    name = _NAMES.get(timezone)
    return f"{timezone} time" if name is None else f"{name} ({timezone})"
