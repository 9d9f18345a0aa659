"""`rfpkit pack show`: what an RFP takes from its packs, and who says what."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("rfp", type=click.Path(path_type=Path))
@click.option("--why", "name", metavar="ID", help="One item, field by field: who says it, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(rfp: Path, name: str | None, *, as_json: bool) -> None:
    """Show which packs RFP lies over, what it takes from them, and what it changes.

    With --why ID: each field of a requirement, service level or clause with the layer that says
    it, its place, the reasons of overrides, the digest that an override is written against, and
    how far the packs let it be changed; or of what a pack fills in: --why at_risk.
    """
    from rfpkit.workflows.packs import show as shows

    found = shows.show(rfp) if name is None else shows.why(rfp, name)
    if as_json:
        click.echo(shows.as_json(found))
        return
    for line in found.lines:
        click.echo(line, err=True)
