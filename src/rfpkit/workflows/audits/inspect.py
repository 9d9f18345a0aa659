"""Look into an export that no mapping describes yet, and draft one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.mapping_draft import Draft, draft_text
from rfpkit.model.exports.inspection import ContractWords, Inspection
from rfpkit.tickets.inspect.inspection import inspect as look_into
from rfpkit.tickets.inspect.questions import letters_of, met_meaning, used_orders
from rfpkit.tickets.inspect.vocabulary import SUGGESTIONS
from rfpkit.workflows.audits.contract_words import contract_words
from rfpkit.workflows.audits.known_exports import known_exports
from rfpkit.workflows.write import write_files


def inspect(exports: Sequence[Path], contract: Path | None = None) -> Inspection:
    """Returns what the files of an export tell of themselves, and what a contract asks of them.

    Raises:
        InputError: with everything that is wrong with the files, or with the contract.
    """
    words = contract_words(contract) if contract is not None else None
    return look_into(exports, known_exports(), words)


def inspection_json(found: Inspection) -> str:
    """Returns an inspection for programs."""
    return found.model_dump_json(indent=2) + "\n"


def check_free(mapping: Path) -> None:
    """Checks that a draft would not replace a file.

    Raises:
        InputError: it would.
    """
    if mapping.exists():
        message = "the file exists, and a draft never replaces one that may hold answers"
        raise _refused(mapping, message, "name another file, or move this one away")


def write_draft(found: Inspection, exports: Sequence[Path], mapping: Path) -> Path:
    """Writes the draft of a mapping, with every open question marked, and returns its path.

    Raises:
        InputError: the export holds no tickets, or the file exists or cannot be written.
    """
    check_free(mapping)
    _check_shape(found, exports[0])
    text = draft_text(found, _draft(found, exports, mapping))
    (path,) = write_files(mapping.parent, {mapping.name: text.encode()})
    return path


def _draft(found: Inspection, exports: Sequence[Path], mapping: Path) -> Draft:
    met = {
        one.word: met_meaning(words, one.word)
        for words in found.words
        if words.place == "values.met"
        for one in words.words
    }
    suggestions = {
        one.word: suggested
        for words in found.words
        for one in words.words
        if (suggested := _suggestion(words.place, one.word, found.contract))
    }
    names = [str(export) for export in exports]
    return Draft(str(mapping), names, used_orders(found), met, suggestions, letters_of(found))


def _suggestion(place: str, word: str, contract: ContractWords | None) -> str:
    if place != "states":
        meant = contract.attributes.get(place.partition(".")[2], ()) if contract else ()
        return max(meant, key=lambda one: _likeness(word, one)) if _any_like(word, meant) else ""
    for pattern, effect in SUGGESTIONS:
        if re.search(pattern, word, re.IGNORECASE):
            return effect
    return ""


def _any_like(word: str, meant: Sequence[str]) -> bool:
    return any(_likeness(word, one) >= _LIKE for one in meant)


def _likeness(word: str, other: str) -> float:
    """Returns how many of the parts of the words are the same, from 0 to 1."""
    one, two = (set(re.findall(r"[a-z0-9]+", text.lower())) for text in (word, other))
    return len(one & two) / max(len(one), len(two), 1)


_LIKE = 0.5


def _check_shape(found: Inspection, export: Path) -> None:
    shape = found.shape
    if found.preset is not None:
        return
    if shape.name == "no tickets":
        message = f"no mapping can be drafted: {shape.why}"
        raise _refused(export, message, "inspect the list of the tickets themselves")
    if beside := _known_part(found):
        message = f"no mapping can be drafted for this file alone: {beside}"
        hint = f"inspect both together: rfpkit tickets inspect TICKETS {export}"
        raise _refused(export, message, hint)
    if shape.name not in {"snapshot", "event log"}:
        what = "metric events" if shape.name == "metric events" else f"a {shape.name}"
        message = f"no mapping can be drafted for {what}: {shape.why}"
        raise _refused(export, message, "inspect the list of the tickets, and give this beside it")


def _known_part(found: Inspection) -> str:
    """Returns which part of a known export a file is that no tickets are in; else nothing."""
    names = {facts.name for facts in found.columns}
    for known in known_exports() if found.shape.name == "metric events" else ():
        for part, telling in known.parts.items():
            if telling and names.issuperset(telling):
                return f"it is `{part}`, which the preset `{known.name}` reads beside the tickets"
    return ""


def _refused(path: Path, message: str, hint: str) -> InputError:
    return InputError([Diagnostic(Location(str(path)), message, hint)])
