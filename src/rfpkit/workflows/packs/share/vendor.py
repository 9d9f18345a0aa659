"""Copy the packs that an RFP uses beside it, so that it is built the same anywhere."""

from __future__ import annotations

from pathlib import Path

from rfpkit import __version__
from rfpkit.model.packs.origin import AddedPack, Origin
from rfpkit.packs.bundle import digest
from rfpkit.packs.files import files_of
from rfpkit.packs.find import PACKS, Pack
from rfpkit.packs.install import lay_ready, lay_record, move_in, staging
from rfpkit.workflows.packs.added import added_beside, with_added
from rfpkit.workflows.packs.share.bundle_of import folder_name
from rfpkit.workflows.rfp import open_rfp


def vendor(rfp: Path) -> list[str]:
    """Copies each pack that an RFP uses to `packs/` beside it, and says what it did.

    Raises:
        InputError: the RFP or a pack cannot be used, or something lies where a pack belongs;
            nothing is copied then.
    """
    opened = open_rfp(rfp, stale_too=True)
    packs = opened.stack(rfp).packs
    home = (rfp.parent / PACKS).resolve()
    there = [pack for pack in packs if pack.folder.parent.resolve() == home]
    copied = [pack for pack in packs if pack not in there]
    told = [f"{pack.manifest.label} is in {pack.folder} already" for pack in there]
    if not copied:
        return told
    with staging(rfp.parent) as folder:
        ready = [_copy(pack, folder) for pack in copied]
        record = with_added(added_beside(rfp), map(_of_rfpkit, copied))
        moved = move_in(ready, rfp.parent, lay_record(record.text, folder))
    return [*told, *(f"wrote {path}" for path in moved)]


def _of_rfpkit(pack: Pack) -> AddedPack:
    own = pack.manifest
    origin = Origin.model_validate({"from": f"rfpkit {__version__}"})
    return AddedPack(name=own.name, version=own.version, sha256=digest(pack.folder), origin=origin)


def _copy(pack: Pack, folder: Path) -> Path:
    files = {name: path.read_bytes() for name, path in files_of(pack.folder).items()}
    return lay_ready(files, folder / folder_name(pack.manifest))
