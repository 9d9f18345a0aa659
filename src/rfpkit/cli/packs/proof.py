"""`rfpkit pack diff | test | check`: what a version changes, and whether a pack keeps its word."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from rfpkit.cli import inputs
from rfpkit.cli.annotations import annotation
from rfpkit.cli.progress import progress
from rfpkit.errors import InputError

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
def diff(old: Path, new: Path, *, as_json: bool) -> None:
    """Say what changed from OLD to NEW, two versions of a pack, and which number NEW deserves.

    OLD and NEW are folders or bundles. Each difference is told with the part of the version's
    number that it raises: major, where something that members rely on is gone, looser or another
    promise; minor, where something is new or tighter; patch, for wording that asks nothing else.
    The bones of an entry for CHANGELOG.md follow on standard output.
    """
    from rfpkit.workflows.packs.version.diff import diff as compare
    from rfpkit.workflows.packs.version.diff import entry

    found = compare(old, new)
    for line in found.lines:
        click.echo(line, err=True)
    click.echo(found.json() if as_json else entry(found), nl=as_json)


@click.command()
@click.argument("folder", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
def test(folder: Path, *, as_json: bool) -> None:
    """Run the proofs of the pack in FOLDER, and those of the packs below it.

    They lie in `tests/`, files of `kind: pack-test`: the sentences that levels must print, and
    tickets with what must come of them. Each runs on the levels as FOLDER leaves them. A promise
    that is not kept ends with 1, and names the layer that changed it.
    """
    from rfpkit.workflows.packs.proof.proofs import prove

    found = prove(folder)
    for line in found.lines():
        click.echo(line, err=True)
    if as_json:
        click.echo(found.json())
    if found.failures:
        sys.exit(1)


@click.command()
@click.argument("folder", type=_PATH)
@inputs.findings
@click.option(
    "--on",
    metavar="DATE",
    help="The date on which clauses must be in force, or later; today if left out.",
)
@click.option(
    "--try",
    "formats",
    metavar="FORMATS",
    default="all",
    show_default=True,
    help="Formats in which documents are built to try the pack, with commas; or none.",
)
def check(
    folder: Path, form: str, fail_on: str | None, on: str | None, formats: str, *, as_json: bool
) -> int:
    """Validate the pack in FOLDER, and say what a careful reader would say of it.

    Each file is read by its schema. Findings are words that nobody can measure, names that
    nothing defines, conditions and clauses that no RFP can meet, sections without a template,
    a missing licence or changelog, and what keeps readers out of a document that is built to try
    the pack: the RFPs in its `examples/`, or one of an invented issuer that takes everything.
    """
    from rfpkit.workflows.packs.proof.check import check_pack

    form = "json" if as_json else form
    try:
        with progress() as step:
            found = check_pack(folder, _date(on), _formats(formats), step)
    except InputError as error:
        if form == "github":
            for one in error.diagnostics:
                click.echo(annotation("error", one.at, "rfpkit pack check", one.message, one.hint))
        raise
    for line in found.lines():
        click.echo(line, err=True)
    if form == "json":
        click.echo(found.json())
    if form == "github":
        for at, told in found.findings:
            title = f"rfpkit pack check: {told.rule}"
            message = f"{told.where}: {told.message}"
            click.echo(annotation("warning", at, title, message, told.hint))
    return 1 if fail_on and found.findings else 0


def _date(text: str | None) -> datetime.date:
    from rfpkit.workflows.packs.proof.check import read_date

    return datetime.datetime.now(tz=datetime.UTC).date() if text is None else read_date(text)


def _formats(text: str) -> tuple[str, ...]:
    from rfpkit.workflows.packs.proof.trial_build import EVERY_FORMAT

    if text in {"all", "none"}:
        return EVERY_FORMAT if text == "all" else ()
    return tuple(text.split(","))
