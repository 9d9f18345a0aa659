"""The command line as a person meets it: one process each, its streams and its status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rfpkit.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent.parent
DISTRICT = ROOT / "examples" / "city-district"
AUDIT = [DISTRICT / "contract.yaml", DISTRICT / "export.csv.gz"]
READ = ["--mapping", DISTRICT / "mapping.yaml", "--as-of", "2027-07-15"]


def rfpkit(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "rfpkit", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )


def test_help_names_every_command_and_imports_none_of_the_heavy_libraries():
    done = rfpkit("--help")
    assert done.returncode == 0
    assert all(re.search(rf"^  {name} ", done.stdout, re.MULTILINE) for name in COMMANDS)
    program = (
        "import sys, rfpkit.cli.main as m\n"
        "sys.argv = ['rfpkit', '--help']\n"
        "try: m.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'polars', 'numpy', 'weasyprint', 'docx', 'openpyxl', 'altair'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "HEAVY []" in done.stdout


def test_the_three_files_of_the_example_are_sound_and_share_the_digests_of_their_levels():
    done = rfpkit("check", DISTRICT / "rfp.yaml", DISTRICT / "contract.yaml")
    assert done.returncode == 0, done.stderr
    lines = done.stderr.strip().splitlines()
    rfp, contract = (line.split(" is sound: ")[1] for line in lines if " is sound: " in line)
    assert rfp == contract
    assert re.search(r"repair-turnaround [0-9a-f]{4} [0-9a-f]{4}", rfp)


def test_the_digest_of_a_level_is_the_same_in_rfp_contract_and_audit(tmp_path):
    built = json.loads(
        rfpkit("build", DISTRICT / "rfp.yaml", "--format", "html", "-o", tmp_path, "--json").stdout
    )
    audited = json.loads(rfpkit("audit", *AUDIT, *READ, "-o", tmp_path, "--json").stdout)
    of_audit = {level["id"]: level["digest"] for level in audited["levels"]}
    assert built["service_levels"] == of_audit
    page = (tmp_path / "PC-2026-014.html").read_text("utf-8")
    assert all(digest in page for digest in of_audit.values())


def test_programs_get_json_alone_on_standard_output_and_people_read_standard_error(tmp_path):
    done = rfpkit("audit", *AUDIT, *READ, "-o", tmp_path, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == json.loads((tmp_path / "audit.json").read_text("utf-8"))
    assert "balance" in done.stderr


def test_a_missed_level_ends_with_1_only_if_asked(tmp_path):
    assert rfpkit("audit", *AUDIT, *READ, "-o", tmp_path, "--fail-on", "missed").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "absent.yaml"], "absent.yaml"),
        (["build", DISTRICT / "contract.yaml"], "kind `contract`"),
        (["build", DISTRICT / "rfp.yaml", "--section", "service-level"], "did you mean"),
        (["build", DISTRICT / "rfp.yaml", "--format", "pdf,odt"], "there is no format `odt`"),
        (["check", "."], "."),
        (["schema", "rpf"], "there is no such schema"),
        (["audit", *AUDIT, *READ[:3], "yesterday"], "`yesterday` is not a date"),
        (["audit", *AUDIT, *READ[:3], "2020-01-01"], "before the contract begins"),
        (["audit", DISTRICT / "rfp.yaml", DISTRICT / "export.csv.gz", *READ], "kind `rfp`"),
        (["audit", DISTRICT / "contract.yaml", DISTRICT / "rfp.yaml", *READ], "rfp.yaml"),
        (["explain", *AUDIT, *READ, "--ticket", "INC0"], "INC0"),
        (["explain", *AUDIT, *READ, "--ticket", "INC0", "--level", "repair"], "repair"),
        (["frobnicate"], "frobnicate"),
    ],
    ids=lambda value: str(value)[-40:] if isinstance(value, str) else None,
)
def test_input_that_cannot_be_used_ends_with_2_a_sentence_and_no_file(tmp_path, arguments, said):
    done = rfpkit(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_problems_of_the_contract_and_of_the_mapping_come_together(tmp_path):
    contract = tmp_path / "contract.yaml"
    mapping = tmp_path / "mapping.yaml"
    contract.write_text(
        (DISTRICT / "contract.yaml").read_text("utf-8").replace("95%", "95", 1), "utf-8"
    )
    mapping.write_text(
        (DISTRICT / "mapping.yaml").read_text("utf-8").replace("unmapped:", "unmaped:", 1), "utf-8"
    )
    done = rfpkit("audit", contract, AUDIT[1], "--mapping", mapping, "--as-of", "2027-07-15")
    assert done.returncode == 2
    assert "95 is not a share" in done.stderr
    assert "unmaped" in done.stderr


def test_an_output_folder_that_is_a_file_is_said_plainly(tmp_path):
    (tmp_path / "taken").write_text("", "utf-8")
    done = rfpkit("build", DISTRICT / "rfp.yaml", "--format", "html", "-o", tmp_path / "taken")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_mapping_without_the_event_that_starts_a_clock_is_refused(tmp_path):
    text = (DISTRICT / "mapping.yaml").read_text("utf-8")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(text.replace("event received", "open"), "utf-8")
    done = rfpkit(
        "audit", *AUDIT, "--mapping", mapping, "--as-of", "2027-07-15", "-o", tmp_path / "o"
    )
    assert done.returncode == 2
    assert "can never start" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_standard_output_is_said_plainly():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rfpkit", "schema", "rfp"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("the output cannot be written")


def test_an_export_that_is_no_file_on_the_disk_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    done = rfpkit("audit", AUDIT[0], tmp_path / "pipe", *READ, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "not a file on the disk" in done.stderr
