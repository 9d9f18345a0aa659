"""What an audit and an explanation both begin with: contract, mapping, export, instant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.document import load, load_placed
from rfpkit.model.contract import Contract
from rfpkit.model.credits.register import CreditRegister, register_problems
from rfpkit.model.exports.joined import joined
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.record import Problem
from rfpkit.review.fit import fit
from rfpkit.sla.credits.ledger import credit_ends
from rfpkit.tickets.preset_files import preset_files
from rfpkit.workflows.audits.as_of import parse_as_of, write_instant

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
    register: Path | None = None
    """What was claimed and paid of the credits."""
    feeds: tuple[str, ...] = ()
    """Tables beside the tickets, each as `NAME=FILE`."""
    parts: tuple[str, ...] = ()
    """Files that belong to the export, each as `NAME=FILE`."""
    store: Path | None = None
    """Where earlier exports are kept, to be compared with."""


@dataclass(frozen=True)
class Case:
    """Everything that a verdict depends on, the export aside."""

    contract: Contract
    mapping: ExportMapping
    as_of: int
    claims_level: str | None
    """The level that the vendor's own flags speak of; None without claims."""
    register: CreditRegister | None = None
    """What was claimed and paid of the credits."""


def open_case(inputs: Inputs, step: Step) -> Case:
    """Reads everything that an audit needs beside the export.

    Raises:
        InputError: with every problem of the contract, the mapping and the register.
    """
    step("reading the contract and the mapping")
    contract, mapping = _documents(inputs)
    instant = parse_as_of(inputs.as_of, contract.timezone)
    _refuse_early(instant, contract)
    register = _register(inputs.register, contract)
    level = _claims_level(contract, mapping, inputs.mapping)
    return Case(contract, mapping, instant, level, register)


def _register(path: Path | None, contract: Contract) -> CreditRegister | None:
    if path is None:
        return None
    known = frozenset(credit_ends(contract))
    register, places = load_placed(
        path, CreditRegister, lambda one: register_problems(one, contract.id, known)
    )
    lines = {
        entry.id: f"{path.name}:{places.entry(('credits', position)).line}"
        for position, entry in enumerate(register.credits)
    }
    return register.placed(lines)


def _documents(inputs: Inputs) -> tuple[Contract, ExportMapping]:
    diagnostics: list[Diagnostic] = []
    contract = mapping = None
    try:
        contract = load(inputs.contract, Contract)
    except InputError as error:
        diagnostics.extend(error.diagnostics)
    try:
        mapping = load(inputs.mapping, ExportMapping, _fit(contract), preset_files())
    except InputError as error:
        diagnostics.extend(error.diagnostics)
    if contract is None or mapping is None:
        raise InputError(diagnostics)
    return contract, mapping


def _fit(contract: Contract | None) -> Callable[[ExportMapping], Iterable[Problem]]:
    return lambda mapping: fit(contract, joined(mapping)) if contract is not None else ()


def _refuse_early(instant: int, contract: Contract) -> None:
    first = parse_as_of(f"{contract.term.first}T00:00", contract.timezone)
    if instant <= first:
        message = f"{write_instant(instant, contract.timezone)} is before the contract begins"
        hint = f"the term is {contract.term}"
        raise InputError([Diagnostic(Location("--as-of"), message, hint)])


def _claims_level(contract: Contract, mapping: ExportMapping, file: Path) -> str | None:
    claims = joined(mapping).claims
    if claims is None:
        return None
    durations = [
        level.id for level in contract.service_levels if isinstance(level.measure, DurationMeasure)
    ]
    named = claims.level
    if named in durations:
        return named
    if named is None and len(durations) == 1:
        return durations[0]
    message = "the claims do not say which service level they speak of"
    if named is not None:
        message = f"the claims speak of `{named}`, which is no duration of the contract"
    hint = f"write claims.level, one of: {', '.join(durations)}"
    raise InputError([Diagnostic(Location(str(file)), message, hint)])
