"""What decides which clauses and requirements apply: few facts, each with closed answers."""

from __future__ import annotations

from typing import Annotated, Literal

from rfpkit.model.record import Record, mistake
from rfpkit.model.scalars import Money, Whole
from rfpkit.model.written import Written

STATES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
    "DC": "the District of Columbia",
    "AS": "American Samoa",
    "GU": "Guam",
    "MP": "the Northern Mariana Islands",
    "PR": "Puerto Rico",
    "VI": "the Virgin Islands",
}
"""States, the District of Columbia and territories by the codes of the Postal Service."""


def parse_state(text: str) -> str:
    """Reads the two letters of a state: `TX`."""
    code = text.strip().upper()
    if code not in STATES:
        raise mistake(f"`{text}` is no state", "write its two letters: TX, CO, ME")
    return code


def _same(value: str) -> str:
    return value


State = Annotated[
    str,
    Written(
        parse_state,
        _same,
        {"type": "string", "pattern": r"^[A-Z]{2}$", "examples": ["TX"]},
        "the two letters of a state: TX",
    ),
]

Fund = Literal["federal", "state", "local"]
"""Where the money comes from."""


class Facts(Record):
    """Facts that decide which clauses apply. One that is left out is unknown, never no."""

    state: State | None = None
    """The state whose law the issuer follows, in two letters: TX."""
    funding: tuple[Fund, ...] | None = None
    """Every source that may pay for the contract: federal, state, local."""
    contract_value: Money | None = None
    """The issuer's own estimate of everything that is paid over all years, renewals included."""
    population: Whole | None = None
    """People who live in the issuer's jurisdiction, by the last census."""
    student_data: Literal["visible", "none"] | None = None
    """Whether the Contractor can see data of students: a name on a ticket, a file on a device."""
    web_content: Literal["provided", "none"] | None = None
    """Whether the Contractor provides web pages, portals or files that the public or users open."""
    e_rate: Literal["requested", "none"] | None = None
    """Whether discounts of the E-rate program will be requested for any item."""
    cooperative_use: Literal["offered", "none"] | None = None
    """Whether other public bodies may buy under the contract."""
    construction: Literal[True, False] | None = None
    """Whether the work builds, alters or repairs a building."""
    research: Literal[True, False] | None = None
    """Whether the work is research or development."""
