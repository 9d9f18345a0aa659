"""Whether the questions about an RFP speak of something that it has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rfpkit.model.addenda.rules import asked_about_problems
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.workflows.pack import open_pack


def unknown_subjects(rfp: Solicitation, file: Path) -> Iterable[Problem]:
    """Yields each question about something that the RFP and its document do not have."""
    if any(one.asked_about for one in rfp.questions or ()):
        sections = [section.id for section in open_pack(rfp.pack, file).manifest.sections]
        yield from asked_about_problems(rfp, sections)
