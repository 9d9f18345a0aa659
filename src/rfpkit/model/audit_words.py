"""What an audit says, in the words that every report of it prints."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rfpkit.model.audit import (
    Audit,
    ClaimResult,
    LevelLedger,
    LevelResult,
    PeriodResult,
    PeriodState,
    Tally,
)
from rfpkit.model.exports.intake import Count, FeedIntake, Intake
from rfpkit.model.scalars import write_share
from rfpkit.model.words import MONTHS, joined, long_date, plural

# The bundled fonts have no heavier cross.
SIGNS = {
    PeriodState.MET: "✓",
    PeriodState.MISSED: "×",
    PeriodState.NO_DATA: "–",
    PeriodState.POOLED: "→",
    PeriodState.BELOW_MINIMUM: "–",
    PeriodState.INDETERMINATE: "?",
    PeriodState.IN_PROGRESS: "…",
    PeriodState.NOT_YET_JUDGED: "–",
    PeriodState.NO_TARGET: "–",
}
STATES = {
    PeriodState.MET: "met",
    PeriodState.MISSED: "missed",
    PeriodState.NO_DATA: "no data",
    PeriodState.POOLED: "pooled with the next",
    PeriodState.BELOW_MINIMUM: "too few tickets",
    PeriodState.INDETERMINATE: "indeterminate",
    PeriodState.IN_PROGRESS: "in progress",
    PeriodState.NOT_YET_JUDGED: "not yet judged",
    PeriodState.NO_TARGET: "no target yet",
}
_MOST_TITLES = 6
"""Missed levels that the answer spells out."""

_SHORT_STATES = {
    PeriodState.NOT_YET_JUDGED: "not yet",
    PeriodState.POOLED: "pooled",
    PeriodState.BELOW_MINIMUM: "too few",
    PeriodState.NO_TARGET: "no target",
}


@dataclass(frozen=True)
class Stretch:
    """Complete periods of a level, seen together."""

    periods: tuple[PeriodResult, ...]
    tally: Tally
    """Each ticket once, also where its period was pooled with, or judged with, another."""

    @property
    def judged(self) -> int:
        """Periods that are met or missed."""
        return self.kept + self.count(PeriodState.MISSED)

    @property
    def share(self) -> str:
        """The share met of all that was decided; nothing where results are values."""
        if not self.tally.decided or not all(map(counts_alone, self.periods)):
            return ""
        return exactly(self.tally.attainment)

    @property
    def kept(self) -> int:
        """Periods that are met."""
        return self.count(PeriodState.MET)

    def count(self, state: PeriodState) -> int:
        """Returns how many of the periods are in a state."""
        return sum(result.state == state for result in self.periods)


def signed(state: PeriodState) -> str:
    """Returns the verdict of a period as a sign with its word: `✓ met`."""
    return f"{SIGNS[state]} {STATES[state]}"


def short_signed(state: PeriodState) -> str:
    """Returns the same in the least room: `– too few`."""
    return f"{SIGNS[state]} {_SHORT_STATES.get(state, STATES[state])}"


def number(count: int) -> str:
    """Writes a count: `38,204`."""
    return f"{count:,}"


def counted(count: int, noun: str) -> str:
    """Writes a count with its noun: `1 ticket`, `2,104 tickets`."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def period_name(result: PeriodResult) -> str:
    """Returns a period's name for readers: `Sep 2026`, `Sep 2026 part 1`; others keep theirs."""
    label = f"{result.first:%Y-%m}"
    is_month = result.period.startswith(label) and result.first.month == result.last.month
    return (
        month_name(result.first) + result.period.removeprefix(label) if is_month else result.period
    )


