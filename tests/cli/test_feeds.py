"""Tables beside the tickets, given on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

STOCK = Path(__file__).parent.parent / "cases" / "audits" / "stock"
READ = ["--mapping", STOCK / "mapping.yaml", "--as-of", "2026-10-01T12:00"]
FILES = [STOCK / "contract.yaml", STOCK / "export.csv"]
SPARES = f"spares={STOCK / 'feed-spares.csv'}"


def audit(*more: object, output: Path) -> subprocess.CompletedProcess[str]:
    arguments = ["audit", *FILES, *READ, "-o", output, *more]
    program = [sys.executable, "-m", "rfpkit", *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def test_a_feed_is_read_beside_the_tickets_and_its_books_are_kept(tmp_path):
    done = audit("--feed", SPARES, "--json", output=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (feed,) = told["intake"]["feeds"]
    assert (feed["feed"], feed["source"]["file"]) == ("spares", "feed-spares.csv")
    assert (feed["source"]["rows"], feed["rows_used"]) == (9, 8)
    assert [(one["row"], one["column"]) for one in feed["rejected"]] == [(7, "spares"), (10, "day")]
    assert [level["measured"] for level in told["levels"]] == [True, True]


def test_without_its_feed_a_level_is_not_measured_and_says_why(tmp_path):
    done = audit("--json", output=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {level["reason"] for level in json.loads(done.stdout)["levels"]} == {
        "needs the feed `spares`, which was not given"
    }


def test_every_wrong_feed_is_told_at_once(tmp_path):
    done = audit("--feed", "spares", "--feed", f"x={STOCK}", output=tmp_path)
    assert done.returncode == 2
    assert "--feed: `spares` does not say which feed a file is" in done.stderr
    assert (
        "write --feed NAME=FILE, once for each feed: --feed spare-count=spares.csv" in done.stderr
    )
    done = audit("--feed", SPARES, "--feed", SPARES, output=tmp_path)
    assert "--feed: the feed `spares` is given twice" in done.stderr
    done = audit("--feed", "spare=none.csv", output=tmp_path)
    assert "--feed: the mapping has no feed `spare`" in done.stderr
    assert "did you mean `spares`?" in done.stderr
    done = audit("--feed", "spares=none.csv", output=tmp_path)
    assert done.returncode == 2
    assert "none.csv: there is no such file" in done.stderr
    assert "Traceback" not in done.stderr
