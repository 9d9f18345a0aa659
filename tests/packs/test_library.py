"""An RFP takes from its pack what it names, changes it by id, and says where all of it stands."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.load.document import load
from rfpkit.model.solicitation import Solicitation
from rfpkit.workflows.check import check
from rfpkit.workflows.rfp import open_rfp

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = """\
kind: rfp
id: MC-1
title: Device repair
issuer: {name: Maple Creek, level: district, timezone: America/Denver}
"""
HOURS = """\
calendars:
  - {id: support-hours, covers: 2026-07-01 to 2029-06-30, week: {mon-fri: 07:30-16:00}}
  - {id: school-days, covers: 2026-07-01 to 2029-06-30, week: {mon-fri: 08:00-15:00}}
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="rfp.yaml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def told(path):
    with pytest.raises(InputError) as caught:
        open_rfp(path)
    return [str(one).replace(f"{path.parent}/", "") for one in caught.value.diagnostics]


@pytest.mark.parametrize("name", ["every-kind", "multi-state"])
def test_an_rfp_without_include_is_what_its_file_says(name):
    path = ROOT / "examples" / name / "rfp.yaml"
    text = path.read_text("utf-8")
    alone = load(path, Solicitation)
    assert "\ninclude:" not in text
    assert open_rfp(path).solicitation == alone


def test_what_is_taken_is_what_a_person_would_have_written(written):
    taken = open_rfp(written(HEAD + "include: {requirements: [RPR-101]}\n")).solicitation
    (requirement,) = taken.requirements
    assert requirement.id == "RPR-101"
    assert requirement.group == "Repair process and custody"
    assert taken.include is None
    own = taken.model_dump(mode="json", exclude_none=True, by_alias=True)
    again = written(json.dumps(own), "again.yaml")
    assert open_rfp(again).solicitation.digest == taken.digest


def test_a_goal_is_named_where_the_rfp_has_it(written):
    line = "include: {requirements: [RPR-101]}\n"
    without = open_rfp(written(HEAD + line)).solicitation
    goals = "goals: [{id: learning-time, statement: No student waits.}]\n"
    with_goal = open_rfp(written(HEAD + goals + line)).solicitation
    assert without.requirements[0].goal is None
    assert with_goal.requirements[0].goal == "learning-time"


def test_own_requirements_stand_behind_those_that_are_taken(written):
    own = "requirements:\n  - {id: OWN-1, kind: mandatory, text: The Contractor must wave.}\n"
    opened = open_rfp(written(HEAD + own + "include: {requirements: [RPR-102]}\n"))
    assert [one.id for one in opened.solicitation.requirements] == ["RPR-102", "OWN-1"]
    assert [opened.origin("requirements", at) for at in (0, 1)] == ["pack", "own"]


def test_a_mistake_in_an_own_item_is_found_behind_those_that_are_taken(written):
    own = "requirements:\n  - {id: OWN-1, kind: mandatory, text: The Contractor waves.}\n"
    (line,) = told(written(HEAD + own + "include: {requirements: [repair-process]}\n"))
    assert line.startswith("rfp.yaml:6:5: requirements[OWN-1]: a mandatory requirement")


def test_a_value_that_is_set_is_the_rfps_and_a_mistake_in_it_names_the_rfp(written):
    text = HEAD + "include: {requirements: [RPR-101]}\n"
    text += "set: {requirements: {RPR-101: {kind: must}}}\n"
    (line,) = told(written(text))
    assert line.startswith("rfp.yaml:6:38: requirements[RPR-101].kind: ")


def test_a_change_that_no_longer_fits_the_rest_names_the_place_of_the_change(written):
    text = HEAD + "include: {requirements: [RPR-101]}\n"
    text += "set:\n  requirements:\n    RPR-101: {kind: desirable}\n"
    (line,) = told(written(text))
    assert line.startswith("rfp.yaml:8:5: requirements[RPR-101]: a desirable requirement has no")


