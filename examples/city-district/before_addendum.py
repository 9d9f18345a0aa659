"""Makes the district's RFP as it was before addendum 1, out of the present one.

    python examples/city-district/before_addendum.py build/before
    rfpkit addendum build/before examples/city-district -o build

The district is invented, and so is what it changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

NOW_AND_BEFORE = (
    ("name: Proposals due, date: 2026-03-05", "name: Proposals due, date: 2026-02-26"),
    (
        "name: Opening of proposals, date: 2026-03-05",
        "name: Opening of proposals, date: 2026-02-26",
    ),
    ("  phone: 555-0142\n", "  phone: 555-0124\n"),
    ("waited there. Nobody could say", "waited there. No one could say"),
    ("  page_limit: 60\n", "  page_limit: 40\n"),
    ("P3: 5 business days}\n    attainment:", "P3: 7 business days}\n    attainment:"),
    ("for at least 2 hours, before the school year", "for at least 1 hour, before the school year"),
    ("estimate: {quantity: 2000, basis: a tenth", "estimate: {quantity: 1200, basis: a tenth"),
    (
        "  - id: TRN-001\n",
        (
            "  - id: RPT-004\n"
            "    kind: mandatory\n"
            "    group: Reporting\n"
            "    text: The Contractor must send each monthly report on paper, too.\n"
            "  - id: TRN-001\n"
        ),
    ),
    (
        (
            "  - id: RPT-003\n"
            "    kind: desirable\n"
            "    group: Reporting\n"
            "    text: The Contractor should give the District a read-only account in its "
            "ticket system.\n"
            "    verification: Demonstration at the interview\n"
        ),
        "",
    ),
)
"""Each text of the present RFP, and what stood in its place."""


def before(text: str) -> str:
    """Returns the text of rfp.yaml as it was before addendum 1."""
    text, _, _ = text.partition("\n# What was changed after the RFP was issued")
    for now, then in NOW_AND_BEFORE:
        if text.count(now) != 1:
            raise ValueError(f"the RFP holds this {text.count(now)} times: {now!r}")
        text = text.replace(now, then)
    return text.replace("$schema=../../schemas/", "$schema=rfpkit/schemas/")


def main() -> None:
    """Writes rfp.yaml into the folder that is named."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/before")
    folder.mkdir(parents=True, exist_ok=True)
    now = Path(__file__).with_name("rfp.yaml").read_text("utf-8")
    (folder / "rfp.yaml").write_text(before(now), "utf-8")
    sys.stderr.write(f"wrote {folder / 'rfp.yaml'}\n")


if __name__ == "__main__":
    main()
