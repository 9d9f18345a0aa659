"""The page about the kinds of level prints the sentences that its fields become."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rfpkit.load.document import load
from rfpkit.load.yaml import parse
from rfpkit.model.sentence import sentence
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "explanation" / "kinds-of-service-level.md").read_text("utf-8")
WRITTEN = re.findall(r"```yaml\n(id: [^`]*)```\n\n((?:>[^\n]*\n)+)", PAGE)


@pytest.mark.parametrize(("fields", "quoted"), WRITTEN)
def test_the_quoted_sentence_is_the_one_of_the_fields(fields, quoted):
    level = ServiceLevel.model_validate(parse(fields, "page").data)
    document = load(ROOT / "examples" / "every-kind" / "rfp.yaml", Solicitation)
    text = " ".join(line.removeprefix(">").strip() for line in quoted.splitlines())
    assert sentence(level, document) == text


def test_every_kind_but_satisfaction_has_its_fields_on_the_page():
    kinds = {kind for fields, _ in WRITTEN for kind in re.findall(r"kind: (\w+)", fields)}
    assert kinds == {"duration", "ratio", "statistic", "stock", "accumulation", "duty"}
