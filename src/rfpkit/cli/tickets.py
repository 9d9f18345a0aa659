"""`rfpkit tickets`: look into a vendor's export before it is audited."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli.tickets_keep import command as keep

_PATH = click.Path(path_type=Path)


@click.group()
def command() -> None:
    """Look into a vendor's export before it is audited."""


@command.command()
@click.argument("exports", nargs=-1, required=True, type=_PATH)
@click.option(
    "-o",
    "--mapping-out",
    type=_PATH,
    metavar="FILE",
    help="Write a draft mapping, with its open questions marked.",
)
@click.option(
    "--contract",
    type=_PATH,
    metavar="FILE",
    help="Ask in the words of this contract: its events, priorities and services.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def inspect(
    exports: tuple[Path, ...],
    mapping_out: Path | None,
    contract: Path | None,
    *,
    as_json: bool,
) -> None:
    """Tell what is in EXPORTS, the files of one export, and what nobody can tell.

    Values that could tell of a person are never shown.
    """
    from rfpkit.cli.console import standard_error
    from rfpkit.cli.inspect_tables import print_inspection
    from rfpkit.workflows.audits.inspect import check_free, inspection_json, write_draft
    from rfpkit.workflows.audits.inspect import inspect as look_into

    if mapping_out is not None:
        check_free(mapping_out)
    found = look_into(exports, contract)
    print_inspection(standard_error(), found)
    if as_json:
        click.echo(inspection_json(found), nl=False)
    if mapping_out is not None:
        click.echo(f"wrote {write_draft(found, exports, mapping_out)}", err=True)


command.add_command(keep, "keep")
