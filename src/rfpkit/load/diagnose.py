"""What a model refused, in the reader's words: pydantic's errors as diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from pydantic import ValidationError

from rfpkit.errors import Diagnostic, Location
from rfpkit.load import wording
from rfpkit.load.fault import Fault, heard, locate
from rfpkit.load.places import Path, address, inside_all
from rfpkit.load.shape import Group
from rfpkit.load.yaml import Parsed
from rfpkit.model.record import Problem

MOST = 200
"""Most mistakes that are told of one file."""


def diagnose(error: ValidationError, model: Group, parsed: Parsed) -> list[Diagnostic]:
    """Returns one diagnostic for each mistake that a model refused."""
    details = error.errors(include_url=False)
    faults = heard([locate(detail, parsed.data) for detail in details[:MOST]])
    sure = [fault for fault in faults if not _is_unsure(fault, parsed.unsure)]
    meant = _meant(sure)
    found = [
        _diagnostic(fault, meant.get(fault.path), model, parsed)
        for fault in sure
        if not (fault.is_missing and fault.path in meant.values())
    ]
    if len(details) > MOST:
        found.append(_more(str(len(details) - MOST), parsed))
    return found


def diagnose_problems(problems: Iterable[Problem], parsed: Parsed) -> list[Diagnostic]:
    """Returns one diagnostic for each rule between the objects of a document."""
    told = list(islice(problems, MOST + 1))
    found = [
        _placed(_present(problem.path, parsed.data), problem.message, problem.hint, parsed)
        for problem in told[:MOST]
    ]
    return [*found, _more("some", parsed)] if len(told) > MOST else found


def _more(count: str, parsed: Parsed) -> Diagnostic:
    message = f"{count} more problems are not shown"
    return Diagnostic(Location(parsed.places.file), message, "mend the first ones, then try again")


def _is_unsure(fault: Fault, unsure: frozenset[Path]) -> bool:
    return fault.path in unsure or (fault.is_missing and fault.path[:-1] in unsure)


def _meant(faults: Sequence[Fault]) -> dict[Path, Path]:
    """Returns for each unknown field the missing field of its group that it probably is."""
    missing: dict[Path, list[str]] = {}
    for fault in faults:
        if fault.is_missing:
            missing.setdefault(fault.path[:-1], []).append(str(fault.path[-1]))
    meant = {}
    for fault in faults:
        *group, name = fault.path or ("",)
        if fault.is_extra and (lacking := missing.get(tuple(group))):
            likely = wording.closest(str(name), lacking, 0.6)
            if likely:
                lacking.remove(likely)
                meant[fault.path] = (*group, likely)
    return meant


def _diagnostic(fault: Fault, meant: Path | None, model: Group, parsed: Parsed) -> Diagnostic:
    if fault.is_extra:
        likely = str(meant[-1]) if meant else None
        message, hint = wording.unknown_field(fault, model, parsed.data, likely)
    else:
        message, hint = wording.words(fault, model)
    if fault.is_extra or fault.is_name:
        at = parsed.places.entry(fault.path)
        return _prefixed(at, fault.path[:-1], message, hint, parsed.data)
    path = fault.path[:-1] if fault.is_missing else fault.path
    return _placed(path, message, hint, parsed)


def _placed(path: Path, message: str, hint: str, parsed: Parsed) -> Diagnostic:
    # A group begins on the line of its first field, and an empty value nowhere: it is the
    # name above or before it that must be found.
    is_text = isinstance(inside_all(parsed.data, path), str | bool)
    at = parsed.places.value(path) if is_text else parsed.places.entry(path)
    return _prefixed(at, path, message, hint, parsed.data)


def _prefixed(at: Location, path: Path, message: str, hint: str, data: Any) -> Diagnostic:
    where = address(path, data)
    return Diagnostic(at, f"{where}: {message}" if where else message, hint)


def _present(path: Path, data: Any) -> Path:
    """Returns as much of a path as the file has: defaults and split texts stand nowhere."""
    for length in range(len(path)):
        if inside_all(data, path[: length + 1]) is None:
            return path[:length]
    return path
