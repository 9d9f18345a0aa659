"""Where the rows of a sheet stand, for the formulas of other sheets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rows:
    """The rows under a sheet's heads; at least one, also where the sheet has none."""

    sheet: str
    first: int
    last: int

    def cells(self, column: str) -> str:
        """Returns a column's cells within the sheet: `F4:F90`."""
        return f"{column}{self.first}:{column}{self.last}"

    def column(self, column: str) -> str:
        """Returns a column's cells as other sheets name them: `'Service levels'!$F$4:$F$7`."""
        return f"'{self.sheet}'!${column}${self.first}:${column}${self.last}"
