"""A template pack's manifest: what a folder of templates makes, and which sections it has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, get_args

from rfpkit.model.answers.response_codes import ResponseCodes
from rfpkit.model.packs.version import PackVersion, write_version
from rfpkit.model.record import Problem, Record, repeated_ids
from rfpkit.model.scalars import Date, Id, Text

Layer = Literal["base", "state", "consortium", "district"]
"""Who speaks in a pack: everybody's base, a state, a consortium, or one district."""

LAYERS: Final[tuple[Layer, ...]] = get_args(Layer)
"""The layers, the lowest first; the procurement lies over all of them."""


MOST_REQUIRED: Final = 20
"""Packs that a pack may name; the deepest order of layers has four."""


class PackSection(Record):
    """One section of the document that a pack makes."""

    id: Id
    """Name of the section; its template is `sections/ID.html.j2`."""
    title: Text
    """Its heading."""
    numbered: Literal[True, False] = True
    """Whether it has a number; an annex may go without."""


class Revoked(Record):
    """A version that was published, and must not be used."""

    version: PackVersion
    """The version."""
    on: Date
    """The date on which it was revoked."""
    reason: Text
    """What is wrong with it."""


class PackManifest(Record):
    """What a template pack is, and who answers for it."""

    kind: Literal["pack"]
    """What the file is."""
    name: Id
    """Name by which an RFP asks for the pack: k12-device-support."""
    version: PackVersion
    """Version of the pack; a new one for each change of its text."""
    title: Text
    """What the pack is for, in a line."""
    publisher: Text
    """Who answers for its text."""
    licence: Text
    """Terms on which its text may be used, as an SPDX name: Apache-2.0."""
    layer: Layer = "base"
    """Who speaks in it. A pack lies over packs of its own layer or of lower ones."""
    requires: tuple[Text, ...] = ()
    """Packs that it lies over, the lowest first, each with the least version that will do and,
    if need be, the first that will not: k12-device-support >= 1.0 < 2.0. Their sections, templates
    and library are this pack's, too."""
    rfpkit: PackVersion | None = None
    """The least version of rfpkit that reads it: 0.1.0."""
    jurisdictions: tuple[Text, ...] = ()
    """States or countries whose rules it follows: [US, US-ME]."""
    languages: tuple[Text, ...] = ("en",)
    """Languages of its text."""
    supersedes: tuple[Id, ...] = ()
    """Packs whose place it takes."""
    revokes: tuple[Revoked, ...] = ()
    """Earlier versions of it that must not be used any more."""
    sections: tuple[PackSection, ...] = ()
    """Sections of the RFP in their order; one that has nothing to say is left out. Left out, the
    sections of the pack below."""

    response_codes: ResponseCodes | None = None
    """The codes with which proposers answer, where the RFP names none of its own."""

    @property
    def label(self) -> str:
        """Name and version: `k12-device-support 1.0.0`."""
        return f"{self.name} {write_version(self.version)}"

    def problems(self) -> Iterable[Problem]:
        """Yields each name that is used twice, and each code or version that cannot be used."""
        yield from repeated_ids("sections", self.sections, ("sections",))
        if len(self.requires) > MOST_REQUIRED:
            message = f"a pack may require {MOST_REQUIRED} packs at most"
            hint = "require the pack that lies over the others"
            yield Problem(("requires", MOST_REQUIRED), message, hint)
        for position, one in enumerate(self.revokes):
            if one.version >= self.version:
                message = f"{write_version(one.version)} is not earlier than this version"
                hint = "revoke earlier versions only, and publish a later one"
                yield Problem(("revokes", position, "version"), message, hint)
        if self.response_codes is not None:
            yield from self.response_codes.problems(("response_codes",))
