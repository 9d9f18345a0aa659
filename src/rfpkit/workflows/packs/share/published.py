"""Take bundles from a place that publishes packs, each as its index says it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.index import IndexedPack, PackIndex
from rfpkit.model.packs.origin import Origin
from rfpkit.model.packs.version import write_version
from rfpkit.packs import signature
from rfpkit.packs.bundle import LARGEST_BUNDLE
from rfpkit.packs.checkout import commit_of
from rfpkit.packs.find import Pack
from rfpkit.packs.index import INDEX, choose
from rfpkit.packs.source import Source
from rfpkit.packs.wanted import Wanted
from rfpkit.workflows.packs.share.bundle_of import Bundle, open_bundle
from rfpkit.workflows.packs.share.index import read_index
from rfpkit.workflows.packs.share.move import Got, origin
from rfpkit.workflows.packs.share.project import Project


@dataclass(frozen=True)
class Published:
    """A place that publishes packs, and the bundles that were taken from it."""

    source: Source
    project: Project
    allowed: Path | None
    """The list of those who may have signed them; None where nobody asks."""
    index: PackIndex
    _taken: dict[str, Got] = field(default_factory=dict)

    @classmethod
    def at(cls, source: Source, project: Project, allowed: Path | None) -> Published:
        """Returns a place, once its index is found to be no older than what came from it before.

        Raises:
            InputError: there is no index, it cannot be used, or it is not what it was.
        """
        index = read_index(source)
        found = cls(source, project, allowed, index)
        if wrong := list(found._gone_back()):
            raise InputError(wrong)
        return found

    def newest(self, wanted: Wanted, at: Location) -> Pack:
        """Returns the newest pack that is what is asked for; its bundle is taken.

        Raises:
            InputError: there is none, or its bundle is not what the index says.
        """
        shown = self.source.shown(INDEX)
        entry = choose(self.index, wanted, self.project.revoked, at, shown)
        if entry.label not in self._taken:
            self._taken[entry.label] = self._take(entry)
        return self._taken[entry.label].bundle.pack

    def taken(self, pack: Pack) -> Got | None:
        """Returns what was taken from here to be a pack; None where it was not."""
        got = self._taken.get(pack.manifest.label)
        return got if got is not None and got.bundle.pack is pack else None

    def _take(self, entry: IndexedPack) -> Got:
        shown = self.source.shown(entry.file)
        raw = self._bytes(entry, shown)
        one = open_bundle(raw, shown)
        if (one.manifest.name, one.manifest.version) != (entry.name, entry.version):
            message = f"the file holds {one.manifest.label}; the index says {entry.label}"
            raise _not_as_told(shown, message)
        who = self._signer(entry, raw)
        one = replace(one, signed_by=who, is_signed=entry.signed)
        return Got(one, self._origin(entry, one))

    def _bytes(self, entry: IndexedPack, shown: str) -> bytes:
        if entry.bytes > LARGEST_BUNDLE:
            message = f"the index says {entry.bytes:,} bytes; no pack may have so many"
            raise _not_as_told(shown, message)
        raw = self.source.read(entry.file, entry.bytes)
        if len(raw) != entry.bytes:
            message = f"the file has {len(raw):,} bytes; the index says {entry.bytes:,}"
            raise _not_as_told(shown, message)
        if hashlib.sha256(raw).hexdigest() != entry.sha256:
            raise _not_as_told(shown, "its SHA-256 is not the one that the index lists")
        return raw

    def _signer(self, entry: IndexedPack, raw: bytes) -> str:
        name = f"{entry.file}{signature.SUFFIX}"
        shown = self.source.shown(name)
        if not entry.signed:
            if self.allowed is not None:
                raise signature.unsigned(shown)
            return ""
        held = self.source.read(name, signature.LARGEST)
        if self.allowed is not None:
            return signature.signer_by(held, raw, self.allowed, shown)
        signature.refuse_misfit_bytes(held, raw, shown)
        return ""

    def _origin(self, entry: IndexedPack, one: Bundle) -> Origin:
        folder = self.source.folder
        commit = None if folder is None else commit_of(folder, self.project.folder)
        return origin(one, self._named, entry.file, entry.sha256, commit)

    @property
    def _named(self) -> str:
        folder = self.source.folder
        return self.source.named if folder is None else self.project.named(folder)

    def _gone_back(self) -> Iterator[Diagnostic]:
        """Yields what the index says otherwise than when packs came from it."""
        listed = {(one.name, one.version): one.sha256 for one in self.index.packs}
        at = Location(self.source.shown(INDEX))
        for added in self.project.record.packs:
            label = f"{added.name} {write_version(added.version)}"
            if added.origin.place != self._named or added.origin.file_sha256 is None:
                continue
            if added.key not in listed:
                message = f"it does not list {label} any more, which was added from there"
                yield Diagnostic(at, message, _OLDER)
            elif listed[added.key] != added.origin.file_sha256:
                message = f"it lists {label} with another SHA-256 than when it was added from there"
                yield Diagnostic(at, message, _CHANGED)


_OLDER = (
    "this may be an older index: ask the publisher; a version is taken back by a later one that "
    "revokes it, and stays in the index"
)
_CHANGED = "a version never changes: ask the publisher what happened"


def _not_as_told(shown: str, message: str) -> InputError:
    hint = "ask the publisher what happened, and to write the index again"
    return InputError([Diagnostic(Location(shown), message, hint)])
