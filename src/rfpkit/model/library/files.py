"""The files of a pack's library: requirements, service levels, clauses, defaults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Self

from pydantic import model_validator

from rfpkit.model.credits.values import TimeToClaim
from rfpkit.model.fees import AtRisk
from rfpkit.model.library.clause import ClauseRule
from rfpkit.model.library.condition import Condition
from rfpkit.model.library.facts import Facts
from rfpkit.model.library.include import Selection
from rfpkit.model.library.instead import Instead
from rfpkit.model.library.overlay import FloorFile, OverlayFile
from rfpkit.model.library.overridable import Overridable
from rfpkit.model.planning import Audience, Goal, Operations, Reporting, ScopeItem, Term
from rfpkit.model.pricing.line import PriceLine
from rfpkit.model.pricing.rules import PricedFee
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.priority import Priority
from rfpkit.model.procurement.attachment import Attachment
from rfpkit.model.procurement.contract_structure import ContractStructure
from rfpkit.model.procurement.evaluation import Evaluation
from rfpkit.model.procurement.general_terms import GeneralTerms
from rfpkit.model.procurement.instructions import Instructions
from rfpkit.model.procurement.qualification import Qualification
from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.requirement import Requirement
from rfpkit.model.scalars import Date, Id, Text
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.services.repair import RepairProcess
from rfpkit.model.terms import Definition
from rfpkit.model.ticket_event import TicketEvent


class Tombstone(Record):
    """An id that was used once. It stays here so that nobody gives it to something else."""

    id: Id
    """The id that is not used any more."""
    on: Date
    """The date on which it was retired."""
    reason: Text
    """Why."""
    replaced_by: Id | None = None
    """What says it now."""


class LibraryRequirement(Requirement):
    """A requirement that an RFP can take."""

    group: None = None
    """Left out: the heading is that of the file."""
    goal: None = None
    """Left out: write `goals`."""
    verification: Text
    """How the District will see that it is kept."""
    rationale: Text
    """Why it is asked."""
    goals: tuple[Id, ...] = ()
    """Goals that it serves; an RFP that has one of them shows the first."""
    when: Condition | None = None
    """The facts under which it is asked; always if left out."""
    overridable: Overridable | None = None
    """How far whoever takes it may change it; as the file says if left out."""


class RequirementFile(Record):
    """Requirements of one group."""

    kind: Literal["requirements"]
    """What the file is."""
    id: Id
    """Name of the group, by which an RFP takes it: repair-process."""
    group: Text
    """Heading under which the matrix lists them."""
    overridable: Overridable | None = None
    """How far whoever takes one of them may change it; as one likes if left out."""
    requirements: tuple[LibraryRequirement, ...]
    """The requirements, in the order of the matrix."""
    retired: tuple[Tombstone, ...] = ()
    """Ids that are not used any more."""

    def problems(self) -> Iterable[Problem]:
        """Yields each id that is used twice, or again."""
        yield from library_ids("requirements", self.requirements, self.retired)


class LibraryLevel(ServiceLevel):
    """A service level that an RFP can take."""

    goal: None = None
    """Left out: write `goals`."""
    origin: None = None
    """Left out: only a contract's level has one."""
    rationale: Text
    """Why the level and its credit are reasonable."""
    goals: tuple[Id, ...] = ()
    """Goals that it serves; an RFP that has one of them shows the first."""
    overridable: Overridable | None = None
    """How far whoever takes it may change it; as the file says if left out."""


class LevelFile(Record):
    """Service levels of one group."""

    kind: Literal["service-levels"]
    """What the file is."""
    id: Id
    """Name of the group, by which an RFP takes it: repair-levels."""
    title: Text
    """What the levels of the file are about."""
    overridable: Overridable | None = None
    """How far whoever takes one of them may change it; as one likes if left out."""
    service_levels: tuple[LibraryLevel, ...]
    """The levels, in the order of the document."""
    retired: tuple[Tombstone, ...] = ()
    """Ids that are not used any more."""

    def problems(self) -> Iterable[Problem]:
        """Yields each id that is used twice, or again."""
        yield from library_ids("service_levels", self.service_levels, self.retired)


class LibraryClause(ClauseRule):
    """A clause that an RFP can take."""

    overridable: Overridable | None = None
    """How far whoever takes it may change it; as the file says if left out."""


class ClauseFile(Record):
    """Conditional clauses of one source of law."""

    kind: Literal["clauses"]
    """What the file is."""
    id: Id
    """Name of the file, by which an RFP takes it: us-federal."""
    title: Text
    """Whose rules they are."""
    overridable: Overridable | None = None
    """How far whoever takes one of them may change it; as one likes if left out."""
    clauses: tuple[LibraryClause, ...]
    """The clauses, in the order of the document."""
    retired: tuple[Tombstone, ...] = ()
    """Ids that are not used any more."""

    def problems(self) -> Iterable[Problem]:
        """Yields each id that is used twice, or again."""
        yield from library_ids("clauses", self.clauses, self.retired)


class EventName(Record):
    """An event of a procurement whose date the RFP gives."""

    id: Id
    """Name of the event: proposals-due."""
    name: Text
    """What happens."""
    place: Text | None = None
    """Where."""
    mandatory: Literal[True, False] = False
    """Whether a proposer must be there."""


