"""Free words of a member that touch a level or the floor, which no proof can compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from rfpkit.model.packs.drift import OwnTerm
from rfpkit.model.procurement.wording import Worded
from rfpkit.model.solicitation import Solicitation
from rfpkit.packs.library.drift import Side
from rfpkit.packs.library.items import MODELS
from rfpkit.packs.library.reference import NAMED, Key, Reference
from rfpkit.packs.library.trees import groups, name_of

FIELDS: Final = ("title", "rationale", "baseline")
"""Words of an item beside its terms that the document prints."""
WORDED: Final = ("instructions", "contract_structure", "evaluation", "terms")
"""Fields in which an RFP words clauses of its own."""
LISTS: Final = {"left_open": "settled", "addenda": "summary", "ticket_events": "definition"}
"""Lists of words at the top, each with the field that says the most."""


def own_words(rfp: Solicitation, side: Side, held: Reference) -> Iterator[OwnTerm]:
    """Yields each of them with its place, those of the floor's items first."""
    for key in held.floor or ():
        yield from _of_item(key, side)
    yield from _of_lists(side, held)
    for field in WORDED:
        worded = getattr(rfp, field)
        if isinstance(worded, Worded):
            for name, text in worded.own_words.items():
                yield _term(side, (field, "own_words", name), text)
            for position, clause in enumerate(worded.more):
                told = f"{clause.title}: {clause.text}"
                yield _term(side, (field, "more", position), told, f"{field}.more")
    if rfp.response_codes is not None and not side.is_joint(("response_codes",)):
        codes = [*rfp.response_codes.requirements, *rfp.response_codes.service_levels]
        told = "; ".join(
            f"{one.id} {one.title} ({'meets' if one.meets else 'does not meet'})" for one in codes
        )
        yield _term(side, ("response_codes",), told)


def settled(rfp: Solicitation, side: Side, key: Key) -> str:
    """Returns why an item of the floor is not decided: the RFP settles a point of it in words."""
    for position, one in enumerate(rfp.left_open):
        about_all = one.of is None and key[0] == "service_levels"
        if (about_all or one.of == key[1]) and not side.is_joint(("left_open", position)):
            return f"`{one.rule}` is left open, and settled in words of its own: {one.settled}"
    return ""


def of_item(words: Sequence[OwnTerm], key: Key) -> list[str]:
    """Returns the fields of an item that are in a member's own words."""
    start = f"{key[0]}.{key[1]}."
    return [one.name.removeprefix(start) for one in words if one.name.startswith(start)]


def _of_item(key: Key, side: Side) -> Iterator[OwnTerm]:
    place = side.position(key) if key[0] in MODELS else None
    if place is None:
        return
    item: dict[str, Any] = side.resolved.joined.at((key[0], place))
    for field in FIELDS:
        # What the joint pack says, in whatever version, is no word of the member's own.
        if item.get(field) and not side.is_joint((key[0], place, field)):
            name = f"{key[0]}.{key[1]}.{field}"
            yield _term(side, (key[0], place, field), item[field], name)


def _of_lists(side: Side, held: Reference) -> Iterator[OwnTerm]:
    data = side.resolved.joined.data
    for key, field in LISTS.items():
        for position, one in groups(data.get(key)):
            if not side.is_joint((key, position)):
                name = str(one.get("of") or one.get("rule") or one.get("id") or one.get("number"))
                yield _term(side, (key, position), one.get(field) or one, f"{key} {name}")
    for key in NAMED:
        for position, one in groups(data.get(key)):
            if (key, name_of(one)) not in held.named and not side.is_joint((key, position)):
                yield _term(side, (key, position), one.get("definition"), f"{key} {name_of(one)}")
    for position, one in groups(data.get("required_clauses")):
        if not side.is_joint(("required_clauses", position)):
            name = f"required_clauses {name_of(one)}"
            yield _term(side, ("required_clauses", position), one.get("text"), name)


def _term(side: Side, path: tuple[str | int, ...], text: Any, name: str = "") -> OwnTerm:
    return OwnTerm(name or ".".join(map(str, path)), " ".join(str(text).split()), side.place(path))
