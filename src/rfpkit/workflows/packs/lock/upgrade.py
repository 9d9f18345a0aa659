"""Go to later packs: what an RFP changed goes along, or is shown where the pack changed it too."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.lock import LOCK
from rfpkit.packs.library.change import Change
from rfpkit.packs.library.items import base_digest, shown
from rfpkit.packs.library.resolve import Resolved
from rfpkit.workflows.packs.lock.lock import lock_of
from rfpkit.workflows.packs.lock.three_ways import ThreeWays, three_ways
from rfpkit.workflows.packs.open_pack import lock_beside
from rfpkit.workflows.rfp import OpenedRfp, open_rfp, open_text
from rfpkit.workflows.write import write_files


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade finds."""

    before: tuple[str, ...]
    """The packs of the lock."""
    after: tuple[str, ...]
    """The packs that the RFP goes to."""
    came: tuple[str, ...]
    """Items that come with the new packs, that changed in them, or that are gone."""
    carried: tuple[str, ...]
    """What the RFP changed, and the packs left alone."""
    waiting: tuple[ThreeWays, ...]
    """What both changed, and nobody has accepted."""
    accepted: tuple[str, ...]
    """What both changed, and the RFP's author holds to."""

    @property
    def lines(self) -> Iterator[str]:
        """What a person should know."""
        if self.before == self.after and not self.waiting:
            yield f"the packs are the newest that the RFP asks for: {', '.join(self.after)}"
            return
        yield f"from {', '.join(self.before)}"
        yield f"to   {', '.join(self.after)}"
        yield from (f"  {one}" for one in self.came)
        yield from (f"  carried along: {one}" for one in self.carried)
        yield from (f"  accepted: {one}" for one in self.accepted)
        for one in self.waiting:
            yield from one.lines
        if self.waiting:
            names = " ".join(f"--accept {one.name}" for one in self.waiting)
            yield f"nothing is written: change yours, or accept it over the new text: {names}"
        else:
            yield f"wrote {LOCK}"

    def json(self) -> str:
        """Returns what was found for programs."""
        told = {
            "before": self.before,
            "after": self.after,
            "came": self.came,
            "carried": self.carried,
            "accepted": self.accepted,
            "waiting": [one.data for one in self.waiting],
        }
        return json.dumps(told, indent=2, ensure_ascii=False)


def upgrade(rfp: Path, accept: Sequence[str] = ()) -> Upgrade:
    """Takes a project from the packs of its lock to the newest that it asks for.

    Nothing is written before all that both sides changed is accepted: neither the RFP nor the
    version in the lock.

    Raises:
        InputError: there is no lock, a pack of the lock is not there any more, the RFP cannot be
            used with the new packs, or something is accepted that waits for nobody.
    """
    if lock_beside(rfp) is None:
        message = "there is no lock, so nobody knows which text the RFP was written against"
        hint = f"write it with `rfpkit pack lock {rfp}`"
        raise InputError([Diagnostic(Location(str(rfp.parent / LOCK)), message, hint)])
    # A version that was revoked since is what many an upgrade goes away from.
    old = open_rfp(rfp, stale_too=True, revoked_too=True)
    new = open_rfp(rfp, stale_too=True, unlocked=True)
    if old.resolved is None or new.resolved is None:
        return _written(rfp, old, new, (), (), ())
    both = list(_both_changed(old.resolved, new.resolved))
    _refuse_unknown(accept, both)
    waiting = tuple(one for one in both if one.name not in accept)
    carried = tuple(_carried(new.resolved, {one.name for one in both}))
    accepted = tuple(one.name for one in both if one.name in accept)
    if waiting:
        return _found(rfp, old, new, carried, waiting, accepted)
    return _written(rfp, old, new, carried, accepted, list(_outdated(new.resolved)))


def _both_changed(old: Resolved, new: Resolved) -> Iterator[ThreeWays]:
    seen: set[tuple[str, str]] = set()
    for change in _own(new):
        key = (change.wish.list, change.wish.id)
        before, after = old.base(*key), new.base(*key)
        if key in seen or before is None or after is None or _is_accepted(change):
            continue
        mine = [one for one in _own(new) if (one.wish.list, one.wish.id) == key]
        found = three_ways(key, before, after, mine, written_against_old=_against(mine, before))
        if found is not None:
            seen.add(key)
            yield found


