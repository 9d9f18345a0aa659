"""What a Python file imports, defines and calls, read without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator


def room_of(place: str) -> str:
    """The room of a file under src/rfpkit: its folder, or its own name at the top."""
    return place.removesuffix(".py").partition("/")[0]


def module_of(place: str) -> str:
    """The module's name without `rfpkit.`; a package's file bears the package's name."""
    return place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def own_imports(place: str, source: str) -> Iterator[str]:
    """The modules of rfpkit that a file imports, without `rfpkit.`.

    `from rfpkit.sla.clocks import clock` gives `sla` and `sla.clock`: whether a name is a
    module cannot be read from the line. `rfpkit.__version__` is nobody's room.
    """
    for module in imported_modules(place, source):
        _, rfpkit, rest = module.partition("rfpkit.")
        if rfpkit and module.startswith("rfpkit.") and not rest.startswith("__"):
            yield rest


def libraries(place: str, source: str) -> set[str]:
    """The packages that a file imports, by the first part of their names."""
    return {module.partition(".")[0] for module in imported_modules(place, source)}


def imported_modules(place: str, source: str) -> Iterator[str]:
    """Every import in full, those inside functions too, relative ones from their root."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base_of(place, node)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def attributes(source: str) -> Iterator[str]:
    """The names after a dot."""
    return (node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))


def calls(source: str) -> Iterator[str]:
    """The names called without a dot before them."""
    called = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return (function.id for function in called if isinstance(function, ast.Name))


def definitions(source: str) -> Iterator[str]:
    """The names of classes and functions."""
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return (node.name for node in ast.walk(ast.parse(source)) if isinstance(node, kinds))


def words_of(name: str) -> set[str]:
    """The words of a name, `snake_case` or `CamelCase`, in lower case."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))


def circles(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """The shortest walk back to itself of each module that has one."""
    for start in sorted(graph):
        if walk := _walk_back(graph, start):
            yield walk


def _walk_back(graph: dict[str, set[str]], start: str) -> list[str]:
    walks, seen = [[start]], set[str]()
    while walks:
        walk = walks.pop(0)
        for step in sorted(graph.get(walk[-1], set()) - seen):
            if step == start:
                return [*walk, step]
            seen.add(step)
            walks.append([*walk, step])
    return []


def _base_of(place: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = ["rfpkit", *place.split("/")[:-1]]
    upward = package[: len(package) - node.level + 1]
    return ".".join([*upward, *([node.module] if node.module else [])])
