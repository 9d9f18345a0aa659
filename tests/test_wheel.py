"""The wheel is whole: installed far from the checkout, it makes the example's documents."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DISTRICT = ROOT / "examples" / "city-district"
NO_NETWORK = re.compile(r"WARNING: Retrying|Temporary failure in name resolution")

# Python runs this file before anything else, in child processes too.
WATCH = """
import sys

def watch(event, arguments):
    opens = event in ("open", "os.listdir", "os.scandir")
    if opens and str(arguments[0]).startswith({checkout!r}):
        raise PermissionError(f"{{arguments[0]}} is part of the checkout")

sys.addaudithook(watch)
"""

pytestmark = pytest.mark.slow


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, **options
    )
    if done.returncode and NO_NETWORK.search(done.stdout + done.stderr):
        pytest.skip("no package index can be reached, so the wheel cannot be installed alone")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The `bin` folder of an environment that holds the wheel and what it depends on."""
    home = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", home)
    pip = (home / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check")
    lock = ROOT / "requirements" / "runtime.txt"
    run(*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", lock)
    run(*pip, "--no-index", "--no-deps", wheel)
    return home / "bin"


def test_the_wheel_carries_all_that_is_shipped_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "schemas"):
        files = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        }
        assert files, f"{folder} is empty"
        assert {f"rfpkit/_shared/{name}" for name in files} <= names
    package = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "rfpkit").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    others = {name for name in names if not name.startswith("rfpkit/_shared/")}
    assert {name for name in others if ".dist-info/" not in name} == package


def test_the_wheel_carries_licence_and_notice(wheel):
    names = {name.rpartition("/")[2] for name in zipfile.ZipFile(wheel).namelist()}
    assert {"LICENSE", "NOTICE", "entry_points.txt"} <= names


@pytest.fixture
def away(tmp_path):
    """How to run a program in another folder, where it cannot read the checkout."""
    watch = tmp_path / "watch"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(WATCH.format(checkout=str(ROOT)), "utf-8")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(watch), "HOME": str(tmp_path)}
    return {"cwd": tmp_path, "env": environment}


def test_the_watch_over_the_checkout_sees_it_read(installed, away):
    reading = f"open({str(ROOT / 'pyproject.toml')!r})"
    with pytest.raises(AssertionError, match="is part of the checkout"):
        run(installed / "python", "-c", reading, **away)


def test_the_installed_wheel_builds_an_rfp_without_the_checkout(installed, away, tmp_path):
    district = shutil.copytree(DISTRICT, tmp_path / "district")

    run(installed / "rfpkit", "build", district / "rfp.yaml", "-o", tmp_path / "out", **away)

    made = {path.suffix for path in (tmp_path / "out").rglob("*") if path.stat().st_size > 1000}
    assert {".pdf", ".docx", ".html"} <= made
