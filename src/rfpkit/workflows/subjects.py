"""Whether the questions about an RFP speak of something that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from rfpkit.errors import InputError
from rfpkit.model.addenda.rules import asked_about_problems
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.packs.stack import Stack
from rfpkit.workflows.packs.open_pack import open_pack

Also = Callable[[Solicitation], Iterable[Problem]]
"""Yields what else is wrong with an RFP, as paths into it."""


def with_subjects(path: Path, also: Also | None, pack: Stack | None = None) -> Also:
    """Returns a check that does another one, and finds questions about nothing that is there.

    Args:
        path: the file of the RFP.
        also: the other check.
        pack: the RFP's pack, where it is open already.
    """

    def check(rfp: Solicitation) -> Iterable[Problem]:
        # The sections are the pack's to name; without a question nobody needs to ask it.
        if any(one.asked_about for one in rfp.questions or ()):
            # A pack that cannot be opened is told by whoever makes documents of it.
            with suppress(InputError):
                yield from asked_about_problems(rfp, _sections(pack or open_pack(rfp.pack, path)))
        yield from also(rfp) if also else ()

    return check


def _sections(pack: Stack) -> list[str]:
    return [section.id for section in pack.manifest.sections]
