"""What makes a counted thing a good one, as a clause: `are not reopened within 5 business days`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.limit import parse_limit
from rfpkit.model.numbers import parse_number, write_number
from rfpkit.model.references import Promises
from rfpkit.model.sentences.population import CLOCK, calendar_name, read_clock, write_clock
from rfpkit.model.words import article, joined, plain

GOOD: Final = r"(?:never have|have|are) .+"


@dataclass(frozen=True)
class GoodPromise:
    """The one test that a good one passes."""

    test: str
    """event, number, rating, rated, not_again or fact."""
    name: str
    """The event, the number, the dimension, what must not come back, or the fact."""
    bound: str = ""
    """`least` or `most`, where something is counted or measured."""
    number: Decimal = Decimal(0)
    within: str = ""
    """The window in which it must not come back."""
    calendar: str = ""
    """The calendar of the window; empty for elapsed time."""
    words: tuple[str, ...] = ()
    """The words of a fact that are good."""

    @property
    def of_the_rated(self) -> bool:
        """Whether only what was rated is counted at all."""
        return self.test == "rating"

    @property
    def never(self) -> bool:
        """Whether what is counted must not happen at all."""
        return self.bound == "most" and self.number == 0

    def __str__(self) -> str:
        """The clause, without its subject."""
        match self.test:
            case "event":
                often = (
                    f"have the event “{self.name}” recorded at {self.bound} {_times(self.number)}"
                )
                return f"never have the event “{self.name}” recorded" if self.never else often
            case "number":
                bound = f"at {self.bound} {write_number(self.number)}"
                return f"have “{self.name}” of {bound}"
            case "rating":
                bound = f"at {self.bound} {write_number(self.number)}"
                return f"have {article(self.name)} rating of {bound}"
            case "rated":
                return f"are rated for {self.name} by the customer"
            case "fact":
                words = joined([f"“{word}”" for word in self.words], "or")
                return f"have “{self.name}” recorded as {words}"
            case _:
                clock = f", {write_clock(self.calendar)}" if self.calendar else ""
                return f"are not {_AGAIN[self.name]} within {self.within}{clock}"


def good(measure: RatioMeasure, document: Promises) -> GoodPromise:
    """Returns what is good of a measure."""
    test = measure.good
    lowest, highest = test.at_least, test.at_most
    bound, number = ("least", lowest) if lowest is not None else ("most", highest)
    on_calendar = measure.calendar is not None and test.within is not None
    name = plain(test.event or test.number or test.rating or test.rated or test.fact or "")
    return GoodPromise(
        test=test.test,
        name=name or test.not_again or "",
        bound=bound if number is not None else "",
        number=number if number is not None else Decimal(0),
        within=str(test.within) if test.within is not None else "",
        calendar=calendar_name(measure.calendar, document) if on_calendar else "",
        words=test.one_of or (),
    )


def read_good(text: str) -> GoodPromise:
    """Reads what a `GoodPromise` writes.

    Raises:
        ValueError: the text is no such clause.
    """
    never = _NEVER.fullmatch(text)
    if never is not None:
        return GoodPromise("event", never["name"], "most")
    for test, form in _FORMS.items():
        found = form.fullmatch(text)
        if found is not None:
            return _made(test, found.groupdict())
    message = f"no known test of what is good: {text}"
    raise ValueError(message)


def _made(test: str, parts: dict[str, str]) -> GoodPromise:
    name = parts["name"]
    if test == "not_again":
        name = next(key for key, words in _AGAIN.items() if words == name)
    return GoodPromise(
        test=test,
        name=name,
        bound=parts.get("bound", ""),
        number=_number(parts.get("number", "0")),
        within=str(parse_limit(parts["within"])) if "within" in parts else "",
        calendar=read_clock(parts) if "calendar" in parts else "",
        words=tuple(re.findall(r"“([^”]*)”", parts.get("words", ""))),
    )


def _times(number: Decimal) -> str:
    return "once" if number == 1 else f"{write_number(number)} times"


def _number(text: str) -> Decimal:
    return Decimal(1) if text == "once" else parse_number(text.removesuffix(" times"))


_AGAIN: Final = {
    "ticket": "reopened",
    "device": "followed by a new request for the same device",
    "device_and_fault": "followed by a new request for the same device and fault",
}
_BOUND: Final = r"at (?P<bound>least|most) (?P<number>once|[\d.]+(?: times)?)"
_NEVER: Final = re.compile(r"never have the event “(?P<name>[^”]+)” recorded")
_FORMS: Final = {
    "event": re.compile(rf"have the event “(?P<name>[^”]+)” recorded {_BOUND}"),
    "number": re.compile(rf"have “(?P<name>[^”]+)” of {_BOUND}"),
    "rating": re.compile(rf"have an? (?P<name>.+) rating of {_BOUND}"),
    "rated": re.compile(r"are rated for (?P<name>.+) by the customer"),
    "fact": re.compile(r"have “(?P<name>[^”]+)” recorded as (?P<words>.+)"),
    "not_again": re.compile(
        rf"are not (?P<name>{'|'.join(sorted(_AGAIN.values(), key=len, reverse=True))}) "
        rf"within (?P<within>[^,]+)(?:, {CLOCK})?"
    ),
}
