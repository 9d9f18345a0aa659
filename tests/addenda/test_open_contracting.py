"""The release package: valid against the OCDS schemas, and true to the RFP."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from jsonschema import Draft4Validator, FormatChecker

from rfpkit.errors import InputError
from rfpkit.load.document import load
from rfpkit.model.solicitation import Solicitation
from rfpkit.workflows.build import build
from tests.addenda.versions import DISTRICT, after, before, district_before, write

formats = FormatChecker(formats=())


@formats.checks("date-time")
def _is_instant(value):
    if not isinstance(value, str):
        return True
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return (
        moment.tzinfo is not None and re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", value) is not None
    )


@formats.checks("uri")
def _is_uri(value):
    return (
        not isinstance(value, str) or re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s]+", value) is not None
    )


@formats.checks("email")
def _is_email(value):
    return not isinstance(value, str) or "@" in value


def package_of(path, folder):
    (file,) = build(path, folder, formats=["ocds"]).files
    return json.loads(file.read_text("utf-8"))


@pytest.fixture(scope="module")
def now(tmp_path_factory):
    return package_of(DISTRICT / "rfp.yaml", tmp_path_factory.mktemp("now"))


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    folder = tmp_path_factory.mktemp("issued")
    return package_of(district_before(folder), folder)


@pytest.fixture(scope="module")
def schemas(shared):
    folder = shared / "ocds"
    if not folder.is_dir():
        pytest.skip("the OCDS schemas are not beside this checkout")
    return {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}


@pytest.fixture(scope="module")
def release_schema(schemas):
    """The release schema with the requirements extension merged over it."""
    release = json.loads(json.dumps(schemas["release-schema-1__1__5.json"]))
    extension = schemas["requirements-extension-release-schema.json"]
    for name, part in extension["definitions"].items():
        known = release["definitions"].setdefault(name, {})
        known.setdefault("properties", {}).update(part.get("properties", {}))
        for key, value in part.items():
            if key != "properties":
                known.setdefault(key, value)
    return release


def errors(schema, value):
    return [
        f"{'/'.join(map(str, one.absolute_path))}: {one.message}"
        for one in Draft4Validator(schema, format_checker=formats).iter_errors(value)
    ]


@pytest.mark.parametrize("which", ["now", "issued"])
def test_each_release_is_valid(request, release_schema, which):
    (release,) = request.getfixturevalue(which)["releases"]
    assert errors(release_schema, release) == []


@pytest.mark.parametrize("name", ["multi-state", "small-district"])
def test_the_releases_of_the_other_examples_are_valid(name, release_schema, tmp_path):
    path = DISTRICT.parent / name / "rfp.yaml"
    (release,) = package_of(path, tmp_path)["releases"]
    assert errors(release_schema, release) == []
    assert [one for one in closed_lists(release_schema, release) if not one[2]] == []


def test_the_package_is_valid(schemas, now):
    schema = json.loads(json.dumps(schemas["release-package-schema-1__1__5.json"]))
    schema["properties"]["releases"]["items"] = {"type": "object"}
    assert errors(schema, now) == []


def test_the_validator_notices_a_wrong_date_and_a_wrong_word(release_schema, now):
    release = json.loads(json.dumps(now["releases"][0]))
    release["tender"]["tenderPeriod"]["endDate"] = "March 5"
    release["tender"]["status"] = "open"
    assert len(errors(release_schema, release)) == 2


def closed_lists(schema, release):
    """Every field with a closed list of codes that the release fills in."""
    found = []

    def walk(part, value, path):
        if "$ref" in part:
            part = schema["definitions"][part["$ref"].rsplit("/", 1)[-1]]
        for name, inner in part.get("properties", {}).items():
            if isinstance(value, dict) and name in value:
                walk(inner, value[name], f"{path}/{name}")
        if isinstance(value, list):
            for one in value:
                walk(part.get("items", {}), one, path)
        elif "enum" in part:
            found.append((path, value, value in part["enum"]))

    walk(schema, release, "")
    return found


def test_every_closed_code_is_one_of_its_list(release_schema, now):
    found = closed_lists(release_schema, now["releases"][0])
    assert [one for one in found if not one[2]] == []
    assert {path for path, *_ in found} >= {
        "/tag",
        "/tender/status",
        "/tender/procurementMethod",
        "/tender/mainProcurementCategory",
        "/tender/milestones/status",
        "/tender/criteria/requirementGroups/requirements/dataType",
    }


def test_ids_are_not_used_twice(now):
    tender = now["releases"][0]["tender"]
    groups = [group for one in tender["criteria"] for group in one["requirementGroups"]]
    asked = [one["id"] for group in groups for one in group["requirements"]]
    for ids in (
        [one["id"] for one in tender["items"]],
        [one["id"] for one in tender["documents"]],
        [one["id"] for one in groups],
        asked,
    ):
        assert len(ids) == len({*ids})


def test_requirements_and_levels_carry_their_digests(now):
    rfp = load(DISTRICT / "rfp.yaml", Solicitation)
    criteria = now["releases"][0]["tender"]["criteria"]
    ids = {
        asked["id"]
        for one in criteria
        for group in one["requirementGroups"]
        for asked in group["requirements"]
    }
    assert {f"{one.id}-{one.digest[:8]}" for one in rfp.requirements} <= ids
    turnaround = rfp.service_levels[0]
    assert f"{turnaround.id}-{turnaround.digest[:8]}" in ids


def test_an_addendum_makes_an_amendment_that_names_the_release_before(issued, now):
    first, second = issued["releases"][0], now["releases"][0]
    assert first["tag"] == ["tender"]
    assert second["tag"] == ["tenderAmendment", "tenderUpdate"]
    assert first["ocid"] == second["ocid"]
    (amendment,) = second["tender"]["amendments"]
    assert amendment["amendsReleaseID"] == first["id"]
    assert amendment["releaseID"] == second["id"]
    assert first["tender"]["tenderPeriod"]["endDate"] == "2026-02-26T14:00:00-06:00"
    assert second["tender"]["tenderPeriod"]["endDate"] == "2026-03-05T14:00:00-06:00"


def test_answers_alone_make_an_update(tmp_path):
    asked = {"id": "Q-1", "received": "2026-02-01", "question": "When?", "answer": "On Monday."}
    rfp = before() | {"questions": [{**asked, "answered": "2026-02-05"}]}
    (release,) = package_of(write(tmp_path, rfp), tmp_path)["releases"]
    assert release["tag"] == ["tenderUpdate"]
    assert release["date"] == "2026-02-05T00:00:00-06:00"
    assert release["id"] == "ocds-213czf-PC-1-tender-update-2026-02-05"


def test_offsets_follow_the_clock_changes_of_the_zone(tmp_path):
    schedule = before()["schedule"]
    schedule[2]["date"] = "2026-03-12"
    found = package_of(write(tmp_path, after(schedule=schedule)), tmp_path)
    period = found["releases"][0]["tender"]["tenderPeriod"]
    assert period["startDate"] == "2026-01-20T00:00:00-06:00"
    assert period["endDate"] == "2026-03-12T14:00:00-05:00"


def test_the_sample_prefix_is_marked_as_an_example_and_an_own_one_is_not(tmp_path, now):
    assert now["note"].startswith("An example: the ocid begins with ocds-213czf")
    assert now["uri"].startswith("urn:example:")
    own = package_of(write(tmp_path, before() | {"ocid_prefix": "ocds-abc123"}), tmp_path)
    assert own["releases"][0]["ocid"] == "ocds-abc123-PC-1"
    assert "note" not in own


def test_an_rfp_without_a_date_of_issue_is_refused(tmp_path):
    path = write(tmp_path / "rfp", before() | {"schedule": []})
    with pytest.raises(InputError, match="needs the day of issue"):
        build(path, tmp_path / "out", formats=["ocds"])
    assert not (tmp_path / "out").exists()


def test_a_prefix_that_nobody_registers_is_refused_and_the_sample_one_stays_an_example(tmp_path):
    path = write(tmp_path / "rfp", before() | {"ocid_prefix": "springfield"})
    with pytest.raises(InputError, match="ocid_prefix: `springfield` is no prefix"):
        build(path, tmp_path / "out", formats=["ocds"])
    sample = package_of(write(tmp_path, before() | {"ocid_prefix": "ocds-213czf"}), tmp_path)
    assert sample["note"].startswith("An example")


def test_what_looks_alike_keeps_an_id_of_its_own(tmp_path):
    parts = {
        "basis": "last year",
        "models": [{"id": "a", "title": "A"}],
        "parts": [{"id": "screen", "title": "Screen", "yearly": {"a": 5}}],
    }
    line = {"id": "screen-a", "title": "Work", "unit": "repair", "quantity": 1}
    name = before()["issuer"]["name"].lower().replace(" ", "-")
    entities = {"participating_entities": [{"id": f"issuer-{name}", "name": "Another"}]}
    rfp = before() | {
        "pricing": {"years": 1, "lines": [line], "parts": parts},
        "contract_structure": entities,
    }
    (release,) = package_of(write(tmp_path, rfp), tmp_path)["releases"]
    for ids in (
        [one["id"] for one in found] for found in (release["tender"]["items"], release["parties"])
    ):
        assert len(ids) == len({*ids}) == 2