def month_name(day: datetime.date) -> str:
    """Returns the month of a date: `Sep 2026`."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def complete(level: LevelResult) -> tuple[PeriodResult, ...]:
    """Returns the periods that are over, in order of time."""
    return tuple(one for one in level.periods if one.state != PeriodState.IN_PROGRESS)


def latest(level: LevelResult) -> PeriodResult | None:
    """Returns the latest period that is over; None before the first one is."""
    over = complete(level)
    return over[-1] if over else None


def last_year(level: LevelResult) -> Stretch:
    """Returns the periods that ended in the twelve months up to the end of the latest one."""
    over = complete(level)
    if not over:
        return Stretch((), Tally())
    end = over[-1].last
    return _stretch([one for one in over if (end - one.last).days < 365])


def earlier(level: LevelResult) -> Stretch:
    """Returns the complete periods before the last twelve months."""
    over = complete(level)
    return _stretch(over[: len(over) - len(last_year(level).periods)])


def attained(result: PeriodResult) -> str:
    """Writes what a period reached: its share, or its statistic with the statistic's name."""
    told = result.statistic
    if told is None:
        return exactly(result.attainment)
    return "–" if told.value is None else told.text


def owed(result: PeriodResult) -> str:
    """Writes what a period owed: a share, or a value; a dash where nothing is owed yet."""
    if result.statistic is not None:
        return result.statistic.owed_text
    return write_share(result.owed) if result.owed is not None else "–"


def counts_alone(result: PeriodResult) -> bool:
    """Whether the result follows from the numbers met and missed, and not from values."""
    return result.statistic is None and result.attainment == result.tally.attainment


def with_earlier(result: PeriodResult) -> str:
    """Returns a period's name with those judged together with it: `Nov 2026 and the 2 before`."""
    earlier = len(result.rolled_from)
    return period_name(result) + (f" and the {earlier} before" if earlier else "")


def units(level: LevelResult) -> str:
    """Returns what a level counts: tickets, devices, counts, deliveries, rows."""
    return plural(level.ledger.noun) if level.ledger is not None else "tickets"


