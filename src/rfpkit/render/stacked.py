"""Tables of the web page that a phone shows as a list: each cell knows the head of its column."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final


def named(document_html: str) -> str:
    """The document with the head of its column in each cell, as `data-head`.

    Tables whose heads are signs, such as the days of a week, stay as they are.
    """
    return _TABLE.sub(_table, document_html)


_TABLE: Final = re.compile(r"<table\b[^>]*>.*?</table>", re.DOTALL)
_TITLE: Final = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW: Final = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL: Final = re.compile(r"<(t[dh])\b")
_TAG: Final = re.compile(r"<[^>]*>")
_SIGN: Final = 3
"""So many characters are a sign and no name."""


def _table(found: re.Match[str]) -> str:
    head, above, below = found.group().partition("</thead>")
    titles = [_plain(title) for title in _TITLE.findall(head)]
    if all(len(title) <= _SIGN for title in titles):
        return found.group()
    rows = _ROW.sub(lambda row: _row(row.group(), titles), below)
    return _stacking(head) + above + rows


def _stacking(head: str) -> str:
    tag, _, rest = head.partition(">")
    if "class=" in tag:
        return tag.replace('class="', 'class="stacked ', 1) + ">" + rest
    return f'{tag} class="stacked">{rest}'


def _row(row: str, titles: list[str]) -> str:
    heads = iter(titles)
    return _CELL.sub(lambda cell: _cell(cell.group(1), next(heads, "")), row)


def _cell(tag: str, title: str) -> str:
    return f'<{tag} data-head="{escape(title)}"' if tag == "td" and title else f"<{tag}"


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub("", markup)).split())
