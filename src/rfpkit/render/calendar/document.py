"""A calendar's months as one semantic HTML document."""

from __future__ import annotations

from rfpkit.model.calendars.year import CalendarYear
from rfpkit.render import engine
from rfpkit.render.calendar.view import view
from rfpkit.render.scorecard.legible import legible

TEMPLATE = "base/calendar.html.j2"


def calendar_html(year: CalendarYear, *, owner: str, number: str, note: str) -> str:
    """Returns the page of twelve months, for every format to be made from.

    `owner` publishes the calendar, `number` is the document's, `note` the amendment's; each may
    be empty.
    """
    return engine.render([], TEMPLATE, legible(view(year, owner, number, note)))
