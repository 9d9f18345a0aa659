"""The response matrix: a workbook in which proposers answer each requirement and level."""

from __future__ import annotations

from rfpkit.model.answers.response_codes import ResponseCodes
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.responses import (
    better,
    codes,
    exceptions,
    instructions,
    levels,
    requirements,
    summary,
)
from rfpkit.render.workbook.responses.asked import asked


def response_matrix(
    solicitation: Solicitation, manifest: PackManifest, answers: ResponseCodes, product: str
) -> bytes:
    """Returns the workbook.

    Args:
        solicitation: what is asked.
        manifest: the pack whose document gives the sections their numbers.
        answers: the codes of the RFP, or of its pack.
        product: the program and its version, which the workbook names.
    """
    book = Book(f"{solicitation.id} {solicitation.title}: response matrix", solicitation.id)
    what = asked(solicitation, manifest, answers)
    of_requirements, of_levels = codes.places(what)
    instructions.add(book, what, product)
    answered = summary.Answered(
        requirements.add(book, what, of_requirements) if solicitation.requirements else None,
        # The levels count the offers of a sheet that stands behind theirs.
        levels.add(book, what, of_levels) if solicitation.service_levels else None,
        better.add(book, what),
    )
    exceptions.add(book, what)
    summary.add(book, what, answered)
    codes.add(book, what)
    form.origin(
        book, solicitation, {"workbook": "response-matrix", "version": "1", "made-by": product}
    )
    return book.to_bytes()