class FeeOfALevel(Record):
    """A fee that only some levels need, with the line that prices it."""

    fee: PricedFee
    """The fee, as the credits of levels name it."""
    line: PriceLine
    """What proposers price; it belongs to the fee."""

    @model_validator(mode="after")
    def _line_is_of_the_fee(self) -> Self:
        if self.line.fee != self.fee.id:
            message = f"the line `{self.line.id}` is no part of the fee `{self.fee.id}`"
            raise mistake(message, f"write `fee: {self.fee.id}` at the line")
        return self


class DefaultsFile(Record):
    """What an RFP says where its author has nothing else to say."""

    kind: Literal["defaults"]
    """What the file is."""
    purpose: Text | None = None
    """What is bought. Markdown."""
    facts: Facts | None = None
    """Facts that the work itself settles."""
    term: Term | None = None
    """How long the contract is to last."""
    instructions: Instructions | None = None
    """How to write a proposal and hand it in."""
    contract_structure: ContractStructure | None = None
    """Awards, lots and cooperative use."""
    qualifications: tuple[Qualification, ...] | None = None
    """What a proposer must be before its proposal is scored."""
    evaluation: Evaluation | None = None
    """How proposals are judged."""
    terms: GeneralTerms | None = None
    """General terms of the contract."""
    attachments: tuple[Attachment, ...] | None = None
    """Files that come with the RFP, or go with a proposal."""
    pricing: PriceSheet | None = None
    """What proposers price."""
    fees_of_levels: tuple[FeeOfALevel, ...] = ()
    """Fees that only some levels need; a price sheet of the pack has those that its levels name."""
    audiences: tuple[Audience, ...] = ()
    """Who is served."""
    goals: tuple[Goal, ...] = ()
    """What the support is for."""
    priorities: tuple[Priority, ...] = ()
    """Steps of urgency, the most urgent first."""
    scope: tuple[ScopeItem, ...] = ()
    """What is supported, and what is not."""
    operations: Operations | None = None
    """How the work is organized."""
    repair_process: RepairProcess | None = None
    """How a device is repaired, who has it when, and the spares."""
    pauses: tuple[Definition, ...] = ()
    """Reasons for which a clock may stand still; an RFP takes those that its levels name."""
    exclusions: tuple[Definition, ...] = ()
    """Reasons to leave a ticket out; an RFP takes those that its levels name."""
    ticket_events: tuple[TicketEvent, ...] = ()
    """Words and meanings of events; an RFP takes those that its levels name."""
    at_risk: AtRisk | None = None
    """The most that all levels together may cost."""
    claim_within: TimeToClaim | None = None
    """How long a credit may be claimed."""
    tickets_credited: Literal["once", "under each level"] | None = None
    """Whether a ticket that is credited under one level is credited under a later one, too."""
    reporting: Reporting | None = None
    """The reports and the ticket export."""
    schedule: tuple[EventName, ...] = ()
    """Events of the procurement; an RFP gives each its date."""

    def problems(self) -> Iterable[Problem]:
        """Yields each id that is used twice in a list."""
        for key in (
            "audiences",
            "goals",
            "priorities",
            "scope",
            "pauses",
            "exclusions",
            "ticket_events",
        ):
            yield from repeated_ids(key, getattr(self, key), (key,))
        yield from repeated_ids("schedule", self.schedule, ("schedule",))
        yield from repeated_ids("qualifications", self.qualifications or (), ("qualifications",))
        for key in ("evaluation", "terms"):
            noun = getattr(self, key)
            for problem in noun.problems() if noun is not None else ():
                yield problem._replace(path=(key, *problem.path))


class StartingPoint(Selection):
    """A selection that is ready for a kind of buyer."""

    kind: Literal["starting-point"]
    """What the file is."""
    id: Id
    """Name by which an RFP takes it: small-district."""
    title: Text
    """For whom it is meant."""
    instead: Instead | None = None
    """What it says in place of the pack's defaults."""

    def problems(self) -> Iterable[Problem]:
        """Yields what is wrong with what it says."""
        for problem in self.instead.problems() if self.instead is not None else ():
            yield problem._replace(path=("instead", *problem.path))


LIBRARY: dict[str, type[Record]] = {
    "requirements": RequirementFile,
    "service-levels": LevelFile,
    "clauses": ClauseFile,
    "defaults": DefaultsFile,
    "starting-point": StartingPoint,
    "overlay": OverlayFile,
    "floor": FloorFile,
}
"""Each kind of library file by the word in its `kind`."""


def library_ids(key: str, items: Sequence[Record], retired: Sequence[Tombstone]) -> list[Problem]:
    """Returns a problem for each id of a file that is used twice, or that is retired."""
    found = list(repeated_ids(key, items, (key,)))
    found += repeated_ids("retired", retired, ("retired",))
    gone = {one.id: one for one in retired}
    for position, item in enumerate(items):
        stone = gone.get(str(getattr(item, "id", "")))
        if stone is not None:
            found.append(Problem((key, position, "id"), *used_again(stone)))
    return found


def used_again(stone: Tombstone) -> tuple[str, str]:
    """Returns what is wrong with an id that was retired, and how to mend it."""
    message = f"the id `{stone.id}` was retired on {stone.on}: {stone.reason}"
    hint = f"write `{stone.replaced_by}`, which replaced it" if stone.replaced_by else ""
    return message, hint or "give the item an id that was never used"
