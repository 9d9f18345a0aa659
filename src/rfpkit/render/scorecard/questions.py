"""What to ask the vendor: every point of the audit that only the vendor can answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rfpkit.model.audit import Audit, ClaimResult, Disagreement, LevelResult, PeriodState
from rfpkit.model.audit_words import counted, exactly, number, period_name
from rfpkit.model.exports.intake import Finding
from rfpkit.model.words import joined
from rfpkit.render.scorecard.months import recent

OURS = frozenset({"events-after-as-of"})
"""Findings about the audit itself, to which the vendor has no answer."""
_ASKED = {
    "not-as-published": "Which terms were awarded?",
    "pause-not-honoured": "Why were these paused?",
    "exclusion-not-allowed": "Why were these marked?",
    "closure-noticed-late": "Do you agree to the closure?",
    "paused-close-to-due": "What was waited for?",
    "pause-lifted-for-close": "Was the work done during the pause?",
    "priority-lowered": "Who lowered the priority, and why?",
    "closed-and-again": "Is it the same repair?",
    "bulk-closing": "Why were these closed together?",
    "round-stamps": "How were these stamps made?",
    "ticket-numbers-missing": "What became of these tickets?",
    "just-under-target": "How is the stop stamped?",
    "closed-at-month-end": "Why at the end of the month?",
}
_CAUSES = 3
"""Causes of disagreement, and tickets, that are spelled out; the workbook lists every one."""
# The vendor's due time is 2 h 15 min later: as many causes as lengths, and one to ask about.
_LENGTH = re.compile(r"is (?:[\d,]+ h )?\d+ min (earlier|later)")

Question = tuple[str, str]
"""What to ask, and the facts behind it."""


def view(audit: Audit) -> list[dict[str, str]]:
    """Returns the questions, the ones about promises first, those about records last."""
    titles = {level.id: level.title for level in audit.levels}
    asked: dict[str, list[str]] = {}
    for question, facts in (
        *(ask for level in audit.levels for ask in _late(level)),
        *(ask for level in audit.levels for ask in _floors(level)),
        *(
            ask
            for claim in audit.claims
            for ask in _claims(claim, titles.get(claim.level, claim.level))
        ),
        *(_finding(one) for one in audit.findings if one.id not in OURS),
        *(ask for level in audit.levels for ask in _records(level)),
        *_rows(audit),
    ):
        asked.setdefault(question, []).append(facts)
    return [{"ask": question, "facts": " ".join(facts)} for question, facts in asked.items()]


def _late(level: LevelResult) -> Iterable[Question]:
    ledger = level.ledger
    if ledger is not None and ledger.missed_open:
        late = counted(ledger.missed_open, ledger.noun)
        facts = f"{level.title}: {late} out of time and still open."
        yield "When will these be done?", facts


def _floors(level: LevelResult) -> Iterable[Question]:
    lines = []
    for result in recent(level):
        broken = [group for group in result.groups if group.state == PeriodState.MISSED]
        if broken:
            worst = min(broken, key=lambda group: group.attainment or 0)
            lowest = f"{worst.group}, {exactly(worst.attainment)} of {number(worst.tally.decided)}"
            place = lowest if len(broken) == 1 else f"{len(broken)}, lowest {lowest}"
            lines.append(f"{period_name(result)} ({place})")
    if lines:
        facts = f"{level.title} fell below the floor of a group in {joined(lines)}."
        yield "What went wrong there?", f"{facts} The workbook lists each, sheet Floors."


def _claims(claim: ClaimResult, title: str) -> Iterable[Question]:
    differs = claim.flag_differs_from_ours
    if differs or claim.disagreements:
        judged = differs + claim.flag_agrees_with_ours
        facts = f"{title}: your flag and the contract differ on {differs:,} of {judged:,} tickets. "
        yield "Why does your report say otherwise?", facts + _causes(claim)
    if claim.flag_contradicts_own_due:
        count = claim.flag_contradicts_own_due
        share = exactly(claim.contradicting)
        facts = f"{title}: {counted(count, 'flag')} of yours against your own due times, "
        facts += f"{share} of those that can be checked."
        yield "Which of the two is right?", facts


def _causes(claim: ClaimResult) -> str:
    causes = Counter(map(_cause, claim.disagreements)).most_common()
    named = [f"{count:,} {cause}" for cause, count in causes[:_CAUSES]]
    rest = sum(count for _, count in causes[_CAUSES:])
    if rest:
        named.append(f"{rest:,} for {counted(len(causes) - _CAUSES, 'other cause')}")
    tickets = [one.ticket for one in claim.disagreements]
    instances = _instances(tickets[:_CAUSES])
    return f"{'; '.join(named)}.{instances} The workbook lists each, sheet Disagreements."


def _cause(one: Disagreement) -> str:
    said = "without a flag of yours" if one.claimed == "nothing" else f"{one.claimed} by you"
    cause = _LENGTH.sub(r"is \1", one.cause)
    return f"{said}, {one.ours.replace('_', ' ')} by the contract: {cause}"


def _finding(finding: Finding) -> Question:
    ask = _ASKED.get(finding.id, "Explain.")
    example = f" ({finding.examples[0]})" if finding.examples else ""
    facts = finding.message.partition("; ask ")[0]
    return ask, f"{facts}{example}."


def _records(level: LevelResult) -> Iterable[Question]:
    if not level.measured:
        yield "Send what is missing.", f"{level.title} cannot be measured: {level.reason}."
    elif level.ledger and level.ledger.unscorable:
        count = sum(line.count for line in level.ledger.unscorable)
        facts = f"{level.title}: {counted(count, level.ledger.noun)} cannot be judged."
        yield "Correct the records.", facts


def _rows(audit: Audit) -> Iterable[Question]:
    count = sum(line.count for line in audit.intake.rows_rejected)
    if count:
        facts = f"{counted(count, 'row')} of the export cannot be read; the workbook lists each, "
        yield "Correct the export.", f"{facts}sheet Rejected."
    for feed in audit.intake.feeds:
        if feed.rejected:
            facts = (
                f"{counted(len(feed.rejected), 'place')} of the feed {feed.feed} cannot be read;"
            )
            yield "Correct the feed.", f"{facts} the workbook lists each, sheet Rejected."


def _instances(examples: Sequence[str]) -> str:
    return f" For instance {', '.join(examples)}." if examples else ""
