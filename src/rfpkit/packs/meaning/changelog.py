"""The bones of a changelog's entry: what changed, for the publisher to say why."""

from __future__ import annotations

import re
from typing import Final

from rfpkit.model.packs.version import Version, write_version
from rfpkit.packs.meaning.compare import Comparison
from rfpkit.packs.meaning.difference import Kind

CHANGELOG: Final = "CHANGELOG.md"
_HEADINGS: Final = {
    "Added": {Kind.ADDED},
    "Changed": {
        *(Kind.TIGHTENED, Kind.LOOSENED, Kind.REPLACED, Kind.REWORDED),
        *(Kind.STRICTER, Kind.LAXER, Kind.CHANGED),
    },
    "Removed": {Kind.REMOVED, Kind.RETIRED},
}
_HEAD: Final = """# Changelog

What changed in each version, the latest first. The first number rises where something that members
rely on is gone, looser or another promise; the second where something is new or tighter; the third
for wording.
"""


def bones(found: Comparison | None, version: Version) -> str:
    """Returns an entry for a version; without a comparison, that of a first version."""
    lines = [f"## {write_version(version)}", ""]
    if found is None:
        return "\n".join([*lines, "### Added", "", "- First version.", ""])
    for heading, kinds in _HEADINGS.items():
        held = [one for one in found.differences if one.kind in kinds]
        if held:
            told = [f"- `{one.what}`: {one.told}." for one in held]
            lines += [f"### {heading}", "", *told, ""]
    if not found.differences:
        lines += ["Nothing changed.", ""]
    return "\n".join(lines)


def has_entry(text: str, version: Version) -> bool:
    """Whether a changelog has a section for a version: `## 1.1.0`, `## [1.1.0] - 2026-05-01`."""
    named = re.escape(write_version(version))
    return re.search(rf"(?m)^##[ \t]+\[?v?{named}\]?(?![\d.])", text) is not None


def with_entry(text: str, entry: str) -> str:
    """Returns a changelog with an entry before its others, after one for unreleased changes."""
    if not text.strip():
        return f"{_HEAD}\n{entry}"
    released = re.search(r"(?im)^## (?![ \t]*\[?unreleased)", text)
    at = released.start() if released else len(text)
    before = text[:at].rstrip("\n")
    return f"{before}\n\n{entry}\n{text[at:]}".rstrip("\n") + "\n"
