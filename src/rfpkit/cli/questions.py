"""`rfpkit questions`: the log of questions and answers."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli import inputs
from rfpkit.cli.progress import progress


@click.command()
@click.argument("rfp", type=click.Path(path_type=Path))
@inputs.formats()
@inputs.output()
def command(rfp: Path, formats: str, output: Path) -> None:
    """Write the questions about RFP, with their answers, as a document to publish.

    RFP is a file of kind `rfp`, or a folder that holds one as rfp.yaml.
    """
    from rfpkit.workflows.addendum import questions

    with progress() as step:
        files = questions(rfp, output, formats=formats.split(","), step=step)
    for path in files:
        click.echo(f"wrote {path}", err=True)
