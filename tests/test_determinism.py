"""The same inputs give the same bytes: in two folders, two processes, two languages, two zones."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLACES = {
    "here": {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    "a far away place": {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
}
COMMANDS = {
    "build": ["build", "rfp.yaml"],
    "section": ["build", "rfp.yaml", "--section", "service-levels"],
    "audit": [
        "audit",
        "contract.yaml",
        "export.csv.gz",
        "--mapping",
        "mapping.yaml",
        "--as-of",
        "2027-07-15",
    ],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_two_folders_and_two_processes_give_the_same_bytes(tmp_path, name):
    made = [written(tmp_path / place, COMMANDS[name], PLACES[place]) for place in PLACES]
    assert made[0] == made[1]
    assert len(made[0]) >= 3


def written(folder, command, place):
    shutil.copytree(ROOT / "examples" / "city-district", folder)
    subprocess.run(
        [sys.executable, "-m", "rfpkit", *command, "-o", "made"],
        cwd=folder,
        env=os.environ | place,
        check=True,
        capture_output=True,
    )
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "made").iterdir())
    }
