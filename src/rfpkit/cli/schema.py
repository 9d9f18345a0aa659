"""`rfpkit schema`: the JSON Schemas, for editors."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("name", required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    is_flag=False,
    flag_value="schemas",
    help="Write every schema to a folder (schemas, if none is named).",
)
def command(name: str | None, folder: Path | None) -> None:
    """Print the schema NAME, list the names, or write all of them."""
    from rfpkit.workflows.schema import names, print_schema, write_schemas

    if folder is not None:
        for path in write_schemas(Path(folder)):
            click.echo(f"wrote {path}", err=True)
    elif name is not None:
        click.echo(print_schema(name), nl=False)
    else:
        for known in names():
            click.echo(known)
