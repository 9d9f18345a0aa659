"""The talk of an interview: what is asked next, and what an answer changes in those before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rfpkit.workflows.interview.prompt import Answer, Prompt, Screen, Texts, tidied
from rfpkit.workflows.interview.screens.all_screens import CONFIRM, SCREENS

UNKNOWN = "?"
"""The word for what nobody knows yet."""


@dataclass
class Conversation:
    """An interview under way."""

    answers: dict[str, Answer] = field(default_factory=dict)
    """What was answered so far, by the names of the prompts."""
    at: str | None = None
    """The prompt to which a person went back; None where the first open one is next."""

    @classmethod
    def resumed(cls, answers: Mapping[str, Answer]) -> Conversation:
        """Returns an interview that goes on; what was confirmed at its end is asked again."""
        held = {key: answer for key, answer in answers.items() if key != CONFIRM}
        conversation = cls(held)
        conversation.settle()
        return conversation

    def next(self) -> tuple[Screen, Prompt] | None:
        """Returns what is asked next; None where everything is answered."""
        if self.at is not None:
            return next(one for one in self._asked() if one[1].key == self.at)
        return next((one for one in self._asked() if one[1].key not in self.answers), None)

    def shown(self, prompt: Prompt) -> str:
        """Returns what an empty line answers: the answer given before, or the proposal."""
        held = self.answers.get(prompt.key)
        return held.text if held is not None and held.text else prompt.propose(self.texts())

    def take(self, prompt: Prompt, line: str) -> list[Prompt]:
        """Keeps an answer, and returns the prompts that must be asked again because of it.

        Raises:
            ValueError: the answer cannot be used; the message says why.
        """
        self.answers[prompt.key] = self._read(prompt, line.strip())
        self._move_on(prompt)
        return self.settle()

    def back(self) -> None:
        """Goes back to the prompt before the one that is asked."""
        keys = [prompt.key for _, prompt in self._asked()]
        asked = self.next()
        here = keys.index(asked[1].key) if asked is not None else len(keys)
        self.at = keys[max(here - 1, 0)]

    def go(self, number: int) -> bool:
        """Goes to the first prompt of a planning question; False where there is none yet."""
        wanted = number or None
        keys = [one.key for screen, one in self._asked() if screen.question == wanted]
        if not keys:
            return False
        self.at = keys[0]
        return True

    def left(self) -> int:
        """Returns how many prompts wait for an answer, as far as it can be told now."""
        return sum(prompt.key not in self.answers for _, prompt in self._asked())

    def texts(self) -> dict[str, str]:
        """Returns the answers that count, by the names of their prompts."""
        return _texts(self.answers)

    def unsettled(self) -> Iterator[tuple[int | None, Prompt, str]]:
        """Yields what nobody knows (an empty text), and what was proposed and taken as it was."""
        for screen, prompt in self._asked():
            answer = self.answers.get(prompt.key)
            if answer is None or prompt.key == CONFIRM:
                continue
            if answer.how == "proposed" or (answer.how == "unknown" and not prompt.optional):
                yield screen.question, prompt, answer.text

    def _asked(self) -> Iterator[tuple[Screen, Prompt]]:
        texts = self.texts()
        for screen in SCREENS:
            for prompt in screen.prompts:
                if prompt.asked(texts):
                    yield screen, prompt

    def _read(self, prompt: Prompt, line: str) -> Answer:
        held = self.answers.get(prompt.key)
        before = _texts(self.answers, until=prompt.key)
        if not line and held is not None:
            return held
        if not line and (proposal := prompt.propose(before)):
            return Answer(tidied(prompt, proposal, before), "proposed")
        if line and line != UNKNOWN:
            return Answer(tidied(prompt, line, before), "given")
        if prompt.needed:
            if proposal := prompt.propose(before):
                return Answer(tidied(prompt, proposal, before), "proposed")
            raise ValueError(f"nothing can be written without it: {prompt.example}, for example")
        return Answer("", "unknown")

    def _move_on(self, prompt: Prompt) -> None:
        """Walks to the end of the screen after going back, and then to what is still open."""
        if self.at is None:
            return
        asked = list(self._asked())
        keys = [one.key for _, one in asked]
        place = keys.index(prompt.key)
        following = asked[place + 1] if place + 1 < len(asked) else None
        is_here = following is not None and following[0] is asked[place][0]
        self.at = following[1].key if following is not None and is_here else None

    def settle(self) -> list[Prompt]:
        """Drops each answer that no longer fits those before it, and returns their prompts."""
        dropped = []
        texts: dict[str, str] = {}
        for screen in SCREENS:
            for prompt in screen.prompts:
                answer = self.answers.get(prompt.key)
                if answer is None or not prompt.asked(texts):
                    continue
                if _still_holds(prompt, answer, texts):
                    texts[prompt.key] = answer.text
                else:
                    del self.answers[prompt.key]
                    dropped.append(prompt)
        return dropped


def _still_holds(prompt: Prompt, answer: Answer, texts: Texts) -> bool:
    if answer.how == "unknown":
        return True
    if answer.how == "proposed" and prompt.propose(texts) != answer.text:
        return False
    try:
        tidied(prompt, answer.text, texts)
    except ValueError:
        return False
    return True


def _texts(answers: Mapping[str, Answer], until: str = "") -> dict[str, str]:
    """Returns the answers whose prompts are asked, up to one of them."""
    texts: dict[str, str] = {}
    for screen in SCREENS:
        for prompt in screen.prompts:
            if prompt.key == until:
                return texts
            if prompt.asked(texts):
                texts[prompt.key] = answers[prompt.key].text if prompt.key in answers else ""
    return texts
