"""Answers to the planning questions: who, what for, what is covered, how it works."""

from __future__ import annotations

import datetime
import re
from typing import Literal

from rfpkit.model.record import Record
from rfpkit.model.scalars import Clock, Date, Id, Text, Whole, Zone
from rfpkit.model.services.intake import IntakeChannel, TriageRule
from rfpkit.model.services.off_campus import OffCampusPolicy
from rfpkit.model.services.staffing import StaffingModel
from rfpkit.model.services.visits import MaintenancePlan, VisitRotation
from rfpkit.model.words import MONTHS, long_date, read_long_date


class Logo(Record):
    """The issuer's logo on the cover."""

    file: Text
    """A PNG in the RFP's own folder: logo.png."""
    shows: Text
    """What it shows, for readers who do not see it: Seal of Prairie City Public Schools."""


class Issuer(Record):
    """The public body that buys."""

    name: Text
    """Name as it signs."""
    level: Literal["district", "consortium", "state"]
    """What kind of body it is."""
    timezone: Zone
    """IANA time zone of every date and hour in the document."""
    currency: Literal["USD"] = "USD"
    """Currency of every amount."""
    address: Text | None = None
    """Postal address."""
    logo: Logo | None = None
    """Logo on the cover; none if left out."""


class Contact(Record):
    """The only person who may answer questions until award."""

    name: Text
    """Name, or the name of the office."""
    title: Text | None = None
    """Function."""
    email: Text
    """Address for questions and proposals."""
    phone: Text | None = None
    """Telephone number."""


class Profile(Record):
    """The issuer in numbers."""

    students: Whole | None = None
    """Students enrolled."""
    devices: Whole | None = None
    """Devices in use."""
    support_staff: Whole | None = None
    """Support staff, full-time equivalents."""
    schools: Whole | None = None
    """Schools and other sites."""
    yearly_requests: Whole | None = None
    """Requests closed in a year."""


class Audience(Record):
    """A group of people who are served."""

    id: Id
    """Name of the group: students."""
    name: Text | None = None
    """How the group is called in documents; made from the id if left out."""
    kind: Literal["student", "teacher", "administrator", "staff", "parent", "guest"] | None = None
    """What they are to the schools."""
    count: Whole | None = None
    """How many they are."""
    may_open_ticket: Literal[True, False] = True
    """Whether they may open a ticket themselves."""
    channels: tuple[Id, ...] = ()
    """Ways in which they ask: portal, phone, walk-in."""
    languages: tuple[Id, ...] = ()
    """Languages in which they are served, as ISO 639 codes."""


class Goal(Record):
    """What the support is for."""

    id: Id
    """Name of the goal: learning-time."""
    statement: Text
    """The goal in a sentence."""
    tied_to: Text | None = None
    """The plan it comes from."""


class ScopeItem(Record):
    """A thing or service that is supported, or is not."""

    id: Id
    """Name of the item: student-laptops."""
    name: Text | None = None
    """How it is called in documents; made from the id if left out."""
    kind: Literal["device", "software", "network", "peripheral", "service"]
    """What it is."""
    ownership: Literal["district", "leased", "student", "staff", "third-party"] | None = None
    """Whose it is."""
    coverage: Literal["full", "best-effort", "advice", "excluded"]
    """How far it is supported."""
    count: Whole | None = None
    """How many there are."""
    models: tuple[Text, ...] | None = None
    """Makes and models, each with its number and its year: 800 Dell Chromebook 3110 of 2023."""
    reason: Text | None = None
    """Why it is excluded or limited, and what users do instead."""
    erate: Literal[True, False] | None = None
    """Whether E-rate discounts are asked for it: a substantive addendum then starts the 28 days
    of the program again."""


class Event(Record):
    """A date in the procurement."""

    id: Id
    """Name of the event: proposals-due."""
    name: Text
    """What happens."""
    date: Date
    """Local date."""
    time: Clock | None = None
    """Local time, where it matters."""
    place: Text | None = None
    """Where."""
    mandatory: Literal[True, False] = False
    """Whether a proposer must be there."""

    @property
    def moment(self) -> tuple[datetime.date, int]:
        """Date and second of the day, for putting events in order."""
        return self.date, self.time or 0


class Queue(Record):
    """A manageable chunk of the requests, with one owner."""

    id: Id
    """Name of the queue."""
    name: Text
    """What is in it."""
    owner: Text
    """Who works on it."""
    work_in_progress: Whole | None = None
    """Most open requests at a time for each technician."""


class Survey(Record):
    """How customers say whether they are satisfied."""

    asked: Text
    """When a customer is asked."""
    dimensions: tuple[Id, ...]
    """What is rated: timeliness, quality."""
    scale: Whole = 5
    """Best rating; the worst is 1."""


class Operations(Record):
    """How the work is organised."""

    intake: Text | None = None
    """How a request starts, and how it is given its priority."""
    channels: tuple[IntakeChannel, ...] = ()
    """Ways in which people ask for help."""
    triage: tuple[TriageRule, ...] = ()
    """What a request with certain marks is given, the first rule that fits first."""
    queues: tuple[Queue, ...] = ()
    """Queues of requests."""
    remote_first: Text | None = None
    """What is tried before somebody travels."""
    visits: Text | None = None
    """Standing rotation of technicians through the schools."""
    rotations: tuple[VisitRotation, ...] = ()
    """The rotation, group by group."""
    maintenance: tuple[MaintenancePlan, ...] = ()
    """Work that is done before anything fails."""
    off_campus: OffCampusPolicy | None = None
    """Whether devices are supported away from the schools, and how."""
    staffing: StaffingModel | None = None
    """How technicians are placed, and what else could be bought."""
    survey: Survey | None = None
    """The survey at closure."""


class Reporting(Record):
    """What the Contractor delivers so that the levels can be audited."""

    report_due: Text = "the 10th calendar day of the following month"
    """When the monthly report is due."""
    export_due: Text = "the 10th calendar day of the following month"
    """When the raw ticket export is due."""
    export_columns: tuple[Text, ...] = ()
    """Columns that the export has beside those that the levels need."""
    meetings: Text | None = None
    """How often both sides look at the results together."""


class Term(Record):
    """How long the contract is to last."""

    initial: Text
    """First term: 2026-07-01 to 2030-06-30."""
    renewals: Text | None = None
    """Renewals that the issuer may choose."""

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last day of the first term; None where the words name no two dates."""
        found = [read_day(text) for text in _DAY.findall(self.initial)]
        match found:
            case [datetime.date() as first, datetime.date() as last] if first <= last:
                return first, last
        return None

    @property
    def in_words(self) -> str:
        """The first term as a sentence has it: `July 1, 2026 to June 30, 2030`."""

        def spelled(found: re.Match[str]) -> str:
            day = read_day(found[0])
            return found[0] if day is None else long_date(day)

        return _DAY.sub(spelled, self.initial)


def read_day(text: str) -> datetime.date | None:
    """Returns the date `2026-07-01` or `July 1, 2026`; None if there is no such day."""
    try:
        is_short = text[0].isdigit()
        return datetime.date.fromisoformat(text) if is_short else read_long_date(text)
    except ValueError:
        return None


_DAY = re.compile(rf"(?:{'|'.join(MONTHS)}) \d{{1,2}}, \d{{4}}|\b\d{{4}}-\d\d-\d\d\b")
