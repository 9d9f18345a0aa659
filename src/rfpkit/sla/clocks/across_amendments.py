"""Tickets of one repair on both sides of an amendment: each is judged once, and none is lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from rfpkit.model.audit import Verdict
from rfpkit.sla.clocks.linked import CONTINUES, Linked
from rfpkit.sla.clocks.timeline import Codes

OPEN = "an amendment leaves open whether it "
"""Begins the reason of a ticket of which neither the old nor the new terms can take account."""


def follow_heads(owner: Codes, joined: Sequence[Linked | None]) -> None:
    """Gives each ticket that goes on in another one's clock to the stage that owns that clock.

    Args:
        owner: the stage of each ticket; changed in place.
        joined: by stage, the tickets that its terms join.
    """
    for stage, links in enumerate(joined):
        if links is not None:
            mine = owner[links.heads] == stage
            owner[links.later[mine]] = stage


def lost_ones_told(
    units: pl.DataFrame, owner: Codes, joined: Sequence[Linked | None]
) -> pl.DataFrame:
    """Makes a ticket unscorable that would go on in a clock that other terms have run.

    Its first half went on in a third ticket's clock by the old terms, so that no clock of the
    new terms holds it.
    """
    lost = np.zeros(owner.size, dtype=np.bool_)
    for stage, links in enumerate(joined):
        if links is not None:
            mine = owner[links.later] == stage
            lost[links.later[mine]] = owner[links.heads[mine]] != stage
    if not lost.any():
        return units
    told = pl.Series(lost).gather(units["ticket"]) & units["reason"].str.starts_with(CONTINUES)
    word = pl.lit(Verdict.UNSCORABLE.value)
    return units.with_columns(
        verdict=pl.when(told).then(word).otherwise("verdict").cast(units.schema["verdict"]),
        verdict_if_honoured=pl.when(told)
        .then(word)
        .otherwise("verdict_if_honoured")
        .cast(units.schema["verdict_if_honoured"]),
        reason=pl.when(told).then(pl.lit(OPEN) + pl.col("reason")).otherwise("reason"),
    )
