"""An addendum, and the log of questions, each as one semantic HTML document."""

from __future__ import annotations

from rfpkit.model.addenda.told import Comparison
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.solicitation import Solicitation
from rfpkit.render import engine
from rfpkit.render.addendum.questions import questions_view
from rfpkit.render.addendum.view import view
from rfpkit.render.scorecard.legible import legible

ADDENDUM = "base/addendum.html.j2"
QUESTIONS = "base/questions.html.j2"


def addendum_html(facts: Comparison, manifests: tuple[PackManifest, PackManifest]) -> str:
    """Returns the addendum, for every format to be made from.

    Args:
        facts: what changed.
        manifests: the packs that make the documents of the earlier and of the later version.
    """
    return engine.render([], ADDENDUM, legible(view(facts, manifests)))


def questions_html(rfp: Solicitation, manifest: PackManifest) -> str:
    """Returns the log of questions, for every format to be made from."""
    return engine.render([], QUESTIONS, legible(questions_view(rfp, manifest)))
