"""What of a document with mistakes could not be looked at, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rfpkit.errors import printable
from rfpkit.model.audit_words import counted
from rfpkit.model.record import Record
from rfpkit.model.words import joined
from rfpkit.review.finding import Rule
from rfpkit.review.rules import RULES
from rfpkit.workflows.document import ReadDocument


@dataclass(frozen=True)
class Unchecked:
    """What nobody has looked at yet in a file that cannot be used."""

    file: str
    parts: tuple[str, ...]
    """What was left out because of a mistake in it: `service_levels[repair-turnaround]`."""
    rules: tuple[str, ...]
    """Rules that were not asked."""
    needs: tuple[str, ...]
    """Fields that those rules need, and that are not whole."""
    nothing_read: bool = False
    """Whether nothing of the file could be used."""
    is_rfp: bool = False
    """Whether it is an RFP, of which more is told when it can be used."""

    def lines(self) -> Iterator[str]:
        """Yields a line for each reason."""
        file = printable(self.file)
        if self.nothing_read:
            yield f"{file}: no rule was asked, because nothing of the file could be used"
            return
        if self.parts:
            yield (
                f"{file}: beside the problems told of them, no rule was asked of "
                f"{joined(self.parts)}"
            )
        if self.rules:
            yield (
                f"{file}: {counted(len(self.rules), 'rule')} of {len(RULES)} not asked until "
                f"{joined([f'`{name}`' for name in self.needs])} can be read whole: "
                f"{', '.join(self.rules)}"
            )
        if self.is_rfp:
            yield f"{file}: planning questions and what is taken are told when it can be used"

    def facts(self) -> dict[str, Any]:
        """Returns the same for programs."""
        return {
            "file": self.file,
            "nothing_read": self.nothing_read,
            "parts": list(self.parts),
            "rules": list(self.rules),
            "needs": list(self.needs),
        }


def asked(unsure: frozenset[str]) -> list[Rule[Record]]:
    """Returns the rules whose answers are true although some fields are not whole."""
    return [rule for rule in RULES.values() if rule.needs.isdisjoint(unsure)]


def unchecked(file: str, found: ReadDocument) -> Unchecked:
    """Returns what could not be looked at in a file that has mistakes."""
    if found.opened is None:
        return Unchecked(file, (), tuple(RULES), (), nothing_read=True)
    left = {name: rule for name, rule in RULES.items() if rule.needs & found.unsure}
    needs = sorted({need for rule in left.values() for need in rule.needs & found.unsure})
    is_rfp = found.opened.rfp is not None
    return Unchecked(file, found.left_out, tuple(left), tuple(needs), is_rfp=is_rfp)
