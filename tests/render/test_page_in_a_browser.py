"""The web page in a browser: on a phone, and printed by somebody who has no PDF of it."""

from __future__ import annotations

import re
import subprocess

from rfpkit.render import html
from tests.browser import needs_browser, printed, width_needed
from tests.render import sample
from tests.render.test_overlong import WORD, in_our_styles, needs_poppler


@needs_browser
def test_a_phone_need_not_scroll_sideways(tmp_path):
    assert width_needed(html.render(in_our_styles("short", WORD)), 390, tmp_path) <= 390


@needs_browser
@needs_poppler
def test_numbers_and_the_mark_of_a_draft_are_on_the_paper(tmp_path):
    # A browser does not print what hangs outside of a page's margin.
    made = printed(html.render(sample.document(draft=True)), tmp_path)
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    assert re.search(r"^ *1\.1 +Goals", told, re.MULTILINE)
    assert re.search(r"^ *1\.2\.1 +Shall states", told, re.MULTILINE)
    # The slanted word is read in pieces.
    assert "DR" in told
    assert "AF" in told
