"""Questions 1 to 3: who is served, what for, and how urgent a request is."""

from __future__ import annotations

from rfpkit.workflows.interview import checks
from rfpkit.workflows.interview.goals import GOALS, proposed_goals
from rfpkit.workflows.interview.prompt import Prompt, Screen

CUSTOMERS = Screen(
    1,
    "Who are the customers?",
    "Students, teachers, staff and families ask in other ways, at other hours, in other languages.",
    "introduction; channels and languages; response workbook; survey; privacy clauses",
    (
        Prompt(
            "students", "How many students", "how many students there are", "1,200",
            checks.number(),
        ),
        Prompt(
            "teachers", "How many teachers", "how many teachers there are", "90", checks.number()
        ),
        Prompt(
            "staff", "How many other staff in schools and offices",
            "how many other staff there are", "60", checks.number(0),
        ),
        Prompt(
            "families", "May families who help at home ask for support (yes, no)",
            "whether families may ask", "yes", checks.yes_or_no, lambda _: "yes",
        ),
        Prompt(
            "homes", "How many families", "how many families there are", "800",
            checks.number(), asked=lambda a: a.get("families") == "yes",
        ),
        Prompt(
            "languages", "Languages of families, such as en, es",
            "in which languages families are served", "en", checks.languages, lambda _: "en",
        ),
        Prompt(
            "schools", "How many schools and other sites", "how many schools there are", "3",
            checks.number(),
        ),
        Prompt(
            "support_staff", "How many people support devices today, in full-time equivalents",
            "how many people support devices today", "2", checks.number(0),
        ),
        Prompt(
            "student_data", "May the Contractor see data of students (yes, no)",
            "whether the Contractor may see data of students", "yes", checks.yes_or_no,
            lambda _: "yes",
            help="A name on a ticket or a file on a device is enough. Privacy clauses follow.",
        ),
    ),
)  # fmt: skip

PURPOSES = Screen(
    2,
    "What are the goals?",
    "Each service level and each requirement serves a goal; one that serves none is left out.",
    "introduction; the goal of each level and requirement",
    (
        Prompt(
            "goals", f"Goals, any of: {', '.join(GOALS)}", "what the support is for",
            "learning-time, known-wait, plain-dealing", checks.some_of(*GOALS), proposed_goals,
            help=" ".join(f"{name}: {text}" for name, text in GOALS.items()),
        ),
        Prompt(
            "plan", "The plan that they come from", "the plan that the goals come from",
            "Technology plan 2026-2030, goal 2", checks.words,
        ),
    ),
)  # fmt: skip

URGENCY = Screen(
    3,
    "Which priorities, and who knows them?",
    "Targets differ by priority, and people plan around what they can read.",
    "priorities; targets by priority; triage",
    (
        Prompt(
            "priorities",
            "The pack has three: P1 a class or a test cannot go on, P2 one person cannot work, P3 "
            "work goes on with less comfort. Do they fit (yes, no)",
            "which steps of urgency fit", "yes", checks.yes_or_no, lambda _: "yes",
            help="With no, the pack's three stand in the file for you to change.",
        ),
        Prompt(
            "published", "Where users read priorities, hours and who answers for what",
            "where users read the priorities", "the help page of the website", checks.words,
        ),
    ),
)  # fmt: skip
