"""Support hours in an RFP: holidays by year, however they are written."""

from __future__ import annotations

from pathlib import Path

from rfpkit.model.calendars.holiday import Holiday
from rfpkit.render.view.hours import calendars
from rfpkit.workflows.rfp import open_rfp

RFP = Path(__file__).parents[2] / "examples" / "city-district" / "rfp.yaml"


def test_a_holiday_of_each_year_and_a_range_stand_under_their_years():
    solicitation = open_rfp(RFP).solicitation
    written = [
        {"every": "12-24 to 01-02", "name": "Winter break"},
        {"from": "2027-04-05", "to": "2027-04-09", "name": "Spring break"},
        {"date": "2026-11-26", "name": "Thanksgiving"},
    ]
    holidays = tuple(Holiday.model_validate(one) for one in written)
    calendar = solicitation.calendars[0].model_copy(update={"holidays": holidays})
    changed = solicitation.model_copy(update={"calendars": (calendar,)})
    found = calendars(changed)
    assert found is not None
    part = found["parts"][calendar.id]
    assert part["years"] == ["2026", "2027", "2028", "2029", "2030"]
    assert part["holidays"] == [
        {"name": "Thanksgiving", "dates": ["Nov 26", "", "", "", ""]},
        {
            "name": "Winter break",
            "dates": ["Dec 24–Jan 2", "Dec 24–Jan 2", "Dec 24–Jan 2", "Dec 24–Jan 2", ""],
        },
        {"name": "Spring break", "dates": ["", "Apr 5–9", "", "", ""]},
    ]
