"""Write an RFP as open contracting data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.ocds.package import package, release_date

FORMAT: Final = "ocds"
"""The word for it in `--format`."""


def without_a_date(rfp: Solicitation) -> Iterable[Problem]:
    """Yields why an RFP cannot be a release: nothing says when it is issued."""
    if release_date(rfp) is None:
        message = "open contracting data needs the day of issue, and no event is called `issued`"
        hint = "add {id: issued, name: Request for proposals issued, date: …} to `schedule`"
        yield Problem(("schedule",), message, hint)


def open_contracting(rfp: Solicitation) -> dict[str, bytes]:
    """Returns the release package by its file name."""
    return {f"{rfp.id}-ocds.json": package(rfp)}
