"""Templates of packs to text, in a sandbox.

Packs are shared between organisations that need not trust each other, so a template
sees plain data, reads files of its own folder and of `templates/base` only, and can
call nothing but macros.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    nodes,
)
from jinja2.environment import Environment
from jinja2.loaders import BaseLoader
from jinja2.runtime import BlockReference, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.render import markdown
from rfpkit.render.engine_places import Group, Held, Missing, held_at, missing, with_places
from rfpkit.render.engine_words import words
from rfpkit.render.sandbox.limits import LARGEST_TEMPLATE, TooMuchWork
from rfpkit.resources import shared

BASE: Final = "base"
"""The reserved first folder of a template's name: the layout every pack extends."""

FILTERS: Final = frozenset(
    """abs capitalize count d default dictsort e escape first int items join last length list lower
    map max min reject rejectattr replace reverse select selectattr sort string sum title trim
    unique upper urlencode""".split()
)
"""Jinja's filters that neither run away with memory nor give up escaping."""


def render(
    pack_dirs: Sequence[Path],
    template_name: str,
    context: Mapping[str, Any],
    longest: int | None = None,
) -> str:
    """The text of a template, filled in.

    Args:
        pack_dirs: folders of the pack and its parents; the first that has a file wins.
        template_name: path from such a folder, with `/`; `base/…` is the shared layout.
        context: plain data only: dict, list, text, whole number, true, false, none.
        longest: the most characters that the text may have, where there is such a limit.

    Raises:
        InputError: the template is broken, with its file and line.
        TypeError: the context holds something else than plain data.
    """
    assert_plain(context, "context")
    environment = _Sandbox(pack_dirs)
    try:
        pieces = environment.get_template(template_name).generate(with_places(context))
        return "".join(_counted(pieces, longest))
    except (InputError, MemoryError):
        raise
    except TooMuchWork as stop:
        stop.at = _place(stop, template_name, environment)
        stop.held = held_at(stop, _shown(environment))
        raise
    except Exception as error:
        held = held_at(error, _shown(environment))
        raise BrokenTemplateError(_diagnostic(error, template_name, environment), held) from error


class BrokenTemplateError(InputError):
    """A template cannot be used; it knows what it was filling in, where anybody can."""

    def __init__(self, diagnostic: Diagnostic, held: Held | None) -> None:
        super().__init__([diagnostic])
        self.held = held


def assert_plain(value: object, name: str) -> None:
    """Sees that a value is plain data all the way down.

    Raises:
        TypeError: it is not; `name` is what the message calls it.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            if type(key) is not str:
                raise TypeError(f"{name}: the key {key!r} is not text")
            assert_plain(item, f"{name}.{key}")
    elif type(value) is list:
        for number, item in enumerate(value):
            assert_plain(item, f"{name}[{number}]")
    elif type(value) not in {str, int, bool, type(None), Markup}:
        raise TypeError(f"{name}: {type(value).__name__} is not plain data")


def _counted(pieces: Iterable[str], longest: int | None) -> Iterator[str]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if longest is not None and length > longest:
            raise TemplateRuntimeError(f"it makes more than {longest:,} characters of text")
        yield piece


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without calls, powers, repetition, and filters that are not on the list."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, pack_dirs: Sequence[Path]) -> None:
        self.pack_loader = _PackLoader(pack_dirs)
        super().__init__(
            loader=self.pack_loader,
            undefined=Missing,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=_printable,
        )
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in sorted(FILTERS)}
        self.filters |= {"prose": _of_text(markdown.prose)}
        self.filters |= {"prose_line": _of_text(markdown.prose_line)}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for switch in tree.find_all(nodes.ScopedEvalContextModifier):
            raise TemplateSyntaxError(
                "escaping cannot be switched off", switch.lineno, name, filename
            )
        return tree

    def is_safe_callable(self, obj: object) -> bool:
        return isinstance(obj, Macro | BlockReference)

    def call_binop(self, context: object, operator: str, left: Any, right: Any) -> Any:
        del context
        if operator == "**" or not isinstance(left, int) or not isinstance(right, int):
            raise TypeError(f"`{operator}` is for small sums of whole numbers only")
        return self.binop_table[operator](left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        # `row.items` is the row's field named items, never the method of a dict.
        if isinstance(obj, dict):
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict):
            return obj[argument] if argument in obj else missing(obj, argument)
        return super().getitem(obj, argument)


class _PackLoader(BaseLoader):
    """Finds templates in the pack's folders and in the base folder, and nowhere else."""

    def __init__(self, pack_dirs: Sequence[Path]) -> None:
        self.pack_dirs = tuple(pack_dirs)

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        del environment
        if any(part in {"", ".", ".."} for part in template.split("/")) or "\\" in template:
            raise TemplateNotFound(template, f"`{template}` leaves the pack's folder")
        for folder, shown in self._candidates(template):
            path = folder / template
            if path.is_file():
                _refuse_links(folder, path, shown)
                _refuse_large(path, shown)
                return path.read_text("utf-8"), shown, lambda: True
        raise TemplateNotFound(template, f"there is no template `{template}` in the pack")

    def shown(self, template: str) -> str:
        """Returns the name under which a template is told; as it was asked for if there is none."""
        found = (
            shown for folder, shown in self._candidates(template) if (folder / template).is_file()
        )
        return next(found, template)

    def _candidates(self, template: str) -> list[tuple[Path, str]]:
        if template.startswith(f"{BASE}/"):
            return [(shared("templates"), template)]
        return [(folder, str(folder / template)) for folder in self.pack_dirs]


