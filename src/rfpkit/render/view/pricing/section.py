"""What is priced, as plain data for the templates."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.pricing.line import PartsMatrix, PriceLine
from rfpkit.model.pricing.rules import OwnCost
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.scalars import write_money
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.outline import Part
from rfpkit.render.view.pricing.rules import Rule, formulas, rules
from rfpkit.render.view.pricing.words import number_in_words, paid_when
from rfpkit.render.view.writing import count


def pricing(solicitation: Solicitation) -> Part | None:
    """Returns the lines, the parts by model, the rules and the formulas; None without prices."""
    sheet = solicitation.pricing
    if sheet is None:
        return None
    parts: dict[str, Part] = {"lines": {"tables": _tables(sheet)}}
    if sheet.parts is not None:
        parts["parts"] = _matrix(sheet.parts)
    parts["rules"] = {"parts": _clauses(rules(sheet))}
    parts["formulas"] = {"parts": _clauses(formulas(sheet)), "costs": _costs(sheet)}
    return {"parts": parts, "note": sheet.note or "", "number_of_prices": len([*sheet.items()])}


def groups(sheet: PriceSheet) -> dict[str, list[PriceLine]]:
    """Returns the lines under their lot and heading, in the order of the file."""
    lots = {lot.id: lot.title for lot in sheet.lots}
    found: dict[str, list[PriceLine]] = {}
    for line in sheet.lines:
        heading = line.group or ("Options" if line.offer == "optional" else "Prices")
        name = f"{lots[line.lot]}: {heading}" if line.lot in lots else heading
        found.setdefault(name, []).append(line)
    return found


def _tables(sheet: PriceSheet) -> list[Part]:
    return [
        {"title": name, "rows": [_line(sheet, line) for line in lines]}
        for name, lines in groups(sheet).items()
    ]


def _line(sheet: PriceSheet, line: PriceLine) -> Part:
    told = [line.note or "", paid_when(sheet, line)]
    if line.estimate is not None:
        told.append(f"Basis of the number: {line.estimate.basis}.")
    if line.requirements:
        told.append(f"For {joined(line.requirements)}.")
    return {
        "id": line.id,
        "title": line.title,
        "remark": " ".join(_ended(text) for text in told if text),
        "unit": str(line.unit),
        "number": number_in_words(line),
        "optional": line.offer == "optional",
        "firm": line.firm,
    }


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _matrix(matrix: PartsMatrix) -> Part:
    return {
        "title": matrix.title,
        "basis": matrix.basis.rstrip("."),
        "includes": (matrix.includes or "").rstrip("."),
        "columns": [_model(model.title, model.devices) for model in matrix.models],
        "rows": [
            {
                "id": part.id,
                "title": part.title,
                "numbers": [
                    count(part.yearly[model.id]) if model.id in part.yearly else "–"
                    for model in matrix.models
                ],
            }
            for part in matrix.parts
        ],
    }


def _model(title: str, devices: int | None) -> str:
    return title if devices is None else f"{title} ({count(devices)} in use)"


def _clauses(found: Iterable[Rule]) -> dict[str, Part]:
    return {name: {"title": title, "text": text} for name, title, text in found}


def _costs(sheet: PriceSheet) -> list[Part]:
    costs = sheet.ownership.costs if sheet.ownership else ()
    return [_cost(cost) for cost in costs]


def _cost(cost: OwnCost) -> Part:
    return {
        "id": cost.id,
        "title": cost.title,
        "price": write_money(cost.price),
        "when": cost.when,
        "number": count(cost.quantity) or "stated by the proposer",
        "question": cost.question or "",
    }
