"""The sentence and the hint for each kind of error that pydantic knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, TypeAlias, get_args

from rfpkit.load import shape, syntax, writing
from rfpkit.load.fault import SHAPES, Fault
from rfpkit.load.places import address, inside_all, shorten
from rfpkit.load.shape import Group

Words: TypeAlias = tuple[str, str]
"""What is wrong, and how to mend it."""


def words(fault: Fault, model: Group) -> Words:
    """Returns the sentence and the hint for a value that a model refused."""
    if fault.is_missing:
        return _missing_field(fault, model)
    if fault.kind in SHAPES:
        return _wrong_shape(fault, model)
    if fault.kind in _CHOICES:
        return _no_choice(fault, model)
    return _WORDS.get(fault.kind, _other)(fault)


def unknown_field(fault: Fault, model: Group, data: Any, meant: str | None) -> Words:
    """Returns the sentence and the hint for a field that its group does not have.

    `meant` is a missing field that this one probably is.
    """
    name = str(fault.path[-1])
    message = f"there is no field `{shorten(name)}` here"
    known = list(_fields(fault, model))
    likely = meant or closest(name, known, 0.8)
    if likely:
        return message, f"did you mean `{likely}`?"
    elsewhere = _above(fault, model, data) or _below(fault, model)
    if elsewhere:
        return message, elsewhere
    possible = closest(name, known, 0.6)
    hint = f"did you mean `{possible}`?" if possible else _list_of_fields(known)
    return message, hint


def closest(name: str, names: Sequence[str], cutoff: float) -> str | None:
    """Returns the most similar name; capitals, `-` and spaces make no difference."""
    spelled = {_spelling(known): known for known in names}
    found = get_close_matches(_spelling(name), spelled, n=1, cutoff=cutoff)
    return spelled[found[0]] if found else None


def joined(names: Sequence[str], word: str) -> str:
    """Returns names as a sentence has them: `month, quarter or year`."""
    return f" {word} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _spelling(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip()[:80].lower())


def _fields(fault: Fault, model: Group) -> dict[str, Any]:
    """Returns the fields that may stand in the fault's group."""
    found: dict[str, Any] = {}
    for group in shape.groups(model, fault.loc):
        found |= shape.fields(group)
    return found


def _list_of_fields(names: Sequence[str]) -> str:
    if len(names) > _MOST_LISTED:
        return f"the schema lists the {len(names)} fields that may stand here"
    return f"the fields here are {joined(names, 'and')}" if names else "write `name: value` lines"


def _above(fault: Fault, model: Group, data: Any) -> str | None:
    """Returns the hint for a field of a group further out: the indentation is wrong."""
    for length in range(len(fault.path) - 2, -1, -1):
        path = fault.path[:length]
        groups = shape.groups(model, path)
        known = [name for group in groups for name in shape.fields(group)]
        likely = closest(str(fault.path[-1]), known, 0.8)
        around = inside_all(data, path)
        if likely and isinstance(around, dict) and likely not in around:
            where = address(path, data) or "the top of the file"
            return f"`{likely}` belongs to {where}: check the indentation"
    return None


def _below(fault: Fault, model: Group) -> str | None:
    """Returns the hint for a field of a group further in."""
    name = str(fault.path[-1])
    under = [
        f"`{field}`"
        for group in shape.groups(model, fault.loc)
        for field, inner in shape.children(group).items()
        if any(name in shape.fields(child) for child in inner)
    ]
    return f"`{name}` belongs under {joined(under, 'or')}" if under else None


def _missing_field(fault: Fault, model: Group) -> Words:
    name = str(fault.path[-1])
    message = f"`{name}` is missing"
    if fault.kind == "union_tag_not_found":
        return message, f"add {_kinds(fault, model)}"
    holding = [one for one in shape.groups(model, fault.loc) if name in shape.fields(one)]
    about = shape.description(holding[-1], name) if holding else ""
    return message, f"add `{name}`: {about}" if about else f"add `{name}`"


def _kinds(fault: Fault, model: Group) -> str:
    """Returns the kinds of a union of groups; empty where only one group may stand."""
    groups = shape.groups(model, fault.loc)
    kinds = [
        f"`kind: {kind}`"
        for group in (groups if len(groups) > 1 else [])
        for kind in get_args(shape.fields(group)["kind"].annotation)
    ]
    return joined(kinds, "or")


def _wrong_shape(fault: Fault, model: Group) -> Words:
    if SHAPES[fault.kind] == "list":
        return _no_list(fault.value)
    kinds = _kinds(fault, model)
    if kinds:
        return _no_group(fault.value, f"write {kinds}, and the other fields below it")
    return _no_group(fault.value, _list_of_fields(list(_fields(fault, model))))


