"""Data of students, devices that hold it, and access for everybody."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text


class DataAgreement(Record):
    """The student data agreement. It is attached as it is, and never written anew here."""

    attachment: Id
    """The attachment that holds it: privacy-agreement."""
    signed_before: Text = "the first device or the first record is handed over"
    """By when it must be signed."""


class Sanitization(Record):
    """How storage is erased."""

    method: Text
    """The method, with the standard it follows: NIST SP 800-88, clear or purge."""
    when: Text | None = None
    """When a device is erased; the pack's words if left out."""
    certificate: Text | None = None
    """What the certificate names; the pack's words if left out."""


class BreachNotice(Record):
    """Who is told of a breach, and how soon."""

    within: Text
    """How soon: 24 hours after it is noticed."""
    to: Text
    """Who is told: the District's privacy officer, by phone and in writing."""
    says: Text | None = None
    """What the notice says; the pack's words if left out."""


class Accessibility(Record):
    """Access for people with disabilities."""

    standard: Text
    """What web pages and documents meet: WCAG 2.1, level AA."""
    report: Literal[True, False] = True
    """Whether a proposer hands in a conformance report (VPAT)."""
    applies_to: Text | None = None
    """What it is asked of; the pack's words if left out."""


class SecurityPrivacy(Record):
    """Data of students, devices that hold it, and access for everybody."""

    agreement: DataAgreement | None = None
    """The student data agreement."""
    sanitization: Sanitization | None = None
    """How storage is erased."""
    chain_of_custody: Text | None = None
    """How it can be shown who had a device at any time; the pack's words if left out."""
    breach_notice: BreachNotice | None = None
    """Who is told of a breach, and how soon."""
    accessibility: Accessibility | None = None
    """Access for people with disabilities."""
    languages: tuple[Id, ...] = ()
    """Languages in which families are answered, as ISO 639 codes."""
