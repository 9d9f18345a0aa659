"""What an audit and an explanation both begin with: contract, mapping, export, instant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import load
from rfpkit.model.contract import Contract
from rfpkit.model.mapping import ExportMapping
from rfpkit.model.measure import DurationMeasure
from rfpkit.model.record import Problem
from rfpkit.review.fit import fit
from rfpkit.tickets.event_log import to_event_log
from rfpkit.tickets.read import read_export
from rfpkit.workflows.as_of import parse_as_of, write_instant

if TYPE_CHECKING:
    from rfpkit.model.event_log import EventLog

Step = Callable[[str], None]
"""Shows what is being done now."""


def silent(text: str) -> None:
    """Shows nothing."""
    del text


@dataclass(frozen=True)
class Inputs:
    """The files that a person names, and the instant up to which the audit knows."""

    contract: Path
    exports: tuple[Path, ...]
    mapping: Path
    as_of: str


@dataclass(frozen=True)
class Case:
    """Everything that a verdict depends on."""

    contract: Contract
    mapping: ExportMapping
    log: EventLog
    as_of: int
    claims_level: str | None
    """The level that the vendor's own flags speak of; None without claims."""


def open_case(inputs: Inputs, step: Step) -> Case:
    """Reads everything that an audit needs.

    Raises:
        InputError: with every problem of the contract, the mapping and the export.
    """
    step("reading the contract and the mapping")
    contract, mapping = _documents(inputs)
    instant = parse_as_of(inputs.as_of, contract.timezone)
    _refuse_early(instant, contract)
    level = _claims_level(contract, mapping, inputs.mapping)
    step("reading the export")
    log = to_event_log(read_export(inputs.exports, mapping), mapping)
    return Case(contract, mapping, log, instant, level)


def _documents(inputs: Inputs) -> tuple[Contract, ExportMapping]:
    diagnostics: list[Diagnostic] = []
    contract = mapping = None
    try:
        contract = load(inputs.contract, Contract)
    except InputError as error:
        diagnostics.extend(error.diagnostics)
    try:
        mapping = load(inputs.mapping, ExportMapping, _fit(contract))
    except InputError as error:
        diagnostics.extend(error.diagnostics)
    if contract is None or mapping is None:
        raise InputError(diagnostics)
    return contract, mapping


def _fit(contract: Contract | None) -> Callable[[ExportMapping], Iterable[Problem]]:
    return lambda mapping: fit(contract, mapping) if contract is not None else ()


def _refuse_early(instant: int, contract: Contract) -> None:
    first = parse_as_of(f"{contract.term.first}T00:00", contract.timezone)
    if instant <= first:
        message = f"{write_instant(instant, contract.timezone)} is before the contract begins"
        hint = f"the term is {contract.term}"
        raise InputError([Diagnostic(Location("--as-of"), message, hint)])


def _claims_level(contract: Contract, mapping: ExportMapping, file: Path) -> str | None:
    if mapping.claims is None:
        return None
    durations = [
        level.id for level in contract.service_levels if isinstance(level.measure, DurationMeasure)
    ]
    named = mapping.claims.level
    if named in durations:
        return named
    if named is None and len(durations) == 1:
        return durations[0]
    message = "the claims do not say which service level they speak of"
    if named is not None:
        message = f"the claims speak of `{named}`, which is no duration of the contract"
    hint = f"write claims.level, one of: {', '.join(durations)}"
    raise InputError([Diagnostic(Location(str(file)), message, hint)])
