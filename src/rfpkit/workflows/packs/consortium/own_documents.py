"""What sets a member's document beside the joint pack: sections and templates that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rfpkit.model.procurement.wording import Worded
from rfpkit.model.solicitation import Solicitation
from rfpkit.packs.files import files_of
from rfpkit.packs.find import MANIFEST, Pack
from rfpkit.packs.library.drift import Side
from rfpkit.packs.stack import Stack

TEMPLATE: Final = ".j2"
CLAUSES: Final = {
    "terms": ("precedence", "invoices", "set-off", "force-majeure", "cure", "for-cause"),
    "contract_structure": ("no-liability",),
}
"""Clauses that say whether levels bind and what a miss costs, by the field that rewords them."""


def unread(rfp: Solicitation, packs: Stack, side: Side, published: Sequence[Pack]) -> Iterator[str]:
    """Yields each thing that can change what a member's document says of a level, and its place.

    Args:
        rfp: the member's RFP.
        packs: the packs that it uses.
        side: the RFP with what it takes.
        published: packs whose templates are those of the joint contract.
    """
    for pack in packs.packs:
        files = _sets(pack)
        same = (one for one in published if one.manifest.name == pack.manifest.name)
        if files and all(_sets(one) != files for one in same):
            yield (
                f"the document is set by {pack.manifest.label} ({', '.join(files)}), which the "
                "proof does not read"
            )
    for field, names in CLAUSES.items():
        worded = getattr(rfp, field)
        for name in names if isinstance(worded, Worded) else ():
            if name in worded.own_words:
                told = f"`{field}.own_words.{name}` ({side.place((field, 'own_words', name))})"
                yield f"the document is set by {told}, which the proof does not read"


def _sets(pack: Pack) -> dict[str, bytes]:
    """Returns what of a pack makes the document, by file; nothing where it only has a library."""
    held = files_of(pack.folder)
    files = {name: path for name, path in held.items() if not name.startswith(("library/", "test"))}
    own = pack.manifest
    found = {}
    if own.sections or own.response_codes:
        told = own.model_dump_json(include={"sections", "response_codes"})
        found[MANIFEST] = told.encode()
    if any(name.endswith(TEMPLATE) for name in files):
        plain = {MANIFEST, "CHANGELOG.md", "LICENSE", "NOTICE", "README.md"}
        found |= {name: path.read_bytes() for name, path in files.items() if name not in plain}
    return found
