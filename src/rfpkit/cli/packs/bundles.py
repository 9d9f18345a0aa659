"""`rfpkit pack list | bundle | sign | verify`: packs as files that are passed on."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli import inputs

_PATH = click.Path(path_type=Path)


@click.command("list")
@click.argument("project", type=_PATH, default=Path())
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_packs(project: Path, *, as_json: bool) -> None:
    """List the packs that an RFP in the folder PROJECT can name, and where each came from.

    By default PROJECT is the current folder. Its own packs, in `packs/`, come first.
    """
    from rfpkit.workflows.packs.share import listing

    found = listing.packs(project)
    if as_json:
        click.echo(listing.as_json(found))
        return
    for one in found:
        for line in one.lines:
            click.echo(line)


@click.command()
@click.argument("folder", type=_PATH)
@click.option(
    "--since",
    type=_PATH,
    metavar="VERSION",
    help="The version before: a bundle or a folder. By default the highest earlier bundle there.",
)
@inputs.output(".")
def bundle(folder: Path, since: Path | None, output: Path) -> None:
    """Write the pack in FOLDER as one file, NAME-VERSION.rfppack.

    The same folder gives the same bytes, whenever and wherever it is done. A pack holds data,
    text and pictures; anything else, and any link, is refused, and so is a version that says
    less than what changed since the one before (`rfpkit pack diff`). Where CHANGELOG.md has no
    entry for the version, the bones of one are written.
    """
    from rfpkit.workflows.packs.share.bundles import bundle_pack

    written = bundle_pack(folder, output, since, lambda told: click.echo(told, err=True))
    click.echo(f"wrote {written}", err=True)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--key", type=_PATH, required=True, help="A key of `ssh-keygen`.")
def sign(file: Path, key: Path) -> None:
    """Sign the bundle FILE; the signature lies beside it, FILE.sig."""
    from rfpkit.workflows.packs.share.bundles import sign_pack

    click.echo(f"wrote {sign_pack(file, key)}", err=True)


@click.command()
@click.argument("file", type=_PATH)
@click.option(
    "--allowed-signers",
    "allowed",
    type=_PATH,
    metavar="LIST",
    help="Who may have signed it, as `ssh-keygen` reads such a list.",
)
def verify(file: Path, allowed: Path | None) -> None:
    """See that nothing in the bundle FILE was changed, and who signed it.

    FILE may be the folder of a pack in a project, too: it is held against the digest with which it
    was added, and against the project's lock.
    """
    from rfpkit.workflows.packs.share.bundles import verify_pack

    for line in verify_pack(file, allowed).lines:
        click.echo(line, err=True)