def _of_text(prose: Callable[[str], Markup]) -> Callable[[Any], Markup]:
    def filled(value: Any) -> Markup:
        return prose(str(value) if isinstance(value, Undefined) else value)  # raises: it is strict

    return filled


def _printable(value: object) -> object:
    if isinstance(value, str | Undefined) or type(value) is int:
        return value
    kind = "nothing (none)" if value is None else f"a {_KINDS.get(type(value), 'value')}"
    raise TypeError(f"{kind} cannot be printed: only text and whole numbers can")


_KINDS: Final[dict[type, str]] = {
    Group: "group of fields",
    bool: "true or false",
    dict: "group of fields",
    float: "fraction",
    list: "list",
    tuple: "pair",
}


def _refuse_links(folder: Path, path: Path, shown: str) -> None:
    inside = path.relative_to(folder)
    steps = [folder.joinpath(*inside.parts[: n + 1]) for n in range(len(inside.parts))]
    if any(step.is_symlink() for step in steps):
        raise InputError(
            [
                Diagnostic(
                    Location(shown),
                    "a template may not be a symbolic link",
                    "put a copy of the file into the pack",
                )
            ]
        )


def _refuse_large(path: Path, shown: str) -> None:
    if path.stat().st_size > LARGEST_TEMPLATE:
        message = f"a template may have {LARGEST_TEMPLATE:,} bytes at most"
        raise InputError([Diagnostic(Location(shown), message, "divide it into parts")])


def _diagnostic(error: Exception, template_name: str, environment: _Sandbox) -> Diagnostic:
    if isinstance(error, TemplateSyntaxError):
        known = environment.pack_loader.shown(error.name or template_name)
        place = Location(error.filename or known, error.lineno)
    else:
        place = _place(error, template_name, environment)
    message, hint = words(error, environment.filters)
    return Diagnostic(place, f"the template cannot be used: {message}", hint)


def _place(error: BaseException, template_name: str, environment: _Sandbox) -> Location:
    shown = _shown(environment)
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = frame.f_code.co_filename
        if file in shown:
            # Jinja shows lines of templates, but not of what it does not catch: that is Python's.
            is_python = "__jinja_template__" in frame.f_globals
            told = shown[file].get_corresponding_lineno(line) if is_python else line
            return Location(file, told)
    return Location(environment.pack_loader.shown(template_name))


def _shown(environment: _Sandbox) -> dict[str, Any]:
    """Returns the templates that were read, by the names under which they are told."""
    cached = environment.cache
    loaded = [] if cached is None else list(cached.values())
    return {one.filename: one for one in loaded if one.filename is not None}