def _own(resolved: Resolved) -> list[Change]:
    return [one for one in resolved.changes if one.tree is resolved.layers[0]]


def _is_accepted(change: Change) -> bool:
    """Whether an override names the new text already: its author has read it."""
    written = _digest_of(change)
    return bool(written) and base_digest(change.wish.list, change.before).startswith(written)


def _against(changes: Sequence[Change], before: Mapping[str, Any]) -> bool:
    """Whether each override was written against the text of the lock's packs."""
    return all(
        base_digest(one.wish.list, before).startswith(_digest_of(one))
        for one in changes
        if one.wish.override is not None
    )


def _digest_of(change: Change) -> str:
    override = change.wish.override or {}
    return "".join(str(override.get("base_digest", "")).split()).lower()


def _carried(new: Resolved, waiting: Collection[str]) -> Iterator[str]:
    for change in _own(new):
        name = f"{change.wish.list}.{change.wish.id}"
        if name not in waiting:
            yield f"{name} ({', '.join(change.paths)})"


def _refuse_unknown(accept: Sequence[str], both: Sequence[ThreeWays]) -> None:
    names = [one.name for one in both]
    wrong = [name for name in accept if name not in names]
    if wrong:
        hint = f"waiting are: {', '.join(names)}" if names else "nothing waits to be accepted"
        at = Location("--accept")
        raise InputError(
            [Diagnostic(at, f"`{name}` does not wait to be accepted", hint) for name in wrong]
        )


def _outdated(new: Resolved) -> Iterator[tuple[Location, str]]:
    """Yields each digest in the RFP that is not the one of the new text, and that one."""
    for change in new.stale:
        if change.tree is new.layers[0]:
            at = change.tree.places.value((*change.wish.place, "base_digest"))
            yield at, shown(base_digest(change.wish.list, change.before))


def _written(
    rfp: Path,
    old: OpenedRfp,
    new: OpenedRfp,
    carried: tuple[str, ...],
    accepted: tuple[str, ...],
    digests: Sequence[tuple[Location, str]],
) -> Upgrade:
    text = rfp.read_text("utf-8")
    changed = _with_digests(text, digests)
    # What is written is opened first, as the next build will.
    proved = open_text(changed, rfp, unlocked=True)
    files = {LOCK: lock_of(proved, rfp, unlocked=True).text.encode()}
    if changed != text:
        files[rfp.name] = changed.encode()
    write_files(rfp.parent, files)
    return _found(rfp, old, new, carried, (), accepted)


def _with_digests(text: str, digests: Sequence[tuple[Location, str]]) -> str:
    lines = text.splitlines(keepends=True)
    for at, digest in digests:
        line, start = lines[at.line - 1], at.column - 1
        end = start + len(_TOKEN.match(line, start)[0].rstrip())  # type: ignore[index]
        lines[at.line - 1] = f'{line[:start]}"{digest}"{line[end:]}'
    return "".join(lines)


_TOKEN = re.compile(r"""\"[^"]*\"|'[^']*'|[0-9A-Fa-f ]+""")


def _found(
    rfp: Path,
    old: OpenedRfp,
    new: OpenedRfp,
    carried: tuple[str, ...],
    waiting: tuple[ThreeWays, ...],
    accepted: tuple[str, ...],
) -> Upgrade:
    before = tuple(pack.manifest.label for pack in old.stack(rfp).packs)
    packs = new.stack(rfp, unlocked=True)
    after = tuple(pack.manifest.label for pack in packs.packs)
    return Upgrade(before, after, tuple(_came(old, new, rfp)), carried, waiting, accepted)


def _came(old: OpenedRfp, new: OpenedRfp, rfp: Path) -> Iterator[str]:
    was = lock_of(old, rfp).objects
    now = lock_of(new, rfp, unlocked=True).objects
    for name in dict.fromkeys([*was, *now]):
        if name not in was:
            yield f"new: {name}"
        elif name not in now:
            yield f"gone: {name}"
        elif was[name] != now[name]:
            yield f"changed by the packs: {name}"
