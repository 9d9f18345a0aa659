"""`rfpkit pack diff`: what a new version of a pack changes."""

from __future__ import annotations

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
