"""A project that is made up to try a pack: an invented issuer, in a folder that goes away."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rfpkit.packs.files import files_of
from rfpkit.packs.find import PACKS
from rfpkit.packs.stack import Stack


@contextmanager
def trial_folder(stack: Stack) -> Iterator[Path]:
    """Yields a folder in which the packs lie as those of a project; it is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rfpkit-trial-") as name:
        folder = Path(name)
        for pack in stack.packs:
            for file, path in files_of(pack.folder).items():
                copy = folder / PACKS / pack.manifest.name / file
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        yield folder


def trial_rfp(folder: Path, stack: Stack, data: Mapping[str, Any], name: str = "rfp.yaml") -> Path:
    """Writes an RFP of an invented issuer into a trial's folder, and returns its file."""
    whole = {
        "kind": "rfp",
        "id": "TRIAL-1",
        "title": "Trial",
        "pack": stack.top.manifest.name,
        "note": "A trial. The issuer and every number are invented.",
        **data,
    }
    path = folder / name
    # JSON is YAML, and leaves no doubt about a text that looks like a number.
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")
    return path
