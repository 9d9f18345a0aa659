"""The items that layers change, as the RFP would read them: their digests and their terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from rfpkit.model.digest import digest_of
from rfpkit.model.library.clause import ClauseRule
from rfpkit.model.library.override import SHOWN
from rfpkit.model.requirement import Requirement
from rfpkit.model.service_level import ServiceLevel

Item: TypeAlias = Requirement | ServiceLevel | ClauseRule

MODELS: Final[dict[str, type[Item]]] = {
    "requirements": Requirement,
    "service_levels": ServiceLevel,
    "required_clauses": ClauseRule,
}
"""What the items of each list are."""
SHELVES: Final = {
    "requirements": "requirements",
    "service_levels": "service_levels",
    "required_clauses": "clauses",
}
"""The list of the library from which each list of the RFP is filled."""
TARGETS: Final = {shelved: target for target, shelved in SHELVES.items()}
"""The list of the RFP in which each list of the library ends."""
LIBRARY_ONLY: Final = frozenset({"goals", "when", "overridable"})
"""Fields of a library's item that an RFP's does not have."""


def as_taken(key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Returns an item of a library without what only a library says."""
    kept = {"when"} if key == "required_clauses" else set()
    return {field: value for field, value in data.items() if field not in LIBRARY_ONLY - kept}


def item_of(key: str, data: Mapping[str, Any]) -> Item | None:
    """Returns an item as an RFP reads it; None where it cannot be read, which the RFP tells."""
    try:
        return MODELS[key].model_validate(as_taken(key, data))
    except ValueError:  # that of a model is one
        return None


def item_digest(item: Item) -> str:
    """Returns the SHA-256 of what an item asks; words beside its terms do not count."""
    return digest_of(item) if isinstance(item, ClauseRule) else item.digest


def base_digest(key: str, data: Mapping[str, Any]) -> str:
    """Returns the digest that an override of an item names; empty where it cannot be read."""
    item = item_of(key, data)
    return "" if item is None else item_digest(item)


def shown(digest: str) -> str:
    """Returns as many signs of a digest as people copy: `7f3a91c2d04e5b68`."""
    return digest[:SHOWN]
