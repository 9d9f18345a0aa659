"""What an interview is made of: things to ask, each with its reason, a proposal and a check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

Texts = Mapping[str, str]
"""Answers by the name of their prompt; one that is not known is an empty text."""

Check = Callable[[str], str]
"""Returns an answer tidied up; raises ValueError where it cannot be used."""


class Answer(NamedTuple):
    """What was answered, and how sure anybody is of it."""

    text: str
    how: Literal["given", "proposed", "unknown"]
    """Written by a person; taken as it was proposed; not known yet."""


def no_proposal(texts: Texts) -> str:
    """Proposes nothing."""
    del texts
    return ""


def always(texts: Texts) -> bool:
    """Asks in every case."""
    del texts
    return True


def fits(answer: str, texts: Texts) -> str:
    """Finds nothing wrong between an answer and those before it."""
    del answer, texts
    return ""


class Prompt(NamedTuple):
    """One thing that is asked."""

    key: str
    """Name of the answer."""
    text: str
    """What is asked, in plain words."""
    what: str
    """What is not settled while nobody knows the answer: how many teachers there are."""
    example: str
    """An answer as it could be; also what a project without an interview begins with."""
    check: Check
    propose: Callable[[Texts], str] = no_proposal
    """What an empty line answers; empty where only a person can know."""
    asked: Callable[[Texts], bool] = always
    """Whether the earlier answers leave anything to ask."""
    fits: Callable[[str, Texts], str] = fits
    """What is wrong between the answer and earlier ones; nothing where they fit."""
    needed: bool = False
    """Whether no file can be written without it."""
    optional: bool = False
    """Whether an empty line means that there is none."""
    help: str = ""
    """More about it, for who asks for help."""


class Screen(NamedTuple):
    """What is asked together."""

    question: int | None
    """Number of the planning question; none for what comes before the first and after the last."""
    title: str
    why: str
    """Why it is asked."""
    depends: str
    """What waits for the answers."""
    prompts: tuple[Prompt, ...]


def tidied(prompt: Prompt, answer: str, texts: Texts) -> str:
    """Returns an answer tidied up.

    Raises:
        ValueError: it cannot be used; the message says why, and how to mend it.
    """
    try:
        text = prompt.check(answer)
    except ValueError as error:
        told = getattr(error, "context", None)
        if told is None:
            raise
        message = f"{told['message']}: {told.get('hint') or 'try again'}"
        raise ValueError(message) from None
    if wrong := prompt.fits(text, texts):
        raise ValueError(wrong)
    return text
