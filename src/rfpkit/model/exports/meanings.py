"""What the fields of a model mean: the docstring under each.

pydantic can read these, but does so for every model whenever a program starts, which takes longer
than reading a document. Only schemas and hints need them.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable, Mapping
from itertools import pairwise

from pydantic import BaseModel


def meanings(model: type[BaseModel]) -> Mapping[str, str]:
    """Returns what each field of a model means, its parents' fields included."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if issubclass(one, BaseModel) and one is not BaseModel:
            found.update(_own(one))
    return {name: found[name] for name in model.model_fields if name in found}


def _own(model: type[BaseModel]) -> Iterable[tuple[str, str]]:
    (written,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(written, ast.ClassDef)  # noqa: S101 (the source of a class)
    for field, below in pairwise(written.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = _text(below)
            if text is not None:
                yield field.target.id, text


def _text(statement: ast.stmt) -> str | None:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant):
        return None
    value = statement.value.value
    return inspect.cleandoc(value) if isinstance(value, str) else None
