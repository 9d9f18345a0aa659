"""What is true of a ticket as a whole: what it is about, and what the vendor claims of it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from rfpkit.tickets.events.claimed import claimed_more
from rfpkit.tickets.events.meanings import read_attribute, read_flag, shown_word
from rfpkit.tickets.events.numbers import NO_NUMBER, read_numbers
from rfpkit.tickets.events.reading import Reading
from rfpkit.tickets.events.settle import Settled, Tickets
from rfpkit.tickets.events.words import NOTHING, Words, gathered, nothing
from rfpkit.tickets.stamps.destroyed import by_reason
from rfpkit.tickets.stamps.offsets import Mask

ATTRIBUTES = ("service", "device_class", "site", "audience", "device", "fault")
"""Attributes of a ticket; each is what its first row says."""


def read_attributes(reading: Reading) -> dict[str, Words]:
    """Returns, in the contract's words, each attribute that the mapping fills, and `priority`."""
    columns = {name: getattr(reading.mapping.columns, name) for name in ("priority", *ATTRIBUTES)}
    return {
        name: read_attribute(reading, name, column)
        for name, column in columns.items()
        if column is not None
    }


def make_tickets(
    reading: Reading, tickets: Tickets, attributes: dict[str, Words], claimed: Words | None
) -> pl.DataFrame:
    """Returns the tickets of an `EventLog`.

    Attributes are what a ticket began with; exclusions, missing targets, ratings, numbers, facts
    and claims are what its last row with a value says.
    """
    columns = {"ticket": reading.tickets.words}
    for name in ATTRIBUTES:
        columns[name] = _attribute(reading, tickets, name, attributes.get(name))
    columns["excluded"] = _excluded(reading, tickets)
    columns["no_target"] = pl.Series(_without_target(reading, tickets))
    columns["unreadable"] = _unreadable(reading, tickets)
    columns["claimed_met"] = _claimed_met(tickets, claimed)
    columns["claimed_due"] = _claimed_due(reading, tickets)
    columns.update(claimed_more(reading, tickets, attributes.get("priority")))
    for dimension, column in reading.mapping.survey.items():
        columns[f"rating_{dimension}"] = _rating(reading, tickets, dimension, column)
    for name, column in (reading.mapping.numbers or {}).items():
        columns[f"number_{name}"] = _number(reading, tickets, name, column)
    for name, column in (reading.mapping.facts or {}).items():
        words = read_attribute(reading, f"fact_{name}", column)
        columns[f"fact_{name}"] = gathered(words.words, _last(tickets, words).codes())
    return pl.DataFrame(columns)


def claimed_flags(reading: Reading) -> Words | None:
    """Returns the vendor's flag of each row, `met` or `missed`; None if the mapping has none."""
    claims = reading.mapping.claims
    return read_flag(reading, claims.met) if claims is not None and claims.met else None


def _attribute(reading: Reading, tickets: Tickets, name: str, words: Words | None) -> pl.Series:
    if words is None:
        return nothing(pl.String(), tickets.number)
    settled = tickets.settle(words.codes, words.codes != NOTHING, "first")
    examples = reading.tickets.words.gather(settled.changed).to_list()
    message = f"ticket with another {name.replace('_', ' ')} on a later row; the first one counts"
    reading.journal.find(f"{name.replace('_', '-')}-changed", len(examples), message, examples)
    if len(examples):
        column = getattr(reading.mapping.columns, name)
        other = (words.codes != NOTHING) & tickets.numbered
        other &= words.codes != settled.codes()[tickets.codes]
        reason, show = (
            "not what an earlier row of the ticket says",
            shown_word(reading, name, column),
        )
        reading.journal.doubt(other, column, reason, show)
    return gathered(words.words, settled.codes())


def _excluded(reading: Reading, tickets: Tickets) -> pl.Series:
    reasons: list[str] = list(reading.mapping.exclusions)
    if not reasons:
        return nothing(pl.String(), tickets.number)
    found = np.full(tickets.number, NOTHING, np.int32)
    for number, listed in enumerate(reading.mapping.exclusions.values()):
        for column, values in listed.items():
            found[_says(reading, tickets, column, values) & (found == NOTHING)] = number
    return gathered(pl.Series(reasons, dtype=pl.String), found)


