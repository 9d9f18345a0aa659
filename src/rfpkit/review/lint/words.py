"""Words that nobody can measure, and statements that ask two things at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rfpkit.model.calendars.calendar import ALWAYS
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding
from rfpkit.review.lint.texts import texts

VAGUE: Final = {
    "timely": "say within how many hours or days",
    "in a timely manner": "say within how many hours or days",
    "prompt": "say within how many hours or days",
    "promptly": "say within how many hours or days",
    "immediately": "say within how many minutes",
    "as soon as possible": "say within how many hours or days",
    "as soon as practicable": "say within how many hours or days",
    "as quickly as possible": "say within how many hours or days",
    "expeditiously": "say within how many hours or days",
    "without delay": "say within how many hours or days",
    "best effort": "say what must be reached, or what is tried and recorded",
    "best efforts": "say what must be reached, or what is tried and recorded",
    "commercially reasonable": "say what must be reached",
    "reasonable": "say how much, how long or how many",
    "reasonably": "say how much, how long or how many",
    "as needed": "say who decides, and when",
    "as appropriate": "say who decides, and when",
    "where appropriate": "say who decides, and when",
    "as required": "say who requires it, and when",
    "industry standard": "name the standard, with its number",
    "industry-standard": "name the standard, with its number",
    "best practices": "name the standard, or say what is done",
    "adequate": "say how much or how many",
    "adequately": "say how much or how many",
    "sufficient": "say how much or how many",
    "minimal": "say how much at most",
    "high quality": "say how quality is seen: a rating, a test, a rate of repeats",
    "high-quality": "say how quality is seen: a rating, a test, a rate of repeats",
    "state of the art": "say what it must be able to do",
    "user-friendly": "say what a user must be able to do, and in how long",
    "etc": "name each of them",
    "and/or": "write `and`, or write `or`",
    "tbd": "decide it, or say by when and by whom it is decided",
    "to be determined": "decide it, or say by when and by whom it is decided",
    "up to": "say the least that is owed",
    "approximately": "say from how many to how many",
    "regularly": "say how often",
    "periodically": "say how often",
    "frequently": "say how often",
    "as many as": "say the least that is owed",
    "24/7": "name the calendar on which the service is there",
}
"""Words that both sides fill as it suits them, and how each is mended."""

_ANY = re.compile(
    r"(?<![\w/-])("
    + "|".join(sorted(map(re.escape, VAGUE), key=len, reverse=True))
    + r")(?![\w/-])",
    re.IGNORECASE,
)
# A limit from above is measurable where the sentence also says what is owed at least.
_LIMITED = frozenset({"up to", "as many as", "approximately"})
_LEAST = re.compile(r"\bat least\b|\bno fewer than\b|\bno less than\b", re.IGNORECASE)
# "Must keep it, and must not overwrite it" bounds one duty; "what the District must do" is none.
_DUTY = re.compile(r"\bmust\b(?! not| never)", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:what|which|how|who|when)\b[^,;.]*?\bmust\b", re.IGNORECASE)
_DAYS = re.compile(r"\b(business|working|school)[ -](day|hour)s?\b", re.IGNORECASE)


def vague_words(rfp: Solicitation) -> Iterable[Finding]:
    """Finds words that nobody can measure in what binds a proposer."""
    for where, text in _binding(rfp):
        # Of what waits to be filled in, anywhere, another rule tells.
        found = vague_words_in(text, where)
        yield from (one for one in found if not _PLACEHOLDER.search(one.message))


def placeholders(rfp: Solicitation) -> Iterable[Finding]:
    """Finds what somebody meant to fill in later, in any text of the RFP."""
    for where, text in texts(rfp):
        if found := _PLACEHOLDER.search(text):
            message = f"`{found[0].strip()}` waits to be filled in"
            hint = "write what is meant, or leave the text out; proposers would read it as it is"
            yield Finding("placeholder", where, message, hint)


def two_duties(rfp: Solicitation) -> Iterable[Finding]:
    """Finds requirements that ask two things: a proposer who keeps one of them cannot answer."""
    for item in rfp.requirements:
        yield from two_duties_in(item.text, f"requirements[{item.id}].text")


def vague_words_in(text: str, where: str) -> Iterator[Finding]:
    """Yields each word of a text that nobody can measure."""
    for word in dict.fromkeys(found.lower() for found in _ANY.findall(text)):
        if word in _LIMITED and _says_the_least(text):
            continue
        message = f"`{word}` cannot be measured"
        yield Finding("vague-word", where, message, VAGUE[word])


def two_duties_in(text: str, where: str) -> Iterator[Finding]:
    """Yields a finding where a statement asks two things."""
    if len(_DUTY.findall(_TOLD.sub("", text))) > 1:
        message = "the statement holds two duties, and one answer is not enough for both"
        yield Finding("two-duties", where, message, "make each `must` a requirement of its own")


def undefined_days(rfp: Solicitation) -> Iterable[Finding]:
    """Finds business days where no calendar says which days they are."""
    if rfp.calendars:
        return
    for where, text in _binding(rfp):
        if found := _DAYS.search(text):
            message = f"no calendar says what a {found[0].lower().rstrip('s')} is"
            yield Finding("undefined-day", where, message, "add the hours under `calendars`")


def around_the_clock(rfp: Solicitation) -> Iterable[Finding]:
    """Finds levels that promise every hour of the day beside calendars that do not."""
    closed = any(calendar.id != ALWAYS for calendar in rfp.calendars)
    for where, text in (("purpose", rfp.purpose or ""), ("background", rfp.background or "")):
        if closed and re.search(r"\b24/7\b|around the clock", text, re.IGNORECASE):
            message = "the text promises service around the clock, and a calendar closes"
            yield Finding("always-open", where, message, "name the hours, or the calendar")


def _says_the_least(text: str) -> bool:
    return _LEAST.search(text) is not None


def _binding(rfp: Solicitation) -> Iterator[tuple[str, str]]:
    for item in rfp.requirements:
        yield f"requirements[{item.id}].text", item.text
        if item.verification:
            yield f"requirements[{item.id}].verification", item.verification
    for key in ("pauses", "exclusions"):
        for one in getattr(rfp, key):
            yield f"{key}[{one.id}].definition", one.definition
    for key in _SERVICES:
        yield from texts(getattr(rfp, key), key)
    for priority in rfp.priorities:
        if priority.definition:
            yield f"priorities[{priority.id}].definition", priority.definition
    yield from ((f"reporting.{name}", getattr(rfp.reporting, name)) for name in _REPORTS)


_REPORTS = ("report_due", "export_due")
_SERVICES = (
    "qualifications",
    "operations",
    "governance",
    "repair_process",
    "coordinated_services",
    "security_privacy",
)
"""Parts of the RFP that say what the Contractor does, beside the requirements."""
_PLACEHOLDER = re.compile(
    r"\b(?:TBD|TBA|TBC|TODO|FIXME)\b|(?<![\w-])XX+(?![\w-])|\?\?\?+|\blorem ipsum\b|_{4,}"
    r"|[\[<{](?:insert|enter|add|your|name of|date|tbd|to be)\b[^\]>}]*[\]>}]",
    re.IGNORECASE,
)
