"""How the contract is cut: awards, lots, and who else may buy from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rfpkit.model.procurement.wording import CONTRACT_STRUCTURE, Worded, wording_problems
from rfpkit.model.record import Problem, Record, repeated_ids
from rfpkit.model.scalars import Id, Share, Text, Whole
from rfpkit.model.service_level import unknown


class Lot(Record):
    """A part of the work that can be proposed for by itself."""

    id: Id
    """Name of the lot: LOT-1."""
    title: Text
    """What it is, in a few words."""
    scope: tuple[Id, ...] = ()
    """Scope items that belong to it."""
    description: Text | None = None
    """What the lot covers, if the scope items do not say it all."""


class ParticipatingEntity(Record):
    """A public body beside the issuer that may buy from the contract."""

    id: Id
    """Name of the entity in this file: lakeland."""
    name: Text
    """Name as it signs."""
    level: Literal["district", "consortium", "state"] = "district"
    """What kind of body it is."""
    scope: tuple[Id, ...] | None = None
    """Scope items that it buys; all of them if left out."""
    students: Whole | None = None
    """Students who are served there."""
    devices: Whole | None = None
    """Devices that are supported there."""
    schools: Whole | None = None
    """Schools and other sites."""
    begins: Text | None = None
    """When service is to begin there, if not with the first."""
    needs: Text | None = None
    """What is different there, for the proposer to plan with. Markdown."""


class Cooperative(Record):
    """Use of the contract by public bodies that are not named in it."""

    who: Text | None = None
    """Who may buy from the contract; any public body of the same state if left out."""
    law: Text | None = None
    """The law that permits it."""
    fee: Share | None = None
    """Administrative fee on such sales; none if left out."""
    usage_report: Text | None = None
    """How often sales to such bodies are reported; each calendar quarter if left out."""


class ContractStructure(Worded):
    """Awards, lots, participating entities and cooperative use."""

    awards: Literal["one", "one for each lot", "several"] = "one"
    """How many contracts are awarded."""
    most_awards: Whole | None = None
    """Most contracts, where several are awarded."""
    lots: tuple[Lot, ...] = ()
    """Parts of the work that can be proposed for by themselves."""
    alternates: Literal["accepted", "not accepted"] = "not accepted"
    """Whether a proposer may offer another solution beside the one that is asked for."""
    participating_entities: tuple[ParticipatingEntity, ...] = ()
    """Public bodies beside the issuer that may buy from the contract."""
    cooperative: Cooperative | None = None
    """Use by bodies that are not named; not permitted if left out."""

    def problems(self, scope: Sequence[str]) -> Iterable[Problem]:
        """Yields each name that is used twice, or that the RFP's scope does not know."""
        yield from wording_problems(self, CONTRACT_STRUCTURE, ())
        for key in ("lots", "participating_entities"):
            items = getattr(self, key)
            yield from repeated_ids(key, items, (key,))
            yield from _unknown_scope(key, items, scope)
        yield from _named_twice(self.participating_entities)
        if self.awards == "one for each lot" and not self.lots:
            hint = "name the lots under `lots`, or write `awards: one`"
            yield Problem(("awards",), "one contract for each lot, but there are no lots", hint)
        if self.most_awards is not None and self.awards != "several":
            hint = "write `awards: several`, or leave `most_awards` out"
            message = f"a most of {self.most_awards} awards needs several awards"
            yield Problem(("most_awards",), message, hint)


def _unknown_scope(key: str, items: Iterable[object], known: Sequence[str]) -> Iterable[Problem]:
    for position, item in enumerate(items):
        for index, name in enumerate(getattr(item, "scope", None) or ()):
            if name not in known:
                yield unknown((key, position, "scope", index), "scope item", name, known)


def _named_twice(entities: Sequence[ParticipatingEntity]) -> Iterable[Problem]:
    seen: dict[str, str] = {}
    for position, entity in enumerate(entities):
        name = " ".join(entity.name.casefold().split())
        if seen.get(name, entity.id) != entity.id:
            message = f"{entity.name} is named twice, as `{seen[name]}` and as `{entity.id}`"
            path = ("participating_entities", position, "name")
            yield Problem(path, message, "keep one entry, with the whole scope and volume")
        seen.setdefault(name, entity.id)
