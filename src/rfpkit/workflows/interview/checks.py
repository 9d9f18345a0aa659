"""Checks of answers: each returns the answer tidied up, or says how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from zoneinfo import available_timezones

from rfpkit.model.library.facts import parse_state
from rfpkit.model.library.include import parse_when
from rfpkit.model.scalars import (
    parse_clock,
    parse_date,
    parse_money,
    parse_share,
    parse_whole,
    write_clock,
    write_money,
    write_share,
)

LONGEST, LONGEST_ID, TOO_MANY, MOST_DAYS = 500, 60, 10_000_000, 15
_JOINERS = "\u200c\u200d"
"""Signs that join letters and emoji; they cannot be seen, and belong to the words they are in."""
_ZONES = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
}


def words(answer: str) -> str:
    """Reads a line of text."""
    plain = "".join(sign for sign in answer if sign not in _JOINERS)
    if not plain.isprintable():
        raise ValueError("the answer holds a sign that cannot be printed: type it again")
    if not plain.strip():
        raise ValueError("the answer is empty: write a word or two")
    if len(answer) > LONGEST:
        raise ValueError(
            f"the answer is longer than {LONGEST} signs: shorten it, and write the rest in rfp.yaml"
        )
    return answer.strip()


def zone(answer: str) -> str:
    """Reads a time zone by its IANA name, or by what Americans call it."""
    found = _ZONES.get(answer.lower().removesuffix(" time"), answer)
    if found not in available_timezones():
        raise ValueError(
            f"there is no time zone `{answer}`: write Eastern, Central, Mountain or Pacific, or "
            "its IANA name, such as America/Denver"
        )
    return found


def email(answer: str) -> str:
    """Reads an e-mail address."""
    words(answer)
    name, at, home = answer.partition("@")
    if not (name and at and "." in home.strip(".")) or " " in answer or "@" in home:
        raise ValueError(f"`{answer}` is no e-mail address: write office@district.example")
    return answer


def state(answer: str) -> str:
    """Reads the two letters of a state."""
    return parse_state(answer)


def yes_or_no(answer: str) -> str:
    """Reads yes or no, also by their first letters."""
    found = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}.get(answer.lower())
    if found is None:
        raise ValueError("answer yes or no")
    return found


def number(least: int = 1) -> Callable[[str], str]:
    """Returns a check for a count."""

    def check(answer: str) -> str:
        found = parse_whole(answer)
        if not least <= found < TOO_MANY:
            raise ValueError(f"write a number from {least} to {TOO_MANY - 1:,}")
        return str(found)

    return check


def within(least: int, most: int) -> Callable[[str], str]:
    """Returns a check for a small number."""

    def check(answer: str) -> str:
        found = parse_whole(answer)
        if not least <= found <= most:
            raise ValueError(f"write a number from {least} to {most}")
        return str(found)

    return check


def days(answer: str) -> str:
    """Reads three numbers of business days, the most urgent first."""
    found = [parse_whole(part) for part in numbers(answer)]
    if len(found) != 3 or not all(0 < one <= MOST_DAYS for one in found):
        raise ValueError(f"write three numbers of days from 1 to {MOST_DAYS}, such as 1, 3, 5")
    if found != sorted(found):
        raise ValueError("the most urgent request must not wait longest: write 1, 3, 5")
    return ", ".join(map(str, found))


def three_counts(answer: str) -> str:
    """Reads three counts."""
    found = [parse_whole(part) for part in numbers(answer)]
    if len(found) != 3 or not all(0 <= one < TOO_MANY for one in found):
        raise ValueError("write three numbers, such as 50, 10, 20")
    return ", ".join(map(str, found))


def weights(answer: str) -> str:
    """Reads five weights that add up to 100."""
    found = [parse_whole(part) for part in numbers(answer)]
    if len(found) != 5 or not all(found):
        raise ValueError("write five numbers above 0, such as 25, 20, 15, 5, 35")
    if sum(found) != 100:
        raise ValueError(f"the weights add up to {sum(found)}: they must add up to 100")
    return ", ".join(map(str, found))


def share(answer: str) -> str:
    """Reads a share above zero; the sign may be left out."""
    text = answer if answer.endswith("%") else f"{answer}%"
    found = parse_share(text)
    if found == 0:
        raise ValueError("a share of 0% asks for nothing: write 95%, for example")
    return write_share(found)


def promise(answer: str) -> str:
    """Reads the share of requests that must be in time: half of them at least."""
    found = share(answer)
    if parse_share(found) < Fraction(1, 2):
        raise ValueError(f"{found} promises less than half: write 95%, for example")
    return found


def measured(answer: str) -> str:
    """Reads a number with the time in which it was measured."""
    found = re.fullmatch(r"(.*\d.*?)\s+in\s+(.+)", words(answer))
    if found is None:
        raise ValueError(
            "write the number, and when it was measured: 81% in the school year 2025-26"
        )
    return f"{found[1]} in {found[2]}"


def money(answer: str) -> str:
    """Reads an amount of dollars."""
    found = parse_money(answer)
    if found == 0:
        raise ValueError("write an amount above $0, such as $240,000")
    return write_money(found).removesuffix(".00")


def date(answer: str) -> str:
    """Reads a date."""
    return parse_date(_american(answer)).isoformat()


def date_and_time(answer: str) -> str:
    """Reads a date, with a time where one is written."""
    day, _, rest = _american(answer).partition(" ")
    return str(parse_when(f"{day} {rest}".strip()))


def moment(answer: str) -> str:
    """Reads a date with its time."""
    found = date_and_time(answer)
    if " " not in found:
        raise ValueError(f"{answer} has no hour: write {found} 14:00")
    return found


def identifier(answer: str) -> str:
    """Reads the number of a solicitation."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", answer) is None or len(answer) > LONGEST_ID:
        raise ValueError(
            f"use letters, digits and hyphens without spaces, at most {LONGEST_ID}: RFP-2027-01"
        )
    return answer


