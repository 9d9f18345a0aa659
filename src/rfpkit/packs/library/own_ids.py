"""What an RFP writes itself under the id of a pack's item: no way around the item's marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from rfpkit.errors import Diagnostic
from rfpkit.model.library.overridable import binds
from rfpkit.packs.library.items import SHELVES
from rfpkit.packs.library.marks import marks_for
from rfpkit.packs.library.shelf import Item, Shelf
from rfpkit.packs.library.trees import Tree, groups, name_of


def written_under_a_packs_id(
    rfp: Tree, shelf: Shelf, taken: Mapping[str, Sequence[Item]]
) -> Iterator[Diagnostic]:
    """Yields each item of the RFP whose id belongs to a pack that marks how far it may change.

    An item that every pack leaves free may be written anew: nobody has asked that it stay.

    Args:
        rfp: what the person wrote.
        shelf: the packs' library.
        taken: by list of the library, what the RFP takes; its id is told where it is put.
    """
    for target, shelved in SHELVES.items():
        ids = {item.id for item in taken.get(shelved, ())}
        yield from _of_list(rfp, shelf, target, shelf.items[shelved], ids)


def _of_list(
    rfp: Tree, shelf: Shelf, target: str, held: Mapping[str, Item], taken: Collection[str]
) -> Iterator[Diagnostic]:
    for position, data in groups(rfp.data.get(target)):
        item = held.get(name_of(data))
        if item is None or item.id in taken:
            continue
        if binds(marks_for(shelf, target, item, rfp)):
            at = rfp.places.value((target, position, "id"))
            pack = shelf.files[item.layer - 1].pack
            message = (
                f"{target}[{item.id}]: the id belongs to an item of {pack or 'the pack'}, and "
            )
            message += "its marks say how far it may be changed"
            yield Diagnostic(at, message, _HINT.format(target=target))


_HINT = (
    "take it with `include`, and change it under `set: {{{target}: …}}`, or under `overrides` "
    "with a reason; or give yours another id"
)
