"""When a clause or a requirement applies: a test over the facts of an RFP."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from rfpkit.model.library.facts import STATES, Facts, Fund, State
from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Money, Whole, write_money
from rfpkit.model.words import joined


class ValueTest(Record):
    """A test of the contract's value."""

    above: Money
    """The value must be more than this: $350,000."""


class PopulationTest(Record):
    """A test of the number of people in the jurisdiction: exactly one bound."""

    at_least: Whole | None = None
    """So many people or more."""
    below: Whole | None = None
    """Fewer people than this."""

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.below is None):
            raise mistake("the population needs one bound", "write {at_least: 50000}")
        return self


def _one_or_more(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


States = Annotated[
    tuple[State, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One state, or a list of states."""


class Condition(Record):
    """A test over the facts: everything that is written must hold; nothing written always holds."""

    state: States | None = None
    """The issuer's state is one of these."""
    funding: Fund | None = None
    """This source may pay for the contract."""
    contract_value: ValueTest | None = None
    """The estimate of the contract's value: {above: $350,000}."""
    population: PopulationTest | None = None
    """The number of people in the jurisdiction: {at_least: 50000}."""
    student_data: Literal["visible"] | None = None
    """The Contractor can see data of students."""
    web_content: Literal["provided"] | None = None
    """The Contractor provides web pages, portals or files."""
    e_rate: Literal["requested"] | None = None
    """E-rate discounts are requested."""
    cooperative_use: Literal["offered"] | None = None
    """Other public bodies may buy under the contract."""
    construction: Literal[True] | None = None
    """The work is construction."""
    research: Literal[True] | None = None
    """The work is research or development."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the test asks for."""
        return tuple(name for name, value in self if value is not None)


EVERY = "every contract has it"
"""Why a clause without a condition applies."""


class Decision(NamedTuple):
    """Whether something applies, and why."""

    applies: bool | None
    """None where a fact is missing that decides it."""
    why: str
    """The reason, as half a sentence: `no federal funds pay for the contract`."""
    missing: tuple[str, ...] = ()
    """The facts that are missing."""


def decide(condition: Condition, facts: Facts | None) -> Decision:
    """Returns whether a condition holds. One test that fails decides, whatever else is missing."""
    told = [_test(name, condition, facts or Facts()) for name in condition.facts]
    failed = [one.why for one in told if one.applies is False]
    if failed:
        return Decision(applies=False, why=joined(failed))
    missing = tuple(name for one in told for name in one.missing)
    if missing:
        unsaid = joined([ASKED[name] for name in missing])
        return Decision(None, f"the request does not say {unsaid}", missing)
    why = joined([one.why for one in told]) or EVERY
    return Decision(applies=True, why=why)


def _test(name: str, condition: Condition, facts: Facts) -> Decision:
    fact = getattr(facts, name)
    if fact is None:
        return Decision(None, "", (name,))
    match name:
        case "state":
            return _of_state(condition.state or (), fact)
        case "funding":
            return _of_funding(str(condition.funding), fact)
        case "contract_value" if condition.contract_value is not None:
            above = condition.contract_value.above
            words = "is estimated above" if fact > above else "is not estimated above"
            return Decision(fact > above, f"the contract {words} {write_money(above)}")
        case "population" if condition.population is not None:
            return _of_population(condition.population, fact)
        case _:
            holds = fact == getattr(condition, name)
            yes, no = _WORDS[name]
            return Decision(holds, yes if holds else no)


def _of_state(states: Iterable[str], fact: str) -> Decision:
    listed = joined([STATES[state] for state in states], "or")
    holds = fact in states
    return Decision(holds, f"the issuer {'is' if holds else 'is not'} in {listed}")


def _of_funding(fund: str, fact: Iterable[str]) -> Decision:
    holds = fund in fact
    return Decision(holds, f"{'' if holds else 'no '}{fund} funds pay for the contract")


def _of_population(test: PopulationTest, fact: int) -> Decision:
    if test.at_least is not None:
        holds = fact >= test.at_least
        bound, more = test.at_least, holds
    else:
        bound = test.below or 0
        holds = fact < bound
        more = not holds
    told = f"{bound:,} people or more" if more else f"fewer than {bound:,} people"
    return Decision(holds, f"{told} live in the jurisdiction")


_WORDS = {
    "student_data": (
        "the Contractor can see data of students",
        "the Contractor cannot see data of students",
    ),
    "web_content": (
        "the Contractor provides web content",
        "the Contractor provides no web content",
    ),
    "e_rate": ("E-rate discounts are requested", "no E-rate discount is requested"),
    "cooperative_use": (
        "other public bodies may buy under the contract",
        "no other public body may buy under the contract",
    ),
    "construction": ("the work includes construction", "the work includes no construction"),
    "research": ("the work includes research", "the work includes no research"),
}
"""How each answer reads where it holds, and where it does not."""

ASKED = {
    "state": "in which state the issuer lies",
    "funding": "which funds pay for the contract",
    "contract_value": "how much the contract is estimated to cost",
    "population": "how many people live in the jurisdiction",
    "student_data": "whether the Contractor can see data of students",
    "web_content": "whether the Contractor provides web content",
    "e_rate": "whether E-rate discounts are requested",
    "cooperative_use": "whether other public bodies may buy under the contract",
    "construction": "whether the work includes construction",
    "research": "whether the work includes research",
}
"""What is not known where a fact is missing."""
