"""`rfpkit check`: what is wrong with a file, all of it at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rfpkit.cli import inputs
from rfpkit.cli.annotations import annotation

if TYPE_CHECKING:
    from rfpkit.workflows.check import Checked


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@inputs.findings
def command(files: tuple[Path, ...], form: str, fail_on: str | None, *, as_json: bool) -> int:
    """Validate FILES, and say what a careful counsel would say of them.

    FILES are RFPs, contracts, mappings, calendars, cases and registers. A file that cannot be
    used ends with 2 and every problem with its place; a finding is something to look at.
    """
    from rfpkit.workflows.check import check

    form = "json" if as_json else form
    checked = check(files)
    for line in checked.lines():
        click.echo(line, err=True)
    for line in _for_programs(checked, form):
        click.echo(line)
    if checked.diagnostics:
        click.echo(_count(checked), err=True)
        return 2
    return 1 if fail_on and checked.findings else 0


def _count(checked: Checked) -> str:
    problems, findings = len(checked.diagnostics), len(checked.findings)
    told = f"{problems} {'problem' if problems == 1 else 'problems'}"
    if findings:
        told += f", and {findings} {'finding' if findings == 1 else 'findings'}"
    return told


def _for_programs(checked: Checked, form: str) -> Iterator[str]:
    if form == "json":
        yield checked.json()
    if form == "github":
        for one in checked.diagnostics:
            yield annotation("error", one.at, "rfpkit check", one.message, one.hint)
        for at, found in checked.findings:
            title = f"rfpkit check: {found.rule}"
            yield annotation("warning", at, title, f"{found.where}: {found.message}", found.hint)
