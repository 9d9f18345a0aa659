"""An audit as one semantic HTML document: the scorecard."""

from __future__ import annotations

from rfpkit.model.audit import Audit
from rfpkit.render import engine
from rfpkit.render.scorecard.legible import legible
from rfpkit.render.scorecard.view import view

TEMPLATE = "base/scorecard.html.j2"


def scorecard_html(audit: Audit) -> str:
    """Returns the scorecard, for every format to be made from.

    It answers from the top: did they keep their word, what is owed, what to ask the
    vendor, can the data be trusted.
    """
    return engine.render([], TEMPLATE, legible(view(audit)))
