"""The next piece of a text made by a thread, while somebody works on the one before it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor


def read_ahead(pieces: Iterator[bytes]) -> Generator[bytes, None, None]:
    """Yields the pieces, of which no more than one is ever waiting; none of them is empty.

    What is raised while a piece is made is raised where the piece is asked for.
    """
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, pieces, b"")
        while piece := coming.result():
            coming = reader.submit(next, pieces, b"")
            yield piece
