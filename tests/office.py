"""Workbooks as LibreOffice calculates them and saves them again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed"
)


def saved_again(workbook: bytes, folder: Path) -> bytes:
    """Returns the workbook, calculated and saved by LibreOffice."""
    (folder / "made.xlsx").write_bytes(workbook)
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to", "xlsx", "--outdir", str(folder / "saved")),
            str(folder / "made.xlsx"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    saved = folder / "saved" / "made.xlsx"
    if not saved.exists():
        pytest.skip(f"LibreOffice reads no workbooks here: {done.stderr.strip()}")
    return saved.read_bytes()
