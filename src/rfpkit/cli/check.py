"""`rfpkit check`: what is wrong with a file, all of it at once."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--fail-on", type=click.Choice(["finding"]), help="End with 1 if there is a finding.")
def command(files: tuple[Path, ...], fail_on: str | None, *, as_json: bool) -> int:
    """Validate FILES: RFPs, contracts, mappings, calendars, cases and registers.

    A file that cannot be used ends with 2 and every problem with its place.
    """
    from rfpkit.workflows.check import check

    checked = check(files)
    for line in checked.lines():
        click.echo(line, err=True)
    if as_json:
        click.echo(checked.json())
    return 1 if fail_on and checked.findings else 0