def _without_target(reading: Reading, tickets: Tickets) -> Mask:
    found = np.zeros(tickets.number, np.bool_)
    for column, values in reading.mapping.no_target.items():
        found |= _says(reading, tickets, column, values)
    return found


def _says(reading: Reading, tickets: Tickets, column: str, values: Iterable[str]) -> Mask:
    """Whether the last value of each ticket is one of those; "" is a column without a value."""
    words, wanted = reading.words(column), {value.strip() for value in values}
    meant = [word in wanted for word in words.words]
    means = np.array([*meant, "" in wanted], np.bool_)
    return means[_last(tickets, words).codes()]


def _unreadable(reading: Reading, tickets: Tickets) -> pl.Series:
    if not (reading.journal.has_spoiled or reading.broken):
        return nothing(pl.String(), tickets.number)
    reasons = reading.journal.spoiled(tickets.codes, tickets.number)
    if reading.broken:
        position = {word: code for code, word in enumerate(reading.tickets.words)}
        for number, reason in reading.broken.items():
            reasons[position[number]] = reasons[position[number]] or reason
    return pl.Series(reasons, dtype=pl.String)


def _claimed_met(tickets: Tickets, claimed: Words | None) -> pl.Series:
    if claimed is None:
        return nothing(pl.Boolean(), tickets.number)
    return gathered(claimed.words, _last(tickets, claimed).codes()) == "met"


def _claimed_due(reading: Reading, tickets: Tickets) -> pl.Series:
    claims = reading.mapping.claims
    if claims is None or claims.due is None:
        return nothing(pl.Int64(), tickets.number)
    stamps = reading.stamps(claims.due)
    reason = f"`{claims.due}` is no stamp in the order `{reading.mapping.order_of(claims.due)}`"
    texts = reading.texts(claims.due)
    for rows, why in by_reason(texts, stamps.unreadable, reason):
        reading.journal.skip(rows, claims.due, texts, why)
    return _numbers(tickets.settle(stamps.seconds, stamps.known, "last"))


def _rating(reading: Reading, tickets: Tickets, dimension: str, column: str) -> pl.Series:
    words, texts = reading.words(column), reading.texts(column)
    whole = words.words.str.extract(r"^(\d{1,9})(?:\.0+)?$").cast(pl.Int64)
    numbers = words.each(np.append(whole.fill_null(0).to_numpy(), 0))
    given = words.codes != NOTHING
    wrong = given & ~words.each(np.append(whole.is_not_null().to_numpy(), False))
    reading.journal.skip(wrong, column, texts, f"`{column}` is not a whole number")
    message = f"rating of {dimension} without a whole number; on no scale, it cannot be scored"
    reading.journal.find("rating-unreadable", int(wrong.sum()), message, reading.tickets_of(wrong))
    # The customer did answer: 0 lies on no scale, and bounds the result.
    return _numbers(tickets.settle(numbers, given, "last"))


def _number(reading: Reading, tickets: Tickets, name: str, column: str) -> pl.Series:
    read = read_numbers(reading.words(column))
    texts = reading.texts(column)
    reading.journal.skip(read.unreadable, column, texts, f"`{column}` {NO_NUMBER}")
    message = f"value of {name} that is no number; it counts as not given"
    doubtful = reading.tickets_of(read.unreadable)
    reading.journal.find("number-unreadable", int(read.unreadable.sum()), message, doubtful)
    return _numbers(tickets.settle(read.millionths, read.known, "last"))


def _last(tickets: Tickets, words: Words) -> Settled:
    return tickets.settle(words.codes, words.codes != NOTHING, "last")


def _numbers(settled: Settled) -> pl.Series:
    return pl.select(pl.when(pl.Series(settled.known)).then(pl.Series(settled.values))).to_series()
