"""What is known of a help desk's export before anybody has seen one of a certain vendor."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text

Shape = Literal["snapshot", "event log", "field-change log"]
"""How an export tells what happened to a ticket."""


class Preset(Record):
    """The head of a preset; the rest of its file is a mapping, in which much may be left out."""

    kind: Literal["preset"]
    """What the file is."""
    title: Text
    """The system and the list in it, as a person would name them."""
    shape: Shape
    """One row for each ticket, for each state, or for each change of a field."""
    verified: Literal["seen", "memory"]
    """Whether the names were read in a real file or schema, or are known from memory only."""
    basis: Text
    """What they were read in, or why nobody could."""
    memory: dict[Id, tuple[Text, ...]] = {}
    """Entries known from memory only, though the rest was seen: {columns: [device]}."""
    signature: tuple[Text, ...]
    """Columns that together tell the export from all others."""
    part_signatures: dict[Id, tuple[Text, ...]] = {}
    """The same for each file that is given beside it."""
    part_choices: dict[Id, tuple[Text, ...]] = {}
    """For a file beside it, the column that tells several clocks of one ticket apart, as it may be
    called: where it holds more than one word, a mapping has to say which one is meant."""
