"""`rfpkit build`: an RFP's documents."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli.progress import progress


@click.command()
@click.argument("rfp", type=click.Path(path_type=Path))
@click.option(
    "--section",
    metavar="ID",
    help="Build one section alone, such as service-levels; or the page for families: family.",
)
@click.option(
    "--format",
    "formats",
    default="pdf,docx,html",
    show_default=True,
    help="Formats, separated by commas; xlsx makes the workbooks that proposers fill in, "
    "ocds a release package of open contracting data.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="Folder for the results.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(rfp: Path, section: str | None, formats: str, output: Path, *, as_json: bool) -> None:
    """Build the documents of RFP, a file of kind `rfp`."""
    from rfpkit.workflows.build import build

    with progress() as step:
        built = build(rfp, output, section=section, formats=formats.split(","), step=step)
    for path in built.files:
        click.echo(f"wrote {path}", err=True)
    if as_json:
        click.echo(built.json())
