"""An export as a store keeps it: what was in it, how it was read, which bytes hold it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationError

from rfpkit.model.digest import digest, digest_of
from rfpkit.model.exports.intake import Source
from rfpkit.model.exports.joined import joined
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.record import Record


class KeptFile(Record):
    """A file of a kept export."""

    file: str
    """Its name in the folder of the export."""
    sha256: str
    """Digest of its bytes."""
    rows: int
    """Rows that it holds."""


class Cover(Record):
    """Which time, and which tickets, an export speaks of. Instants are whole seconds UTC."""

    first: int
    """The first stamp."""
    last: int
    """The last stamp."""
    ends_from: int
    """The earliest of the last stamps of its tickets."""
    until: int
    """Until when the export knows: the instant that was given with it, else its last stamp."""
    finals: tuple[str, ...] | None = None
    """What its tickets ended with; None where they are too few to tell that none is open."""


class HowRead(Record):
    """What of a mapping decides whether two exports can be compared."""

    mapping: str
    """Digest of the mapping."""
    timezone: str
    """The mapping's time zone."""
    time: str
    """Digest of how stamps are read."""
    shape: Literal["log", "snapshot"]
    """A row for each change, or one for each ticket."""
    effects: tuple[str, ...]
    """What the export's states and stamps can do to a clock."""
    words: dict[str, str]
    """For each attribute, the digest of what its words are taken for."""

    @classmethod
    def of(cls, mapping: ExportMapping, effects: tuple[str, ...]) -> HowRead:
        """Returns how a mapping reads, with what the states of the export can do."""
        said = mapping.model_dump(mode="json", exclude_none=True)
        table = joined(mapping)
        return cls(
            mapping=digest_of(mapping),
            timezone=mapping.timezone,
            time=digest([said[name] for name in ("timezone", "shift", "dates")]),
            shape="snapshot" if table.columns.at is None else "log",
            effects=effects,
            words=_words(table, said["nulls"]),
        )


class Kept(Record):
    """The manifest of a kept export. It is written last, and nothing in it ever changes."""

    kind: Literal["kept-export"] = "kept-export"
    """What the file is."""
    number: int
    """Its place in the store, from 1."""
    product: str
    """Name and version of the program that kept it."""
    sources: tuple[Source, ...]
    """The files that were read."""
    how: HowRead
    """How they were read."""
    cover: Cover
    """Which time they speak of."""
    tickets: int
    """Tickets in them."""
    events: int
    """Events in them."""
    content: str
    """Digest of the tickets and events, whatever files they came in."""
    files: tuple[KeptFile, ...]
    """The files that hold them."""
    before: str | None = None
    """Digest of the manifest of the export before it; None for the first one."""
    seal: str = Field(default="")
    """Digest of everything above."""

    @classmethod
    def of_text(cls, text: bytes) -> Kept | None:
        """Returns the manifest that a file holds; None if it holds none."""
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            return None

    def sealed(self) -> Kept:
        """Returns the manifest with its seal."""
        return self.model_copy(update={"seal": self.own_seal})

    @property
    def own_seal(self) -> str:
        """The seal that belongs to what the manifest says."""
        return digest_of(self, {"seal"})

    @property
    def digests(self) -> frozenset[str]:
        """The digests of the files that were read."""
        return frozenset(source.sha256 for source in self.sources)


def _words(mapping: ExportMapping, nulls: list[str]) -> dict[str, str]:
    """Returns for each attribute that the mapping fills what its words are taken for."""
    values = mapping.values
    found = {
        name: digest([values.get(name), nulls])
        for name, column in mapping.columns
        if column is not None and name not in _NO_ATTRIBUTES
    }
    if mapping.columns.evidence is not None:
        found["evidenced"] = digest(nulls)
    if mapping.exclusions:
        found["excluded"] = digest({key: dict(told) for key, told in mapping.exclusions.items()})
    if mapping.no_target:
        found["no_target"] = digest(dict(mapping.no_target))
    if mapping.claims is not None and mapping.claims.met:
        found["claimed_met"] = digest([values.get("met"), nulls])
    if mapping.claims is not None and mapping.claims.due:
        found["claimed_due"] = digest(nulls)
    for prefix, columns in (
        ("rating", mapping.survey),
        ("number", mapping.numbers or {}),
        ("fact", mapping.facts or {}),
    ):
        found |= {f"{prefix}_{name}": digest(nulls) for name in columns}
    return found


_NO_ATTRIBUTES = {*("ticket", "at", "state", "sequence", "evidence", "field", "value", "previous")}
