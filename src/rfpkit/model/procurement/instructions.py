"""How to write a proposal, and how to hand it in."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.procurement.wording import Worded
from rfpkit.model.scalars import Text, Whole


class Instructions(Worded):
    """Instructions to proposers."""

    submit_by: tuple[Literal["portal", "email", "paper"], ...] = ("email",)
    """Ways in which a proposal may be handed in; any one of them is enough."""
    portal: Text | None = None
    """Address of the portal: https://bids.example."""
    email: Text | None = None
    """Address for proposals; the contact's if left out."""
    deliver_to: Text | None = None
    """Where paper is delivered; the issuer's address if left out."""
    paper_copies: Whole = 3
    """Copies beside the signed original, where a proposal is handed in on paper."""
    page_limit: Whole | None = None
    """Most pages of the proposal, without forms, matrices and résumés."""
    file_formats: tuple[Text, ...] = ()
    """Formats of electronic files; PDF, and XLSX for workbooks, if left out."""
    largest_file: Text | None = None
    """Size of the largest file that arrives: 25 MB."""
    price_apart: Literal[True, False] = True
    """Whether prices come in a file or envelope of their own."""
    firm_for: Whole | None = None
    """Calendar days for which a proposal may not be withdrawn once proposals are due; as long as
    the price sheet holds its prices, or 120, if left out."""
    records_law: Text | None = None
    """The public records law by name: the State Open Records Act."""
