"""Heavy libraries loaded ahead of their use, while something else is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Thread


@contextmanager
def loading() -> Iterator[None]:
    """Loads what a report is set with, beside the work of the block.

    Nothing depends on it: a library that cannot be loaded says so where it is used.
    """
    thread = Thread(target=_load)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _load() -> None:
    for library in ("vl_convert", "altair", "weasyprint", "openpyxl"):
        with suppress(Exception):
            import_module(library)
