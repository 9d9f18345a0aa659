"""One mistake hides no other: problems of every kind, and findings, in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.load.document import parse_file
from rfpkit.load.yaml import parse
from rfpkit.review.rules import RULES
from rfpkit.workflows.check import check
from rfpkit.workflows.document import read_contract
from rfpkit.workflows.rfp import open_rfp, read_rfp
from rfpkit.workflows.unchecked import asked
from tests.conftest import ROOT
from tests.review.test_lint import CASES, part, written

CASE = ROOT / "tests" / "cases" / "all_at_once"
EXAMPLE = ROOT / "examples" / "city-district" / "rfp.yaml"


def test_one_run_tells_mistakes_of_every_kind_and_what_nobody_could_look_at(golden):
    lines = [f"{line}\n" for line in check([CASE / "rfp.yaml"]).lines()]
    answer = "".join(lines).replace(f"{CASE}/", "")
    assert answer == golden(CASE / "rfp.txt", answer)


def spots(data):
    """The first, the middle and the last item of each list, and every other field."""
    for key, value in data.items():
        if isinstance(value, list):
            yield from dict.fromkeys((key, at) for at in (0, len(value) // 2, len(value) - 1))
        else:
            yield (key,)


def broken(data, spot):
    """The same data with a group, or a list, that nobody can read at one place."""
    key, *position = spot
    value = data[key]
    if position:
        value = [*value]
        value[position[0]] = {"id": "zzz"}
    else:
        value = {"zzz": "1"} if isinstance(value, dict) else ["zzz"]
    return {**data, key: value}


def findings(document, rules):
    return {(one.rule, one.where, one.message) for rule in rules for one in rule(document)}


def raised(parsed, path, spot):
    """What is told beside the one place, because of it."""
    sound = read_rfp(parsed, path).opened
    read = read_rfp(parsed._replace(data=broken(parsed.data, spot)), path)
    assert sound is not None
    assert read.opened is not None
    before = findings(sound.solicitation, RULES.values())
    others = [
        str(one)
        for one in read.diagnostics
        if "zzz" not in str(one) and not one.message.startswith(spot[0])
    ]
    return others, findings(read.opened.solicitation, asked(read.unsure)) - before


@pytest.fixture(scope="module")
def example():
    return open_rfp(EXAMPLE).read


def test_a_mistake_anywhere_in_the_example_makes_no_other_seem_wrong(example):
    for spot in spots(example.data):
        assert raised(example, EXAMPLE, spot) == ([], set()), spot


@pytest.mark.parametrize("rule", CASES)
def test_what_cannot_be_read_makes_no_rule_find_what_is_not_there(rule, tmp_path):
    path = written(tmp_path, part(rule, "clean"))
    parsed = parse(path.read_text("utf-8"), "rfp.yaml")
    for spot in spots(parsed.data):
        assert raised(parsed, path, spot) == ([], set()), spot


@pytest.mark.parametrize("example", ["city-district", "every-kind"])
def test_a_mistake_anywhere_in_a_contract_makes_no_other_seem_wrong(example):
    parsed = parse_file(ROOT / "examples" / example / "contract.yaml")
    sound = read_contract(parsed).opened
    assert sound is not None
    before = findings(sound.document, RULES.values())
    # Without its parties or its term, nothing can be said of a contract.
    for spot in (one for one in spots(parsed.data) if one[0] not in {"kind", "parties", "term"}):
        read = read_contract(parsed._replace(data=broken(parsed.data, spot)))
        assert read.opened is not None, spot
        told = [str(one) for one in read.diagnostics if not one.message.startswith(spot[0])]
        assert [one for one in told if "zzz" not in one] == [], spot
        assert findings(read.opened.document, asked(read.unsure)) <= before, spot


def test_an_unknown_pack_does_not_hide_what_the_rfp_says_itself(tmp_path):
    text = (CASE / "rfp.yaml").read_text("utf-8").replace("k12-device-support", "k12-suport")
    (tmp_path / "rfp.yaml").write_text(text, "utf-8")
    checked = check([tmp_path / "rfp.yaml"])
    told = " ".join(one.message for one in checked.diagnostics)
    for words in (
        "no template pack `k12-suport`",
        "no day 2026-02-30",
        "`mandatry`",
        "no goal `lerning`",
    ):
        assert words in told
    assert "the pack has no" not in told
    assert "vague-word" in {one.finding.rule for one in checked.findings}


def test_an_unknown_pack_hides_nothing_where_a_question_asks_about_a_section(tmp_path):
    asked = "{id: Q-01, received: 2026-02-03, question: What is it, asked_about: reporting}"
    text = f"pack: k12-suport\nquestions:\n  - {asked}\nstatus: isued\n"
    told = [one.message for one in check([written(tmp_path, text)]).diagnostics]
    assert [one.split(":")[0] for one in told] == [
        "there is no template pack `k12-suport`",
        "status",
    ]


def test_an_unknown_pack_is_told_of_an_rfp_that_takes_nothing_from_it(tmp_path):
    (told,) = check([written(tmp_path, "pack: k12-suport\n")]).diagnostics
    assert (told.at.line, told.at.column) == (1, 7)
    assert told.message == "there is no template pack `k12-suport`"


def test_each_wrong_calendar_beside_the_rfp_is_told(tmp_path):
    (tmp_path / "b.yaml").write_text("kind: calendar\nid: b\n", "utf-8")
    include = "include: {calendars: [a.yaml, b.yaml, ../c.yaml]}\n"
    path = written(tmp_path, include)
    told = [f"{Path(one.at.file).name}: {one.message}" for one in check([path]).diagnostics]
    assert "rfp.yaml: there is no calendar `a.yaml` beside the RFP" in told
    assert "rfp.yaml: `../c.yaml` does not lie beside the RFP" in told
    assert "b.yaml: `covers` is missing" in told


def test_a_file_that_cannot_be_read_does_not_hide_what_is_found_in_another(tmp_path):
    path = written(tmp_path, part("vague-word", "found"))
    (tmp_path / "torn.yaml").write_text("kind: contract\nid: [", "utf-8")
    checked = check([tmp_path / "torn.yaml", path])
    assert checked.diagnostics
    assert "vague-word" in {one.finding.rule for one in checked.findings}
    assert any(one.nothing_read for one in checked.unchecked)


def test_what_could_not_be_printed_is_told_before_it_is_built(tmp_path):
    (tmp_path / "seal.png").write_bytes(b"no picture")
    issuer = (
        "issuer:\n  {name: District, level: district, timezone: America/Chicago, "
        "logo: {file: seal.png, shows: A seal}}\n"
    )
    checked = check([written(tmp_path, issuer + "purpose: Devices come back 🙂\n")])
    assert [one.message for one in checked.diagnostics] == [
        "issuer.logo.file: `seal.png` is not a PNG picture"
    ]
    (found,) = [one for one in checked.findings if one.finding.rule == "not-on-paper"]
    assert (found.at.line, found.at.column) == (3, 1)
    assert "🙂 (U+1F642)" in found.finding.message


def test_an_id_that_the_pack_retired_is_refused_whatever_else_is_taken(tmp_path):
    own = "requirements:\n  - {id: RPR-190, kind: mandatory, text: The Contractor must come.}\n"
    path = written(tmp_path, "include: {service_levels: [repair-time]}\n" + own)
    told = [one for one in check([path]).diagnostics if "RPR-190" in one.message]
    assert [(one.at.line, one.at.column) for one in told] == [(3, 10)]
    assert told[0].hint == "write `RPR-107`, which replaced it"


def test_what_is_no_file_is_told_in_one_line(tmp_path):
    checked = check([tmp_path / "absent.yaml"])
    assert len(checked.diagnostics) == 1
    assert checked.unchecked == ()
