"""`rfpkit explain`: one ticket's clock, slice by slice."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli.inputs import audit_inputs


@click.command()
@audit_inputs
@click.option("--ticket", required=True, metavar="ID", help="The ticket's number.")
@click.option("--level", metavar="ID", help="One service level; all of them if left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the slices as JSON.")
def command(  # noqa: PLR0913, PLR0917 (each option of the command is one)
    contract: Path,
    exports: tuple[Path, ...],
    ticket: str,
    level: str | None,
    mapping: Path,
    feeds: tuple[str, ...],
    parts: tuple[str, ...],
    as_of: str,
    *,
    as_json: bool,
) -> None:
    """Show every slice of one ticket's clock; they add up to the second."""
    from rfpkit.cli.console import standard_error
    from rfpkit.cli.explain_tables import print_explanations
    from rfpkit.workflows.audits.case import Inputs
    from rfpkit.workflows.audits.explain import as_json_text, explain

    inputs = Inputs(contract, exports, mapping, as_of, feeds=feeds, parts=parts)
    found = explain(inputs, ticket=ticket, level=level)
    print_explanations(standard_error(), found)
    if as_json:
        click.echo(as_json_text(found), nl=False)
