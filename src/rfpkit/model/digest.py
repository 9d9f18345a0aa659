"""Digests that print the same in the RFP, the contract and the audit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Set as AbstractSet
from typing import Any

from pydantic import BaseModel


def digest(value: Any) -> str:
    """Returns the SHA-256, in hex, of a JSON value in its canonical spelling."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_of(record: BaseModel, without: AbstractSet[str] | None = None) -> str:
    """Returns the digest of what a record says; a field that is left out says nothing.

    So a field that a later version adds leaves the digest of a document alone that does not
    use it. `without` names fields that do not count.
    """
    return digest(record.model_dump(mode="json", exclude=set(without or ()), exclude_none=True))


def short(full: str) -> str:
    """Returns a digest's first eight signs as people compare them: `7f3a 91c2`."""
    return f"{full[:4]} {full[4:8]}"
