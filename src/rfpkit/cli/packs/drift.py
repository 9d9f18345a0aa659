"""`rfpkit pack drift`: how far members are from their joint contract."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rfpkit.cli import inputs

if TYPE_CHECKING:
    from rfpkit.workflows.packs.consortium.drift import FailOn


@click.command()
@click.argument("members", type=click.Path(path_type=Path))
@click.option(
    "--pack",
    "wanted",
    metavar="PACK",
    help="The joint pack: 'NAME >= 1.1'. By default the consortium's pack that most members use.",
)
@click.option(
    "--format",
    "formats",
    default="html,xlsx,json",
    show_default=True,
    help="Formats, separated by commas.",
)
@inputs.output()
@click.option(
    "--fail-on",
    type=click.Choice(["floor", "drift"]),
    help="End with 1 where the floor is not proven, or where a member drifted.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def drift(
    members: Path,
    wanted: str | None,
    formats: str,
    output: Path,
    fail_on: FailOn | None,
    *,
    as_json: bool,
) -> None:
    """Show how far each member in MEMBERS is from the joint contract.

    MEMBERS holds a folder with an rfp.yaml for each member. Every requirement, service level and
    clause of the newest joint pack is looked up in each RFP: inherited, tightened, loosened,
    replaced, removed, not taken, stale; and what is local. Where the pack names a floor, each of
    its items is proven for each member, or the report says why it is not. A member whose RFP
    cannot be read is told, and the command ends with 1.
    """
    from rfpkit.cli.packs.drift_table import print_drift
    from rfpkit.workflows.packs.consortium import drift as drifts

    found = drifts.drift(members, wanted)
    if fail_on == "floor":
        drifts.refuse_without_a_floor(found)
    wanted_formats = [name.strip() for name in formats.split(",") if name.strip()]
    written = drifts.write_drift(found, wanted_formats, output)
    print_drift(found)
    for path in written:
        click.echo(f"wrote {path}", err=True)
    if as_json:
        click.echo(drifts.as_json(found), nl=False)
    if drifts.fails(found, fail_on):
        sys.exit(1)
