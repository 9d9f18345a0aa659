"""Everything that is asked, in order."""

from __future__ import annotations

from typing import Final

from rfpkit.workflows.interview.prompt import Prompt, Screen
from rfpkit.workflows.interview.screens.buyer import BOUGHT, BUYER, DATES, MONEY
from rfpkit.workflows.interview.screens.covered import OFF_CAMPUS, SCOPE
from rfpkit.workflows.interview.screens.people import CUSTOMERS, PURPOSES, URGENCY
from rfpkit.workflows.interview.screens.success import END, STAFFING, SUCCESS, WHO_ANSWERS
from rfpkit.workflows.interview.screens.work import HOURS, INTAKE, ROUTINE

SCREENS: Final[tuple[Screen, ...]] = (
    BUYER,
    BOUGHT,
    MONEY,
    DATES,
    CUSTOMERS,
    PURPOSES,
    URGENCY,
    SCOPE,
    OFF_CAMPUS,
    INTAKE,
    ROUTINE,
    HOURS,
    WHO_ANSWERS,
    STAFFING,
    SUCCESS,
    END,
)
PROMPTS: Final[dict[str, Prompt]] = {
    prompt.key: prompt for screen in SCREENS for prompt in screen.prompts
}
"""Each prompt by its name."""
CONFIRM: Final = "confirmed"
"""The prompt that confirms every proposal that was taken."""
