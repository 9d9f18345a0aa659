"""Pages as a browser shows them, looked at by axe-core."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

_CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_PACKAGE = find_spec("axe_playwright_python")

needs_axe = pytest.mark.skipif(
    _CHROMIUM is None or _PACKAGE is None,
    reason="Chromium or axe-core is not installed: scripts/setup --office-and-browser",
)

needs_browser = pytest.mark.skipif(_CHROMIUM is None, reason="Chromium is not installed")

_RUN = """
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
  .then(found => {
    document.documentElement.textContent =
      "AXE" + JSON.stringify({passes: found.passes.length, violations: found.violations.map(
        one => ({id: one.id, nodes: one.nodes.map(node => node.html.slice(0, 200))}))}) + "EXA";
  });
"""


def looked_at(page: bytes, folder: Path) -> dict[str, Any]:
    """Returns what axe-core finds wrong in a page, by WCAG 2.1 A and AA and its own practice.

    The page forbids scripts; in the copy that is looked at, axe-core is allowed in.
    """
    assert _PACKAGE is not None
    assert _PACKAGE.origin is not None
    axe = (Path(_PACKAGE.origin).parent / "axe.min.js").read_text("utf-8")
    text = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", page.decode())
    copy = folder / "page.html"
    copy.write_text(text.replace("</body>", f"<script>{axe}\n{_RUN}</script></body>"), "utf-8")
    shown = _shown(copy, folder)
    told = re.search(r"AXE(\{.*\})EXA", shown, re.DOTALL)
    assert told, f"axe-core said nothing: {shown[-500:]}"
    found: dict[str, Any] = json.loads(html.unescape(told[1]))
    return found


def width_needed(page: bytes, width: int, folder: Path) -> int:
    """Returns how many pixels of width a page takes in a window of that width."""
    frame = folder / "frame.html"
    inside = html.escape(page.decode())
    script = "onload = () => document.title = window[0].document.documentElement.scrollWidth"
    frame.write_text(
        f'<iframe srcdoc="{inside}" width="{width}" style="border:0"></iframe>'
        f"<title></title><script>{script}</script>",
        "utf-8",
    )
    told = re.search(r"<title>(\d+)</title>", _shown(frame, folder))
    assert told, "the browser did not show the page"
    return int(told[1])


def printed(page: bytes, folder: Path) -> bytes:
    """Returns the PDF that a browser prints of a page."""
    file, made = folder / "page.html", folder / "page.pdf"
    file.write_bytes(page)
    _ran(folder, "--no-pdf-header-footer", f"--print-to-pdf={made}", file.as_uri())
    return made.read_bytes()


def _shown(file: Path, folder: Path) -> str:
    """Returns the document after its scripts ran."""
    return _ran(folder, "--dump-dom", "--virtual-time-budget=120000", file.as_uri())


def _ran(folder: Path, *wanted: str) -> str:
    done = subprocess.run(
        [str(_CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu",
         f"--user-data-dir={folder / 'profile'}", *wanted],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return done.stdout
