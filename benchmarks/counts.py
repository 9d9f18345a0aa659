"""What an audit counts: the answer that everybody who audits the same log must give."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """Tickets by level, month, site and verdict, and the sum of all performance credits."""

    tickets: dict[tuple[str, str, str, str], int]
    credits: str

    def differences(self, other: Counts) -> list[str]:
        """Returns the first places in which another answer is another one."""
        keys = sorted({*self.tickets, *other.tickets})
        found = [
            f"{', '.join(key)}: {self.tickets.get(key, 0)} and {other.tickets.get(key, 0)}"
            for key in keys
            if self.tickets.get(key) != other.tickets.get(key)
        ]
        if self.credits != other.credits:
            found.append(f"credits: {self.credits} and {other.credits}")
        return found[:5]
