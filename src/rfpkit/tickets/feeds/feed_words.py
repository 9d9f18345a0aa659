"""The words of a feed in the contract's words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from rfpkit.tickets.events.words import NOTHING, Words, translated
from rfpkit.tickets.ledger.journal import Journal
from rfpkit.tickets.ledger.privacy import kept_word, told_word
from rfpkit.tickets.tables.head import closest, count_of, shown

MOST_TOLD = 20
"""Most words without a meaning that are told one by one."""


def read_feed_words(
    journal: Journal,
    column: str,
    words: Words,
    table: Mapping[str, str] | None,
    place: str,
    *,
    run: bool,
) -> pl.Series:
    """Returns the word of each row; a word that the table lacks is an error, or is told."""
    if table is None:
        return translated(words, [kept_word(word) for word in words.words]).texts()
    codes = np.where(journal.used, words.codes, NOTHING)
    counts = np.bincount(codes[codes != NOTHING], minlength=len(words.words))
    unknown = [at for at, word in enumerate(words.words) if word not in table and counts[at]]
    if run:
        message = f"row with a word in `{column}` that `{place}` gives no meaning;"
        message += " it is taken as it stands"
        examples = [told_word(words.words[at]) for at in unknown]
        journal.find("unmapped-feed-word", int(counts[unknown].sum()), message, examples)
    else:
        for at in unknown[:MOST_TOLD]:
            message = f"`{shown(told_word(words.words[at]))}` has no meaning in the mapping"
            message += f" ({count_of(int(counts[at]), 'row')})"
            close = closest(words.words[at], list(table))
            hint = f"did you mean `{close}`? If not, add it" if close else "add it"
            journal.stop(int(np.argmax(codes == at)), column, message, f"{hint} under `{place}`")
    return translated(words, [table.get(word) or told_word(word) for word in words.words]).texts()
