"""The record of a project's packs: where each came from, and what is known to be revoked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rfpkit.load.document import load
from rfpkit.model.packs.index import IndexedPack
from rfpkit.model.packs.origin import ADDED, AddedPack, AddedPacks, Origin, RevokedPack
from rfpkit.packs.bundle import digest
from rfpkit.packs.find import PACKS, Pack
from rfpkit.packs.revoked import Revocations


def added_beside(document: Path) -> AddedPacks:
    """Returns the record of the project in which a document lies; an empty one where it has none.

    Raises:
        InputError: the record cannot be read.
    """
    return record_in(document.parent / PACKS)


def record_in(packs: Path) -> AddedPacks:
    """Returns the record that lies in a folder of packs; an empty one where there is none.

    Raises:
        InputError: the record cannot be read.
    """
    file = packs / ADDED
    return load(file, AddedPacks) if file.is_file() else AddedPacks(kind="added-packs")


def revoked_beside(document: Path) -> Revocations:
    """Returns the versions of which the record of a document's project says that they are revoked.

    Raises:
        InputError: the record cannot be read.
    """
    return added_beside(document).withdrawn


def with_added(
    record: AddedPacks, packs: Iterable[AddedPack], index: Sequence[IndexedPack] = ()
) -> AddedPacks:
    """Returns a record with packs that come in, and with what an index says to be revoked.

    Whoever was found to have signed the very same file is not forgotten when it comes again.
    """
    held = record.origins
    for one in packs:
        before = held.get(one.key)
        if before is None or not _says_more(before, one):
            held[one.key] = one
    revoked = {(one.name, one.version): one for one in record.revoked}
    for entry in index:
        if entry.revoked is not None:
            told = entry.revoked.model_dump() | {"name": entry.name, "version": entry.version}
            revoked[entry.name, entry.version] = RevokedPack.model_validate(told)
    return AddedPacks(
        kind="added-packs",
        packs=tuple(held[key] for key in sorted(held)),
        revoked=tuple(revoked[key] for key in sorted(revoked)),
    )


def origin_of(pack: Pack, record: AddedPacks) -> Origin | None:
    """Returns where a pack of a project came from; None where nobody can say.

    A pack that was changed since does not come from there any more.
    """
    own = pack.manifest
    added = record.origins.get((own.name, own.version))
    if added is None or added.sha256 != digest(pack.folder):
        return None
    return added.origin


def _says_more(before: AddedPack, now: AddedPack) -> bool:
    same = (before.sha256, before.origin.file_sha256) == (now.sha256, now.origin.file_sha256)
    return same and before.origin.signed_by is not None and now.origin.signed_by is None
