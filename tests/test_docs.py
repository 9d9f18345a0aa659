"""The pages tell the truth: their links lead somewhere, their commands and digests exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rfpkit.cli.main import COMMANDS
from rfpkit.load.yaml import parse
from rfpkit.model.digest import short
from rfpkit.model.service_level import ServiceLevel

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *ROOT.glob("examples/*/*.md")])


def blocks(page, language):
    text = page.read_text("utf-8")
    fences = re.findall(rf"^( *)```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{margin}", "", block, flags=re.MULTILINE) for margin, block in fences]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_picture_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_a_page_is_a_command(page):
    named = [
        word
        for block in blocks(page, "sh")
        for word in re.findall(r"^rfpkit (\w+)", block, re.MULTILINE)
    ]
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_a_page_can_be_pasted(page):
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    assert [line for line in lines if line.startswith("$")] == []


def test_the_level_of_the_how_to_has_the_digest_that_the_page_prints():
    page = ROOT / "docs" / "how-to" / "add-a-service-level.md"
    (written,) = [
        block for block in blocks(page, "yaml") if block.lstrip().startswith("- id: closing")
    ]
    (raw,) = parse(f"levels:\n{written}", "how-to").data["levels"]
    digest = short(ServiceLevel.model_validate(raw).digest)
    assert f"this one is `{digest}`" in page.read_text("utf-8")
