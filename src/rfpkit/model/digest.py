"""Digests that print the same in the RFP, the contract and the audit."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def digest(value: Any) -> str:
    """Returns the SHA-256, in hex, of a JSON value in its canonical spelling."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def short(full: str) -> str:
    """Returns a digest's first eight signs as people compare them: `7f3a 91c2`."""
    return f"{full[:4]} {full[4:8]}"
