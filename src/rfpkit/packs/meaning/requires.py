"""What changed in the packs that a pack lies over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rfpkit.errors import Location
from rfpkit.packs.meaning.difference import Difference, Kind, Step
from rfpkit.packs.wanted import Wanted, parse_wanted


def of_requires(old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """Yields each pack that is required no more, or anew, or in another version."""
    was, now = (_by_name(one) for one in (old, new))
    for name in was.keys() - now.keys():
        told = "not required any more, with everything that it has"
        yield Difference(Kind.REMOVED, f"requires.{name}", told, Step.MAJOR)
    for name in now.keys() - was.keys():
        yield Difference(Kind.ADDED, f"requires.{name}", "required now", Step.MINOR)
    for name in was.keys() & now.keys():
        (text, before), (other, after) = was[name], now[name]
        if before != after:
            step = Step.MAJOR if before.least[0] != after.least[0] else Step.MINOR
            yield Difference(Kind.CHANGED, f"requires.{name}", f"{text} → {other}", step)
    if list(was) != list(now) and was.keys() == now.keys():
        yield Difference(Kind.CHANGED, "requires", "another order of layers", Step.MAJOR)


def _by_name(lines: Sequence[str]) -> dict[str, tuple[str, Wanted]]:
    read = [(line, parse_wanted(line, Location("pack.yaml"))) for line in lines]
    return {one.name: (line, one) for line, one in read}
