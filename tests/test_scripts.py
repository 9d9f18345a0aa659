"""What a person gets by cloning: scripts that run, locks that hold, no trace of a machine."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
SCRIPTS = sorted([*(ROOT / "scripts").iterdir(), ROOT / ".ci" / "run"])
SHELL_SCRIPTS = [path for path in SCRIPTS if "bash" in path.read_text("utf-8").split("\n")[0]]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

REGISTRY = re.compile(
    r"\b(?:files\.)?(?:py(?:pi|thonhosted)|npmjs|crates)\.(?:org|com|io)\b"
    r"|\b(?:deb|security|ftp)\.debian\.org\b"
    r"|(?:^|\s)--(?:extra-)?index-url\b|(?:^|\s)--find-links\b"
)
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|opt|home/[a-z]\w*)/|\bfile:///(?!etc/)")
# They name what they look for.
EXEMPT = {Path(__file__), ROOT / "scripts" / "lock"}


def tracked_files():
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout, so what it tracks is not known")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def places(pattern):
    for path in sorted(set(tracked_files()) - EXEMPT):
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"


def test_no_file_names_a_registry():
    assert list(places(REGISTRY)) == []


def test_no_file_names_a_place_on_somebodys_machine():
    assert list(places(MACHINE_PATH)) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRY, "--index-url https://example.com/simple"),
        (REGISTRY, "see https://" + "files.python" + "hosted.org/packages"),
        (REGISTRY, "deb http://" + "deb.debian" + ".org/debian bookworm main"),
        (MACHINE_PATH, "out = '/home/maria/build'"),
        (MACHINE_PATH, "/home/maria/rfpkit"),
        (MACHINE_PATH, "file:///srv/wheels"),
    ],
)
def test_a_trace_of_a_machine_is_caught(pattern, line):
    assert pattern.search(line)


@pytest.mark.parametrize("line", ["see docs/work/plan.md", "./root/leaf", "wheels.html"])
def test_a_path_inside_the_project_is_no_trace(line):
    assert not MACHINE_PATH.search(line)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_can_be_run(script):
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").startswith(
        ("#!/usr/bin/env bash\n", "#!/usr/bin/env python3\n")
    )


@pytest.mark.parametrize("script", SHELL_SCRIPTS, ids=lambda path: path.name)
def test_a_shell_script_is_sound_and_stops_at_its_first_failure(script):
    assert "\nset -euo pipefail\n" in script.read_text("utf-8")
    subprocess.run(["bash", "-n", script], check=True)


def test_setup_says_what_it_does_not_know():
    result = subprocess.run(
        [ROOT / "scripts" / "setup", "--devel"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.startswith("scripts/setup does not know --devel")


def locked(path):
    """The pinned releases of a lock, by name; fails on a line that pins nothing."""
    blocks = re.findall(r"^[a-z].*(?:\n +.*)*", path.read_text("utf-8"), re.MULTILINE)
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==\S+", block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
    pins = (re.match(r"([a-z0-9.-]+)==(\S+)", block) for block in blocks)
    return {pin[1]: pin[2] for pin in pins if pin}


def declared(*groups):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    written = [*project["project"]["dependencies"]]
    for group in groups:
        written += project["dependency-groups"][group]
    return [Requirement(text) for text in written]


def missing_from(path, requirements):
    pins = locked(path)
    return [
        str(requirement)
        for requirement in requirements
        if pins.get(canonicalize_name(requirement.name), "0") not in requirement.specifier
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_release_has_digests(lock):
    assert locked(lock)


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("runtime.txt", ["build"]),
        ("dev.txt", ["build", "dev"]),
        ("bench.txt", ["build", "bench"]),
    ],
)
def test_the_locks_hold_what_the_project_asks_for(lock, groups):
    assert missing_from(ROOT / "requirements" / lock, declared(*groups)) == [], "run scripts/lock"


def test_tests_run_on_the_releases_that_people_run():
    runtime = locked(ROOT / "requirements" / "runtime.txt")
    dev = locked(ROOT / "requirements" / "dev.txt")
    assert runtime.items() <= dev.items()
