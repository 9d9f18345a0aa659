"""The `rfpkit` command: one small module for each subcommand, imported when it is called."""

from __future__ import annotations

import errno
import gc
import os
import sys
import zoneinfo
from contextlib import suppress
from importlib import import_module

import click

from rfpkit import __version__
from rfpkit.errors import InputError

COMMANDS = {
    "new": "A procurement project, from defaults or from eleven questions.",
    "build": "The documents of an RFP, whole or a single section.",
    "addendum": "What changed in an RFP, as the addendum that a proposer signs.",
    "questions": "The log of questions and answers.",
    "check": "Validate files, and say everything that is wrong with them.",
    "tickets": "Look into an export before it is audited; draft its mapping.",
    "audit": "Check a vendor's ticket export against the contract.",
    "explain": "Show every slice of one ticket's clock.",
    "calendar": "Look at a calendar, ask it, test it, draft its holidays.",
    "pack": "Template packs that are shared: lock, upgrade, compare, sign.",
    "schema": "The JSON Schemas of the files that people write.",
}
"""Each subcommand, the module of `rfpkit.cli` that holds it, and its line in the help."""


class LazyGroup(click.Group):
    """A group that imports a subcommand only when it is asked for: `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Returns the names in the order of a person's work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports the subcommand's module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"rfpkit.cli.{cmd_name}").command
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the table of subcommands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rfpkit")
def rfpkit() -> None:
    """Write the service level once: publish it, sign it, audit it.

    Results go to files or, with --json, to standard output; everything else that
    people read goes to standard error. Exit status: 0 done, 1 findings (with
    --fail-on), 2 the input cannot be used.
    """


def main() -> None:
    """Runs the command line and ends the process with its status."""
    # The pinned time zone data, not the machine's: two machines give the same verdicts.
    zoneinfo.reset_tzpath(to=())
    # What a start makes stays to the end: looking through it for waste again and again is slow.
    gc.set_threshold(50_000)
    try:
        status = rfpkit.main(standalone_mode=False)
    except InputError as error:
        sys.exit(_refuse(error))
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
    except OSError as error:
        # A stream has no file name: it is our own output that is full or gone.
        if error.filename is not None or error.errno not in _DEAF:
            raise
        sys.exit(_unheard(error))
    sys.exit(status if isinstance(status, int) else 0)


_DEAF = {errno.ENOSPC, errno.EPIPE, errno.EIO, errno.EBADF}
"""What a full disk, a closed pipe or a lost terminal answers."""


def _unheard(error: OSError) -> int:
    with suppress(OSError):
        click.echo(f"the output cannot be written: {error.strerror}", err=True)
    # What is left in the buffer would fail once more as the process ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2


def _refuse(error: InputError) -> int:
    for diagnostic in error.diagnostics:
        click.echo(str(diagnostic), err=True)
    count = len(error.diagnostics)
    click.echo(f"{count} {'problem' if count == 1 else 'problems'}; nothing was written", err=True)
    return 2
