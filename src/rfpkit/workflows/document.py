"""Read any file that a person writes, as far as it can be used; an RFP with what it takes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from rfpkit.errors import Diagnostic, InputError
from rfpkit.load.document import any_of, parse_file
from rfpkit.load.partial import as_far_as_read, between_objects, item_or_field
from rfpkit.load.places import address
from rfpkit.load.yaml import Parsed
from rfpkit.model.contract import Contract
from rfpkit.model.record import Record
from rfpkit.tickets.preset_files import preset_files
from rfpkit.workflows.rfp import OpenedRfp, read_rfp
from rfpkit.workflows.writable import no_logo


class Opened(NamedTuple):
    """A document that was opened."""

    document: Record
    read: Parsed
    """What its file says, and where."""
    rfp: OpenedRfp | None = None
    """Of an RFP, what it takes from its pack."""


class ReadDocument(NamedTuple):
    """A document as far as its file can be used."""

    opened: Opened | None
    """What can be used; None where nothing can."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with it, in file order."""
    left_out: tuple[str, ...] = ()
    """Each part of it that could not be read."""
    unsure: frozenset[str] = frozenset()
    """Fields at the top that are not whole."""


def open_document(path: Path) -> Opened:
    """Returns the document in a file.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    found = read_document(path)
    if found.diagnostics or found.opened is None:
        raise InputError(found.diagnostics)
    return found.opened


def read_document(path: Path) -> ReadDocument:
    """Returns the document in a file, with everything that is wrong with it."""
    try:
        parsed = parse_file(path)
        if parsed.data.get("kind") == "contract":
            return read_contract(parsed)
        if parsed.data.get("kind") != "rfp":
            return ReadDocument(Opened(any_of(parsed, preset_files()), parsed))
        found = read_rfp(parsed, path, lambda rfp: no_logo(rfp, path))
    except InputError as error:
        return ReadDocument(None, error.diagnostics)
    rfp = found.opened
    opened = None if rfp is None else Opened(rfp.solicitation, rfp.read or parsed, rfp)
    told = InputError([*found.diagnostics, *_no_pack(rfp, path)]).diagnostics
    return ReadDocument(opened, told, found.left_out, found.unsure)


def read_contract(parsed: Parsed) -> ReadDocument:
    """Returns the contract that was read from a file, with everything that is wrong with it."""
    made = as_far_as_read(parsed, Contract, item_or_field, _STAND_INS)
    found = list(made.diagnostics)
    # What an amendment changes, later ones rest on.
    if made.document is not None and "amendments" not in made.unsure:
        found += between_objects(made.document.problems(), made)
    opened = None if made.document is None else Opened(made.document, made.read)
    left_out = tuple(address(place, parsed.data) for place in made.left_out if place)
    return ReadDocument(opened, InputError(found).diagnostics, left_out, made.unsure)


_STAND_INS: Final = {"id": "unreadable", "title": "unreadable", "timezone": "UTC"}
"""What stands for fields that no contract can lack, while the rest of one is looked at."""


def _no_pack(rfp: OpenedRfp | None, path: Path) -> Iterable[Diagnostic]:
    """Returns why no document could be made of an RFP, whether it takes anything or not."""
    try:
        if rfp is not None:
            rfp.stack(path)
    except InputError as error:
        return error.diagnostics
    return ()