def test_every_wrong_name_is_told_at_once(written):
    text = HEAD + (
        "include:\n"
        "  requirements: [repair-proces, RPR-190]\n"
        "  defaults: [prioritys]\n"
        "  schedule: {isued: 2026-02-02}\n"
        "set: {requirements: {RPR-999: {kind: optional}}}\n"
    )
    lines = told(written(text))
    assert [line.split(": ")[0] for line in lines] == [
        "rfp.yaml:6:18",
        "rfp.yaml:6:33",
        "rfp.yaml:7:14",
        "rfp.yaml:8:14",
        "rfp.yaml:9:22",
    ]
    assert "did you mean `repair-process`?" in lines[0]
    assert "was retired on 2026-01-15" in lines[1]
    assert "write `RPR-107`" in lines[1]
    assert "did you mean `priorities`?" in lines[2]
    assert "did you mean `issued`?" in lines[3]


def test_an_id_of_the_pack_cannot_be_taken_and_written(written):
    own = "requirements:\n  - {id: RPR-101, kind: mandatory, text: The Contractor must wave.}\n"
    (line,) = told(written(HEAD + own + "include: {requirements: [RPR-101]}\n"))
    assert line.startswith("rfp.yaml:6:10: requirements[RPR-101]: the pack's `RPR-101` is taken")


def test_an_id_that_the_pack_retired_is_not_used_again(written):
    own = "requirements:\n  - {id: RPR-190, kind: mandatory, text: The Contractor must wave.}\n"
    (line,) = told(written(HEAD + own + "include: {requirements: [RPR-101]}\n"))
    assert "the id `RPR-190` was retired on 2026-01-15" in line


def test_what_is_excepted_is_not_taken_and_is_told(written):
    line = "include: {requirements: [repair-process], except: [RPR-115]}\n"
    path = written(HEAD + line)
    opened = open_rfp(path)
    assert "RPR-115" not in [one.id for one in opened.solicitation.requirements]
    (library,) = json.loads(check([path]).json())["library"]
    assert library["left_out"] == [
        {
            "list": "requirements",
            "id": "RPR-115",
            "reason": "excepted",
            "undecided": False,
        }
    ]


def test_an_exception_of_nothing_is_a_slip(written):
    (line,) = told(written(HEAD + "include: {requirements: [RPR-101], except: [RPR-102]}\n"))
    assert "`RPR-102` is not taken, so it cannot be excepted" in line


def test_defaults_fill_what_the_rfp_does_not_write(written):
    own = "priorities: [{id: A, name: All}]\n"
    taken = open_rfp(written(HEAD + own + "include: {defaults: all}\n")).solicitation
    assert [one.id for one in taken.priorities] == ["A"]
    assert taken.operations is not None
    assert taken.scope


def test_a_default_that_is_asked_for_and_written_is_a_slip(written):
    own = "priorities: [{id: A, name: All}]\n"
    (line,) = told(written(HEAD + own + "include: {defaults: [priorities]}\n"))
    assert "the RFP writes `priorities` itself" in line


def test_events_get_their_names_from_the_pack_and_their_dates_from_the_rfp(written):
    line = "include: {schedule: {issued: 2026-02-02, proposals-due: 2026-03-06 14:00}}\n"
    issued, due = open_rfp(written(HEAD + line)).solicitation.schedule
    assert (issued.name, str(issued.date), issued.time) == (
        "Request for proposals issued",
        "2026-02-02",
        None,
    )
    assert (due.name, due.time) == ("Proposals due", 14 * 3600)


def test_a_date_that_is_none_is_found_in_the_rfp(written):
    (line,) = told(written(HEAD + "include: {schedule: {issued: 2026-02-30}}\n"))
    assert line.startswith("rfp.yaml:5:30: include.schedule.issued: ")


