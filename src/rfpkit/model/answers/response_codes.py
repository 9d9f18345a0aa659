"""The codes with which proposers answer requirements and service levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.scalars import Id, Text
from rfpkit.model.service_level import unknown


class ResponseCode(Record):
    """One answer that a proposer may give."""

    id: Id
    """What is written in the answer's cell: Y."""
    title: Text
    """The answer in words: complies as written."""
    meets: Literal[True, False]
    """Whether the requirement, or the level as published, is met."""
    scored: Literal[True, False] = True
    """Whether evaluators score the answer; one that is not scored earns nothing."""
    explain: Literal[True, False] = False
    """Whether the answer needs a comment."""
    exception: Literal[True, False] = False
    """Whether the answer needs an entry in the list of exceptions."""
    better: Literal[True, False] = False
    """For service levels: whether the answer offers a better target, which must then be named."""


class ResponseCodes(Record):
    """How proposers answer, and how a missing answer is read."""

    requirements: tuple[ResponseCode, ...] = Field(min_length=1)
    """Answers to a requirement."""
    service_levels: tuple[ResponseCode, ...] = Field(min_length=1)
    """Answers to a service level."""
    blank: Id
    """The code as which a missing answer is read, in both lists: N."""

    @model_validator(mode="after")
    def _a_blank_is_no_promise(self) -> Self:
        for codes in (self.requirements, self.service_levels):
            for code in codes:
                if code.id == self.blank and code.meets:
                    message = f"a missing answer would be read as `{code.id}`: {code.title}"
                    hint = "name a code that does not meet the requirement: nobody promised it"
                    raise mistake(message, hint)
        return self

    def problems(self, path: tuple[str | int, ...]) -> Iterable[Problem]:
        """Yields each code that is used twice or missing, and levels' words among requirements."""
        for name in ("requirements", "service_levels"):
            codes = getattr(self, name)
            yield from repeated_ids(f"{path[-1]}.{name}", codes, (*path, name))
            yield from _alike(codes, (*path, name))
            if self.blank not in {code.id for code in codes}:
                message = f"there is no code `{self.blank}` among the answers to {_WORDS[name]}"
                told = unknown((*path, "blank"), "code", self.blank, [code.id for code in codes])
                yield told._replace(message=message)
        for position, code in enumerate(self.requirements):
            if code.better:
                message = "only a service level has a target that can be bettered"
                where = (*path, "requirements", position, "better")
                yield Problem(where, message, "leave `better` out")


def _alike(codes: Sequence[ResponseCode], path: tuple[str | int, ...]) -> Iterable[Problem]:
    seen: dict[str, str] = {}
    for position, code in enumerate(codes):
        earlier = seen.setdefault(code.id.casefold(), code.id)
        if earlier != code.id:
            message = f"`{code.id}` and `{earlier}` are one code to a spreadsheet"
            yield Problem((*path, position, "id"), message, "give each code letters of its own")


_WORDS = {"requirements": "requirements", "service_levels": "service levels"}
