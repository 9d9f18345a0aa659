"""How a device is repaired, who has it when, and the spares."""

from __future__ import annotations

from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.scalars import write_share
from rfpkit.model.services.repair import RepairProcess, SparePool
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import clock
from rfpkit.render.view.outline import Part
from rfpkit.render.view.services import names


def repair_process(solicitation: Solicitation) -> Part | None:
    """Returns the repair from the request to the close; None where the RFP asks for none."""
    process = solicitation.repair_process
    if process is None:
        return None
    parts: dict[str, Part] = {"steps": {"rows": _steps(solicitation, process)}}
    if process.handoffs:
        parts["handoffs"] = {"rows": _handoffs(solicitation, process)}
    if process.pickup is not None or process.packaging:
        parts["pickup"] = _pickup(solicitation, process)
    if process.loaner is not None:
        parts["loaner"] = {
            "who": process.loaner.who,
            "given": process.loaner.given,
            "returned": process.loaner.returned or "",
        }
    if process.spare_pools:
        rows = [_pool(solicitation, pool) for pool in process.spare_pools]
        parts["spares"] = {"rows": rows}
    if (rule := process.beyond_economical_repair) is not None:
        share = write_share(rule.above)
        parts["economy"] = {"share": share, "of": rule.of, "then": rule.then or ""}
    parts["parts"] = {"grade": process.parts_grade or "", "days": process.warranty_days}
    parts["data"] = {"text": process.data_wipe or ""}
    parts["updates"] = {"rows": list(process.status_updates)}
    return {"parts": parts}


def _steps(solicitation: Solicitation, process: RepairProcess) -> list[Part]:
    return [
        {
            "name": step.name,
            "by": names.party(solicitation, step.by),
            "text": step.text or "",
            "recorded": step.recorded or "",
        }
        for step in process.steps
    ]


def _handoffs(solicitation: Solicitation, process: RepairProcess) -> list[Part]:
    return [
        {
            "giver": names.party(solicitation, point.giver),
            "taker": names.party(solicitation, point.taker),
            "place": point.place,
            "records": point.records,
            "recorded_by": names.party(solicitation, point.recorded_by),
        }
        for point in process.handoffs
    ]


def _pickup(solicitation: Solicitation, process: RepairProcess) -> Part:
    pickup = process.pickup
    if pickup is None:
        return {"every": "", "packaging": process.packaging or ""}
    return {
        "every": pickup.every,
        "place": pickup.place or "",
        "cutoff": "" if pickup.cutoff is None else clock(pickup.cutoff),
        "calendar": names.calendar(solicitation, pickup.calendar),
        "packaging": process.packaging or "",
    }


def _pool(solicitation: Solicitation, pool: SparePool) -> Part:
    levels = [
        level.title
        for level in solicitation.service_levels
        if isinstance(level.measure, StockMeasure) and level.measure.of == pool.item
    ]
    return {
        "item": names.item(solicitation, pool.item),
        "size": f"{write_share(pool.share)} of {pool.basis}",
        "owner": names.party(solicitation, pool.owner),
        "kept_at": pool.kept_at or "",
        "replenish": "" if pool.replenish_days is None else _days(pool.replenish_days),
        "feed": pool.feed or "",
        "levels": levels,
    }


def _days(number: int) -> str:
    return f"{number} business day{'' if number == 1 else 's'}"
