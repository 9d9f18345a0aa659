"""Support, training and professional learning, planned together."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.names import Names
from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Share, Text, Whole

LearningKind = Literal[
    "training", "professional-learning", "co-teaching", "office-hours", "user-group", "video",
    "chat", "orientation",
]  # fmt: skip
"""What kind of service it is; an orientation is for the Contractor's own technicians."""


class LearningService(Record):
    """Something that people learn from."""

    id: Id
    """Name of the service: contact-training."""
    name: Text
    """How it is called."""
    kind: LearningKind
    """What kind of service it is."""
    audiences: Names | None = None
    """For whom it is; left out, for the Contractor's technicians."""
    sessions: Whole | None = None
    """Sessions owed in a school year."""
    hours: Whole | None = None
    """Hours of each session."""
    every: Text | None = None
    """How often: each semester, before it begins."""
    joint_staffing: Text | None = None
    """Who leads it together: a technician and a teacher of the learning team."""
    topics: Literal["ticket-categories", "requests", "district-plan"] | None = None
    """Where its topics come from."""


class MaturityPhase(Record):
    """How effort is divided at one stage of the contract."""

    id: Id
    """Name of the phase: first-year."""
    name: Text
    """How it is called."""
    period: Text
    """When it is: school year 2026–27."""
    support: Share
    """Share of the effort for support."""
    training: Share
    """Share for training in devices and software."""
    professional_learning: Share
    """Share for learning how to teach with them."""
    until: Text | None = None
    """The number that ends the phase: how-to requests below one for each teacher."""


class CoordinatedServices(Record):
    """Support, training and professional learning, planned together."""

    plan: Text | None = None
    """How the plan is made and by whom; the pack's words if left out."""
    services: tuple[LearningService, ...] = ()
    """What is owed."""
    phases: tuple[MaturityPhase, ...] = ()
    """How effort moves from one to the other over the years."""
