"""`rfpkit new`: a procurement project, from defaults or from the planning questions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rfpkit.errors import Diagnostic, InputError, Location

if TYPE_CHECKING:
    from rfpkit.workflows.interview.questions import Prompt

LATER = "later"
"""The word that leaves the interview."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--pack", default="k12-device-support", show_default=True, help="Template pack.")
@click.option("--interview", is_flag=True, help="Ask the eleven planning questions.")
def command(folder: Path, pack: str, *, interview: bool) -> int:
    """Write a procurement project into DIR, a folder that is new or empty.

    An interview may be left with `later` or Ctrl-C, and goes on where it stopped.
    """
    from rfpkit.workflows.interview import project

    answers = project.begin(folder, pack)
    if not interview and answers:
        message = "an interview was begun here and is not finished"
        hint = f"go on with: rfpkit new {folder} --interview"
        raise InputError([Diagnostic(Location(str(folder)), message, hint)])
    try:
        done = not interview or _asked(folder, answers)
    except KeyboardInterrupt:
        click.echo(f"\nstopped; go on with: rfpkit new {folder} --interview", err=True)
        return 130
    if not done:
        click.echo(f"kept; go on with: rfpkit new {folder} --interview", err=True)
        return 0
    for path in project.finish(folder, answers, pack):
        click.echo(f"wrote {path}", err=True)
    click.echo(f"next: rfpkit check {folder / 'rfp.yaml'}", err=True)
    return 0


def _asked(folder: Path, answers: dict[str, str]) -> bool:
    """Asks what is not answered yet; False where the person left."""
    from rfpkit.workflows.interview import project
    from rfpkit.workflows.interview.questions import SCREENS

    for screen in SCREENS:
        waiting = [one for one in screen.prompts if one.key not in answers]
        if waiting:
            click.echo(f"\n{screen.title}\n{screen.why}", err=True)
            click.echo("An empty line takes what stands in brackets; `later` leaves.", err=True)
        for prompt in waiting:
            answer = _answer(prompt, answers)
            if answer is None:
                return False
            answers[prompt.key] = answer
            project.keep(folder, answers)
    return True


def _answer(prompt: Prompt, answers: dict[str, str]) -> str | None:
    from rfpkit.workflows.interview.project import conflict
    from rfpkit.workflows.interview.questions import problem

    while True:
        click.echo(f"  {prompt.text} [{prompt.default}]: ", err=True, nl=False)
        # One stream for all lines: a second reader would lose what the first had read ahead.
        line = sys.stdin.readline()
        if not line:
            _refuse_silence(answers)
            return None
        answer = line.strip() or prompt.default
        if answer == LATER:
            return None
        wrong = problem(prompt, answer) or conflict({**answers, prompt.key: answer})
        if not wrong:
            return answer
        click.echo(f"  That cannot be used: {wrong}", err=True)


def _refuse_silence(answers: dict[str, str]) -> None:
    click.echo(err=True)
    if not answers:
        message, hint = "there is nobody to answer", "run it in a terminal, or pipe answers in"
        raise InputError([Diagnostic(Location("--interview"), message, hint)])
