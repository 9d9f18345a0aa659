"""Requests that are no repairs: they fill an export and belong to no repair level."""

from __future__ import annotations

from chance import Chance
from district import SCHOOLS, later, person
from plan import acknowledge, ask
from story import CLOSED, NEW, REPAIRED, TAKEN, WORDS, WORKING, Event, Ticket, rate

VOLUME = {
    (2026, 7): 40, (2026, 8): 190, (2026, 9): 150, (2026, 10): 110, (2026, 11): 90,
    (2026, 12): 60, (2027, 1): 90, (2027, 2): 80, (2027, 3): 70, (2027, 4): 70,
    (2027, 5): 60, (2027, 6): 30,
}  # fmt: skip
_SERVICES = {
    "Password and access": ("Cannot sign in", "New account for a substitute", "Locked out"),
    "Classroom software": ("Reader does not open", "Gradebook is slow", "Needs a drawing program"),
    "Loan of a spare": ("Spare for a student", "Spare did not come back"),
}


def tell_others(chance: Chance) -> list[Ticket]:
    """Returns a year of other requests."""
    return [_tell(chance, month) for month, count in VOLUME.items() for _ in range(count)]


def _tell(chance: Chance, month: tuple[int, int]) -> Ticket:
    service = chance.pick(list(_SERVICES))
    priority = chance.pick(list(WORDS))
    reported = ask(chance, month)
    taken = acknowledge(chance, reported, priority, 50)
    working = later(taken, chance.between(1, 90))
    fixed = later(working, chance.between(5, 700))
    closed = later(fixed, chance.between(60, 900))
    moments = (reported, taken, working, fixed, closed)
    states = (NEW, TAKEN, WORKING, REPAIRED, CLOSED)
    who = person(chance)
    ticket = Ticket(
        service=service,
        school=chance.weigh(SCHOOLS),
        device_class="",
        tag="",
        caller=who,
        text=f"{chance.pick(_SERVICES[service])} ({who})",
        events=[Event(at, state, priority) for at, state in zip(moments, states, strict=True)],
        close_code="Answered",
    )
    rate(chance, ticket, 940)
    return ticket
