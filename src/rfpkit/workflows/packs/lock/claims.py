"""What an author changed in the packs below, and what of it waits where they changed it, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.library.override import parse_target
from rfpkit.packs.library.change import Change
from rfpkit.packs.library.items import base_digest, shown
from rfpkit.packs.library.overlays import left_out
from rfpkit.packs.library.trees import Tree
from rfpkit.workflows.packs.lock.three_ways import ThreeWays, three_ways, two_ways

Key = tuple[str, str]
"""The list of the RFP, and the id."""
Bases = Callable[[Key], Mapping[str, Any] | None]
"""Returns an item as packs leave it; None where they do not have it."""


@dataclass(frozen=True)
class Claim:
    """One thing that an author says otherwise than the packs below."""

    key: Key
    at: Location
    """Where it is said."""
    override: Mapping[str, Any] | None
    """The override that it is; None for a plain `set`."""
    digest_at: Location
    """Where the override names the text that it was written against."""
    yours: Mapping[str, Any] | None
    """Each field that is written otherwise, as it is then; None where the item is left out."""
    paths: tuple[str, ...]
    """The same fields as people name them: `attainment.at_least`."""

    @property
    def name(self) -> str:
        """service_levels.repair-time."""
        return ".".join(self.key)

    def is_against(self, base: Mapping[str, Any]) -> bool:
        """Whether the override names a text; a plain change names none."""
        return bool(self._written) and base_digest(self.key[0], base).startswith(self._written)

    @property
    def _written(self) -> str:
        return "".join(str((self.override or {}).get("base_digest", "")).split()).lower()


def of_changes(changes: Sequence[Change]) -> Iterator[Claim]:
    """Yields what changes of fields claim."""
    for one in changes:
        wish = one.wish
        yours = {field: one.after.get(field) for field in wish.fields}
        digest_at = one.tree.places.value((*wish.place, "base_digest"))
        yield Claim((wish.list, wish.id), one.at, wish.override, digest_at, yours, one.paths)


def of_left_out(tree: Tree) -> Iterator[Claim]:
    """Yields what a file leaves out with a reason."""
    for path, _, override in left_out(tree):
        if override is not None:
            key = tuple(parse_target(str(override["of"])))
            place = path[:-1]
            digest_at = tree.places.value((*place, "base_digest"))
            at = tree.places.entry(place)
            yield Claim((key[0], key[1]), at, override, digest_at, None, ("left out",))


def both_changed(claims: Sequence[Claim], old: Bases, new: Bases) -> Iterator[ThreeWays]:
    """Yields each item of which the packs and the author changed the same."""
    seen: set[Key] = set()
    for claim in claims:
        before, after = old(claim.key), new(claim.key)
        if claim.key in seen or before is None or after is None or claim.is_against(after):
            continue
        mine = [one for one in claims if one.key == claim.key]
        found = three_ways(claim.key, before, after, mine)
        if found is not None:
            seen.add(claim.key)
            yield found


def changed_since(
    claims: Sequence[Claim], locked: Mapping[str, str], new: Bases
) -> Iterator[ThreeWays]:
    """Yields each item that the author changed and that is not as it was locked.

    Of the old text only the digest is known, so every field that the author writes is shown.
    """
    for key in dict.fromkeys(claim.key for claim in claims):
        mine, after = [one for one in claims if one.key == key], new(key)
        if after is None or all(one.override and one.is_against(after) for one in mine):
            continue
        same = locked.get(".".join(key)) == base_digest(key[0], after)
        if same and all(one.override is None or one.is_against(after) for one in mine):
            continue
        if (found := two_ways(key, after, mine)) is not None:
            yield found


def carried(claims: Sequence[Claim], waiting: Collection[str]) -> Iterator[str]:
    """Yields what goes along: what nobody has to decide."""
    for one in claims:
        if one.name not in waiting:
            yield f"{one.name} ({', '.join(one.paths)})"


def refuse_unknown(accept: Sequence[str], both: Sequence[ThreeWays]) -> None:
    """Sees that whatever is accepted waits to be.

    Raises:
        InputError: something does not.
    """
    names = [one.name for one in both]
    wrong = [name for name in accept if name not in names]
    if wrong:
        hint = f"waiting are: {', '.join(names)}" if names else "nothing waits to be accepted"
        at = Location("--accept")
        raise InputError(
            [Diagnostic(at, f"`{name}` does not wait to be accepted", hint) for name in wrong]
        )


def with_new_digests(text: str, file: str, claims: Sequence[Claim], new: Bases) -> str:
    """Returns a file's text in which each override names the new text of its item."""
    lines = text.splitlines(keepends=True)
    for one in claims:
        base = new(one.key)
        if one.digest_at.file != file or one.override is None or base is None:
            continue
        if not one.is_against(base):
            line, start = lines[one.digest_at.line - 1], one.digest_at.column - 1
            end = start + len(_TOKEN.match(line, start)[0].rstrip())  # type: ignore[index]
            digest = shown(base_digest(one.key[0], base))
            lines[one.digest_at.line - 1] = f'{line[:start]}"{digest}"{line[end:]}'
    return "".join(lines)


_TOKEN = re.compile(r"""\"[^"]*\"|'[^']*'|[0-9A-Fa-f ]+""")