def hours(answer: str) -> str:
    """Reads opening and closing time of a day."""
    first, dash, last = re.sub(r"\s", "", answer).replace("\u2013", "-").partition("-")
    if not dash or parse_clock(first) >= parse_clock(last):
        raise ValueError("write opening and closing time of a 24-hour clock: 07:30-16:30")
    return f"{write_clock(parse_clock(first))}-{write_clock(parse_clock(last))}"


def one_of(*known: str) -> Callable[[str], str]:
    """Returns a check for a choice; a beginning that only one choice has is enough."""

    def check(answer: str) -> str:
        return _chosen(answer, known)

    return check


def some_of(*known: str) -> Callable[[str], str]:
    """Returns a check for a list of choices."""

    def check(answer: str) -> str:
        found = [_chosen(part, known) for part in split(answer)]
        if not found or len(set(found)) < len(found):
            raise ValueError("name at least one, and each once, with commas between")
        return ", ".join(found)

    return check


def languages(answer: str) -> str:
    """Reads languages by their codes, or the usual ones by their names."""
    found = [_LANGUAGES.get(part.lower(), part) for part in split(answer)]
    for name in found:
        if not (len(name) in (2, 3) and name.isascii() and name.isalpha() and name.islower()):
            raise ValueError(f"`{name}` is no ISO 639 code: write en, es")
    if not found:
        raise ValueError("name at least one: en")
    return ", ".join(dict.fromkeys(found))


def numbers(answer: str) -> list[str]:
    """Returns the parts of an answer that is a list of numbers, each with its own commas."""
    apart = re.split(r"[;/]\s*|,\s+|\s+", answer.strip())
    joined = [part.strip(",") for part in apart if part.strip(",")]
    return joined if len(joined) > 1 else split(answer)


def split(answer: str) -> list[str]:
    """Returns the parts of an answer that is a list with commas."""
    return [part.strip() for part in answer.split(",") if part.strip()]


def _chosen(answer: str, known: Sequence[str]) -> str:
    wanted = "-".join(answer.lower().split())
    likely = [name for name in known if name.startswith(wanted)] if wanted else []
    if wanted in known:
        return wanted
    if len(likely) == 1:
        return likely[0]
    raise ValueError(f"there is no `{answer}`: choose from {', '.join(known)}")


def _american(answer: str) -> str:
    """Refuses 02/01/2027 by name: nobody can tell whether it is February or January."""
    if re.match(r"\d{1,2}/\d{1,2}/\d{2,4}", answer):
        raise ValueError(f"`{answer}` may be read in two ways: write year-month-day, 2027-02-01")
    return answer


_LANGUAGES = {
    "english": "en",
    "spanish": "es",
    "vietnamese": "vi",
    "chinese": "zh",
    "arabic": "ar",
    "french": "fr",
    "haitian creole": "ht",
    "portuguese": "pt",
    "russian": "ru",
    "somali": "so",
    "tagalog": "tl",
    "hmong": "hmn",
}
