"""`rfpkit addendum`: what changed in an RFP, as the addendum that a proposer signs."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli import inputs
from rfpkit.cli.progress import progress


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--number", type=int, help="Number of the addendum; the newest one if left out.")
@inputs.formats("; json lists the changes for programs")
@inputs.output()
@click.option("--fail-on", type=click.Choice(["finding"]), help="End with 1 if there is a finding.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
def command(
    old: Path,
    new: Path,
    number: int | None,
    formats: str,
    output: Path,
    fail_on: str | None,
    *,
    as_json: bool,
) -> int:
    """Write the addendum that changes RFP version OLD into version NEW.

    Each is a file of kind `rfp`, or a folder that holds one as rfp.yaml. NEW names the addendum
    under `addenda`, with its date.
    """
    from rfpkit.workflows.addendum import addendum

    with progress() as step:
        done = addendum(old, new, output, formats=formats.split(","), number=number, step=step)
    if done is None:
        click.echo("nothing changed; no addendum is needed, and nothing was written", err=True)
        if as_json:
            click.echo('{"changes": []}')
        return 0
    for finding in done.findings:
        click.echo(finding.line(), err=True)
    for path in done.files:
        click.echo(f"wrote {path}", err=True)
    if as_json:
        click.echo(done.json(), nl=False)
    return 1 if fail_on and done.findings else 0
