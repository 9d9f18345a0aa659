"""The forms that a proposer fills in and signs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, get_args

from rfpkit.model.record import Problem, Record, repeated_ids
from rfpkit.model.scalars import Id, Text, Whole

FormName = Literal[
    "cover",
    "supplier",
    "qualifications",
    "references",
    "exceptions",
    "addenda",
    "conflict",
    "non-collusion",
    "certifications",
    "lots",
    "cooperative",
    "requirements",
    "service-levels",
    "export",
    "participation",
]
"""A form that the pack has."""

FORM_NAMES: Final[tuple[FormName, ...]] = get_args(FormName)
"""The pack's forms in their order; one that does not apply is left out."""

MOST_REFERENCES: Final = 20
"""More references than this are a slip of the pen."""


class OwnForm(Record):
    """A form that the issuer adds."""

    id: Id
    """Name of the form: vendor-code-of-conduct."""
    title: Text
    """Its heading."""
    text: Text | None = None
    """What the proposer declares. Markdown."""
    fields: tuple[Text, ...] = ()
    """Lines to write on, each with its label."""
    signed: Literal[True, False] = True
    """Whether it ends with a signature."""


class Forms(Record):
    """The forms that go with a proposal."""

    omit: tuple[FormName, ...] = ()
    """Forms of the pack that this RFP does without."""
    references: Whole = 3
    """References that a proposer names."""
    certifications: tuple[Text, ...] = ()
    """Statements that a proposer certifies with yes or no, beside those of the required clauses."""
    more: tuple[OwnForm, ...] = ()
    """Forms that the issuer adds."""

    def problems(self) -> Iterable[Problem]:
        """Yields each form of the issuer whose name is taken."""
        yield from repeated_ids("more", self.more, ("more",))
        for position, form in enumerate(self.more):
            if form.id in FORM_NAMES:
                message = f"the pack has a form `{form.id}` already"
                hint = (
                    f"choose another id, or put `{form.id}` under `omit` and name yours otherwise"
                )
                yield Problem(("more", position, "id"), message, hint)
        if self.references > MOST_REFERENCES:
            message = f"{self.references:,} references are more than anybody will call"
            yield Problem(("references",), message, f"ask for {MOST_REFERENCES} at most")
        if self.references == 0 and "references" not in self.omit:
            hint = "ask for 3, or put `references` under `omit`"
            yield Problem(("references",), "the form for references asks for none", hint)
