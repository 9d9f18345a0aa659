"""Rules between the objects of the procurement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from rfpkit.model.planning import Contact, Event, Issuer, ScopeItem
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.procurement.attachment import Attachment
from rfpkit.model.procurement.contract_structure import ContractStructure
from rfpkit.model.procurement.evaluation import Evaluation
from rfpkit.model.procurement.forms import Forms
from rfpkit.model.procurement.general_terms import GeneralTerms
from rfpkit.model.procurement.instructions import Instructions
from rfpkit.model.procurement.qualification import Qualification
from rfpkit.model.procurement.wording import INSTRUCTIONS, wording_problems
from rfpkit.model.record import Problem, repeated_ids

DEADLINE = "proposals-due"
"""The event by whose moment proposals must arrive."""


class Procurement(Protocol):
    """A document in which a procurement is described."""

    @property
    def issuer(self) -> Issuer:
        """The body that issues the RFP."""

    @property
    def contact(self) -> Contact | None:
        """Who answers questions."""

    @property
    def schedule(self) -> tuple[Event, ...]:
        """Calendar of events."""

    @property
    def scope(self) -> tuple[ScopeItem, ...]:
        """What is supported."""

    @property
    def instructions(self) -> Instructions | None:
        """How to hand a proposal in."""

    @property
    def contract_structure(self) -> ContractStructure | None:
        """Awards, lots and entities."""

    @property
    def qualifications(self) -> tuple[Qualification, ...] | None:
        """Pass or fail."""

    @property
    def evaluation(self) -> Evaluation | None:
        """How proposals are judged."""

    @property
    def pricing(self) -> PriceSheet | None:
        """What is priced."""

    @property
    def terms(self) -> GeneralTerms | None:
        """General terms."""

    @property
    def forms(self) -> Forms | None:
        """Forms."""

    @property
    def attachments(self) -> tuple[Attachment, ...] | None:
        """Files beside the document."""


def procurement_problems(document: Procurement) -> Iterable[Problem]:
    """Yields each rule of the procurement that does not hold."""
    for key in ("qualifications", "attachments"):
        yield from repeated_ids(key, getattr(document, key) or (), (key,))
    for key, problems in _of_nouns(document):
        for problem in problems:
            yield problem._replace(path=(key, *problem.path))
    yield from _ways(document)
    yield from _deadline(document)


def _of_nouns(document: Procurement) -> Iterable[tuple[str, Iterable[Problem]]]:
    if document.instructions is not None:
        yield "instructions", wording_problems(document.instructions, INSTRUCTIONS, ())
    if document.contract_structure is not None:
        known = [item.id for item in document.scope]
        yield "contract_structure", document.contract_structure.problems(known)
    if document.evaluation is not None:
        yield "evaluation", document.evaluation.problems()
    if document.terms is not None:
        yield "terms", document.terms.problems()
    if document.forms is not None:
        yield "forms", document.forms.problems()


def _ways(document: Procurement) -> Iterable[Problem]:
    """Yields each way to hand a proposal in that has no address."""
    asked = document.instructions
    if asked is None:
        return
    contact, issuer = document.contact, document.issuer
    addresses = {
        "portal": (asked.portal, "write its address under `instructions.portal`"),
        "email": (
            asked.email or (contact and contact.email),
            "write it under `instructions.email`, or name a `contact`",
        ),
        "paper": (
            asked.deliver_to or issuer.address,
            "write it under `instructions.deliver_to`, or give the issuer an `address`",
        ),
    }
    for position, way in enumerate(asked.submit_by):
        address, hint = addresses[way]
        if not address:
            path = ("instructions", "submit_by", position)
            message = f"proposals may come by {way}, but no address is given"
            yield Problem(path, message, hint, ("contact", "issuer"))


def _deadline(document: Procurement) -> Iterable[Problem]:
    """Yields a calendar of events in which proposals are never due, or at no hour."""
    events: Sequence[Event] = document.schedule
    due = [place for place, event in enumerate(events) if event.id == DEADLINE]
    if events and not due:
        hint = f"add {{id: {DEADLINE}, name: Proposals due, date: 2026-03-05, time: 14:00}}"
        message = f"the calendar of events has no `{DEADLINE}`"
        yield Problem(("schedule",), message, hint)
    for place in due:
        if events[place].time is None:
            hint = "add the local time: time: 14:00"
            yield Problem(("schedule", place), "proposals are due on a day, but at no hour", hint)
