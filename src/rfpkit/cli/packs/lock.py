"""`rfpkit pack lock | upgrade`: which packs something is made over, and going to later ones."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rfpkit.errors import printable

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("document", type=_PATH, metavar="RFP")
def lock(document: Path) -> None:
    """Write rfpkit.lock beside RFP: the version and SHA-256 of every pack and item it uses.

    `rfpkit build --locked` then builds from these and from nothing else, and the document prints
    the lock's digest. RFP may be the folder of a pack, too: its lock says which packs below it
    was written against, and `pack check`, `test` and `diff` use those.
    """
    from rfpkit.workflows.packs.lock.lock import lock as lock_rfp
    from rfpkit.workflows.packs.lock.of_pack import lock_pack

    path, made, changed = (lock_pack if document.is_dir() else lock_rfp)(document)
    for one in changed:
        click.echo(printable(one), err=True)
    counted = "1 pack" if len(made.packs) == 1 else f"{len(made.packs)} packs"
    click.echo(f"wrote {path}: {counted}, {len(made.objects)} items", err=True)


@click.command()
@click.argument("document", type=_PATH, metavar="RFP")
@click.option(
    "--accept",
    multiple=True,
    metavar="ITEM",
    help="Yours still holds over the pack's new text: service_levels.repair-time. Repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def upgrade(document: Path, accept: tuple[str, ...], *, as_json: bool) -> None:
    """Take RFP, or the folder of a pack, from the packs of its lock to the newest it asks for.

    What you changed goes along where the pack left it alone. Where both changed the same field,
    the upgrade shows the old text, the new one and yours, and stops (exit 1) until each is
    accepted; until then nothing is written.
    """
    from rfpkit.workflows.packs.lock.of_pack import upgrade_pack
    from rfpkit.workflows.packs.lock.upgrade import upgrade as upgrade_rfp

    found = (upgrade_pack if document.is_dir() else upgrade_rfp)(document, accept)
    for line in found.lines:
        click.echo(printable(line), err=True)
    if as_json:
        click.echo(found.json())
    if found.waiting:
        sys.exit(1)