def test_a_calendar_comes_from_a_file_beside_the_rfp(written):
    written(
        "kind: calendar\nid: support-hours\ntimezone: America/Denver\n"
        "covers: 2026-07-01 to 2027-06-30\nweek: {mon-fri: 08:00-16:00}\n",
        "hours.yaml",
    )
    taken = open_rfp(written(HEAD + "include: {calendars: [hours.yaml]}\n")).solicitation
    assert [one.id for one in taken.calendars] == ["support-hours"]


@pytest.mark.parametrize("name", ["../hours.yaml", "/etc/hours.yaml"])
def test_a_calendar_from_elsewhere_is_refused(written, name):
    (line,) = told(written(HEAD + f"include: {{calendars: [{name}]}}\n"))
    assert "does not lie beside the RFP" in line


LEVELS = "include: {service_levels: [acknowledgement]}\n"


def test_what_a_level_refers_to_comes_with_it(written):
    taken = open_rfp(written(HEAD + HOURS + LEVELS)).solicitation
    assert [one.id for one in taken.priorities] == ["P1", "P2", "P3"]
    assert {one.id for one in taken.exclusions} == {"force-majeure", "duplicate"}
    assert taken.pauses == ()


def test_a_definition_of_the_rfp_goes_before_that_of_the_pack(written):
    own = "exclusions: [{id: duplicate, definition: It was asked twice.}]\n"
    taken = open_rfp(written(HEAD + HOURS + own + LEVELS)).solicitation
    told = {one.id: one.definition for one in taken.exclusions}
    assert told["duplicate"] == "It was asked twice."
    assert "force-majeure" in told


def test_a_level_is_changed_where_the_rfp_says_so_and_stays_the_packs_elsewhere(written):
    change = "set: {service_levels: {acknowledgement: {target: {P1: 2 business hours}}}}\n"
    before = open_rfp(written(HEAD + HOURS + LEVELS)).solicitation.service_levels[0]
    path = written(HEAD + HOURS + LEVELS + change)
    opened = open_rfp(path)
    (after,) = opened.solicitation.service_levels
    assert isinstance(after.target, dict)
    assert isinstance(before.target, dict)
    assert str(after.target["P1"]) == "2 business hours"
    assert after.target["P2"] == before.target["P2"]
    assert after.digest != before.digest
    (library,) = json.loads(check([path]).json())["library"]
    (told,) = library["service_levels"]
    assert told == {"id": "acknowledgement", "from": "changed", "changed": ["target.P1"]}


def test_a_credit_can_be_taken_away(written):
    change = "set: {service_levels: {acknowledgement: {credit: null}}}\n"
    (level,) = open_rfp(written(HEAD + HOURS + LEVELS + change)).solicitation.service_levels
    assert level.credit is None


def test_a_name_in_the_packs_file_that_the_rfp_lacks_is_found_there_with_a_way_out(written):
    (line,) = told(written(HEAD + LEVELS))
    place, _, rest = line.partition(": ")
    assert place.startswith("k12-device-support/library/service_levels/02-response.yaml:")
    assert rest.startswith("service_levels[acknowledgement].measure.calendar: there is no calendar")
    assert "change it under `set` in the RFP, or except it" in rest


def test_a_requirement_is_asked_where_the_facts_say_so(written):
    take = "include: {requirements: [PRV-101, PRV-102]}\n"
    visible = open_rfp(written(HEAD + take + "facts: {student_data: visible}\n"))
    hidden = open_rfp(written(HEAD + take + "facts: {student_data: none}\n"))
    unknown = written(HEAD + take)
    assert [one.id for one in visible.solicitation.requirements] == ["PRV-101", "PRV-102"]
    assert [one.id for one in hidden.solicitation.requirements] == ["PRV-102"]
    (found,) = [one for _, one in check([unknown]).findings]
    assert found.rule == "undecided-requirement"


def test_a_starting_point_is_a_selection_to_which_more_is_added(written):
    take = "include: {starting_point: small-district, requirements: [continuity]}\n"
    taken = open_rfp(written(HEAD + HOURS + take)).solicitation
    ids = {one.id for one in taken.requirements}
    assert {"RPR-101", "CON-101"} <= ids
    assert "RPR-114" not in ids


