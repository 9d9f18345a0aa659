"""When questions 1 to 3 are answered: who is served, what for, and how urgent a request is."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.solicitation import Solicitation
from rfpkit.model.target import TargetRow
from rfpkit.review.lint.words import vague_words_in
from rfpkit.review.readiness.rule import Question, Rule, ids, unless

SHORTEST_GOAL = 4
"""Words below which a goal says nothing that could be seen."""


def _miscounted(rfp: Solicitation) -> Iterable[str]:
    counts = [one.count for one in rfp.audiences if one.kind == "student"]
    known = [one for one in counts if one is not None]
    enrolled = rfp.profile.students
    if enrolled is not None and known and len(known) == len(counts) and sum(known) != enrolled:
        yield ""


def _privacy_is_named(rfp: Solicitation) -> bool:
    if rfp.facts is not None and rfp.facts.student_data == "none":
        return True
    clauses = [f"{one.id} {one.title}".lower() for one in rfp.required_clauses or ()]
    return any(word in text for text in clauses for word in ("privacy", "ferpa", "student-data"))


CUSTOMERS = Question(
    "Who are the customers?",
    "introduction; channels and languages; response workbook; survey; privacy clauses",
    ("audiences",),
    Rule(
        "nobody-named",
        "nobody is named who is served",
        "write `audiences`: students, teachers, staff, families, each with count and channels",
        unless(lambda rfp: rfp.audiences),
    ),
    (
        Rule(
            "groups-without-number",
            "nobody says how many they are: {names}",
            "add `count` to each group",
            lambda rfp: ids(
                one
                for one in rfp.audiences
                if one.count is None and one.may_open_ticket and one.kind != "guest"
            ),
        ),
        Rule(
            "groups-without-kind",
            "nobody says what they are to the schools: {names}",
            "add `kind`: student, teacher, administrator, staff, parent or guest",
            lambda rfp: ids(one for one in rfp.audiences if one.kind is None),
        ),
        Rule(
            "groups-without-channel",
            "nobody says how they ask for help: {names}",
            "add `channels`, or `may_open_ticket: false` where somebody asks for them",
            lambda rfp: ids(
                one for one in rfp.audiences if one.may_open_ticket and not one.channels
            ),
        ),
        Rule(
            "groups-without-language",
            "nobody says in which languages they are served: {names}",
            "add `languages`, as ISO 639 codes: [en, es]",
            lambda rfp: ids(one for one in rfp.audiences if not one.languages),
        ),
        Rule(
            "families-not-mentioned",
            "nothing says whether families who help at home may ask",
            "add a group of kind `parent`; with `may_open_ticket: false` if they may not",
            unless(lambda rfp: any(one.kind == "parent" for one in rfp.audiences)),
        ),
        Rule(
            "students-counted-twice",
            "two different numbers of students stand in the file",
            "make `profile.students` and the `count` of the students the same",
            _miscounted,
        ),
        Rule(
            "no-privacy-law",
            "the Contractor may see data of students, and no law on their privacy is named",
            "take the pack's `clauses: student-privacy`, or write `facts: {student_data: none}`",
            unless(_privacy_is_named),
        ),
    ),
)


def _nobody_serves(rfp: Solicitation) -> list[str]:
    served = {level.goal for level in rfp.service_levels}
    served |= {item.goal for item in rfp.requirements}
    return [goal.id for goal in rfp.goals if goal.id not in served]


def _says_little(text: str) -> bool:
    return len(text.split()) < SHORTEST_GOAL or any(True for _ in vague_words_in(text, ""))


GOALS = Question(
    "What are the goals?",
    "introduction; the goal of each level and requirement",
    ("goals",),
    Rule(
        "no-goal",
        "nothing says what the support is for",
        "write `goals`, each with a `statement` and the plan that it is `tied_to`",
        unless(lambda rfp: rfp.goals),
    ),
    (
        Rule(
            "goals-nobody-serves",
            "no service level and no requirement serves {names}",
            "name the goal under `goal` of a level or a requirement, or drop it",
            _nobody_serves,
        ),
        Rule(
            "goals-nobody-measures",
            "no service level measures any of the goals",
            "write `goal:` at a service level",
            lambda rfp: (
                [""] if not {one.goal for one in rfp.service_levels} & set(ids(rfp.goals)) else []
            ),
        ),
        Rule(
            "goals-without-plan",
            "nobody says from which plan they come: {names}",
            "add `tied_to`: the technology plan, with the number of its goal",
            lambda rfp: ids(goal for goal in rfp.goals if goal.tied_to is None),
        ),
        Rule(
            "goals-that-say-little",
            "nobody could see whether it is reached: {names}",
            "write a whole sentence that says what is so when the goal is reached",
            lambda rfp: ids(goal for goal in rfp.goals if _says_little(goal.statement)),
        ),
    ),
)


def _some_level_tells_them_apart(rfp: Solicitation) -> bool:
    return any(_differs(level.target) for level in rfp.service_levels)


def _differs(target: object) -> bool:
    if isinstance(target, dict):
        return len({str(limit) for limit in target.values()}) > 1
    if isinstance(target, tuple):
        return any(isinstance(row, TargetRow) and row.priority is not None for row in target)
    return False


def _published(rfp: Solicitation) -> set[str]:
    return {what for one in rfp.publications for what in one.what}


PRIORITIES = Question(
    "Which priorities, and who knows them?",
    "priorities; targets by priority; triage",
    ("priorities",),
    Rule(
        "no-priority",
        "no steps of urgency are defined",
        "write `priorities`, or take the pack's: `include: {defaults: [priorities]}`",
        unless(lambda rfp: rfp.priorities),
    ),
    (
        Rule(
            "one-priority",
            "one step of urgency tells nothing apart",
            "write at least two `priorities`",
            lambda rfp: [""] if len(rfp.priorities) == 1 else [],
        ),
        Rule(
            "priorities-without-definition",
            "nobody says when a request belongs to {names}",
            "add `definition`: what has stopped, and for whom",
            lambda rfp: ids(one for one in rfp.priorities if one.definition is None),
        ),
        Rule(
            "priorities-without-example",
            "no case shows what is meant by {names}",
            "add `examples` from your own schools",
            lambda rfp: ids(one for one in rfp.priorities if not one.examples),
        ),
        Rule(
            "levels-without-priorities",
            "every level waits as long for the most urgent request as for the least",
            "give a level a `target` for each priority: {P1: 1 business day, P2: 3 business days}",
            unless(_some_level_tells_them_apart),
        ),
        Rule(
            "priorities-not-published",
            "nothing says where users read them",
            "add a line under `publications` whose `what` names priorities",
            unless(lambda rfp: "priorities" in _published(rfp)),
        ),
    ),
)