def exactly(share: Fraction | None) -> str:
    """Writes a share with two decimals, cut and never rounded up, so that a column aligns."""
    if share is None:
        return "–"
    whole, rest = divmod(share.numerator * 10_000 // share.denominator, 100)
    return f"{whole}.{rest:02d}%"


def span(periods: Sequence[PeriodResult]) -> str:
    """Returns from when until when periods reach: `Jul 2026 to Jun 2027`."""
    if not periods:
        return "–"
    names = [month_name(periods[0].first), month_name(periods[-1].last)]
    return " to ".join(dict.fromkeys(names))


def rows_line(intake: Intake) -> str:
    """Writes what became of every row: `210 read = 207 used + 3 rejected (3 no ticket number)`."""
    rejected = number(_sum(intake.rows_rejected)) + " rejected" + reasons(intake.rows_rejected)
    return f"{number(intake.rows_read)} read = {number(intake.rows_used)} used + {rejected}"


def feed_line(feed: FeedIntake) -> str:
    """Writes the same of a feed: `760 read = 758 used + 2 rejected`."""
    read, used = feed.source.rows, feed.rows_used
    return f"{number(read)} read = {number(used)} used + {number(read - used)} rejected"


def scope_line(ledger: LevelLedger) -> str:
    """Writes how many tickets, or others, a level speaks of, and why not of the rest."""
    source = "in the export" if ledger.noun == "ticket" else "in all"
    parts = [f"{number(ledger.tickets)} {source}"]
    if ledger.new_episodes:
        parts.append(f"+ {number(ledger.new_episodes)} reopened and counted anew")
    outside = _sum(ledger.out_of_scope)
    parts.append(f"– {number(outside)} out of scope" + reasons(ledger.out_of_scope))
    return " ".join(parts) + f" = {number(ledger.in_scope)} in scope"


def tickets_line(ledger: LevelLedger) -> str:
    """Writes what became of each one in scope: `60 in scope = 55 met + 5 missed`."""
    named = [f"{number(count)} {word}{why}" for word, count, why in tickets_parts(ledger)]
    return f"{number(ledger.in_scope)} in scope = {' + '.join(named)}"


def tickets_parts(ledger: LevelLedger) -> Iterable[tuple[str, int, str]]:
    """Yields each verdict with its count and its reasons; met and missed always, others if any."""
    yield "met", ledger.met, ""
    yield "missed", ledger.missed, ""
    rest = [
        ("missed and still open", ledger.missed_open, ""),
        ("pending", ledger.pending, ""),
        ("without a target", ledger.no_target, ""),
        ("excluded", _sum(ledger.excluded), reasons(ledger.excluded)),
        ("unscorable", _sum(ledger.unscorable), reasons(ledger.unscorable)),
    ]
    yield from [part for part in rest if part[1]]


def reasons(lines: Sequence[Count], most: int | None = None) -> str:
    """Writes counts by reason, behind a space, in brackets; nothing where there are none.

    Args:
        lines: the reasons, the most frequent first.
        most: reasons that are spelled out; the others are counted together.
    """
    named = [f"{number(line.count)} {line.reason}" for line in lines[:most]]
    rest = lines[len(named) :]
    if rest:
        named.append(f"{number(_sum(rest))} for {counted(len(rest), 'other reason')}")
    return f" ({', '.join(named)})" if named else ""


def balance(*, balanced: bool) -> str:
    """Returns whether books balance, as a sign with its words."""
    return "✓ balances" if balanced else "× does not balance"


def until(as_of: str) -> str:
    """Writes the instant of an audit for readers: `the end of July 15, 2027`."""
    moment = datetime.datetime.fromisoformat(as_of)
    if moment.time() == datetime.time():
        return f"the end of {long_date(moment.date() - datetime.timedelta(days=1))}"
    return f"{long_date(moment.date())}, {moment:%H:%M}"


def answer(audit: Audit) -> str:
    """Answers whether the contractor kept its word: in the latest periods, and over a year."""
    found = [(level.title, one.state) for level in audit.levels if (one := latest(level))]
    kept = sum(state == PeriodState.MET for _, state in found)
    missed = [title for title, state in found if state == PeriodState.MISSED]
    years = [last_year(level) for level in audit.levels]
    year_kept, year_judged = sum(one.kept for one in years), sum(one.judged for one in years)
    if not year_judged:
        return "This export does not show yet whether the contractor kept its word."
    score = f"{kept} of {counted(kept + len(missed), 'service level')}"
    score += f" (missed: {joined(_few(missed))})" if missed else ""
    return (
        f"{_yes_or_no(year_kept, year_judged)}. Met in the latest complete period: {score}. "
        f"Met over the last twelve months: {year_kept} of {counted(year_judged, 'period')}."
    )


def _few(titles: Sequence[str]) -> Sequence[str]:
    """Returns so many titles as a line holds; the others as their number."""
    if len(titles) <= _MOST_TITLES:
        return titles
    named = titles[: _MOST_TITLES - 1]
    return [*named, f"{number(len(titles) - len(named))} others"]


def _yes_or_no(kept: int, judged: int) -> str:
    if kept == judged:
        return "Yes"
    return "Not in full" if kept else "No"


def _stretch(periods: Sequence[PeriodResult]) -> Stretch:
    tallies = _each_once(periods)
    total = Tally(
        met=sum(one.met for one in tallies),
        missed=sum(one.missed for one in tallies),
        missed_open=sum(one.missed_open for one in tallies),
        pending=sum(one.pending for one in tallies),
        unscorable=sum(one.unscorable for one in tallies),
    )
    return Stretch(tuple(periods), total)


def _each_once(periods: Sequence[PeriodResult]) -> list[Tally]:
    """Returns tallies that together hold each ticket once, taken from the latest on."""
    found: list[Tally] = []
    again: set[str] = set()
    for one in reversed(periods):
        if one.period not in again:
            found.append(one.tally)
            again.update(one.rolled_from)
        again.update(one.pooled_from)
    return found


def _sum(lines: Iterable[Count]) -> int:
    return sum(line.count for line in lines)


def flags_against_stamps(claim: ClaimResult) -> str:
    """Returns how many flags contradict their row's own due time and stamps: `1 of 6 (16.66%)`."""
    judged = claim.flag_agrees_with_own_due + claim.flag_contradicts_own_due
    return f"{claim.flag_contradicts_own_due:,} of {judged:,} ({exactly(claim.contradicting)})"
