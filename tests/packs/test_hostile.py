"""Hostile packs, one by one: each is refused in words, or does no harm, and leaves nothing."""

from __future__ import annotations

import pytest

from tests.packs.hostile import (
    bundles,
    documents,
    folders,
    indexes,
    libraries,
    manifests,
    templates,
)
from tests.packs.hostile.case import Runner

CASES = [
    *(*templates.CASES, *documents.CASES, *bundles.CASES),
    *(*manifests.CASES, *folders.CASES, *indexes.CASES, *libraries.CASES),
]


@pytest.fixture(scope="module")
def runner():
    running = Runner()
    yield running
    running.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_pack_is_refused_or_does_no_harm(case, tmp_path, runner):
    outcome = runner.run(case, tmp_path)
    assert "Traceback" not in outcome.told
    assert "\x1b" not in outcome.told
    if case.told:
        assert (outcome.status, outcome.left) == (2, ()), outcome.told
        assert case.told in outcome.told
        assert "nothing was written" in outcome.told
    else:
        assert outcome.status == 0, outcome.told
        (written,) = (tmp_path / "case" / "out").iterdir()
        text = written.read_text("utf-8")
        assert [word for word in case.absent if word in text] == []


def test_there_are_more_than_sixty_and_each_has_a_name_of_its_own():
    names = [case.id for case in CASES]
    assert len(names) == len(set(names)) > 60
