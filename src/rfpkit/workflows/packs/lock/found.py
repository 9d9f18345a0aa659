"""What an upgrade finds, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rfpkit.model.packs.lock import LOCK
from rfpkit.workflows.packs.lock.three_ways import ThreeWays


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade finds."""

    before: tuple[str, ...]
    """The packs of the lock."""
    after: tuple[str, ...]
    """The packs to which the upgrade goes."""
    came: tuple[str, ...]
    """Items that come with the new packs, that changed in them, or that are gone."""
    carried: tuple[str, ...]
    """What the author changed, and the packs left alone."""
    waiting: tuple[ThreeWays, ...]
    """What both changed, and nobody has accepted."""
    accepted: tuple[str, ...]
    """What both changed, and the author holds to."""
    written: tuple[str, ...] = ()
    """The files that were written."""
    gone: tuple[str, ...] = ()
    """Packs of the lock that are not there any more, so that their text cannot be shown."""

    @property
    def lines(self) -> Iterator[str]:
        """What a person should know."""
        if self.before == self.after and not self.waiting:
            yield f"the packs are the newest that are asked for: {', '.join(self.after)}"
            yield from (f"wrote {one}" for one in self.written if one != LOCK)
            return
        yield f"from {', '.join(self.before)}"
        yield f"to   {', '.join(self.after)}"
        if self.gone:
            names = ", ".join(self.gone)
            yield f"  not there any more: {names}; what changed is shown in two ways, not in three"
        yield from (f"  {one}" for one in self.came)
        yield from (f"  carried along: {one}" for one in self.carried)
        yield from (f"  accepted: {one}" for one in self.accepted)
        for one in self.waiting:
            yield from one.lines
        if self.waiting:
            names = " ".join(f"--accept {one.name}" for one in self.waiting)
            yield f"nothing is written: change yours, or accept it over the new text: {names}"
        yield from (f"wrote {one}" for one in self.written)

    def json(self) -> str:
        """Returns what was found for programs."""
        told = {
            "before": self.before,
            "after": self.after,
            "came": self.came,
            "carried": self.carried,
            "accepted": self.accepted,
            "waiting": [one.data for one in self.waiting],
            "written": self.written,
            "gone": self.gone,
        }
        return json.dumps(told, indent=2, ensure_ascii=False)


def came(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yields how the items of two locks differ: by name, each with its digest."""
    for name in dict.fromkeys([*was, *now]):
        if name not in was:
            yield f"new: {name}"
        elif name not in now:
            yield f"gone: {name}"
        elif was[name] != now[name]:
            yield f"changed by the packs: {name}"
