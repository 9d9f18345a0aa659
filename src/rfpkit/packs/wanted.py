"""A pack as a line asks for it: `k12-device-support >= 1.0 < 2.0`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.version import Version

Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Wanted:
    """A pack's name, and the versions of it that will do."""

    name: str
    bounds: tuple[tuple[str, Numbers], ...] = ()
    """`>=`, `<` or `==`, each with one to three numbers; all of them hold."""

    @property
    def least(self) -> Version:
        """The lowest version that will do."""
        return max((_whole(numbers) for sign, numbers in self.bounds if sign != "<"), default=_ZERO)

    def accepts(self, version: Version) -> bool:
        """Whether a version will do."""
        return all(_holds(sign, numbers, version) for sign, numbers in self.bounds)

    def __and__(self, other: Wanted) -> Wanted:
        """What both ask for, of a pack of one name."""
        return replace(self, bounds=tuple(dict.fromkeys((*self.bounds, *other.bounds))))

    def __str__(self) -> str:
        """`support >= 1.0 < 2.0`."""
        told = (f"{sign} {'.'.join(map(str, numbers))}" for sign, numbers in self.bounds)
        return " ".join((self.name, *told))


def parse_wanted(text: str, at: Location) -> Wanted:
    """Reads `k12-device-support`, `… >= 1.0`, `… >= 1.0 < 2.0` or `… == 1.2.0`.

    Raises:
        InputError: the text is none of them, or no version can be what it asks for.
    """
    found = _LINE.fullmatch(text.strip())
    if found is None:
        message = f"`{text}` does not name a pack and its version"
        raise InputError([Diagnostic(at, message, _HINT)])
    bounds = tuple(
        (sign, tuple(map(int, found[group].split("."))))
        for sign, group in (("==", "exactly"), (">=", "least"), ("<", "below"))
        if found[group]
    )
    wanted = Wanted(found["name"], bounds)
    if not wanted.accepts(wanted.least):
        raise InputError([Diagnostic(at, f"no version can be `{wanted}`", _HINT)])
    return wanted


def _holds(sign: str, numbers: Numbers, version: Version) -> bool:
    if sign == "==":
        return version[: len(numbers)] == numbers
    return version >= _whole(numbers) if sign == ">=" else version < _whole(numbers)


def _whole(numbers: Numbers) -> Version:
    major, minor, patch = (*numbers, 0, 0)[:3]
    return major, minor, patch


_ZERO: Version = (0, 0, 0)
_HINT = (
    "write the name, then the least version and, if need be, the first that will not do: "
    "k12-device-support >= 1.0 < 2.0"
)
_VERSION = r"\d{1,4}(?:\.\d{1,4}){0,2}"
_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)"
    rf"(?:\s*==\s*(?P<exactly>{_VERSION})"
    rf"|(?:\s*>=\s*(?P<least>{_VERSION}))?(?:\s*,?\s*<\s*(?P<below>{_VERSION}))?)?",
    re.ASCII,
)
