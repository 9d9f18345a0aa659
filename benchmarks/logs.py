"""The generated logs as files: Parquet, and the same rows as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import polars as pl

from benchmarks.generator import BLOCK, SIZES, blocks

Kind = Literal["csv", "parquet"]

CACHE = Path(__file__).parent / ".cache"


def log(size: str, kind: Kind, cache: Path = CACHE) -> Path:
    """Returns the log of one size as a file, which is made where there is none."""
    path = cache / f"log-{size}.{kind}"
    if not path.exists():
        cache.mkdir(exist_ok=True, parents=True)
        (cache / ".gitignore").write_text("*\n", "utf-8")
        with whole(path) as part:
            _WRITERS[kind](SIZES[size], part)
    return path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Gives a file its name when all of it is written."""
    part = path.with_name(f"part-{path.name}")
    yield part
    part.rename(path)


def _write_parquet(tickets: int, path: Path) -> None:
    with TemporaryDirectory(dir=path.parent) as folder:
        for number, block in enumerate(blocks(tickets)):
            block.write_parquet(Path(folder, f"{number:05}.parquet"))
        pl.scan_parquet(Path(folder, "*.parquet")).sink_parquet(path, row_group_size=2 * BLOCK)


def _write_csv(tickets: int, path: Path) -> None:
    stamp = pl.col("changed_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    with path.open("wb") as file:
        for number, block in enumerate(blocks(tickets)):
            block.with_columns(stamp).write_csv(file, include_header=number == 0)


_WRITERS = {"csv": _write_csv, "parquet": _write_parquet}
