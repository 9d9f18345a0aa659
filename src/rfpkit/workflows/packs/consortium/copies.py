"""The copies of packs that members hold beside their RFPs: who holds the same, and who does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import InputError
from rfpkit.model.packs.version import Version
from rfpkit.model.words import joined
from rfpkit.packs.bundle import digest
from rfpkit.packs.find import Pack, available
from rfpkit.packs.wanted import Wanted
from rfpkit.workflows.packs.open_pack import read_pack


@dataclass(frozen=True)
class Copies:
    """The packs that each member holds."""

    held: Mapping[str, tuple[tuple[Pack, str], ...]]
    """By member, each pack with its SHA-256."""

    @classmethod
    def of(cls, folders: Mapping[str, Path]) -> Copies:
        """Returns what lies in the folders of members."""
        return cls({member: tuple(_in(folder)) for member, folder in folders.items()})

    @property
    def packs(self) -> list[Pack]:
        """Every copy."""
        return [pack for held in self.held.values() for pack, _ in held]

    def agreed(self, wanted: Wanted) -> Pack | None:
        """Returns the version that the most members hold, and of these the newest.

        Of versions that lie with one member each, it is the earliest: a later number is written
        in a minute. Of different copies of a version, it is that of the most members.
        """
        holders: dict[Version, dict[str, list[Pack]]] = {}
        for pack, found in (one for held in self.held.values() for one in held):
            own = pack.manifest
            if own.name == wanted.name and wanted.accepts(own.version):
                holders.setdefault(own.version, {}).setdefault(found, []).append(pack)
        if not holders:
            return None
        counts = {version: sum(map(len, of.values())) for version, of in holders.items()}
        most = max(counts.values())
        best = [version for version, count in counts.items() if count == most]
        alike = holders[max(best) if most > 1 else min(best)]
        return max(alike.values(), key=len)[0]

    def with_copy(self, pack: Pack) -> list[str]:
        """Returns the members that hold the very same pack."""
        same = _digest(pack)
        return [
            member for member, held in self.held.items() if any(found == same for _, found in held)
        ]

    def with_another(self, pack: Pack) -> list[str]:
        """Returns the members that hold another pack of its name, and not the very same one."""
        same = self.with_copy(pack)
        name = pack.manifest.name
        return [
            member
            for member, held in self.held.items()
            if member not in same and any(one.manifest.name == name for one, _ in held)
        ]

    def is_alike(self, pack: Pack) -> bool:
        """Whether several members hold a pack, and nobody another one in its place."""
        label = pack.manifest.label
        digests = {
            found
            for held in self.held.values()
            for one, found in held
            if one.manifest.label == label
        }
        return len(self.with_copy(pack)) > 1 and len(digests) == 1 and not self.with_another(pack)

    def told(self, pack: Pack, place: Path) -> str:
        """Says of a pack that nobody published who holds it, and who holds another one."""
        same, others = self.with_copy(pack), self.with_another(pack)
        label = pack.manifest.label
        if len(same) == 1:
            told = f"{label} lies with {same[0]} only, and is not published"
        else:
            told = f"{label} is not published: alike with {_counted(same)}"
        if others:
            told += f"; another one with {_counted(others)}"
        return f"{told}. Put the published one into {place}"


def _in(folder: Path) -> Iterator[tuple[Pack, str]]:
    try:
        found = available(read_pack, [folder])
    except InputError:  # the member's RFP cannot be opened, which tells why
        return
    for one in found:
        yield one, _digest(one)


def _digest(pack: Pack) -> str:
    try:
        return digest(pack.folder)
    except InputError:  # told where somebody uses it
        return str(pack.folder)


def _counted(members: list[str]) -> str:
    return f"{joined(members)} ({len(members)})"
