"""What tests of several rooms share: golden files, and the data beside the checkout."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# As the command line does: the pinned time zones, so that two machines give the same verdicts.
zoneinfo.reset_tzpath(to=())


def pytest_addoption(parser: pytest.Parser) -> None:
    help_text = "write what the tests produce over the golden files, to be read in the diff"
    parser.addoption("--update-golden", action="store_true", help=help_text)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real exports and schemas beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder `shared` with real exports is not beside this checkout")
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], str]:
    """Returns the text accepted in a golden file; with `--update-golden`, accepts the new one."""

    def accepted(path: Path, text: str) -> str:
        if request.config.getoption("--update-golden"):
            path.write_text(text, "utf-8", newline="")
        assert path.exists(), f"{path.name} is missing; accept it with --update-golden"
        return path.read_text("utf-8")

    return accepted
