"""The kinds of document that a person writes, and those that rfpkit writes for programs to read."""

from __future__ import annotations

from rfpkit.model.calendars.calendar import CalendarFile
from rfpkit.model.calendars.cases import CalendarCases
from rfpkit.model.contract import Contract
from rfpkit.model.credits.register import CreditRegister
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.library.files import LIBRARY
from rfpkit.model.packs.index import PackIndex
from rfpkit.model.packs.lock import Lock
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.origin import AddedPacks
from rfpkit.model.packs.pack_test import PackTest
from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation

DOCUMENTS: dict[str, type[Record]] = {
    "rfp": Solicitation,
    "contract": Contract,
    "mapping": ExportMapping,
    "credit-register": CreditRegister,
    "pack": PackManifest,
    "calendar": CalendarFile,
    "calendar-cases": CalendarCases,
    "pack-test": PackTest,
    **LIBRARY,
    "pack-index": PackIndex,
    "lock": Lock,
    "added-packs": AddedPacks,
}
"""Each kind of document by the word in its `kind`."""
OF_PACKS = frozenset({"pack-test", "pack-index", "lock", "added-packs", *LIBRARY})
"""Kinds that only authors of packs write, or nobody but rfpkit."""
