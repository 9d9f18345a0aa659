"""`rfpkit tickets keep`: exports that are kept, so that a later one can be compared."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli.progress import progress

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("store", type=_PATH)
@click.argument("exports", nargs=-1, required=True, type=_PATH)
@click.option("--mapping", required=True, type=_PATH, help="How to read the export.")
@click.option(
    "--part",
    "parts",
    multiple=True,
    metavar="NAME=FILE",
    help="A file that belongs to the export: a part of the mapping. Repeatable.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    help="Until when the export knows: the end of this local day, or an instant. "
    "Its last stamp, if left out.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for changes.csv, the list of everything that has changed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was kept and found as JSON.")
def command(
    store: Path,
    exports: tuple[Path, ...],
    mapping: Path,
    parts: tuple[str, ...],
    as_of: str | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Keep EXPORTS, the files of one export, in STORE, and tell what has changed.

    STORE is a folder. What was kept in it is never changed; a later export of the same
    vendor is compared with the newest one that was kept before.
    """
    from rfpkit.cli.console import standard_error
    from rfpkit.cli.keep_lines import print_keeping
    from rfpkit.workflows.audits.keep import as_json_text, keep

    with progress() as step:
        found = keep(store, exports, mapping, parts=parts, as_of=as_of, output=output, step=step)
    print_keeping(standard_error(), found)
    if as_json:
        click.echo(as_json_text(found), nl=False)
