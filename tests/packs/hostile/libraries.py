"""Libraries, proofs and changelogs that would be read or run for an hour, and huge signatures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.packs.hostile.case import RFP, Case, Lay, pack_of

_RFP = RFP + "include: {requirements: all}\n"
_LARGE = "the files of a library may have 1,000,000 bytes at most"
_LEVEL = """\
kind: service-levels
id: levels
title: Levels
service_levels:
  - id: L
    title: L
    rationale: r
    measure: {kind: duration, from: received, to: repaired, calendar: hours}
    target: TARGET
    attainment: {at_least: 90%, per: month}
"""
_TEST = """\
kind: pack-test
timezone: America/Chicago
calendars:
  - {id: hours, title: Hours, covers: FIRST to LAST, week: {mon-fri: 08:00-16:00}}
timelines:
"""
_LINE = (
    "{id: tNUMBER, level: L, ticket: [2026-09-01 09:00 | event received], "
    "expect: {verdict: pending}}"
)


def _requirements(count: int, name: str = "R") -> str:
    text = "text: The Contractor must., verification: v, rationale: r"
    head = f"kind: requirements\nid: {name}\ngroup: Evil\nrequirements:\n"
    rows = (f"- {{id: {name}-{number}, kind: mandatory, {text}}}\n" for number in range(count))
    return head + "".join(rows)


def _overrides(count: int) -> str:
    said = "reason: r, authority: a, date: 2026-01-01, base_digest: '0123456789abcdef'"
    of = "of: requirements.R-0"
    rows = (f"- {{{of}, set: {{note{number}: x}}, {said}}}\n" for number in range(count))
    return "kind: overlay\noverrides:\n" + "".join(rows)


def _with(files: Mapping[str, str], *command: str) -> Lay:
    """Lays a pack with these files, and runs a command on its folder."""

    def lay(folder: Path) -> list[str]:
        pack_of(files)(folder)
        return ["pack", *command, "packs/hostile-1.0.0"]

    return lay


def _proved(lines: int, first: str = "2026-01-01", last: str = "2027-01-01") -> Lay:
    rows = "".join(f"  - {_LINE.replace('NUMBER', str(number))}\n" for number in range(lines))
    test = _TEST.replace("FIRST", first).replace("LAST", last) + rows
    level = _LEVEL.replace("TARGET", "5 business days")
    return _with({"library/levels.yaml": level, "tests/a.yaml": test}, "test")


def _signed(folder: Path) -> list[str]:
    pack_of({})(folder)
    from rfpkit.packs.bundle import bundle

    (folder / "a.rfppack").write_bytes(bundle(folder / "packs" / "hostile-1.0.0"))
    with (folder / "a.rfppack.sig").open("wb") as file:
        file.truncate(10**12)
    (folder / "allowed").write_text("a@fern.example ssh-ed25519 AAAA\n")
    return ["pack", "verify", "a.rfppack", "--allowed-signers", "allowed"]


CASES = [
    Case(
        "library: a hundred thousand requirements",
        pack_of({f"library/{n}.yaml": _requirements(20_000, f"R{n}") for n in range(5)}, rfp=_RFP),
        _LARGE,
    ),
    Case(
        "library: a hundred thousand requirements, compared",
        _with(
            {f"library/{n}.yaml": _requirements(20_000, f"R{n}") for n in range(5)},
            *("diff", "packs/hostile-1.0.0"),
        ),
        _LARGE,
    ),
    Case(
        "library: thousands of overrides of one item",
        pack_of({"library/a.yaml": _requirements(1), "library/b.yaml": _overrides(3000)}, rfp=_RFP),
        "has more than 30 overrides",
    ),
    Case(
        "library: a target of all eternity",
        _with({"library/a.yaml": _LEVEL.replace("TARGET", "9" * 20 + " business days")}, "test"),
        "is more than ten years",
    ),
    Case("proof: five thousand timelines", _proved(5_000), "1,000 may be run"),
    Case("proof: ten thousand years", _proved(1, "0001-01-01", "9999-12-31"), "is too far off"),
    Case("signature: a terabyte", _signed, "larger than the 100,000 bytes"),
]
