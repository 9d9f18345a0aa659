"""What of an export may be told, so that no report and no message carries a person's data.

Where columns have shifted, a name, an address or free text stands in the place of a stamp, of a
state, of a site. Three kinds of column are told apart:

- stamps, numbers and flags: what could not be one is measured and not shown (`without_names`);
- lists of words that a contract knows, such as states and priorities: a word that could be a name
  is not shown (`told_word`);
- open lists, such as sites and devices: a mapping that names their column wants their words, so
  they are shown; what looks like an e-mail address, a phone number or free text is not
  (`kept_word`).

A column under `keep` of the mapping is shown as it stands.
"""

from __future__ import annotations

import re

from rfpkit.model.words import MONTHS

MAIL = "(looks like an e-mail address)"
PHONE = "(looks like a phone number)"
NAME = "(could be a name, not shown)"

_LONGEST_WORD = 80
_MOST_WORDS = 8
_MOST_WORDS_OF_A_NUMBER = 3
_VALUES_OF_DATA = 2


def without_names(value: str) -> str:
    """Returns a value that a stamp or a number could be; other text is only measured."""
    words = re.findall(r"[^\W\d_]{2,}", value)
    if _PHONE.search(value) or _BARE_PHONE.fullmatch(value.strip()):
        return PHONE
    if all(word.lower() in _KNOWN for word in words):
        return value
    return _measured(value)


def kept_word(word: str) -> str:
    """Returns a word of an open list; an address, a phone number and free text are not shown."""
    if _MAIL.search(word):
        return MAIL
    if _PHONE.search(word):
        return PHONE
    if len(word) > _LONGEST_WORD or len(word.split()) > _MOST_WORDS:
        return _measured(word)
    return word


def told_word(word: str) -> str:
    """Returns a word of a list that a contract knows; what could be a name is not shown."""
    told = kept_word(word)
    return NAME if told == word and _could_be_a_name(word) else told


def told_head(names: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the names of columns; none where the first row is data and no head."""
    persons = any(_MAIL.search(name) or _PHONE.search(name) for name in names)
    if persons or sum(_DATA.fullmatch(name) is not None for name in names) >= _VALUES_OF_DATA:
        return ()
    return tuple(map(told_name, names))


def told_name(name: str) -> str:
    """Returns the name of a column, unless it could be a person's, which is written in capitals."""
    told = kept_word(name)
    capital = all(word[0].isupper() for word in name.split())
    return NAME if told == name and capital and _could_be_a_name(name) else told


def is_number_of_a_ticket(text: str) -> bool:
    """Returns whether a text can be a ticket's number: an address, a name or a sentence is none."""
    words = text.split()
    if kept_word(text) != text or len(words) > _MOST_WORDS_OF_A_NUMBER:
        return False
    return len(words) == 1 or any(sign.isdigit() for sign in text)


DOUBTFUL_NUMBER = r"[@\s]|^[+(]|^\d{3}[-.]\d{3}[-.]\d{4}"
"""What a text has that may be no ticket's number: a pattern for Polars."""


DOUBTFUL_WORD = r"(?s)@|\+\d|\d{3}\)? ?[ .-]?\d{3}[ .-]\d{4}|^.{81}|^(?:\S+\s+){8}\S"
"""What a word has that `kept_word` may not show: a pattern for Polars, which is quick."""


def _could_be_a_name(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    if any(sign.isdigit() or sign in "_/:()&" for sign in text) or not 2 <= len(words) <= 4:
        return False
    parts = {part.lower() for word in words for part in re.findall(r"[^\W\d_]+", word)}
    return not parts & _TRADE


def _measured(value: str) -> str:
    return f"(text of {len(value)} signs, not shown)"


_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(
    r"(?<![\w-])(\+\d[\d ().-]{6,18}\d"
    r"|(1[ .-]?)?(\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4})(?![\w-])"
)
# Numbers of tickets and devices may have ten digits, too; seconds since 1970 begin with 1.
_BARE_PHONE = re.compile(r"\+?1?[2-9]\d{2}[2-9]\d{6}")
_DATA = re.compile(r"[\d\s:/.,+-]*\d[\d\s:/.,+-]*([AaPp][Mm])?|\d{4}-\d\d-\d\dT.*")
_KNOWN = frozenset(
    {
        *(month.lower() for month in MONTHS),
        *(month[:3].lower() for month in MONTHS),
        *("am", "pm", "utc", "gmt", "null", "none", "na", "ns", "nan"),
        # A stamp of two columns, of which one is empty.
        *("date", "time", "of", "day"),
        *("true", "false", "yes", "no", "soon", "tbd", "later", "pending", "unknown"),
    }
)
_TRADE = frozenset(
    # What is done with a ticket and a device.
    "accepted acknowledged active approval approved assigned await awaiting backlog backorder"
    " blocked booked cancelled canceled checked closed collected complete completed confirmed"
    " customer deferred delivered delivery diagnosed diagnosis dispatched done draft duplicate"
    " escalated expired failed fixed handed hold incident info information in invalid logged lost"
    " merged new no not noted off on open opened order ordered out parked part parts passed paused"
    " pending picked pickup planned progress queue quote quoted ready reassigned received rejected"
    " released reopened repair repaired replaced reported request requested resolved response"
    " responded resumed returned review scheduled scrapped sent service shipped solved started"
    " stopped submitted supplier support suspended team technician testing third to transferred"
    " transit triage triaged under unknown unresolved unrepairable user vendor verified visit wait"
    " waiting warranty with withdrawn without work working workaround"
    # How urgent it is, what it is, where.
    " academy admin administrator audience board branch building campus cart center central centre"
    " charging chromebook class classroom college community critical department desk desktop device"
    " district door east elementary equipment faculty field floor general group hall hardware high"
    " higher hotspot immediate internal ipad junior kindergarten lab laptop level library lot low"
    " lower major main medium middle minor moderate network normal north office phone pole position"
    " primary printer priority problem projector public reader regular room school secondary senior"
    " severe site software south staff standard street student students tablet teacher teachers"
    " tech technology urgent very wallet west"
    # How columns are called.
    " address age agent asset at borough bridge by caller case category channel city code column"
    " comment comments company complaint contact count created creation csat date days description"
    " due duration email end event fault first flag full help hours id impact incident issue item"
    " key landmark last line location made mail met minutes mobile model name notes number of"
    " organization owner parent park percent period plan project quality rating reason reference"
    " region reporter requester resolution result role row score seconds serial severity sheet"
    " short sla source stamp start state status step sub subcategory subcode subject summary"
    " survey symptom tag target ticket time timeliness title topic total type unit units updated"
    " urgency value version zip zone".split()
)
