"""A pack with the packs that it lies over: base, state, consortium, district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.manifest import LAYERS, PackManifest
from rfpkit.packs.find import Pack
from rfpkit.packs.fit import FindPack, fitting, lines_of

DEEPEST = 8
"""Packs may lie over packs so often."""


@dataclass(frozen=True)
class Stack:
    """Packs that are used together."""

    packs: tuple[Pack, ...]
    """The packs, the lowest first; the last is the one that was asked for."""

    @property
    def top(self) -> Pack:
        """The pack that was asked for."""
        return self.packs[-1]

    @property
    def manifest(self) -> PackManifest:
        """What the top says of itself, with the sections and codes of the pack below it."""
        own = self.top.manifest
        sections = next((one.manifest.sections for one in self._down if one.manifest.sections), ())
        codes = (one.manifest.response_codes for one in self._down)
        found = next((one for one in codes if one is not None), None)
        return own.model_copy(update={"sections": sections, "response_codes": found})

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where a template is looked for, the first one first."""
        return tuple(pack.folder for pack in self._down)

    @property
    def _down(self) -> tuple[Pack, ...]:
        return tuple(reversed(self.packs))


def stack(wanted: str, at: Location, find: FindPack) -> Stack:
    """Returns the pack that a line asks for, over those that it requires.

    Each pack stands once, after all that it requires, in the newest version that is everything
    that is asked of it; of two that do not require each other, the one that is named first lies
    lower.

    Raises:
        InputError: a pack is not there, lines ask for versions that no single pack has, or packs
            require each other in a circle.
    """
    name, chosen = fitting(wanted, at, find)
    found: dict[str, Pack] = {}
    _lay(name, at, chosen, found, ())
    return Stack(tuple(found.values()))


def _lay(
    name: str,
    at: Location,
    chosen: Mapping[str, Pack],
    found: dict[str, Pack],
    above: tuple[Pack, ...],
) -> None:
    names = [pack.manifest.name for pack in above]
    if name in names or len(above) > DEEPEST:
        circle = " → ".join([*names, name])
        raise _refused(at, f"packs require each other in a circle: {circle}", "take one out")
    if name in found:
        return
    pack = chosen[name]
    _keeps_the_order(pack, above, at)
    for line in lines_of(pack, at):
        _lay(line.wanted.name, line.at, chosen, found, (*above, pack))
    found[name] = pack


def _keeps_the_order(pack: Pack, above: tuple[Pack, ...], at: Location) -> None:
    mine = pack.manifest
    if above and LAYERS.index(mine.layer) > LAYERS.index(above[-1].manifest.layer):
        over = above[-1].manifest
        message = f"`{mine.name}` speaks for a {mine.layer}, and lies below a {over.layer}'s pack"
        raise _refused(at, message, "a pack requires packs of its own layer or of lower ones")


def _refused(at: Location, message: str, hint: str) -> InputError:
    return InputError([Diagnostic(at, message, hint)])
