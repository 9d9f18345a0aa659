"""Findings with their places, less those that an RFP leaves open on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rfpkit.errors import Diagnostic, Location, printable
from rfpkit.load.places import path_of
from rfpkit.load.yaml import Parsed
from rfpkit.model.open_points import OpenPoint
from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding


class Placed(NamedTuple):
    """A finding, and where in which file it is."""

    at: Location
    finding: Finding

    def line(self) -> str:
        """Returns the finding for a person, with its place."""
        found = self.finding
        return f"{printable(str(self.at))}: {found.where}: {found.message}\n  hint: {found.hint}"

    def facts(self) -> dict[str, Any]:
        """Returns the finding for a program."""
        place = {"file": self.at.file, "line": self.at.line, "column": self.at.column}
        return place | self.finding._asdict()


def problem_facts(problem: Diagnostic) -> dict[str, Any]:
    """Returns a problem for a program."""
    at = problem.at
    place = {"file": at.file, "line": at.line, "column": at.column}
    return place | {"message": problem.message, "hint": problem.hint}


def placed(found: Iterable[Finding], read: Parsed) -> Iterator[Placed]:
    """Yields findings with their places in what was read."""
    for finding in found:
        path = path_of(finding.where, read.data)
        at = read.places.entry(path) if path else Location(read.places.file, 1, 1)
        yield Placed(at, finding)


def without_open_points(
    document: Record, found: Iterable[Finding], *, whole: bool = True
) -> Iterator[Finding]:
    """Yields what an RFP does not leave open on purpose, and what it leaves open for nothing.

    Of an RFP that is not `whole`, nobody can say for what a point is left open.
    """
    points = document.left_open if isinstance(document, Solicitation) else ()
    used: set[int] = set()
    for finding in found:
        mine = [at for at, point in enumerate(points) if _is_of(point, finding)]
        used.update(mine)
        if not mine:
            yield finding
    for at, point in enumerate(points if whole else ()):
        if at not in used:
            message = f"nothing is left open here: `{point.rule}` finds nothing"
            yield Finding(
                "nothing-left-open", f"left_open[{at + 1}]", message, "leave the point out"
            )


def _is_of(point: OpenPoint, finding: Finding) -> bool:
    return finding.rule == point.rule and (point.of is None or f"[{point.of}]" in finding.where)
