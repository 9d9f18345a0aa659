"""The RFP: one file that becomes the document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.addenda.question import Question
from rfpkit.model.addenda.rules import addenda_problems, ids_within, question_problems
from rfpkit.model.answers.response_codes import ResponseCodes
from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.credits.values import TimeToClaim
from rfpkit.model.digest import digest_of
from rfpkit.model.fees import AtRisk, fee_problems
from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.library.clause import ClauseRule
from rfpkit.model.library.facts import Facts
from rfpkit.model.library.include import Changes, Include
from rfpkit.model.library.override import Override
from rfpkit.model.open_points import OpenPoint, open_point_problems
from rfpkit.model.planning import (
    Audience,
    Contact,
    Event,
    Goal,
    Issuer,
    Operations,
    Profile,
    Reporting,
    ScopeItem,
    Term,
)
from rfpkit.model.pricing.problems import pricing_problems
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.priority import Priority
from rfpkit.model.procurement.attachment import Attachment
from rfpkit.model.procurement.contract_structure import ContractStructure
from rfpkit.model.procurement.evaluation import Evaluation
from rfpkit.model.procurement.forms import Forms
from rfpkit.model.procurement.general_terms import GeneralTerms
from rfpkit.model.procurement.instructions import Instructions
from rfpkit.model.procurement.notice import Notice
from rfpkit.model.procurement.qualification import Qualification
from rfpkit.model.procurement.rules import procurement_problems
from rfpkit.model.record import Problem, Record, repeated_ids
from rfpkit.model.references import calendar_problems, level_problems
from rfpkit.model.requirement import Requirement
from rfpkit.model.scalars import Id, Text
from rfpkit.model.service_level import ServiceLevel, unknown
from rfpkit.model.services.governance import Governance
from rfpkit.model.services.learning import CoordinatedServices
from rfpkit.model.services.privacy import SecurityPrivacy
from rfpkit.model.services.problems import service_problems
from rfpkit.model.services.publication import Publication
from rfpkit.model.services.repair import RepairProcess
from rfpkit.model.services.responsibility import Party, Responsibility
from rfpkit.model.terms import Definition
from rfpkit.model.ticket_event import TicketEvent, event_problems
from rfpkit.model.unsettled import Unsettled, unsettled_problems
from rfpkit.model.written_sentences import sentence_problems


class Solicitation(Record):
    """A request for proposals."""

    kind: Literal["rfp"]
    """What the file is."""
    id: Id
    """Number of the solicitation: PC-2026-014."""
    title: Text
    """Title on the cover."""
    pack: Text = "k12-device-support"
    """Template pack, with the least version it must have: k12-device-support >= 1.0."""
    include: Include | None = None
    """What the RFP takes from the pack's library. Left out, it says everything itself."""
    changes: Changes | None = Field(None, alias="set")
    """Changes of what was taken, by list and id: {requirements: {RPR-103: {rationale: …}}}."""
    overrides: tuple[Override, ...] | None = None
    """Changes of what was taken that need a reason, each with its authority, its date and the
    digest of what it was written against."""
    note: Text | None = None
    """A line on the cover: that the example's district is invented, for instance."""
    status: Literal["draft", "issued"] = "issued"
    """A draft is marked as one on every page."""
    page: Literal["letter", "a4"] = "letter"
    """Size of the paper."""
    issuer: Issuer
    """The body that issues the RFP."""
    contact: Contact | None = None
    """Who answers questions until award."""
    purpose: Text | None = None
    """What is bought, and why now. Markdown."""
    background: Text | None = None
    """How support works today. Markdown."""
    profile: Profile = Profile()
    """Students, devices, staff and schools, in numbers."""
    term: Term | None = None
    """How long the contract is to last."""
    schedule: tuple[Event, ...] = ()
    """Calendar of events."""
    notice: Notice | None = None
    """The notice to proposers; the pack's words if left out."""
    instructions: Instructions | None = None
    """How to write a proposal and hand it in; the pack's words if left out."""
    contract_structure: ContractStructure | None = None
    """Awards, lots, participating entities and cooperative use."""
    qualifications: tuple[Qualification, ...] | None = None
    """What a proposer must be before its proposal is scored."""
    evaluation: Evaluation | None = None
    """How proposals are judged."""
    terms: GeneralTerms | None = None
    """General terms of the contract; the pack's words if left out."""
    forms: Forms | None = None
    """Forms that go with a proposal; the pack's if left out."""
    attachments: tuple[Attachment, ...] | None = None
    """Files that come with the RFP, or go with a proposal."""
    audiences: tuple[Audience, ...] = ()
    """Who is served."""
    goals: tuple[Goal, ...] = ()
    """What the support is for."""
    priorities: tuple[Priority, ...] = ()
    """Steps of urgency, the most urgent first."""
    calendars: tuple[ServiceCalendar, ...] = ()
    """Hours on which clocks run."""
    scope: tuple[ScopeItem, ...] = ()
    """What is supported, and what is not."""
    operations: Operations | None = None
    """How the work is organised."""
    parties: tuple[Party, ...] = ()
    """Who has something to do beside the Contractor and the District."""
    responsibilities: tuple[Responsibility, ...] = ()
    """Who does, answers for, is asked and is told about each scope item."""
    publications: tuple[Publication, ...] = ()
    """Where users read what they may expect."""
    governance: Governance | None = None
    """How the two sides work together."""
    repair_process: RepairProcess | None = None
    """How a device is repaired, who has it when, and the spares."""
    coordinated_services: CoordinatedServices | None = None
    """Support, training and professional learning, planned together."""
    security_privacy: SecurityPrivacy | None = None
    """Data of students, devices that hold it, and access for everybody."""
    requirements: tuple[Requirement, ...] = ()
    """What proposers answer, one by one."""
    response_codes: ResponseCodes | None = None
    """The codes with which they answer; those of the pack if left out."""
    pauses: tuple[Definition, ...] = ()
    """Reasons for which a clock may stand still."""
    exclusions: tuple[Definition, ...] = ()
    """Reasons for which a ticket is left out of the count."""
    ticket_events: tuple[TicketEvent, ...] | None = None
    """Events of a ticket: what each means, and how sentences speak of it; the product has words
    for the usual ones."""
    service_levels: tuple[ServiceLevel, ...] = ()
    """The promises that are measured."""
    left_open: tuple[OpenPoint, ...] = ()
    """What the RFP leaves open on purpose; `rfpkit check` says no more of it."""
    unsettled: tuple[Unsettled, ...] | None = None
    """Answers to the planning questions that nobody knows yet, or that nobody confirmed. Never
    printed; `rfpkit check` tells them."""
    at_risk: AtRisk | None = None
    """The most that all levels together may cost; its base is a fee that proposers price."""
    claim_within: TimeToClaim | None = None
    """How long a credit may be claimed: 60 calendar days after the period, or after the report."""
    tickets_credited: Literal["once", "under each level"] | None = None
    """Whether a ticket that is credited under one level is credited under a later one, too; once
    if left out."""
    pricing: PriceSheet | None = None
    """What proposers price."""
    reporting: Reporting = Reporting()
    """The reports and the ticket export that the Contractor owes."""
    addenda: tuple[Addendum, ...] | None = None
    """What was changed after the RFP was issued, in order."""
    questions: tuple[Question, ...] | None = None
    """Questions of proposers, with the answers that everybody gets."""
    ocid_prefix: Id | None = None
    """Prefix under which the issuer publishes open contracting data; registered with the Open
    Contracting Partnership."""
    facts: Facts | None = None
    """Facts that decide which clauses and requirements apply."""
    required_clauses: tuple[ClauseRule, ...] | None = None
    """Clauses that federal, state or local rules ask for, each with the facts under which it
    applies."""

    @property
    def issued_on(self) -> datetime.date | None:
        """The date of the event `issued`; None where the schedule has none."""
        return next((event.date for event in self.schedule if event.id == "issued"), None)

    @property
    def digest(self) -> str:
        """SHA-256 of the whole solicitation."""
        return digest_of(self)

    def problems(self) -> Iterable[Problem]:
        """Yields each rule between the solicitation's objects that does not hold."""
        for key in _LISTS:
            yield from repeated_ids(key, getattr(self, key) or (), (key,))
        yield from calendar_problems(self.calendars, ("calendars",))
        yield from level_problems(self, self.service_levels, ("service_levels",))
        yield from unsettled_problems(self.unsettled or (), ("unsettled",))
        yield from self._open_points()
        yield from sentence_problems(self, self.service_levels, ("service_levels",))
        named = (name for level in self.service_levels for name in level.events)
        yield from event_problems(self.ticket_events or (), named)
        yield from self._unknown_goals()
        yield from self._unknown_stock()
        yield from self._of_prices()
        yield from procurement_problems(self)
        yield from service_problems(self)
        if self.response_codes is not None:
            yield from self.response_codes.problems(("response_codes",))
        yield from addenda_problems(self.addenda or (), self.schedule)
        yield from question_problems(self.questions or (), self.addenda or ())
        if self.ocid_prefix is not None and not _OCID_PREFIX.fullmatch(self.ocid_prefix):
            message = f"`{self.ocid_prefix}` is no prefix for open contracting data"
            hint = (
                "write the registered one, such as ocds-a1b2c3, or leave it out until you have it"
            )
            yield Problem(("ocid_prefix",), message, hint)

    def _open_points(self) -> Iterable[Problem]:
        ids = {*ids_within(self)} if self.left_open else set()
        for problem in open_point_problems(self.left_open, ids, ("left_open",)):
            yield problem._replace(needs=tuple(type(self).model_fields))

    def _of_prices(self) -> Iterable[Problem]:
        if self.pricing is None:
            return
        structure = self.contract_structure
        requirements = [item.id for item in self.requirements]
        lots = [lot.id for lot in structure.lots] if structure is not None else []
        yield from pricing_problems(self.pricing, requirements, lots, ("pricing",))
        levels = [(("service_levels",), self.service_levels)]
        yield from fee_problems(self.pricing.fees, self.at_risk, levels)

    def _unknown_goals(self) -> Iterable[Problem]:
        known = [goal.id for goal in self.goals]
        for key in ("service_levels", "requirements"):
            for position, item in enumerate(getattr(self, key)):
                if item.goal is not None and item.goal not in known:
                    yield unknown((key, position, "goal"), "goal", item.goal, known)

    def _unknown_stock(self) -> Iterable[Problem]:
        known = [item.id for item in self.scope]
        for position, level in enumerate(self.service_levels):
            measure = level.measure
            if isinstance(measure, StockMeasure) and known and measure.of not in known:
                path = ("service_levels", position, "measure", "of")
                yield unknown(path, "scope item", measure.of, known)


_OCID_PREFIX = re.compile(r"ocds-[a-z0-9]{6}")
_LISTS = (
    "schedule",
    "audiences",
    "goals",
    "priorities",
    "calendars",
    "scope",
    "parties",
    "publications",
    "requirements",
    "pauses",
    "exclusions",
    "service_levels",
    "required_clauses",
)
