"""An audit as JSON, for programs and for comparing two audits."""

from __future__ import annotations

import json

from rfpkit.model.audit import Audit


def audit_json(audit: Audit) -> str:
    """Returns the audit with sorted keys; shares are exact fractions, amounts are written out."""
    data = audit.model_dump(mode="json", by_alias=True)
    return json.dumps(data, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
