"""The sheet Instructions: how to answer, and what an answer means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rfpkit.model.answers.response_codes import ResponseCode
from rfpkit.render.workbook import form
from rfpkit.render.workbook.book import Book
from rfpkit.render.workbook.responses.asked import Asked

_ANSWERING: Final = (
    (
        "Where to write",
        (
            "Name your firm above. Only yellow cells can be changed. Everything else is locked, so "
            "that all proposals answer the same text; widths and heights may be changed. Please "
            "add no rows, sheets or formulas."
        ),
    ),
    (
        "In which order",
        (
            "Answer the sheets Requirements and Service levels, then Better targets if you offer "
            "more, then Exceptions. The sheet Summary counts as you go and says what is missing."
        ),
    ),
    (
        "Requirements in writing",
        (
            "A requirement of the class information has no code. Describe what it asks for in the "
            "comment, or name the page that does."
        ),
    ),
    (
        "Evidence",
        (
            "Name the file as you deliver it and the page: Proposal.pdf, page 14. Evidence that "
            "cannot be found under its name is not looked for."
        ),
    ),
    (
        "Exceptions",
        (
            "An answer that makes an exception needs a row in the sheet Exceptions under the same "
            "id, with the wording that you propose. What is not listed is accepted as written."
        ),
    ),
    (
        "Better targets",
        (
            "An offer is a number in the unit of the published target. “Lower” and “higher” say "
            "which way is better. A number that is not better is not accepted."
        ),
    ),
    (
        "Delivery",
        (
            "Save the workbook as XLSX under its name with your firm's name before it. Its ids "
            "and texts are read by a program: please do not paste over locked cells."
        ),
    ),
)


def add(book: Book, asked: Asked, product: str) -> None:
    """Adds the sheet."""
    blocks = (
        ("How to answer", _ANSWERING),
        ("Answers to a requirement", _codes(asked.codes.requirements)),
        ("Answers to a service level", _codes(asked.codes.service_levels)),
        ("What a blank means", _blank(asked)),
    )
    form.instructions(book, asked.solicitation, "Response matrix", blocks, product)


def _codes(codes: tuple[ResponseCode, ...]) -> Iterator[tuple[str, str]]:
    for code in codes:
        yield code.id, f"{code.title[:1].upper()}{code.title[1:]}.{_consequences(code)}"


def _consequences(code: ResponseCode) -> str:
    told = (
        (not code.meets, "It counts as not met until the District accepts it."
         if code.exception else "It counts as not met."),
        (code.explain, "It needs a comment."),
        (code.exception, "It needs a row in the sheet Exceptions."),
        (code.better, "It needs at least one number in the sheet Better targets."),
        (not code.scored, "It earns no points."),
    )  # fmt: skip
    return "".join(f" {text}" for holds, text in told if holds)


def _blank(asked: Asked) -> Iterator[tuple[str, str]]:
    title = next(code.title for code in asked.codes.requirements if code.id == asked.codes.blank)
    yield (
        "A blank answer",
        (
            f"An answer that is left blank, or that is no code of its list, is read as "
            f"{asked.codes.blank}: {title}."
        ),
    )
    yield (
        "A blank comment",
        "A comment that a code needs and that is missing is not asked for again.",
    )
    yield "A blank better target", "The level holds as it is published."
