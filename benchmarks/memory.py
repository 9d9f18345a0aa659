"""The peak memory of one audit, in a process that does nothing else."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from rfpkit.errors import InputError

MOST = 16 * 2**30
"""Bytes of address space that the audit may take: it shall not bring the machine down."""


def peak(path: Path) -> dict[str, Any]:
    """Returns `mib` and `seconds` of an audit of a log, or why there is none as `refused`."""
    command = [sys.executable, "-m", "benchmarks.memory", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"refused": "out of memory"}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _alone(path: Path) -> dict[str, Any]:
    from benchmarks.ours import audit
    from benchmarks.stopwatch import seconds_of

    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    try:
        seconds = seconds_of(lambda: audit(path))
    except InputError as error:
        return {"refused": error.diagnostics[0].message}
    # `ru_maxrss` would begin with what the parent held when it started this process.
    status = Path("/proc/self/status").read_text("utf-8")
    (kib,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return {"mib": int(kib) // 1024, "seconds": seconds}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_alone(Path(sys.argv[1]))) + "\n")
