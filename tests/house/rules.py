"""The rules of the house. Each takes a file's place and text, and tells what breaks it.

A place is a path under src/rfpkit, such as `sla/clocks/clock.py`; an empty list is a kept rule.
"""

from __future__ import annotations

import ast
import re
import sys
from fnmatch import fnmatch
from itertools import accumulate

from tests.house import reading

MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "errors": set(),
    "resources": set(),
    "model": {"errors"},
    "load": {"errors", "model"},
    "packs": {"errors", "model", "resources"},
    "tickets": {"errors", "model"},
    "review": {"errors", "model"},
    "sla": {"errors", "model"},
    "render": {"errors", "model", "resources"},
    "workflows": {"errors", "model", "load", "packs", "tickets", "review", "sla", "render"},
    "cli": {"errors", "model", "workflows"},
    "studio": {"errors", "model", "workflows"},
}
"""What each room may import beside itself: imports point down."""

DOORS: dict[str, tuple[str, ...]] = {
    "altair": ("render/chart*",),
    "click": ("cli/*",),
    "docx": ("render/docx*",),
    "fontTools": ("render/font*",),
    "font_source_sans_pro": ("render/font*",),
    "font_source_serif_pro": ("render/font*",),
    "holidays": ("load/holiday*",),
    "jinja2": ("render/engine*",),
    "lxml": ("render/*",),
    "markdown_it": ("render/markdown*",),
    "markupsafe": ("render/*",),
    "nh3": ("render/markdown*",),
    "numpy": ("tickets/*", "sla/*", "model/exports/event_log.py"),
    "openpyxl": ("render/*workbook*", "render/xlsx*", "load/*workbook*", "load/xlsx*"),
    "pikepdf": ("render/pdf*",),
    "polars": ("tickets/*", "sla/*", "model/exports/event_log.py"),
    "pydantic": ("model/*", "load/*"),
    "pydantic_core": ("model/*", "load/*"),
    "python_calamine": ("tickets/readers/calamine*",),
    "rich": ("cli/*",),
    "starlette": ("studio/*",),
    "uvicorn": ("studio/*",),
    "vl_convert": ("render/chart*",),
    "weasyprint": ("render/pdf*",),
    "yaml": ("load/*",),
}
"""The files that may import each outside library: one door per library."""

TO_THE_NETWORK = ("packs/fetch.py",)
"""The files that may reach another machine: one door, which asks only what a person names."""

FACES = {"cli", "studio"}
PURE = {"model", "review", "sla"}
LONGEST = 400

_STANDARD_LIBRARY = set(sys.stdlib_module_names)
_NETWORK = {
    *("ftplib", "http", "imaplib", "nntplib", "poplib", "smtplib", "socket", "socketserver"),
    *("ssl", "telnetlib", "urllib.error", "urllib.request", "webbrowser", "xmlrpc"),
}
_EMPTY_WORDS = {"util", "utils", "helper", "helpers", "manager", "managers"}
_CLOCK = {"now", "today", "utcnow"}
# The module `time`, that is; `datetime.time` is a time of day and no clock.
_CLOCK_AND_CHANCE = {"random", "secrets", "time", "uuid"}
_OUTSIDE_WORLD = {
    *("asyncio", "fileinput", "glob", "gzip", "http", "io", "multiprocessing", "os", "pathlib"),
    *("shutil", "signal", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading"),
    *("urllib", "zipfile"),
}
_REACHING_OUT = {"open", "input", "breakpoint", "exec", "eval", "__import__"}
# `.open` is not among them: open hours are a word of the trade.
_FILE_METHOD = re.compile(
    r"(read|scan|write|sink)_"
    r"(avro|bytes|csv|database|delta|excel|ipc|json|ndjson|parquet|text)\w*|unlink|mkdir"
)


def imports_point_down(place: str, source: str) -> list[str]:
    """Rooms that this room may not see."""
    here = reading.room_of(place)
    if here not in MAY_IMPORT:
        return [f"{place}: no such room; a new one needs its row in MAY_IMPORT"]
    rooms = {module.partition(".")[0] for module in reading.own_imports(place, source)}
    return [f"{place} imports {room}" for room in sorted(rooms - MAY_IMPORT[here] - {here})]


def one_door_for_each_library(place: str, source: str) -> list[str]:
    """Outside libraries that come in beside their door."""
    outside = reading.libraries(place, source) - _STANDARD_LIBRARY - {"rfpkit"}
    return [
        f"{place} imports {library}"
        for library in sorted(outside)
        if not any(fnmatch(place, door) for door in DOORS.get(library, ()))
    ]


def one_door_to_the_network(place: str, source: str) -> list[str]:
    """Modules that reach another machine, beside their door."""
    if place in TO_THE_NETWORK:
        return []
    modules = set(reading.imported_modules(place, source))
    parts = {module: set(accumulate(module.split("."), "{}.{}".format)) for module in modules}
    found = sorted(module for module in modules if parts[module] & _NETWORK)
    return [f"{place} imports {module}" for module in found]


def no_printing_clock_or_chance_below_the_faces(place: str, source: str) -> list[str]:
    """What would make two runs differ, or write where nobody asked."""
    if reading.room_of(place) in FACES:
        return []
    found = [f"imports {name}" for name in reading.libraries(place, source) & _CLOCK_AND_CHANCE]
    found += [f"asks .{name}" for name in reading.attributes(source) if name in _CLOCK]
    found += ["prints" for name in reading.calls(source) if name == "print"]
    return [f"{place} {what}" for what in sorted(set(found))]


def pure_rooms_touch_nothing(place: str, source: str) -> list[str]:
    """Files, processes and the network where only values may go in and out."""
    if reading.room_of(place) not in PURE:
        return []
    found = [f"imports {name}" for name in reading.libraries(place, source) & _OUTSIDE_WORLD]
    found += [f"calls {name}()" for name in reading.calls(source) if name in _REACHING_OUT]
    found += [
        f"uses .{name}" for name in reading.attributes(source) if _FILE_METHOD.fullmatch(name)
    ]
    return [f"{place} {what}" for what in sorted(set(found))]


def names_say_something(place: str, source: str) -> list[str]:
    """Files, folders, classes and functions whose name could stand for anything."""
    names = [*place.removesuffix(".py").split("/"), *reading.definitions(source)]
    return [f"{place}: {name}" for name in names if reading.words_of(name) & _EMPTY_WORDS]


def package_files_hold_a_docstring_only(place: str, source: str) -> list[str]:
    """A sub-package's `__init__` that holds more, or less."""
    tree = ast.parse(source)
    is_kept = ast.get_docstring(tree) and len(tree.body) == 1
    if is_kept or not place.endswith("/__init__.py"):
        return []
    return [f"{place} must hold a docstring and nothing else"]


def files_are_short(place: str, source: str) -> list[str]:
    """A file that nobody reads in one go."""
    lines = len(source.splitlines())
    return [f"{place} has {lines} lines, more than {LONGEST}: split it"] if lines > LONGEST else []


def no_circles(files: dict[str, str]) -> list[str]:
    """Modules that import each other, directly or round a corner; `files` is text by place."""
    graph = {
        reading.module_of(place): set(reading.own_imports(place, source))
        for place, source in files.items()
    }
    return [" → ".join(circle) for circle in reading.circles(graph)]


RULES = (
    imports_point_down,
    one_door_for_each_library,
    one_door_to_the_network,
    no_printing_clock_or_chance_below_the_faces,
    pure_rooms_touch_nothing,
    names_say_something,
    package_files_hold_a_docstring_only,
    files_are_short,
)
