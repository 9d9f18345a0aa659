"""A template pack's manifest: what a folder of templates makes, and which sections it has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from rfpkit.model.answers.response_codes import ResponseCodes
from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.scalars import Id, Text
from rfpkit.model.written import Written

Version = tuple[int, int, int]
"""Major, minor and patch."""


def parse_version(text: str) -> Version:
    """Reads `1.0.0`."""
    found = re.fullmatch(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})", text.strip())
    if found is None:
        raise mistake(f"{text} is not a version", "write three numbers: 1.0.0")
    return int(found[1]), int(found[2]), int(found[3])


def write_version(version: Version) -> str:
    """Writes `1.0.0`."""
    return ".".join(map(str, version))


PackVersion = Annotated[
    Version,
    Written(
        parse_version,
        write_version,
        {"type": "string", "pattern": r"^\d{1,4}\.\d{1,4}\.\d{1,4}$", "examples": ["1.0.0"]},
        "a version: 1.0.0",
    ),
]


class PackSection(Record):
    """One section of the document that a pack makes."""

    id: Id
    """Name of the section; its template is `sections/ID.html.j2`."""
    title: Text
    """Its heading."""
    numbered: Literal[True, False] = True
    """Whether it has a number; an annex may go without."""


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
    sections: tuple[PackSection, ...]
    """Sections of the RFP in their order; one that has nothing to say is left out."""

    response_codes: ResponseCodes | None = None
    """The codes with which proposers answer, where the RFP names none of its own."""

    def problems(self) -> Iterable[Problem]:
        """Yields each section whose id is used twice, and each code that cannot be used."""
        yield from repeated_ids("sections", self.sections, ("sections",))
        if self.response_codes is not None:
            yield from self.response_codes.problems(("response_codes",))
