"""The page about feeds tells the truth: its command runs, its books and its warning are so."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from rfpkit.load.yaml import parse
from rfpkit.model.audit import PeriodState
from rfpkit.tickets.partitions.verdict_store import VerdictStore
from rfpkit.workflows.audits.audit import measure
from rfpkit.workflows.audits.case import Inputs, open_case, silent

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "every-kind"
PAGE = (ROOT / "docs" / "how-to" / "give-counts-beside-the-tickets.md").read_text("utf-8")


def block(language):
    fence = re.compile(rf"^( *)```{language}\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
    margin, found = fence.findall(PAGE)[0]
    return re.sub(rf"^{margin}", "", found, flags=re.MULTILINE)


def test_the_command_of_the_page_prints_its_books(tmp_path):
    program, *words = shlex.split(block("sh").replace("\\\n", " "))
    assert program == "rfpkit"
    words[words.index("-o") + 1] = str(tmp_path)
    command = [sys.executable, "-m", "rfpkit", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # The program keeps a check and its word on one line by a space that does not break.
    told = [" ".join(line.split()) for line in done.stderr.splitlines()]
    books = [" ".join(line.split()) for line in block("text").splitlines()]
    assert [line for line in books if line not in told] == []
    assert "cedar-elementary 2026-09-14,1,missed,no count" in (tmp_path / "verdicts.csv").read_text(
        "utf-8"
    )


def test_the_feed_of_the_page_is_the_one_of_the_example():
    page = parse(block("yaml"), "page").data["feeds"]["spare-count"]
    whole = parse((EXAMPLE / "mapping.yaml").read_text("utf-8"), "mapping").data
    feed = whole["feeds"]["spare-count"]
    assert page["columns"] == feed["columns"]
    assert page["values"]["of"] == feed["values"]["of"]
    assert page["values"]["site"].items() <= feed["values"]["site"].items()


def test_the_last_months_alone_miss_every_month_before(tmp_path):
    head, *rows = (EXAMPLE / "spares.csv").read_text("utf-8").splitlines()
    late = [row for row in rows if row >= "2026-12"]
    (tmp_path / "spares.csv").write_text("\n".join([head, *late, ""]), "utf-8")
    feed = f"spare-count={tmp_path / 'spares.csv'}"
    inputs = Inputs(
        EXAMPLE / "contract.yaml",
        (EXAMPLE / "tickets.csv",),
        EXAMPLE / "mapping.yaml",
        "2027-01-15",
        feeds=(feed,),
    )
    with VerdictStore() as store:
        measured, _ = measure(open_case(inputs, silent), inputs, store, silent)
    (level,) = [one for one in measured.levels if one.id == "spare-pool"]
    missed = [one.period for one in level.periods if one.state is PeriodState.MISSED]
    assert missed == ["2026-08", "2026-09", "2026-10", "2026-11"]


def test_the_page_names_every_kind_that_has_a_feed():
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \|", PAGE, re.MULTILINE)
    assert rows == ["stock", "ratio", "statistic", "duty"]
