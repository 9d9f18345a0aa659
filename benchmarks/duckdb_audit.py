"""The same audit in DuckDB, as `duckdb_audit.sql` writes it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from benchmarks.counts import Counts

STATEMENTS = Path(__file__).with_name("duckdb_audit.sql").read_text("utf-8")
MEMORY = "8GB"
READERS = {".csv": "read_csv", ".parquet": "read_parquet"}


def audit(path: Path) -> Counts:
    """Returns what the audit of the log counts."""
    # What does not fit into its memory it puts on the disk, as on a laptop.
    with TemporaryDirectory() as spill, duckdb.connect(config={"memory_limit": MEMORY}) as database:
        database.execute(f"set temp_directory = '{spill}'; set timezone = 'UTC'")
        database.execute(f"create view log as from {READERS[path.suffix]}('{path}')")
        database.execute(STATEMENTS)
        rows = database.sql("from judged").fetchall()
        ((credits_,),) = database.sql("from credits").fetchall()
    found = {(level, month, site, verdict): count for level, month, site, verdict, count in rows}
    return Counts(found, str(credits_))
