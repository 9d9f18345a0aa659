"""`rfpkit calendar`: look at a calendar, ask it, test it, draft its holidays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_PATH = click.Path(path_type=Path)
_FIRST = -1
"""Stands for the first school year that a calendar covers."""


@click.group()
def command() -> None:
    """Look at a calendar, ask it, test it, draft its holidays.

    FILE is an RFP, a contract, or a file of kind `calendar`. Instants are local
    to the calendar, 2027-01-14T09:30, or carry an offset of their own.
    """


def _calendar(asked: Command) -> Command:
    """Gives a command the file, and the calendar in it."""
    option = click.option(
        "--id", "name", metavar="ID", help="The calendar; needed where the file has several."
    )
    return click.argument("file", type=_PATH)(option(asked))


def _json(asked: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")(asked)


@command.command()
@_calendar
@click.option("--year", type=int, metavar="YEAR", help="January to December of this year.")
@click.option(
    "--school-year",
    type=int,
    is_flag=False,
    flag_value=_FIRST,
    metavar="[YEAR]",
    help="The school year that begins in this year; the first one if no year is named.",
)
@click.option("-o", "--output", type=_PATH, help="Write a page to print: NAME.pdf or NAME.html.")
@_json
def show(
    file: Path,
    name: str | None,
    year: int | None,
    school_year: int | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show twelve months, day by day: from the first month covered, unless a year is named."""
    from rfpkit.cli.calendar_tables import print_year
    from rfpkit.cli.console import standard_error
    from rfpkit.workflows.calendars.show import Months, show

    if year is not None and school_year is not None:
        raise click.UsageError("--year and --school-year name two stretches: choose one")
    months = Months(year)
    if school_year is not None:
        months = Months(None if school_year == _FIRST else school_year, school=True)
    shown = show(file, name, months, output)
    if output is None and not as_json:
        print_year(standard_error(), shown.year, shown.opened.note)
    if shown.file is not None:
        click.echo(f"wrote {shown.file}", err=True)
    if as_json:
        click.echo(shown.json(), nl=False)


@command.command()
@_calendar
@click.argument("start", metavar="FROM")
@click.argument("stop", metavar="TO")
@_json
def elapsed(file: Path, name: str | None, start: str, stop: str, *, as_json: bool) -> None:
    """Count the service time from FROM to TO, stretch by stretch."""
    from rfpkit.cli.calendar_answers import print_elapsed
    from rfpkit.cli.console import standard_error
    from rfpkit.workflows.calendars.time import elapsed

    found = elapsed(file, name, start, stop)
    print_elapsed(standard_error(), found)
    if as_json:
        click.echo(found.model_dump_json(indent=2))


@command.command()
@_calendar
@click.argument("given", metavar="FROM")
@click.argument("target", metavar="TARGET")
@click.option(
    "--day-rule",
    type=click.Choice(["close_of_business", "same_time", "next_opening"]),
    default="close_of_business",
    show_default=True,
    help="How a target in business days is counted.",
)
@click.option("--cutoff", metavar="TIME", help="Receipt after this time counts as the next day.")
@click.option("--backward", is_flag=True, help="FROM is the end: find the latest start.")
@_json
def due(
    file: Path, name: str | None, given: str, target: str, *, as_json: bool, **terms: Any
) -> None:
    """Find when TARGET is over, such as "3 business days", that starts at FROM."""
    from rfpkit.cli.calendar_answers import print_due
    from rfpkit.cli.console import standard_error
    from rfpkit.workflows.calendars.time import DayTerms, due

    days = DayTerms(terms["day_rule"], terms["cutoff"])
    found = due(file, name, given, target, days, backward=terms["backward"])
    print_due(standard_error(), found)
    if as_json:
        click.echo(found.model_dump_json(indent=2))


@command.command()
@click.argument("file", type=_PATH)
@_json
def cases(file: Path, *, as_json: bool) -> int:
    """Put the cases of FILE to their calendars, and list each that fails.

    FILE is of kind `calendar-cases`, or a list in the form that programs
    exchange. Ends with 1 if a case fails.
    """
    from rfpkit.cli.calendar_answers import print_cases
    from rfpkit.cli.console import standard_error
    from rfpkit.workflows.calendars.cases import run_cases

    run = run_cases(file)
    print_cases(standard_error(), run.failed, run.counts())
    if as_json:
        click.echo(run.json(), nl=False)
    return 1 if run.failed else 0


@command.command()
@click.option("--country", required=True, metavar="CODE", help="ISO 3166 code: US.")
@click.option("--subdivision", metavar="CODE", help="State or province: ME.")
@click.option("--years", metavar="YEARS", help="2026-2030; with --into, those the calendar covers.")
@click.option("--category", "categories", multiple=True, help="Such as public or unofficial.")
@click.option("--into", "file", type=_PATH, help="Put them into a calendar of this file.")
@click.option("--id", "name", metavar="ID", help="The calendar, where the file has several.")
def draft(
    country: str,
    subdivision: str | None,
    years: str | None,
    categories: tuple[str, ...],
    file: Path | None,
    name: str | None,
) -> None:
    """Draft holidays for a person to check: as YAML to paste, or into a file.

    A date counts because it stands in the calendar, not because a library knows it.
    """
    from rfpkit.workflows.calendars.draft import Asked, draft, draft_into

    asked = Asked(country, subdivision, categories, years)
    drafted = draft(asked) if file is None else draft_into(asked, file, name)
    click.echo(drafted.text, nl=False)
    for line in drafted.lines():
        click.echo(line, err=True)
