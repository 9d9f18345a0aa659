"""What of an RFP cannot be printed, though it can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rfpkit.load.logo import NotALogo, read_logo
from rfpkit.load.places import address
from rfpkit.load.yaml import Parsed
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding
from rfpkit.workflows.field_texts import field_texts


def no_logo(solicitation: Solicitation, rfp: Path) -> Iterable[Problem]:
    """Yields what is wrong with the logo of an RFP that lies in a file."""
    if (logo := solicitation.issuer.logo) is not None:
        try:
            read_logo(rfp, logo.file)
        except NotALogo as wrong:
            yield Problem(("issuer", "logo", "file"), str(wrong), wrong.hint)


def without_sign(solicitation: Solicitation) -> Iterator[Problem]:
    """Yields each text with a character that the fonts of paper do not have."""
    for path, text in field_texts(solicitation):
        if text.isascii() or _PLAIN.issuperset(text):
            continue
        from rfpkit.render import fonts  # what few texts need takes an eighth of a second

        if missing := fonts.uncovered(text):
            yield Problem(path, *fonts.no_sign(missing))


def not_on_paper(solicitation: Solicitation, read: Parsed) -> Iterator[Finding]:
    """Yields the same as findings: a browser shows what paper does not."""
    for one in without_sign(solicitation):
        yield Finding("not-on-paper", address(one.path, read.data), one.message, one.hint)


_PLAIN: Final = frozenset(map(chr, range(0x20, 0x7F))) | set("\n–—‘’“”…§°•×≥≤✓→☐☑éñáíóúü")
"""Signs that every font here has."""
