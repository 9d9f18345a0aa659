"""A template of a stranger's pack that fails: told with its line, and with what it filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.workflows.build import build

GOLDEN = Path(__file__).parent / "cases" / "build" / "strange"
PACK = """kind: pack
name: strange
version: 1.0.0
title: Strange
publisher: Somebody
licence: Apache-2.0
requires: [k12-device-support >= 1.0]
sections:
  - {id: introduction, title: Introduction}
  - {id: requirements, title: Requirements}
  - {id: service-levels, title: Levels}
"""
RFP = """kind: rfp
id: X-1
title: Repair
pack: strange
issuer: {name: District, level: district, timezone: America/Chicago}
purpose: We buy repair.
calendars:
  - {id: hours, covers: 2026-07-01 to 2027-06-30, week: {mon-fri: 08:00-16:00}}
requirements:
  - {id: R-1, kind: mandatory, text: The Contractor must come.}
  - id: R-2
    kind: optional
    text: The Contractor may call.
service_levels:
  - id: repair
    title: Repair
    measure: {kind: duration, from: received, to: returned, calendar: hours}
    target: 3 business days
    attainment: {at_least: 95%, per: month}
"""
ROWS = """{% for name in section.parts %}
{% for row in section.parts[name].rows %}
BODY
{% endfor %}
{% endfor %}
"""
SECOND = '{% if row.id == "R-2" %}BODY{% endif %}'
ENDLESS = "{% for a in row.text %}" * 8 + "{% endfor %}" * 8
TEMPLATES = {
    "misspelled-field": ("requirements", ROWS.replace("BODY", "{{ row.txt }}")),
    "second-item": ("requirements", ROWS.replace("BODY", SECOND.replace("BODY", "{{ 1 // 0 }}"))),
    "unknown-name": ("requirements", ROWS.replace("BODY", "{{ nobody }}")),
    "unknown-filter": ("requirements", ROWS.replace("BODY", "{{ row.text | uper }}")),
    "wrong-type": ("requirements", ROWS.replace("BODY", "{{ row.text + 1 }}")),
    "a-group-printed": ("requirements", ROWS.replace("BODY", "{{ row }}")),
    "absent-template": ("requirements", ROWS.replace("BODY", '{% include "sections/no.j2" %}')),
    "includes-itself": ("requirements", '{% include "sections/requirements.html.j2" %}'),
    "syntax": ("requirements", ROWS.replace("BODY", "{% if %}")),
    "too-long-a-loop": ("requirements", ROWS.replace("BODY", ENDLESS)),
    "in-a-macro": (
        "requirements",
        "{% macro shown(one) %}\n{{ one.deep.er }}\n{% endmacro %}\n"
        + ROWS.replace("BODY", SECOND.replace("BODY", "{{ shown(row) }}")),
    ),
    "a-level": ("service-levels", "{{ section.parts.repair.sentnce }}"),
    "a-field-of-its-own": ("introduction", "{{ section.parts.purpose.txt }}"),
    "of-no-section": ("introduction", "{{ issuer.nam }}"),
    "unsound-document": (
        "requirements",
        '<section id="{{ section.id }}"><blink>{{ section.title }}</blink></section>',
    ),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_fails_is_told_with_its_line_and_the_place_in_the_rfp(
    name, tmp_path, monkeypatch, golden
):
    section, text = TEMPLATES[name]
    pack = tmp_path / "packs" / "strange"
    (pack / "sections").mkdir(parents=True)
    (pack / "pack.yaml").write_text(PACK, "utf-8")
    (pack / "sections" / f"{section}.html.j2").write_text(text, "utf-8")
    (tmp_path / "rfp.yaml").write_text(RFP, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as found:
        build(Path("rfp.yaml"), Path("out"), section=section, formats=["html"])
    assert not Path("out").exists()
    answer = "".join(f"{one}\n" for one in found.value.diagnostics)
    assert answer == golden(GOLDEN / f"{name}.txt", answer)
