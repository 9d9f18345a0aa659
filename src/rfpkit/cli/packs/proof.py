"""`rfpkit pack diff | test | check`: what a version changes, and whether a pack keeps its word."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
def diff(old: Path, new: Path, *, as_json: bool) -> None:
    """Say what changed from OLD to NEW, two versions of a pack, and which number NEW deserves.

    OLD and NEW are folders or bundles. Each difference is told with the part of the version's
    number that it raises: major, where something that members rely on is gone, looser or another
    promise; minor, where something is new or tighter; patch, for wording that asks nothing else.
    The bones of an entry for CHANGELOG.md follow on standard output.
    """
    from rfpkit.workflows.packs.diff import diff as compare
    from rfpkit.workflows.packs.diff import entry

    found = compare(old, new)
    for line in found.lines:
        click.echo(line, err=True)
    click.echo(found.json() if as_json else entry(found), nl=as_json)


@click.command()
@click.argument("folder", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
def test(folder: Path, *, as_json: bool) -> None:
    """Run the proofs of the pack in FOLDER, and those of the packs below it.

    They lie in `tests/`, files of `kind: pack-test`: the sentences that levels must print, and
    tickets with what must come of them. Each runs on the levels as FOLDER leaves them. A promise
    that is not kept ends with 1, and names the layer that changed it.
    """
    from rfpkit.workflows.packs.proofs import prove

    found = prove(folder)
    for line in found.lines():
        click.echo(line, err=True)
    if as_json:
        click.echo(found.json())
    if found.failures:
        sys.exit(1)
