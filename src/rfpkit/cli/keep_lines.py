"""What became of an export that was to be kept, for the terminal."""

from __future__ import annotations

from rich.console import Console

from rfpkit.cli.plain_text import plain
from rfpkit.model.audit_words import balance, rows_line
from rfpkit.model.digest import short
from rfpkit.workflows.audits.keep import Keeping


def print_keeping(console: Console, found: Keeping) -> None:
    """Prints what was kept, what an earlier run had left, and what has changed."""
    for note in found.notes:
        console.print(plain(note))
    kept = found.kept
    files = ", ".join(source.file for source in kept.sources)
    if found.twice:
        line = f"this is export {kept.number} ({files}), which is kept already; nothing was added"
        console.print(plain(line, "bold"))
        return
    first, until = found.span
    console.print(plain(f"kept as export {kept.number} ({files})", "bold"))
    console.print(plain(f"  {kept.tickets:,} tickets, {kept.events:,} events"))
    console.print(plain(f"  from {first} until {until}"))
    check = balance(balanced=found.intake.balanced)
    console.print(plain(f"  rows {rows_line(found.intake)}  {check}"))
    console.print(plain(f"  digest {short(kept.seal)}, to be noted where nobody can change it"))
    for one in found.findings:
        console.print(plain(f"– {one.message}{_examples(one.examples)}"))
    if found.comparison is None:
        console.print(plain("– nothing to compare with: the store holds no export before this one"))
    if found.changes is not None:
        console.print(plain(f"wrote {found.changes}"))


def _examples(examples: tuple[str, ...]) -> str:
    return f" ({', '.join(examples)})" if examples else ""
