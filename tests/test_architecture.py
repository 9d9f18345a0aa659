"""The house keeps its rules; and each rule, broken on purpose, is seen to be broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import reading, rules

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "rfpkit"


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


@pytest.mark.parametrize("rule", rules.RULES)
def test_the_house_keeps_its_rules(rule):
    assert [what for place, source in texts(PACKAGE).items() for what in rule(place, source)] == []


def test_no_module_is_part_of_a_circle_of_imports():
    assert rules.no_circles(texts(PACKAGE)) == []


def test_test_files_are_short_and_bear_a_name():
    found = [
        what
        for place, source in texts(ROOT / "tests").items()
        for what in rules.files_are_short(place, source) + rules.names_say_something(place, "")
    ]
    assert found == []


def test_the_rooms_are_there():
    rooms = {reading.room_of(place) for place in texts(PACKAGE)}
    assert rooms >= {"errors", "resources", "load", "model", "render", "sla", "tickets", "cli"}


def test_shipped_folders_have_no_copy_inside_the_package():
    assert not (PACKAGE / "_shared").exists()


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("sla/clock.py", "from rfpkit.render import pdf"),
        ("sla/clock.py", "from rfpkit import render"),
        ("sla/clock.py", "import rfpkit.render.pdf"),
        ("sla/clock.py", "from ..render import pdf"),
        ("sla/clock.py", "from .. import render"),
        ("sla/clock.py", "def late():\n    from rfpkit.load import text"),
        ("model/priority.py", "from rfpkit.sla.clock import Clock"),
        ("errors.py", "from rfpkit.model import priority"),
        ("cli/main.py", "from rfpkit.sla.clock import Clock"),
        ("cellar/wine.py", "import re"),
    ],
)
def test_an_import_that_points_sideways_or_up_is_caught(place, source):
    assert rules.imports_point_down(place, source)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("sla/measure.py", "from rfpkit.sla import clock"),
        ("sla/measure.py", "from . import clock"),
        ("sla/measure.py", "from rfpkit.errors import Location"),
        ("workflows/audits/audit.py", "from rfpkit.sla import clock\nimport rfpkit.load.text"),
        ("cli/main.py", "from rfpkit import __version__"),
    ],
)
def test_an_import_that_points_down_or_stays_in_the_room_is_allowed(place, source):
    assert rules.imports_point_down(place, source) == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("model/week.py", "import polars as pl"),
        ("render/html.py", "from weasyprint import HTML"),
        ("workflows/build.py", "def late():\n    import yaml"),
        ("sla/clock.py", "import pandas"),
        ("render/pdf.py", "from click import echo"),
    ],
)
def test_a_library_beside_its_door_is_caught(place, source):
    assert rules.one_door_for_each_library(place, source)


def test_a_library_through_its_door_is_allowed():
    through = rules.one_door_for_each_library
    assert through("render/pdf.py", "import json\nfrom weasyprint import HTML") == []
    assert through("model/exports/event_log.py", "import polars") == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("packs/source.py", "import urllib.request"),
        ("packs/source.py", "from urllib import request"),
        ("load/text.py", "import socket"),
        (
            "workflows/packs/share/add.py",
            "def late():\n    from http.client import HTTPSConnection",
        ),
    ],
)
def test_another_way_to_the_network_is_caught(place, source):
    assert rules.one_door_to_the_network(place, source)


def test_the_network_through_its_door_and_the_reading_of_an_address_are_allowed():
    assert rules.one_door_to_the_network("packs/fetch.py", "import urllib.request, ssl") == []
    assert rules.one_door_to_the_network("packs/source.py", "import urllib.parse") == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("model/audit.py", "import datetime\nmoment = datetime.datetime.now()"),
        ("model/audit.py", "from datetime import date\nask = date.today"),
        ("render/html.py", "from datetime import UTC, datetime\nmoment = datetime.now(UTC)"),
        ("render/html.py", "print('done')"),
        ("tickets/tables/read.py", "import time"),
        ("workflows/audits/audit.py", "def late():\n    from random import choice"),
        ("workflows/audits/audit.py", "from uuid import uuid4"),
    ],
)
def test_printing_clock_and_chance_are_caught(place, source):
    assert rules.no_printing_clock_or_chance_below_the_faces(place, source)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("cli/main.py", "import time\nprint(datetime.now())"),
        ("sla/clock.py", "from datetime import time\nstart = time(7, 30)"),
    ],
)
def test_faces_may_print_and_a_time_of_day_is_no_clock(place, source):
    assert rules.no_printing_clock_or_chance_below_the_faces(place, source) == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("sla/clock.py", "import os.path"),
        ("sla/clock.py", "from pathlib import Path"),
        ("review/readiness/who.py", "text = open('rfp.yaml')"),
        ("sla/population.py", "frame = polars.read_csv(name)"),
        ("sla/population.py", "frame.write_parquet(name)"),
        ("model/calendar.py", "def late(file):\n    return file.read_text()"),
    ],
)
def test_a_pure_room_that_touches_the_world_is_caught(place, source):
    assert rules.pure_rooms_touch_nothing(place, source)


def test_a_room_with_windows_may_read_files():
    assert rules.pure_rooms_touch_nothing("load/text.py", "import os\nopen('rfp.yaml')") == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("load/utils.py", ""),
        ("render/pdf_helper.py", ""),
        ("managers/pack.py", ""),
        ("packs/find.py", "class PackManager: ..."),
        ("packs/find.py", "class Pack:\n    def helper(self): ..."),
    ],
)
def test_a_name_that_says_nothing_is_caught(place, source):
    assert rules.names_say_something(place, source)


def test_a_longer_word_is_another_name():
    assert rules.names_say_something("model/management.py", "class UtilityBill: ...") == []


@pytest.mark.parametrize("source", ["", "import re", '"""Nouns."""\nfrom . import priority'])
def test_a_package_file_with_more_or_less_than_a_docstring_is_caught(source):
    assert rules.package_files_hold_a_docstring_only("model/__init__.py", source)


def test_a_long_file_is_caught():
    assert rules.files_are_short("sla/clock.py", "x = 1\n" * (rules.LONGEST + 1))
    assert rules.files_are_short("sla/clock.py", "x = 1\n" * rules.LONGEST) == []


def test_a_circle_of_imports_is_caught():
    files = {
        "sla/clock.py": "from rfpkit.sla import slices",
        "sla/slices.py": "def late():\n    from rfpkit.sla.measure import measure",
        "sla/measure.py": "from rfpkit.sla.clock import run",
    }
    assert rules.no_circles(files)
    assert rules.no_circles(files | {"sla/measure.py": "import re"}) == []
