"""`rfpkit build`: an RFP's documents."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli import inputs
from rfpkit.cli.progress import progress


@click.command()
@click.argument("rfp", type=click.Path(path_type=Path))
@click.option(
    "--section",
    metavar="ID",
    help="Build one section alone, such as service-levels; or the page for families: family.",
)
@inputs.formats(
    "; xlsx makes the workbooks that proposers fill in, ocds a release package of open "
    "contracting data"
)
@inputs.output()
@click.option(
    "--locked",
    is_flag=True,
    help="Build only if packs and items are those of rfpkit.lock beside the RFP.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(
    rfp: Path, section: str | None, formats: str, output: Path, *, locked: bool, as_json: bool
) -> None:
    """Build the documents of RFP, a file of kind `rfp`."""
    from rfpkit.workflows.build import build

    with progress() as step:
        built = build(
            rfp, output, section=section, formats=formats.split(","), locked=locked, step=step
        )
    for difference in built.unlocked:
        click.echo(f"warning: not as it was locked: {difference}", err=True)
    for path in built.files:
        click.echo(f"wrote {path}", err=True)
    if as_json:
        click.echo(built.json())
