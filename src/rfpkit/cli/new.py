"""`rfpkit new`: a procurement project, from defaults or from the planning questions."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.errors import Diagnostic, InputError, Location


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--pack", default="k12-device-support", show_default=True, help="Template pack.")
@click.option("--interview", is_flag=True, help="Ask the eleven planning questions.")
def command(folder: Path, pack: str, *, interview: bool) -> int:
    """Write a procurement project into DIR, a folder that is new or empty.

    An interview may be left with `later` or Ctrl-C, and goes on where it stopped. After its end
    it may be taken up again to change an answer, until somebody edits what it wrote.
    """
    from rfpkit.cli.interview import asked
    from rfpkit.workflows.interview import project
    from rfpkit.workflows.interview.conversation import Conversation

    kept = project.begin(folder, pack)
    if not interview and kept.answers:
        message = "an interview was begun here"
        hint = f"go on with: rfpkit new {folder} --interview"
        raise InputError([Diagnostic(Location(str(folder)), message, hint)])
    again = f"go on with: rfpkit new {folder} --interview"
    conversation = Conversation.resumed(kept.answers) if interview else project.examples()
    try:
        done = not interview or asked(folder, conversation)
    except KeyboardInterrupt:
        click.echo(f"\nstopped; {again}", err=True)
        return 130
    if not done:
        click.echo(f"kept, with {conversation.left()} questions left; {again}", err=True)
        return 0
    for path in project.finish(folder, conversation, pack):
        click.echo(f"wrote {path}", err=True)
    click.echo(f"next: rfpkit check {folder / 'rfp.yaml'}", err=True)
    return 0
