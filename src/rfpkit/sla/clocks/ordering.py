"""Columns put in the order of several of them: the one sort of an audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.int64]

_BITS = 63


def ordered(keys: Sequence[Column], beside: Sequence[Column] = ()) -> list[Column]:
    """Returns all columns in the order by `keys`, the first one first.

    Rows with the same keys stay in the order in which they came. Without columns beside the keys
    there is nothing to tell such rows apart: where the keys fit into one number, that number
    alone is sorted, and taken apart again.
    """
    fields = _fields(keys)
    if not beside and sum(field.width for field in fields) <= _BITS:
        return _unpacked(np.sort(_packed(keys, fields)), fields)
    order = _order(keys, fields)
    return [column[order] for column in (*keys, *beside)]


@dataclass(frozen=True)
class _Field:
    """How a column stands in a packed number."""

    low: int
    width: int
    """Bits that its values need above `low`."""


def _fields(keys: Sequence[Column]) -> list[_Field]:
    fields = []
    for key in keys:
        low = int(key.min()) if key.size else 0
        fields.append(_Field(low, (int(key.max()) - low).bit_length() if key.size else 0))
    return fields


def _packed(keys: Sequence[Column], fields: Sequence[_Field]) -> Column:
    packed = np.zeros(keys[0].size, dtype=np.int64)
    for key, field in zip(keys, fields, strict=True):
        if field.width:
            packed <<= field.width
            packed += key
            packed -= field.low
    return packed


def _unpacked(packed: Column, fields: Sequence[_Field]) -> list[Column]:
    found, shift = [], 0
    for field in reversed(fields):
        if field.width:
            column = (packed >> shift) & ((1 << field.width) - 1)
            column += field.low
        else:
            column = np.full(packed.size, field.low, dtype=np.int64)
        found.append(column)
        shift += field.width
    return found[::-1]


def _order(keys: Sequence[Column], fields: Sequence[_Field]) -> Column:
    """Returns the order by keys packed into as few numbers as they fit."""
    words: list[Column] = []
    begin = 0
    while begin < len(keys):
        end, width = begin + 1, fields[begin].width
        while end < len(keys) and width + fields[end].width <= _BITS:
            width += fields[end].width
            end += 1
        words.append(_packed(keys[begin:end], fields[begin:end]))
        begin = end
    if len(words) > 1:
        return np.lexsort(words[::-1])
    if np.all(words[0][1:] >= words[0][:-1]):
        return np.arange(words[0].size)
    return np.argsort(words[0], kind="stable")
