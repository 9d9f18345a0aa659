"""`rfpkit pack index | add | vendor`: where packs are published, and how they come here."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.errors import printable

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("folder", type=_PATH)
def index(folder: Path) -> None:
    """Write FOLDER/index.json, which lists the bundles of FOLDER.

    Put the folder on a share, into a git repository or behind an https: address: others add
    packs from there. The same bundles give the same index. A version that a later one revokes
    is listed with the reason.
    """
    from rfpkit.workflows.packs.share.index import write_index

    _tell(write_index(folder).lines)


@click.command()
@click.argument("pack")
@click.option(
    "--from",
    "place",
    metavar="PLACE",
    help="A folder with an index.json, or an https: address of one.",
)
@click.option(
    "--to",
    "folder",
    type=_PATH,
    default=Path(),
    metavar="DIR",
    help="The project's folder; packs come into DIR/packs. By default the current one.",
)
@click.option(
    "--allowed-signers",
    "allowed",
    type=_PATH,
    metavar="LIST",
    help="Who may have signed them, as `ssh-keygen` reads such a list; unsigned ones are refused.",
)
def add(pack: str, place: str | None, folder: Path, allowed: Path | None) -> None:
    """Add PACK to a project: 'NAME >= 1.0' from a place, or a FILE.rfppack.

    The newest version that fits and is not revoked is taken, and each pack that it requires and
    that is not there. Size, SHA-256 and content are verified before anything is written. Only
    an address that you name is asked.
    """
    from rfpkit.workflows.packs.share.add import add_bundle, add_pack

    if pack.endswith(".rfppack"):
        if place is not None:
            raise click.UsageError("a file is added by itself: leave --from out")
        _tell(add_bundle(Path(pack), folder, allowed).lines)
    elif place is None:
        raise click.UsageError("say where the pack comes from: --from FOLDER, or an address")
    else:
        _tell(add_pack(pack, place, folder, allowed).lines)


@click.command()
@click.argument("rfp", type=_PATH)
def vendor(rfp: Path) -> None:
    """Copy each pack that RFP uses to `packs/` beside it, those of rfpkit as well.

    The RFP is built from the copies from then on, to the same bytes: a later rfpkit with later
    packs changes nothing, and no network is needed.
    """
    from rfpkit.workflows.packs.share.vendor import vendor as vendored

    _tell(vendored(rfp))


def _tell(lines: tuple[str, ...] | list[str]) -> None:
    for line in lines:
        click.echo(printable(line), err=True)
