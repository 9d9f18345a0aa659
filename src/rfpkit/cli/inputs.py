"""What several commands ask for: the inputs of an audit, formats, the folder for results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def audit_inputs(command: Command) -> Command:
    """Gives a command the contract, the exports, the mapping, feeds, parts and the instant."""
    for option in reversed(_INPUTS):
        command = option(command)
    return command


def findings(command: Command) -> Command:
    """Gives a command the options of one that says what a careful reader would say."""
    for option in reversed(_FINDINGS):
        command = option(command)
    return command


def formats(told: str = "") -> Callable[[Command], Command]:
    """Gives a command the formats of a document; `told` says what there is beside them."""
    return click.option(
        "--format",
        "formats",
        default="pdf,docx,html",
        show_default=True,
        help=f"Formats, separated by commas{told}.",
    )


def output(default: str = "build") -> Callable[[Command], Command]:
    """Gives a command the folder for its results."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(default),
        show_default=True,
        help="Folder for the results.",
    )


_PATH = click.Path(path_type=Path)
_INPUTS: tuple[Callable[[Any], Any], ...] = (
    click.argument("contract", type=_PATH),
    click.argument("exports", nargs=-1, required=True, type=_PATH),
    click.option("--mapping", required=True, type=_PATH, help="How to read the export."),
    click.option(
        "--feed",
        "feeds",
        multiple=True,
        metavar="NAME=FILE",
        help="A table beside the tickets: counts of spares, visits, deliveries. Repeatable.",
    ),
    click.option(
        "--part",
        "parts",
        multiple=True,
        metavar="NAME=FILE",
        help="A file that belongs to the export: a part of the mapping. Repeatable.",
    ),
    click.option(
        "--as-of",
        required=True,
        metavar="DATE",
        help="Until when the audit knows: the end of this local day, or an instant.",
    ),
)

_FINDINGS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "github"]),
        default="text",
        show_default=True,
        help="Beside the text for people: JSON, or annotations of a pull request.",
    ),
    click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
    click.option(
        "--fail-on", type=click.Choice(["finding"]), help="End with 1 if there is a finding."
    ),
)
