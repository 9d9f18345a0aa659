"""The notice on the first pages: who invites, what for, by when, and who signs."""

from __future__ import annotations

from rfpkit.model.record import Record
from rfpkit.model.scalars import Text


class Signatory(Record):
    """Who signs the notice for the issuer."""

    name: Text
    """Name."""
    title: Text
    """Function."""


class Notice(Record):
    """The notice to proposers."""

    invitation: Text | None = None
    """What is invited, in a paragraph; made from the title if left out. Markdown."""
    published: tuple[Text, ...] = ()
    """Where the notice is published: the legal newspaper, the state's bid board."""
    signed_by: Signatory | None = None
    """Who signs for the issuer; the contact if left out."""
