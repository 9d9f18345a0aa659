"""The page about running a consortium: every command is run, and answers what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "run-a-consortium.md"
BLOCKS = re.findall(r"```sh\n(.*?)```\n\n```text\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What each block of commands prints, one after another in one empty folder."""
    folder = tmp_path_factory.mktemp("valley")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100"}
    told = []
    for commands, _ in BLOCKS:
        done = subprocess.run(
            ["bash", "-c", commands],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        told.append(done.stdout)
    return told


def test_no_block_of_commands_is_without_its_answer():
    assert len(BLOCKS) == PAGE.read_text("utf-8").count("```sh\n") > 8


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_each_block_answers_what_the_page_says(number, answers):
    assert answers[number] == BLOCKS[number][1]
