"""Which version of each pack: the newest that is everything that the others ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.find import Pack
from rfpkit.packs.wanted import Wanted, parse_wanted

FindPack = Callable[[Wanted, Location], Pack]
"""Finds the newest pack that is what is asked for."""
MOST = 50
"""Packs that one may bring along; the deepest order of layers has four."""
_ROUNDS = 4 * MOST


@dataclass(frozen=True)
class Line:
    """A line that asks for a pack."""

    wanted: Wanted
    at: Location
    by: str = ""
    """The pack whose line it is; empty for the one with which everything begins."""

    def __str__(self) -> str:
        """`support >= 1.0` by joint 1.0.0."""
        return f"`{self.wanted}`" + (f" by {self.by}" if self.by else f" at {self.at}")


def fitting(wanted: str, at: Location, find: FindPack) -> tuple[str, dict[str, Pack]]:
    """Returns the name that a line asks for, and by name each pack that comes with it.

    Raises:
        InputError: a pack is not there, or lines ask for versions that no single pack has.
    """
    first = Line(parse_wanted(wanted, at), at)
    finder = _Finder(find)
    chosen: dict[str, Pack] = {}
    for _ in range(_ROUNDS):
        asked = _asked(first, chosen)
        if len(asked) > MOST:
            message = f"it requires more than {MOST} packs"
            raise InputError([Diagnostic(at, message, "ask its publisher")])
        settled = _settle(asked, chosen, finder)
        if settled:
            return first.wanted.name, {name: chosen[name] for name in asked}
    message = f"no versions of the packs that `{wanted}` comes with fit each other"
    raise InputError([Diagnostic(at, message, "ask its publisher")])


def lines_of(pack: Pack, at: Location) -> Iterator[Line]:
    """Yields the lines in which a pack names those below it."""
    places = pack.requires_at
    for position, line in enumerate(pack.manifest.requires):
        place = places[position] if places else at
        yield Line(parse_wanted(line, place), place, pack.manifest.label)


class _Finder:
    """Finds each pack once for the same question."""

    def __init__(self, find: FindPack) -> None:
        self._find = find
        self._known: dict[Wanted, Pack] = {}

    def newest(self, lines: list[Line]) -> Pack:
        wanted = reduce(and_, (line.wanted for line in lines))
        if wanted not in self._known:
            self._known[wanted] = self._found(wanted, lines)
        return self._known[wanted]

    def _found(self, wanted: Wanted, lines: list[Line]) -> Pack:
        try:
            return self._find(wanted, lines[-1].at)
        except InputError as error:
            if len({line.wanted for line in lines}) == 1:
                raise
            for line in lines:  # one that nothing fits by itself is told by itself
                self._find(line.wanted, line.at)
            hint = error.diagnostics[0].hint
            raise InputError([_conflict(wanted.name, lines, hint)]) from None


def _asked(first: Line, chosen: Mapping[str, Pack]) -> dict[str, list[Line]]:
    """Returns every line that asks for a pack, by the pack's name, as far as packs are chosen."""
    asked: dict[str, list[Line]] = {}
    waiting = [first]
    for line in waiting:
        name = line.wanted.name
        if name not in asked and name in chosen:
            waiting += lines_of(chosen[name], first.at)
        asked.setdefault(name, []).append(line)
    return asked


def _settle(asked: Mapping[str, list[Line]], chosen: dict[str, Pack], finder: _Finder) -> bool:
    """Chooses anew the first pack that is not what is asked; returns whether there was none.

    Another choice may take away the lines that fit nothing, so these are told last.
    """
    wrong: list[Diagnostic] = []
    for name, lines in asked.items():
        try:
            newest = finder.newest(lines)
        except InputError as error:
            wrong += error.diagnostics
            continue
        if chosen.get(name) != newest:
            chosen[name] = newest
            return False
    if wrong:
        raise InputError(wrong)
    return True


def _conflict(name: str, lines: list[Line], hint: str) -> Diagnostic:
    told = ", ".join(dict.fromkeys(map(str, lines)))
    message = f"no version of `{name}` is all that is asked for: {told}"
    ways = "change one of these lines, or take another version of who asks"
    return Diagnostic(lines[-1].at, message, f"{ways}; {hint}")
