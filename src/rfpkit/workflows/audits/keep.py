"""Keep an export in a store, and say what has changed since the one before it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit import __version__
from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import load
from rfpkit.model.digest import digest_of
from rfpkit.model.exports.intake import Finding, Intake
from rfpkit.model.exports.kept import Kept
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.over_time import Comparison
from rfpkit.render.changes_table import changes_csv
from rfpkit.sla.signals.over_time import findings
from rfpkit.tickets.preset_files import preset_files
from rfpkit.tickets.store.compare import compare
from rfpkit.tickets.store.keep import Keeper, keeper
from rfpkit.tickets.store.shelf import newest_other
from rfpkit.tickets.store.spool import Spool
from rfpkit.workflows.audits.as_of import parse_as_of, write_instant
from rfpkit.workflows.audits.case import Step, silent
from rfpkit.workflows.audits.event_log import read_logs
from rfpkit.workflows.write import write_files


@dataclass(frozen=True)
class Keeping:
    """What became of an export."""

    kept: Kept
    """The export in the store."""
    twice: bool
    """It was there already."""
    intake: Intake
    notes: tuple[str, ...] = ()
    """What an earlier run has left behind."""
    comparison: Comparison | None = None
    """What has changed; None for the first export, and for one that was there already."""
    findings: tuple[Finding, ...] = ()
    changes: Path | None = None
    """The list of all changes, where one was asked for."""

    @property
    def span(self) -> tuple[str, str]:
        """The first stamp, and the instant until which the export knows, local."""
        zone = self.kept.how.timezone
        return write_instant(self.kept.cover.first, zone), write_instant(
            self.kept.cover.until, zone
        )


def keep(
    store: Path,
    exports: Sequence[Path],
    mapping_file: Path,
    *,
    parts: Sequence[str] = (),
    as_of: str | None = None,
    output: Path | None = None,
    step: Step = silent,
) -> Keeping:
    """Reads an export and adds it to a store; nothing that is there is touched.

    Args:
        store: the folder, which is made if it is new.
        exports: the files of one export.
        mapping_file: how they are read.
        parts: files that belong to the export, each as `NAME=FILE`.
        as_of: until when the export knows; its last stamp if None.
        output: a folder for `changes.csv`.
        step: shows what is being done.

    Raises:
        InputError: with every problem of the inputs or the store; nothing is kept then.
    """
    mapping = load(mapping_file, ExportMapping, presets=preset_files())
    until = None if as_of is None else parse_as_of(as_of, mapping.timezone)
    step("opening the store")
    with keeper(store) as writer, Spool(mapping, until) as spool:
        step("reading the export")
        with read_logs(exports, (), mapping, whole=False, parts=parts) as logs:
            for log in logs:
                spool.add(log)
                del log
            intake = logs.intake
        return _kept(writer, spool, mapping, intake, output, step)


def as_json_text(found: Keeping) -> str:
    """Returns what became of an export as JSON, for programs."""
    data = {
        "kept": found.kept.model_dump(mode="json"),
        "kept_before": found.twice,
        "notes": list(found.notes),
        "comparison": found.comparison and found.comparison.model_dump(mode="json"),
        "findings": [one.model_dump(mode="json") for one in found.findings],
    }
    return json.dumps(data, sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def _kept(
    writer: Keeper,
    spool: Spool,
    mapping: ExportMapping,
    intake: Intake,
    output: Path | None,
    step: Step,
) -> Keeping:
    cover = spool.cover
    if cover is None:
        message = "no ticket of the export has a stamp, and what has none cannot be compared"
        hint = "check `columns.at` or `stamps` in the mapping, and --as-of"
        raise InputError([Diagnostic(Location(intake.sources[0].file), message, hint)])
    shelf = writer.same(intake.sources, digest_of(mapping))
    if shelf is None:
        step("writing into the store")
        shelf = writer.keep(spool, intake.sources, cover, f"rfpkit {__version__}")
    if shelf in writer.shelves:
        return Keeping(shelf.kept, twice=True, intake=intake, notes=writer.notes)
    step("comparing with the export before")
    before = newest_other(writer.shelves, shelf.kept.digests)
    found = None if before is None else compare(before.kept, before.read, spool)
    zone = mapping.timezone
    changes = None
    if output is not None:
        rows = () if found is None else found.changes()
        (changes,) = write_files(output, {"changes.csv": changes_csv(rows, zone)})
    return Keeping(
        kept=shelf.kept,
        twice=False,
        intake=intake,
        notes=writer.notes,
        comparison=None if found is None else found.comparison,
        findings=() if found is None else tuple(findings(found.comparison, zone)),
        changes=changes,
    )
