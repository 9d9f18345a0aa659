"""Laws of comparing two exports: every planted change is found, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tickets.store.stories import (
    END,
    FRAME,
    STATES,
    Planted,
    Row,
    compared,
    log_of,
    spooled,
    told,
)

MINUTES = st.integers(3 * 1440, END - 1)
CHANGES = (
    "vanish",
    "late",
    "move",
    "remove",
    "insert",
    "priority",
    "site",
    "proof",
    "go on",
    "none",
)


@st.composite
def rows_of(draw, ticket):
    minutes = draw(st.lists(MINUTES, min_size=2, max_size=5, unique=True))
    states = draw(st.lists(st.sampled_from(sorted(STATES)), min_size=5, max_size=5))
    priorities = draw(st.lists(st.sampled_from(["P1", "P2", ""]), min_size=5, max_size=5))
    return [
        Row(ticket, minute, state, priority)
        for minute, state, priority in zip(sorted(minutes), states, priorities, strict=False)
    ]


@st.composite
def stories(draw):
    """An earlier export, and a later one with changes."""
    number = draw(st.integers(1, 6))
    old = {f"T{place:02}": draw(rows_of(f"T{place:02}")) for place in range(number)}
    planted = Planted([*FRAME])
    for ticket, rows in old.items():
        plant(draw, planted, ticket, rows)
    planted.rows += [Row("NEW", END + 5, "Received"), Row("NEW", END + 90, "Returned")]
    return [*FRAME, *(row for rows in old.values() for row in rows)], planted


def plant(draw, planted, ticket, rows):
    """Puts a ticket into the later export, with at most one change."""
    change = draw(st.sampled_from(CHANGES))
    place = draw(st.integers(0, len(rows) - 1))
    row = rows[place]
    effect = {"Received": "event received", "Working": "open", "Waiting": "pause parts"}[row.state]
    free = draw(MINUTES.filter(lambda minute: minute not in {one.minute for one in rows}))
    new = list(rows)
    match change:
        case "vanish":
            new = []
            planted.expected.add(("ticket-vanished", ticket, ""))
        case "late":
            new += [replace(one, ticket=f"L{ticket}") for one in rows]
            planted.expected.add(("ticket-late", f"L{ticket}", ""))
        case "move":
            new[place] = replace(row, minute=free)
            planted.expected.add(("stamp-changed", ticket, effect))
        case "remove":
            del new[place]
            planted.expected.add(("event-vanished", ticket, effect))
        case "insert":
            new.append(replace(row, minute=free))
            planted.expected.add(("event-late", ticket, effect))
        case "priority":
            new[place] = replace(row, priority="P9")
            planted.expected.add(("priority-changed", ticket, "priority"))
        case "site":
            new = [replace(one, site="Elm") for one in rows]
            planted.expected.add(("attribute-changed", ticket, "site"))
        case "proof":
            new[place] = replace(row, proof="quote 7")
            planted.expected.add(("attribute-changed", ticket, "evidenced"))
        case "go on":
            new.append(Row(ticket, END + 1 + free, "Returned"))
    planted.rows += new


@settings(max_examples=60, deadline=None)
@given(stories())
def test_every_planted_change_is_found_and_nothing_else(story):
    old, planted = story
    with TemporaryDirectory() as folder:
        mine, theirs = (log_of(Path(folder), rows) for rows in (old, planted.rows))
        with spooled([mine]) as earlier, spooled([theirs]) as later:
            assert told(compared(earlier, later)) == planted.expected


@settings(max_examples=20, deadline=None)
@given(stories())
def test_an_export_compared_with_itself_has_not_changed(story):
    with TemporaryDirectory() as folder:
        log = log_of(Path(folder), story[1].rows)
        with spooled([log]) as earlier, spooled([log]) as later:
            found = compared(earlier, later)
    assert list(found.changes()) == []
    assert found.comparison.both == log.tickets.height


@settings(max_examples=25, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_partitions_matter(story, chance):
    old, planted = story
    parts = defaultdict(list)
    for row in chance.sample(planted.rows, len(planted.rows)):
        parts[ord(row.ticket[-1]) % 3].append(row)
    with TemporaryDirectory() as folder:
        mine, theirs = (log_of(Path(folder), rows) for rows in (old, planted.rows))
        dealt = [log_of(Path(folder), rows) for rows in parts.values()]
        with spooled([mine]) as earlier, spooled([theirs]) as whole, spooled(dealt) as split:
            one, other = compared(earlier, whole), compared(earlier, split)
            assert list(one.changes()) == list(other.changes())
            assert one.comparison == other.comparison
            for part in range(32):
                assert whole.read(part).digest() == split.read(part).digest()
