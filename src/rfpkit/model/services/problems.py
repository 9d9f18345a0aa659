"""Rules between what the Contractor does and the rest of the RFP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.planning import Audience, Operations, ScopeItem
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.procurement.attachment import Attachment
from rfpkit.model.record import Problem, repeated_ids
from rfpkit.model.references import Path, Promises
from rfpkit.model.scalars import write_share
from rfpkit.model.service_level import ServiceLevel, unknown
from rfpkit.model.services.learning import CoordinatedServices
from rfpkit.model.services.privacy import SecurityPrivacy
from rfpkit.model.services.publication import Publication
from rfpkit.model.services.repair import RepairProcess, SparePool
from rfpkit.model.services.responsibility import ALWAYS, Party, Responsibility
from rfpkit.model.target import StockShare

Known = Mapping[str, Sequence[str]]
"""Names by what bears them."""


class Services(Promises, Protocol):
    """A document in which the work of the Contractor is described."""

    @property
    def scope(self) -> tuple[ScopeItem, ...]:
        """What is supported."""

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Who is served."""

    @property
    def operations(self) -> Operations | None:
        """How the work is organized."""

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who has something to do."""

    @property
    def responsibilities(self) -> tuple[Responsibility, ...]:
        """Who answers for what."""

    @property
    def publications(self) -> tuple[Publication, ...]:
        """Where users read it."""

    @property
    def repair_process(self) -> RepairProcess | None:
        """How a device is repaired."""

    @property
    def coordinated_services(self) -> CoordinatedServices | None:
        """Training and learning."""

    @property
    def security_privacy(self) -> SecurityPrivacy | None:
        """Data and access."""

    @property
    def attachments(self) -> tuple[Attachment, ...] | None:
        """Files beside the document."""

    @property
    def pricing(self) -> PriceSheet | None:
        """What is priced."""

    @property
    def service_levels(self) -> tuple[ServiceLevel, ...]:
        """The promises."""


def service_problems(rfp: Services) -> Iterable[Problem]:
    """Yields each name in the service side that nothing in the RFP bears, and what contradicts."""
    known = _known(rfp)
    yield from _of_parties(rfp, known)
    if rfp.operations is not None:
        yield from _of_operations(rfp.operations, known)
        yield from _of_channels(rfp, rfp.operations)
    if rfp.repair_process is not None:
        yield from _of_repair(rfp, rfp.repair_process, known)
    if rfp.coordinated_services is not None:
        yield from _of_learning(rfp.coordinated_services, known)
    yield from _of_agreement(rfp)
    yield from _of_levels(rfp, known)


def _known(rfp: Services) -> Known:
    queues = rfp.operations.queues if rfp.operations is not None else ()
    lines = rfp.pricing.lines if rfp.pricing is not None else ()
    return {
        "scope item": [item.id for item in rfp.scope],
        "party": [*ALWAYS, *(party.id for party in rfp.parties)],
        "audience": [item.id for item in rfp.audiences],
        "queue": [queue.id for queue in queues],
        "priority": [priority.id for priority in rfp.priorities],
        "calendar": [calendar.id for calendar in rfp.calendars],
        "line of the price sheet": [line.id for line in lines],
    }


def _names(known: Known, what: str, path: Path, name: str | None) -> Iterable[Problem]:
    if name is not None and name not in known[what]:
        yield unknown(path, what, name, known[what])


def _listed(known: Known, what: str, path: Path, names: Iterable[str]) -> Iterable[Problem]:
    for position, name in enumerate(names):
        yield from _names(known, what, (*path, position), name)


def _of_parties(rfp: Services, known: Known) -> Iterable[Problem]:
    for position, party in enumerate(rfp.parties):
        if party.id in ALWAYS:
            hint = f"take it away: `{party.id}` is always there, as {ALWAYS[party.id]}"
            yield Problem(("parties", position, "id"), f"`{party.id}` is named again", hint)
    seen: set[str] = set()
    for position, row in enumerate(rfp.responsibilities):
        path: Path = ("responsibilities", position)
        yield from _names(known, "scope item", (*path, "item"), row.item)
        for place, name in row.named():
            yield from _names(known, "party", (*path, *place), name)
        if row.item in seen:
            hint = "join the two lines: one party is accountable for an item"
            yield Problem((*path, "item"), f"`{row.item}` has two lines", hint)
        seen.add(row.item)
    for position, publication in enumerate(rfp.publications):
        path = ("publications", position)
        yield from _listed(known, "audience", (*path, "audiences"), publication.audiences)
        yield from _names(known, "party", (*path, "by"), publication.by)


def _of_operations(operations: Operations, known: Known) -> Iterable[Problem]:
    for key in ("channels", "maintenance", "rotations"):
        yield from repeated_ids(key, getattr(operations, key), ("operations", key))
    for position, channel in enumerate(operations.channels):
        path: Path = ("operations", "channels", position, "calendar")
        yield from _names(known, "calendar", path, channel.calendar)
    for position, rule in enumerate(operations.triage):
        path = ("operations", "triage", position)
        yield from _names(known, "priority", (*path, "priority"), rule.priority)
        yield from _names(known, "queue", (*path, "queue"), rule.queue)
    for position, plan in enumerate(operations.maintenance):
        path = ("operations", "maintenance", position, "items")
        yield from _listed(known, "scope item", path, plan.items)
    for position, rotation in enumerate(operations.rotations):
        path = ("operations", "rotations", position, "queue")
        yield from _names(known, "queue", path, rotation.queue)
    if operations.off_campus is not None:
        path = ("operations", "off_campus", "calendar")
        yield from _names(known, "calendar", path, operations.off_campus.calendar)
    for position, option in enumerate(operations.staffing.options if operations.staffing else ()):
        path = ("operations", "staffing", "options", position, "price_line")
        yield from _names(known, "line of the price sheet", path, option.price_line)


def _of_channels(rfp: Services, operations: Operations) -> Iterable[Problem]:
    """Yields each channel of an audience that the list of channels lacks, where there is one."""
    known = {"channel": [channel.id for channel in operations.channels]}
    for position, audience in enumerate(rfp.audiences if operations.channels else ()):
        path = ("audiences", position, "channels")
        yield from _listed(known, "channel", path, audience.channels)


def _of_repair(rfp: Services, repair: RepairProcess, known: Known) -> Iterable[Problem]:
    for key in ("steps", "handoffs"):
        yield from repeated_ids(key, getattr(repair, key), ("repair_process", key))
    for position, step in enumerate(repair.steps):
        yield from _names(known, "party", ("repair_process", "steps", position, "by"), step.by)
    for position, point in enumerate(repair.handoffs):
        for key in ("giver", "taker", "recorded_by"):
            path: Path = ("repair_process", "handoffs", position, key)
            yield from _names(known, "party", path, getattr(point, key))
        if point.giver == point.taker:
            path = ("repair_process", "handoffs", position, "taker")
            message = "the device does not change hands: both sides are the same party"
            yield Problem(path, message, "name the party that takes it, or leave the point out")
    if repair.pickup is not None:
        path = ("repair_process", "pickup", "calendar")
        yield from _names(known, "calendar", path, repair.pickup.calendar)
    for position, pool in enumerate(repair.spare_pools):
        path = ("repair_process", "spare_pools", position)
        yield from _names(known, "scope item", (*path, "item"), pool.item)
        yield from _of_pool(rfp, pool, path)


def _of_pool(rfp: Services, pool: SparePool, path: Path) -> Iterable[Problem]:
    """Yields what the pool and the service level of the same stock say differently."""
    for level in rfp.service_levels:
        if not isinstance(level.measure, StockMeasure) or level.measure.of != pool.item:
            continue
        asked = level.target
        if pool.feed is not None and pool.feed != level.measure.feed:
            message = f"the level `{level.id}` counts the pool in `{level.measure.feed}`"
            yield Problem((*path, "feed"), message, f"write `feed: {level.measure.feed}` in both")
        if not isinstance(asked, StockShare) or pool.basis != "users":
            continue
        if asked.share != pool.share:
            message = f"the level `{level.id}` asks for {asked}, the pool is {_pool(pool)}"
            hint = "write the same share in both"
            yield Problem((*path, "share"), message, hint)


def _pool(pool: SparePool) -> str:
    return f"{write_share(pool.share)} of {pool.basis}"


def _of_learning(services: CoordinatedServices, known: Known) -> Iterable[Problem]:
    for key in ("services", "phases"):
        yield from repeated_ids(key, getattr(services, key), ("coordinated_services", key))
    for position, service in enumerate(services.services):
        path: Path = ("coordinated_services", "services", position, "audiences")
        yield from _listed(known, "audience", path, service.audiences or ())
    for position, phase in enumerate(services.phases):
        total = phase.support + phase.training + phase.professional_learning
        if total != 1:
            path = ("coordinated_services", "phases", position)
            message = f"the shares of effort add up to {write_share(total)}, not to 100%"
            yield Problem(path, message, "change one of the three shares")


def _of_levels(rfp: Services, known: Known) -> Iterable[Problem]:
    """Yields each audience of a level that the list of audiences lacks, where there is one."""
    for position, level in enumerate(rfp.service_levels if rfp.audiences else ()):
        path: Path = ("service_levels", position, "applies_to", "audience")
        yield from _listed(known, "audience", path, level.applies_to.audience or ())


def _of_agreement(rfp: Services) -> Iterable[Problem]:
    privacy = rfp.security_privacy
    if privacy is None or privacy.agreement is None:
        return
    attached = {"attachment": [item.id for item in rfp.attachments or ()]}
    path: Path = ("security_privacy", "agreement", "attachment")
    yield from _names(attached, "attachment", path, privacy.agreement.attachment)
