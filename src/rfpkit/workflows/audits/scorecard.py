"""The scorecard, set beside the other work of an audit."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from typing import Self

from rfpkit.model.audit import Audit
from rfpkit.render.scorecard.process import PAGE, PROBLEMS, page_of, scorecard_pdf

LIBRARY = "weasyprint"
"""What takes longest to load of what a page is set with."""
_SETTER = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from rfpkit.render.scorecard.process import main
main()
"""


class Scorecard:
    """Sets a page in a process of its own; in this one where none can be had.

    To be used in a `with` block: the process is gone at its end. The bytes are the same.
    """

    def __init__(self) -> None:
        """Lets the process load its libraries."""
        self._process = _started()
        self._audit: Audit | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def begin(self, audit: Audit, text: str) -> None:
        """Hands the audit over, also as the JSON that it reads back from."""
        self._audit = audit
        if self._process is not None and self._process.stdin is not None:
            try:
                self._process.stdin.write(text.encode())
                self._process.stdin.close()
            except OSError:
                # It is gone; what it could not do is done here, or says here what is wrong.
                self.__exit__(None, None, None)
                self._process = None

    def finish(self) -> bytes:
        """Returns the page.

        Raises:
            InputError: it cannot be set.
        """
        if self._audit is None:
            raise RuntimeError("no audit was handed over")
        answered = b""
        if self._process is not None and self._process.stdout is not None:
            answered = self._process.stdout.read()
        if answered[:1] in {PAGE, PROBLEMS} and self._ended_well():
            return page_of(answered)
        return scorecard_pdf(self._audit)

    def _ended_well(self) -> bool:
        return self._process is not None and self._process.wait() == 0


def _started() -> subprocess.Popen[bytes] | None:
    # A program that has loaded the libraries once, such as a server, has nothing to wait for.
    if not sys.executable or hasattr(sys, "frozen") or LIBRARY in sys.modules:
        return None
    command = [sys.executable, "-P", "-c", _SETTER, json.dumps(sys.path)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)  # noqa: S603 (our own)
    except OSError:
        return None
