"""`rfpkit audit`: did the vendor keep its word."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli.inputs import audit_inputs
from rfpkit.cli.progress import progress


@click.command()
@audit_inputs
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Folder for the results.",
)
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    help="Which credits were claimed and paid.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Where earlier exports are kept: say what this one tells otherwise.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the audit as JSON.")
@click.option("--fail-on", type=click.Choice(["missed"]), help="End with 1 if a level was missed.")
def command(  # noqa: PLR0913, PLR0917 (each option of the command is one)
    contract: Path,
    exports: tuple[Path, ...],
    mapping: Path,
    feeds: tuple[str, ...],
    parts: tuple[str, ...],
    as_of: str,
    output: Path,
    register: Path | None,
    store: Path | None,
    fail_on: str | None,
    *,
    as_json: bool,
) -> int:
    """Check EXPORTS, a vendor's tickets, against CONTRACT."""
    from rfpkit.cli.audit_tables import print_audit
    from rfpkit.cli.console import standard_error
    from rfpkit.workflows.audits.audit import audit
    from rfpkit.workflows.audits.case import Inputs

    with progress() as step:
        inputs = Inputs(contract, exports, mapping, as_of, register, feeds, parts, store)
        done = audit(inputs, output, step=step)
    print_audit(standard_error(), done.audit)
    for path in done.files:
        click.echo(f"wrote {path}", err=True)
    for note in done.notes:
        click.echo(note, err=True)
    if as_json:
        click.echo(done.json, nl=False)
    return 1 if fail_on and done.missed else 0
