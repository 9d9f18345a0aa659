"""The kinds of document that a person writes."""

from __future__ import annotations

from rfpkit.model.contract import Contract
from rfpkit.model.mapping import ExportMapping
from rfpkit.model.pack import PackManifest
from rfpkit.model.record import Record
from rfpkit.model.solicitation import Solicitation

DOCUMENTS: dict[str, type[Record]] = {
    "rfp": Solicitation,
    "contract": Contract,
    "mapping": ExportMapping,
    "pack": PackManifest,
}
"""Each kind of document by the word in its `kind`."""
