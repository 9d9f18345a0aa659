"""Goals and levels: each goal is measured, and each level has a purpose and a consequence."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding


def goals_without_a_level(rfp: Solicitation) -> Iterable[Finding]:
    """Finds goals that no level measures and no requirement serves."""
    served = {level.goal for level in rfp.service_levels}
    served |= {requirement.goal for requirement in rfp.requirements}
    for goal in rfp.goals:
        if goal.id not in served:
            message = f"nothing in the document serves the goal `{goal.id}`"
            hint = f"write `goal: {goal.id}` at a level or a requirement, or add one"
            yield Finding("goal-without-level", f"goals[{goal.id}]", message, hint)


def levels_without_a_goal(rfp: Solicitation) -> Iterable[Finding]:
    """Finds levels that serve no goal, in an RFP that has goals."""
    for level in rfp.service_levels if rfp.goals else ():
        if level.goal is None:
            message = "the level serves no goal"
            hint = f"write `goal:` with one of: {', '.join(goal.id for goal in rfp.goals)}"
            yield Finding("level-without-goal", f"service_levels[{level.id}]", message, hint)


def levels_without_a_remedy(rfp: Solicitation) -> Iterable[Finding]:
    """Finds levels whose miss costs nothing and follows from no stated reason."""
    for level in rfp.service_levels:
        if level.credit is None and level.rationale is None and level.goal is None:
            message = "a miss of the level has no consequence, and nothing says why it is there"
            hint = "add a `credit`, or a `rationale` that says what the report is for"
            yield Finding("level-without-remedy", f"service_levels[{level.id}]", message, hint)