def _no_list(value: Any) -> Words:
    if value is None:
        return _EMPTY, "write its items, each behind `- `, or leave the field out"
    if isinstance(value, dict):
        return "a list is wanted here, not a group of fields", "begin each item with `- `"
    if str(value).strip().lower() in _NOTHING:
        return f"a list is wanted here, not {_shown(value)}", "leave the field out, or write []"
    hint = f"write [{shorten(str(value))}], or each item on a line of its own behind `- `"
    return f"a list is wanted here, not {_shown(value)}", hint


def _no_group(value: Any, fields: str) -> Words:
    glued = writing.GLUED.fullmatch(value) if isinstance(value, str) else None
    if glued:
        return writing.LACKS_SPACE, syntax.spaced(glued)
    if value is None:
        return _EMPTY, fields
    hint = f"leave the `- ` out; {fields}" if isinstance(value, list) else fields
    return f"a group of fields is wanted here, not {_shown(value)}", hint


def _no_choice(fault: Fault, model: Group) -> Words:
    is_tag = fault.kind == "union_tag_invalid"
    value = fault.context["tag"] if is_tag else fault.value
    choices = _parsed(str(fault.context["expected_tags" if is_tag else "expected"]))
    if value in ("true", "false") and value in choices:
        return f'"{value}" in quotes is a text', f"write {value} without quotes"
    if isinstance(value, str) and (meant := _SPOKEN.get(value.lower())) in choices:
        return f"{_shown(value)} is not one of the choices", f"write {meant}"
    if isinstance(value, str) and (likely := closest(value, choices, 0.6)):
        return f"{_shown(value)} is not one of the choices", f"did you mean `{likely}`?"
    hint = f"write {joined(choices, 'or')}"
    others = [] if is_tag else list(_fields(fault, model))
    if others:
        hint += f", or a group with {joined(others, 'and')}"
    if value is None:
        return _EMPTY, hint
    if isinstance(value, dict | list):
        return f"{_shown(value)} cannot stand here", hint
    return f"{_shown(value)} is not one of the choices", hint


def _parsed(expected: str) -> list[str]:
    """Returns the choices in pydantic's list: `'month', 'quarter' or 'year'`."""
    quoted = re.findall(r"'((?:[^'\\]|\\.)*)'", expected)
    return quoted or [choice.lower() for choice in re.split(r", | or ", expected)]


def _own(fault: Fault) -> Words:
    return str(fault.context["message"]), str(fault.context.get("hint", ""))


def _no_text(fault: Fault) -> Words:
    if fault.value is None:
        return _EMPTY, 'write it in quotes: "null", or "" for an empty text'
    if isinstance(fault.value, bool):
        return f"{_shown(fault.value)} is no text", f'write "{str(fault.value).lower()}" in quotes'
    return f"a text is wanted here, not {_shown(fault.value)}", "write it on one line"


def _too_long(fault: Fault) -> Words:
    return f"the text is longer than {fault.context['max_length']} characters", "shorten it"


def _too_few(fault: Fault) -> Words:
    least = fault.context["min_length"]
    what = "the list is empty" if isinstance(fault.value, list | tuple) else "the group is empty"
    if fault.context["actual_length"]:
        return f"{fault.context['actual_length']} are too few here", f"write at least {least}"
    return what, f"write at least {'one' if least == 1 else least}"


def _unreadable(fault: Fault) -> Words:
    return f"{_shown(fault.value)} cannot be read here", _IN_SCHEMA


def _other(fault: Fault) -> Words:
    text = fault.message.replace("Input should be", "this should be")
    return text[:1].lower() + text[1:], _IN_SCHEMA


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{shorten(text)}`"


_EMPTY = "nothing is written here"
_SPOKEN = {
    **dict.fromkeys(("yes", "on", "y"), "true"),
    **dict.fromkeys(("no", "off", "n"), "false"),
}
"""How people say true and false."""
_MOST_LISTED = 20
_NOTHING = {"none", "no", "n/a", "na", "nil", "-"}
_CHOICES = {"literal_error", "enum", "union_tag_invalid"}
_IN_SCHEMA = "the field's description in the schema says what belongs here"
_WORDS: dict[str, Callable[[Fault], Words]] = {
    "rfpkit": _own,
    "string_type": _no_text,
    "string_too_long": _too_long,
    "too_short": _too_few,
    "value_error": _unreadable,
}
"""Errors that need no knowledge of the model; everything else is said in pydantic's words."""
