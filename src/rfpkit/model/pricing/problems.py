"""Rules between the price sheet and the rest of the RFP."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rfpkit.model.pricing.line import Part, PartsMatrix, PriceLine
from rfpkit.model.pricing.rules import PricedFee
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.record import Problem, repeated_ids
from rfpkit.model.service_level import unknown

Path = tuple[str | int, ...]


def pricing_problems(
    sheet: PriceSheet, requirements: Sequence[str], awarded: Sequence[str], path: Path
) -> Iterable[Problem]:
    """Yields each unknown name, each line that stands twice, each fee that no line prices.

    `awarded` are the lots for which the RFP awards contracts.
    """
    yield from _repeated(sheet, path)
    for position, line in enumerate(sheet.lines):
        at = (*path, "lines", position)
        yield from _requirements(line, requirements, at)
        yield from _lot(sheet, line, at)
        yield from _fee(sheet, line, at)
        for name in ("first_year", "last_year"):
            year = getattr(line, name)
            if year is not None and year > sheet.all_years:
                message = f"there is no year {year}: the prices cover {sheet.all_years} years"
                yield Problem((*at, name), message, f"write at most {sheet.all_years}")
    if sheet.parts is not None:
        yield from _parts(sheet, sheet.parts, requirements, (*path, "parts"))
    for position, fee in enumerate(sheet.fees):
        yield from _priced(sheet, fee, (*path, "fees", position))
    lots = {lot.id for lot in sheet.lots}
    # A lot that nothing knows is told elsewhere, and may be the one that seems to be missing.
    for name in awarded if lots <= {*awarded} else ():
        if name not in lots:
            hint = f"add it to `pricing.lots` and write `lot: {name}` at its lines"
            yield Problem(path, f"the lot `{name}` has no prices", hint, ("pricing",))
    for position, lot in enumerate(sheet.lots):
        if lot.id not in {line.lot for line in sheet.lines}:
            message = f"no line belongs to the lot `{lot.id}`"
            where = (*path, "lots", position)
            yield Problem(where, message, f"write `lot: {lot.id}` at its lines, or drop the lot")


def _repeated(sheet: PriceSheet, path: Path) -> Iterable[Problem]:
    for name in ("lines", "lots", "fees"):
        yield from repeated_ids(f"pricing.{name}", getattr(sheet, name), (*path, name))
    if sheet.ownership is not None:
        costs = (*path, "ownership", "costs")
        yield from repeated_ids("pricing.ownership.costs", sheet.ownership.costs, costs)
    seen: dict[tuple[str, str, str | None], str] = {}
    for position, line in enumerate(sheet.lines):
        told = (line.title.casefold(), str(line.unit), line.lot)
        if told in seen and seen[told] != line.id:
            message = f"the line `{line.id}` asks for the same price as `{seen[told]}`"
            hint = "drop one of them, or say in `title` how they differ"
            yield Problem((*path, "lines", position, "title"), message, hint)
        seen.setdefault(told, line.id)


def _requirements(item: PriceLine | Part, known: Sequence[str], path: Path) -> Iterable[Problem]:
    for position, name in enumerate(item.requirements):
        if name not in known:
            yield unknown((*path, "requirements", position), "requirement", name, known)


def _lot(sheet: PriceSheet, item: PriceLine | PartsMatrix, path: Path) -> Iterable[Problem]:
    known = [lot.id for lot in sheet.lots]
    if item.lot is not None and item.lot not in known:
        yield unknown((*path, "lot"), "lot", item.lot, known)
    elif item.lot is None and known:
        message = "the price belongs to no lot, and the RFP has lots"
        yield Problem(path, message, f"write `lot:` with one of: {', '.join(known)}")


def _fee(sheet: PriceSheet, line: PriceLine, path: Path) -> Iterable[Problem]:
    if line.fee is None:
        return
    known = {fee.id: fee for fee in sheet.fees}
    if line.fee not in known:
        yield unknown((*path, "fee"), "fee", line.fee, known)
        return
    where = (*path, "fee")
    if line.offer == "optional":
        message = "an option is no part of a fee: credits would depend on what is ordered"
        yield Problem(where, message, "make the line required, or leave `fee` out")
    elif line.quantity is None or line.unit.per not in {"month", "year"}:
        message = f"a fee is a standing amount, and `{line.unit}` is paid only when it is ordered"
        hint = "write a unit per month or per year with a settled quantity, or leave `fee` out"
        yield Problem(where, message, hint)
    elif (each := known[line.fee].each) is not None:
        wanted = f"{each} per {known[line.fee].per}"
        if not str(line.unit).endswith(wanted):
            message = (
                f"the fee `{line.fee}` is charged for each {wanted}, and the line's unit is not"
            )
            yield Problem(where, message, f"write `unit: {wanted}`")


def _priced(sheet: PriceSheet, fee: PricedFee, path: Path) -> Iterable[Problem]:
    lines = [line.id for line in sheet.lines if line.fee == fee.id]
    if not lines:
        message = f"no line prices the fee `{fee.id}`"
        yield Problem((*path, "id"), message, f"write `fee: {fee.id}` at the lines that it is for")
    elif fee.each is not None and len(lines) > 1:
        message = f"the fee `{fee.id}` is one price for each {fee.each}, and several lines name it"
        yield Problem((*path, "id"), message, f"give each of them a fee: {', '.join(lines)}")


def _parts(
    sheet: PriceSheet, matrix: PartsMatrix, requirements: Sequence[str], path: Path
) -> Iterable[Problem]:
    yield from _lot(sheet, matrix, path)
    yield from repeated_ids("pricing.parts.models", matrix.models, (*path, "models"))
    yield from repeated_ids("pricing.parts.parts", matrix.parts, (*path, "parts"))
    models = [model.id for model in matrix.models]
    for position, part in enumerate(matrix.parts):
        at = (*path, "parts", position)
        yield from _requirements(part, requirements, at)
        for name in part.yearly:
            if name not in models:
                yield unknown((*at, "yearly", name), "model", name, models)
    named = {name for part in matrix.parts for name in part.yearly}
    for position, model in enumerate(matrix.models):
        if model.id not in named:
            message = f"no part is priced for the model `{model.id}`"
            where = (*path, "models", position, "id")
            yield Problem(where, message, "name it in the `yearly` of its parts, or drop it")
