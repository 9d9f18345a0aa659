"""The words of a contract that the mapping of an export leads to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rfpkit.load.document import load
from rfpkit.model.contract import Contract
from rfpkit.model.exports.inspection import ContractWords
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.workflows.audits.contract_columns import wanted_columns


def contract_words(file: Path) -> ContractWords:
    """Returns what a contract asks of a mapping.

    Raises:
        InputError: with every problem of the contract.
    """
    contract = load(file, Contract)
    attributes: dict[str, dict[str, None]] = {}
    for level in contract.service_levels:
        for name, words in level.applies_to.filters().items():
            attributes.setdefault(name, {}).update(dict.fromkeys(words))
    return ContractWords(
        file=str(file),
        timezone=contract.timezone,
        needs=tuple(dict.fromkeys(_needs(contract))),
        priorities=tuple(one.id for one in contract.priorities),
        reasons=tuple(dict.fromkeys(_reasons(contract))),
        columns=wanted_columns(contract),
        attributes={name: tuple(words) for name, words in attributes.items()},
    )


def _needs(contract: Contract) -> Iterator[tuple[str, ...]]:
    for level in contract.service_levels:
        if isinstance(level.measure, DurationMeasure):
            yield level.measure.start
            yield level.measure.stop


def _reasons(contract: Contract) -> Iterator[str]:
    for level in contract.service_levels:
        if isinstance(level.measure, DurationMeasure):
            yield from (pause.reason for pause in level.measure.pause)
