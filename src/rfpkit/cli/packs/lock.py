"""`rfpkit pack lock | upgrade`: which packs a project is built from, and going to later ones."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("rfp", type=_PATH)
def lock(rfp: Path) -> None:
    """Write rfpkit.lock beside RFP: the version and SHA-256 of every pack and item it uses.

    `rfpkit build --locked` then builds from these and from nothing else, and the document prints
    the lock's digest.
    """
    from rfpkit.workflows.packs.lock.lock import lock as write_lock

    path, made, changed = write_lock(rfp)
    for one in changed:
        click.echo(f"since the lock before: {one}", err=True)
    click.echo(f"wrote {path}: {len(made.packs)} packs, {len(made.objects)} items", err=True)


@click.command()
@click.argument("rfp", type=_PATH)
@click.option(
    "--accept",
    multiple=True,
    metavar="ITEM",
    help="Yours still holds over the pack's new text: service_levels.repair-time. Repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def upgrade(rfp: Path, accept: tuple[str, ...], *, as_json: bool) -> None:
    """Take RFP from the packs of its lock to the newest that it asks for.

    What you changed goes along where the pack left it alone. Where both changed the same field,
    the upgrade shows the old text, the new one and yours, and stops (exit 1) until each is
    accepted; until then nothing is written.
    """
    from rfpkit.workflows.packs.lock.upgrade import upgrade as go

    found = go(rfp, accept)
    for line in found.lines:
        click.echo(line, err=True)
    if as_json:
        click.echo(found.json())
    if found.waiting:
        sys.exit(1)
