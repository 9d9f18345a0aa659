"""What may stand at a place of a document, read from the models themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic.fields import FieldInfo

from rfpkit.model.exports.meanings import meanings

Group: TypeAlias = type[BaseModel]
"""A model: in a file, a group of fields."""


def fields(group: Group) -> dict[str, FieldInfo]:
    """Returns a group's fields by the names that people write."""
    return {info.alias or name: info for name, info in group.model_fields.items()}


def groups(model: Group, loc: Sequence[str | int]) -> list[Group]:
    """Returns the groups that may stand at a pydantic location; none where a value belongs."""
    return _groups(_options_at(model, loc))


def children(group: Group) -> dict[str, list[Group]]:
    """Returns the groups that may stand directly under each field of a group."""
    under = {name: _groups(_options(info.annotation)) for name, info in fields(group).items()}
    return {name: found for name, found in under.items() if found}


def description(group: Group, name: str) -> str:
    """Returns what a field means, with the choices or an example; empty if it says nothing.

    `name` is the field's name as people write it.
    """
    info = fields(group)[name]
    own = next(one for one, held in group.model_fields.items() if held is info)
    text = " ".join(meanings(group).get(own, "").split("\n\n")[0].split()).removesuffix(".")
    text = text[:1].lower() + text[1:] if text[1:2].islower() else text
    choices, example = _choices(info.annotation), _example(info)
    if choices:
        return f"{text} ({', '.join(choices)})"
    return f"{text}, such as {example}" if example and example not in text else text


class _Option(NamedTuple):
    """One of the things that may stand at a place."""

    tag: str | None
    type: Any


def _options_at(model: Group, loc: Sequence[str | int]) -> list[_Option]:
    options = [_Option(None, model)]
    for part in loc:
        named = [option for option in options if part in _names(option)]
        # Behind a union pydantic writes the tag of a member, which may also be a field's name.
        if len(options) > 1 and named:
            options = named
        else:
            inner = [step for option in options for step in _step(option.type, part)]
            options = inner or options
    return options


def _groups(options: Iterable[_Option]) -> list[Group]:
    kinds = (option.type for option in options)
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]


def _options(annotation: Any, tag: str | None = None) -> list[_Option]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        tags = [mark.tag for mark in arguments[1:] if isinstance(mark, Tag)]
        return _options(arguments[0], tags[0] if tags else tag)
    if origin in {Union, UnionType}:
        return [option for argument in arguments for option in _options(argument, tag)]
    return [] if annotation is NoneType else [_Option(tag, annotation)]


def _step(kind: Any, part: str | int) -> list[_Option]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        info = fields(kind).get(str(part))
        return _options(info.annotation) if info else []
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {list, tuple} and isinstance(part, int):
        return _options(arguments[0])
    return _options(arguments[1]) if origin is dict else []


def _names(option: _Option) -> set[Any]:
    """Returns what pydantic may call a member of a union."""
    names: set[Any] = {option.tag, getattr(option.type, "__name__", None)} - {None}
    for group in _groups([option]):
        for info in fields(group).values():
            if get_origin(info.annotation) is Literal:
                names |= set(get_args(info.annotation))
    return names


def _choices(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(choice).lower() for choice in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return list(annotation)
    return []


def _example(info: FieldInfo) -> str:
    for mark in info.metadata:
        examples = getattr(mark, "schema", {}).get("examples", [])
        if examples and not isinstance(examples[0], dict | list):
            return str(examples[0])
    return ""
