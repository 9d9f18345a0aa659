"""The scorecard is set beside the other work: with the same bytes, and with the same refusals."""

from __future__ import annotations

import subprocess

import pytest

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.render.audit_json import audit_json
from rfpkit.render.scorecard.process import answer, page_of, scorecard_pdf
from rfpkit.workflows.audits import scorecard
from rfpkit.workflows.audits.scorecard import Scorecard
from tests.render import audit_fixture

AUDIT = audit_fixture.audit()
TEXT = audit_json(AUDIT)
PROBLEM = Diagnostic(Location("pdf", 3, 4, "sheet", "column"), "no such page", "set another")


@pytest.fixture(autouse=True)
def _cold(monkeypatch):
    """As in a program that has not set a page yet."""
    monkeypatch.setattr(scorecard, "LIBRARY", "no library of this name")


def test_a_page_of_another_process_has_the_bytes_of_this_one():
    with Scorecard() as setter:
        assert setter._process is not None  # noqa: SLF001 (else this shows nothing)
        setter.begin(AUDIT, TEXT)
        page = setter.finish()
    assert page == scorecard_pdf(AUDIT)


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "print('no page')", "print('P', end='')"])
def test_a_process_that_sets_no_page_leaves_it_to_this_one(monkeypatch, code):
    broken = code + ("\nraise SystemExit(1)" if "P" in code else "")
    monkeypatch.setattr(scorecard, "_SETTER", broken)
    with Scorecard() as setter:
        setter.begin(AUDIT, TEXT)
        assert setter.finish() == scorecard_pdf(AUDIT)


def test_a_machine_without_room_for_a_process_sets_the_page_itself(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with Scorecard() as setter:
        setter.begin(AUDIT, TEXT)
        assert setter.finish().startswith(b"%PDF")


def test_what_is_wrong_comes_through_with_its_place():
    def refuse(_: object) -> bytes:
        raise InputError([PROBLEM])

    with pytest.raises(InputError) as refused:
        page_of(answer(TEXT.encode(), refuse))
    assert refused.value.diagnostics == (PROBLEM,)


def test_an_audit_that_stops_early_leaves_no_process_behind():
    setter = Scorecard()
    process = setter._process  # noqa: SLF001 (what must be gone)
    assert process is not None
    with setter:
        assert process.poll() is None
    assert process.returncode is not None
