"""The general terms of the contract."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.procurement.wording import TERMS, Worded, wording_problems
from rfpkit.model.record import Problem, Record, repeated_ids
from rfpkit.model.scalars import Id, Text, Whole


class Insurance(Record):
    """A cover that the Contractor keeps."""

    id: Id
    """Name of the cover: general-liability."""
    cover: Text
    """What is covered."""
    least: Text
    """The least limit: $1,000,000 each occurrence, $2,000,000 in all."""
    note: Text | None = None
    """What the certificate must show."""


class GeneralTerms(Worded):
    """General terms."""

    precedence: tuple[Text, ...] = ()
    """Documents of the contract, the strongest first; the pack's order if left out."""
    insurance: tuple[Insurance, ...] = ()
    """Covers that the Contractor keeps."""
    pay_within: Whole = 30
    """Calendar days from a correct invoice to its payment."""
    cure_within: Whole = 10
    """Business days that the Contractor has to cure a breach."""
    convenience_notice: Whole = 60
    """Calendar days of notice when the District ends the contract for convenience."""
    keep_records: Whole = 5
    """Years for which records are kept after the contract ends."""
    governing_law: Text | None = None
    """Whose law governs: the State of Oklahoma."""
    venue: Text | None = None
    """Where disputes are heard."""

    def problems(self) -> Iterable[Problem]:
        """Yields each cover that is named twice, and each clause that there is not."""
        yield from wording_problems(self, TERMS, ())
        yield from repeated_ids("insurance", self.insurance, ("insurance",))
