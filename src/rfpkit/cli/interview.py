"""The interview in a terminal, or with answers from a pipe."""

from __future__ import annotations

import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rfpkit.errors import Diagnostic, InputError, Location

if TYPE_CHECKING:
    from rfpkit.workflows.interview.conversation import Conversation
    from rfpkit.workflows.interview.prompt import Prompt, Screen

LATER, BACK, GO, HELP, LIST = "later", "back", "go", "help", "list"
"""Words that are commands and no answers."""
_NARROWEST, _WIDEST = 30, 96


def asked(folder: Path, conversation: Conversation) -> bool:
    """Asks what is not answered yet, and keeps each answer; False where the person left."""
    from rfpkit.workflows.interview.project import keep

    _tell(_INTRODUCTION)
    shown: Screen | None = None
    while (following := conversation.next()) is not None:
        screen, prompt = following
        if screen is not shown:
            _show(screen, conversation)
            shown = screen
        line = _line(conversation, prompt)
        if line is None or line == LATER:
            if line is None:
                _refuse_silence(conversation)
            return False
        if _command(line, conversation, screen, prompt):
            shown = None if line.split()[0] in (BACK, GO) else shown
            continue
        try:
            again = conversation.take(prompt, line)
            if conversation.answers[prompt.key].how == "unknown" and not prompt.optional:
                _tell("Not known yet; the RFP will say so.", "  ")
        except ValueError as error:
            _tell(f"That cannot be used: {_shortened(str(error), line)}.", "  ")
            continue
        for one in again:
            _tell(f"Asked again, because an answer before it has changed: {one.text}.", "  ")
        keep(folder, conversation)
    return True


def _command(line: str, conversation: Conversation, screen: Screen, prompt: Prompt) -> bool:
    """Carries a command out; False where the line is an answer."""
    word, _, rest = line.lower().partition(" ")
    if line.lower() == BACK:
        conversation.back()
    elif word == GO and rest.strip().isdecimal() and len(rest) < _FEW:
        if not conversation.go(int(rest)):
            _tell("There is no such question: write a number from 1 to 11, or 0.", "  ")
    elif line.lower() in (HELP, "h", "?help"):
        _tell(prompt.help or f"It decides: {screen.depends}.", "  ")
        _tell(f"For example: {prompt.example}", "  ")
    elif line.lower() == LIST:
        for key, answer in conversation.answers.items():
            _tell(f"{key}: {answer.text or '-'} ({answer.how})", "  ")
    else:
        return False
    return True


def _show(screen: Screen, conversation: Conversation) -> None:
    head = f"Question {screen.question} of 11. {screen.title}" if screen.question else screen.title
    click.echo(err=True)
    _tell(head)
    _tell(f"Why: {screen.why}")
    _tell(f"What depends on it: {screen.depends}.")
    if screen.question is None and screen.prompts[-1].key == "confirmed":
        _show_unsettled(conversation)


def _show_unsettled(conversation: Conversation) -> None:
    points = list(conversation.unsettled())
    for head, there in (("Taken as proposed:", True), ("Not known yet:", False)):
        found = [(prompt.what, value) for _, prompt, value in points if bool(value) is there]
        if found:
            _tell(head)
        for what, value in found:
            _tell(f"- {what}{': ' if value else ''}{value}", "  ")


def _line(conversation: Conversation, prompt: Prompt) -> str | None:
    """Returns what a person answers; None where there is nobody any more."""
    proposal = conversation.shown(prompt)
    tail = f"[{proposal}]" if proposal else "" if prompt.optional else f"(such as {prompt.example})"
    if len(tail) > _SHORT:  # it would hide the question
        _tell(prompt.text, "  ")
        _tell(tail, "    ")
        lines = [""]
    else:
        lines = textwrap.wrap(f"{prompt.text} {tail}".strip(), _width() - _MARGIN)
    click.echo("\n".join(f"  {one}" for one in lines) + ": ", err=True, nl=False)
    # One stream for all lines: a second reader would lose what the first had read ahead.
    data = sys.stdin.buffer.readline(_LONGEST_LINE)
    if not data:
        click.echo(err=True)
        return None
    line = _decoded(data).strip()
    if not sys.stdin.isatty():
        click.echo(line, err=True)  # a pipe has no echo, and the prompts would run together
    return line


def _shortened(message: str, line: str) -> str:
    """Returns a message without the middle of a long answer, which stands above it already."""
    return message.replace(line, f"{line[:_SHORT]}…") if len(line) > _SHORT else message


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # What another locale types; bytes that it does not know become signs that are refused.
        return data.decode(sys.stdin.encoding or "latin-1", errors="surrogateescape")


def _refuse_silence(conversation: Conversation) -> None:
    if not conversation.answers:
        message, hint = "there is nobody to answer", "run it in a terminal, or pipe answers in"
        raise InputError([Diagnostic(Location("--interview"), message, hint)])


def _tell(words: str, margin: str = "") -> None:
    for line in textwrap.wrap(words, _width() - len(margin)) or [""]:
        click.echo(f"{margin}{line}", err=True)


def _width() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))


_FEW, _SHORT, _MARGIN = 4, 44, 4
_LONGEST_LINE = 100_000
_INTRODUCTION = (
    "An empty line takes what stands in brackets. `?` is: I do not know yet; the RFP says so until "
    "you do. `help` tells more, `back` asks the one before again, `go 4` goes to question 4, "
    "`list` shows your answers, `later` leaves; each answer is kept at once."
)