def test_a_starting_point_that_the_pack_does_not_have(written):
    (line,) = told(written(HEAD + "include: {starting_point: smal-district}\n"))
    assert line.startswith("rfp.yaml:5:27: the pack has no starting point `smal-district`")


def test_a_pack_that_is_not_there_is_told_at_its_line(written):
    (line,) = told(written(HEAD + "pack: k12-device-suport\ninclude: {clauses: all}\n"))
    assert line.startswith("rfp.yaml:5:7: there is no template pack")


def test_set_without_include_changes_nothing_and_says_so(written):
    (line,) = told(written(HEAD + "set: {requirements: {RPR-101: {kind: optional}}}\n"))
    assert line.startswith("rfp.yaml:5:22: set.requirements: there is no `RPR-101`")


def test_what_cannot_be_read_in_an_own_item_does_not_bring_errors_about_what_it_says(written):
    own = "requirements:\n  - {id: OWN-1, kind: mandatory, text: *anchor}\n"
    lines = told(written(HEAD + own + "include: {requirements: [RPR-101, RPR-102]}\n"))
    assert all(line.startswith("rfp.yaml:6:") for line in lines)
    assert len(lines) == 1


@pytest.mark.parametrize(
    "own",
    [
        "goals: true\n",
        "goals: [{id: [learning-time], statement: x}]\n",
        "requirements: [true, {id: {a: b}}, text]\n",
        "requirements: some\n",
        "priorities: {P1: x}\n",
        "service_levels: [{id: x, measure: {pause: true}, exclude: true, target: [~, a]}]\n",
        "service_levels: [{id: x, measure: true, target: true}]\n",
        "pauses: no\nexclusions: [1, 2]\n",
        "schedule: later\ncalendars: {a: b}\n",
        "operations: by phone\nreporting: [monthly]\n",
        "facts: many\n",
        "facts: {state: [TX]}\n",
        "set: {goals: {learning-time: {statement: ~}}}\n",
        "set: {service_levels: {acknowledgement: {measure: ~, target: {P1: {a: b}}}}}\n",
        "set: {service_levels: {acknowledgement: {target: ~, id: other}}}\n",
        "set: {service_levels: [acknowledgement]}\n",
        "include: all\n",
        "include: {requirements: {a: b}}\n",
        "include: {schedule: [issued]}\n",
        "include: {calendars: support-hours.yaml}\n",
        "include: {calendars: [nowhere.yaml]}\n",
        "include:\n",
        "pack: [k12-device-support]\n",
    ],
)
def test_whatever_is_written_is_answered_with_its_place(written, own):
    take = (
        "include: {requirements: [RPR-101], service_levels: [acknowledgement], defaults: all, "
        "schedule: {issued: 2026-02-02}}\n"
    )
    text = HEAD + own + ("" if own.startswith("include") else take)
    path = written(text)
    with contextlib.suppress(InputError):
        open_rfp(path)
        return
    assert re.search(r"rfp.yaml:\d+:\d+: ", told(path)[0])


def test_the_page_that_tells_how_is_right(written):
    page = (ROOT / "docs" / "how-to" / "take-from-a-pack.md").read_text("utf-8")
    take, change, verify, *_ = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    written(
        "kind: calendar\nid: support-hours\ntimezone: America/Denver\n"
        "covers: 2026-07-01 to 2027-06-30\nweek: {mon-fri: 08:00-16:00}\n",
        "support-hours.yaml",
    )
    changes = change + verify.removeprefix("set:\n")
    opened = open_rfp(written(take + changes))
    turnaround = opened.solicitation.service_levels[0]
    assert isinstance(turnaround.target, dict)
    assert [str(limit) for limit in turnaround.target.values()] == [
        "1 business day",
        "2 business days",
        "5 business days",
    ]
