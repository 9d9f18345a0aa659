"""Show what an RFP takes from its packs, and which layer says each field of an item, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.find import Pack
from rfpkit.packs.library.change import Change
from rfpkit.packs.library.items import MODELS, base_digest, shown
from rfpkit.packs.library.parts import DEFAULTS, PARTS
from rfpkit.packs.library.resolve import Resolved
from rfpkit.packs.library.trees import Path as Place
from rfpkit.packs.library.trees import groups, name_of
from rfpkit.workflows.packs.allowed import allowed
from rfpkit.workflows.packs.share.listing import told_origin
from rfpkit.workflows.packs.share.project import Project
from rfpkit.workflows.rfp import OpenedRfp, open_rfp

OWN = "the RFP"


@dataclass(frozen=True)
class Field:
    """A field of an item, and who says it."""

    name: str
    """attainment.at_least."""
    value: str
    layer: str
    """The pack, or the RFP."""
    at: str
    """Where it stands."""


@dataclass(frozen=True)
class Why:
    """An item, field by field."""

    name: str
    """service_levels.repair-time."""
    digest: str
    """What an override of the RFP writes as its `base_digest`; empty for the RFP's own."""
    fields: tuple[Field, ...]
    reasons: tuple[str, ...]
    """The reason, authority and date of each override."""
    allowed: tuple[str, ...] = ()
    """What the RFP may do to each field that a pack marks."""

    @property
    def lines(self) -> Iterator[str]:
        """What a person reads."""
        own = "" if self.name.startswith(f"{DEFAULTS}.") else "  (the RFP's own)"
        yield self.name + (f"  base_digest: {self.digest}" if self.digest else own)
        width = max(len(one.name) for one in self.fields)
        for one in self.fields:
            yield f"  {one.name:{width}}  {one.layer}  {one.at}"
            yield f"  {'':{width}}  {one.value}"
        yield from (f"  {reason}" for reason in self.reasons)
        if self.allowed:
            yield "may be changed"
            yield from (f"  {one}" for one in self.allowed)


@dataclass(frozen=True)
class Shown:
    """The packs of an RFP, and what it takes from each."""

    packs: tuple[str, ...]
    """The packs, the lowest first."""
    taken: tuple[tuple[str, int, int, int], ...]
    """For each list its name, and how many items are the packs', changed and own."""
    left_out: tuple[str, ...]
    """What was named and is not taken, with the reason."""
    stale: tuple[str, ...]
    """Overrides that were written against another text."""

    @property
    def lines(self) -> Iterator[str]:
        """What a person reads."""
        yield "packs, the lowest first:"
        yield from (f"  {one}" for one in self.packs)
        for name, taken, changed, own in self.taken:
            told = f"{taken} as the packs say, {changed} changed, {own} of its own"
            yield f"{name}: {told}"
        yield from (f"left out: {one}" for one in self.left_out)
        yield from (f"STALE: {one}" for one in self.stale)


def show(rfp: Path) -> Shown:
    """Returns what an RFP takes from its packs.

    Raises:
        InputError: the RFP cannot be used.
    """
    opened = open_rfp(rfp, stale_too=True)
    project = Project.at(rfp.parent)
    labels = tuple(_label(pack, project) for pack in opened.stack(rfp).packs)
    resolved = opened.resolved
    if resolved is None:
        return Shown(labels, tuple(_counts(opened)), (), ())
    left_out = tuple(f"{one.list}.{one.id}: {one.reason}" for one in resolved.left_out)
    stale = tuple(f"{one.wish.list}.{one.wish.id} ({one.at})" for one in resolved.stale)
    return Shown(labels, tuple(_counts(opened)), left_out, stale)


def _label(pack: Pack, project: Project) -> str:
    own, origin = pack.manifest, told_origin(pack, project)
    told = f"{own.label} ({own.layer}), {own.publisher}"
    return f"{told}; {origin}" if origin else told


def why(rfp: Path, name: str) -> Why:
    """Returns who says what of an item, or of a default, and how far it may be changed.

    Raises:
        InputError: the RFP cannot be used, or has nothing of that name.
    """
    opened = open_rfp(rfp, stale_too=True)
    resolved = opened.resolved
    if resolved is None:
        message = "the RFP takes nothing from a pack: it says everything itself"
        raise InputError([Diagnostic(Location(str(rfp)), message, "see its file")])
    known: list[str] = []
    for key in MODELS:
        for position, item in groups(resolved.joined.data.get(key)):
            known.append(name_of(item))
            if name in {name_of(item), f"{key}.{name_of(item)}"}:
                found = _why(resolved, rfp, key, position, item)
                may = tuple(allowed(opened, resolved, rfp, key, name_of(item)))
                return replace(found, allowed=may)
    part = name.removeprefix(f"{DEFAULTS}.")
    if part in PARTS and part in resolved.joined.data:
        may = tuple(allowed(opened, resolved, rfp, DEFAULTS, part))
        value = {part: resolved.joined.data[part]}
        return Why(f"{DEFAULTS}.{part}", "", tuple(_fields(resolved, rfp, (), value, "")), (), may)
    close = get_close_matches(name.rpartition(".")[2], known, n=1)
    hint = f"did you mean `{close[0]}`?" if close else "see the ids in `rfpkit pack show RFP`"
    raise InputError([Diagnostic(Location("--why"), f"the RFP has no `{name}`", hint)])


def as_json(found: Shown | Why) -> str:
    """Returns what was found for programs."""
    return json.dumps(found, default=vars, indent=2, ensure_ascii=False)


def _why(resolved: Resolved, rfp: Path, key: str, position: int, item: Mapping[str, Any]) -> Why:
    base = resolved.base(key, name_of(item))
    fields = tuple(_fields(resolved, rfp, (key, position), item, ""))
    mine = [one for one in resolved.changes if (one.wish.list, one.wish.id) == (key, name_of(item))]
    digest = "" if base is None else shown(base_digest(key, base))
    return Why(f"{key}.{name_of(item)}", digest, fields, tuple(_reasons(mine)))


def _fields(
    resolved: Resolved, rfp: Path, place: Place, item: Mapping[str, Any], before: str
) -> Iterator[Field]:
    for name, value in item.items():
        here = (*place, name)
        if isinstance(value, dict) and value:
            yield from _fields(resolved, rfp, here, value, f"{before}{name}.")
            continue
        # A group that was changed stands, as a whole, where it was changed; its fields do not.
        layer, there = resolved.joined.brought(here)
        tree = resolved.layers[layer]
        at = tree.places.value(there) if there else Location(str(rfp))
        yield Field(f"{before}{name}", _text(value), tree.pack or OWN, str(at))


def _reasons(changes: list[Change]) -> Iterator[str]:
    for one in changes:
        told = one.wish.override
        if told is not None:
            who = one.tree.pack or OWN
            yield f"{who}: {told['reason']} ({told['authority']}, {told['date']})"


def _counts(opened: OpenedRfp) -> Iterator[tuple[str, int, int, int]]:
    for key in MODELS:
        items = getattr(opened.solicitation, key) or ()
        origins = [opened.origin(key, position) for position in range(len(items))]
        if origins:
            yield key, origins.count("pack"), origins.count("changed"), origins.count("own")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(one)}" for name, one in value.items())
    return " ".join(str(value).split())
