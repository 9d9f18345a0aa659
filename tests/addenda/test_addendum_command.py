"""`rfpkit addendum`: what it writes, what it refuses, and in which words."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from click.testing import CliRunner

from rfpkit.cli.addendum import command
from rfpkit.errors import InputError
from rfpkit.workflows.addendum import addendum
from tests.addenda.versions import DISTRICT, FIRST, after, before, write


def run(folder, new, old=None, *, number=None, formats=("json",)):
    one = write(folder / "old", old or before())
    other = write(folder / "new", new)
    return addendum(one, other, folder / "out", formats=formats, number=number)


def refused(folder, new, old=None, **how):
    with pytest.raises(InputError) as caught:
        run(folder, new, old, **how)
    assert not (folder / "out").exists()
    return [str(one).replace(f"{folder}/", "") for one in caught.value.diagnostics]


def due(date, **event):
    schedule = before()["schedule"]
    schedule[2] |= {"date": date, **event}
    return schedule


def moved(date="2026-03-05", time="14:00"):
    return [{**FIRST, "moved": [{"event": "proposals-due", "was": date, "time": time}]}]


def test_nothing_changed_is_said_and_nothing_is_written(tmp_path):
    path = write(tmp_path / "rfp", before())
    done = CliRunner().invoke(command, [str(path), str(path.parent), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert "nothing changed" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_stands_for_the_rfp_in_it_and_the_list_has_each_change(tmp_path):
    one, other = (
        write(tmp_path / "old", before()),
        write(tmp_path / "new", after(schedule=due("2026-03-12"), addenda=moved())),
    )
    arguments = [str(one.parent), str(other.parent), "--format", "json", "-o", str(tmp_path / "o")]
    done = CliRunner().invoke(command, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told == json.loads((tmp_path / "o" / "PC-1-addendum-1.json").read_text("utf-8"))
    change = told["changes"][0]
    assert change["path"] == "schedule[proposals-due].date"
    assert (change["before"], change["after"]) == ("2026-03-05", "2026-03-12")
    assert told["substantive"]
    assert told["findings"] == []


def test_a_change_without_an_addendum_in_the_rfp_is_refused(tmp_path):
    new = before() | {"title": "Repairs and support"}
    assert refused(tmp_path, new) == [
        (
            "new/rfp.yaml:1:1: the RFP changed, but it does not name addendum 1\n"
            "  hint: add to `addenda`: {number: 1, date: …, summary: …}"
        )
    ]


def test_another_rfp_or_another_issuer_cannot_be_compared(tmp_path):
    new = after(id="PC-2", issuer={**before()["issuer"], "name": "Elm Schools"})
    assert [line.splitlines()[0] for line in refused(tmp_path, new)] == [
        "new/rfp.yaml:2:5: id: this is RFP PC-2, the earlier version is RFP PC-1",
        (
            "new/rfp.yaml:5:9: issuer.name: the issuer is Elm Schools, that of the earlier version "
            "Prairie City Public Schools"
        ),
    ]


def test_an_id_that_changed_its_name_is_refused(tmp_path):
    rows = before()["requirements"]
    rows[1]["id"] = "RPR-009"
    (line,) = refused(tmp_path, after(requirements=rows))
    assert "requirements[RPR-009].id: `RPR-002` is called `RPR-009` now" in line
    assert "give the old one back" in line


def test_an_earlier_addendum_that_reads_otherwise_is_refused(tmp_path):
    old = after()
    second = {"number": 2, "date": "2026-02-15", "summary": "More."}
    new = after(title="Other", addenda=[{**FIRST, "summary": "Rewritten."}, second])
    (line,) = refused(tmp_path, new, old)
    assert "addendum 1 reads otherwise than in the earlier version" in line


def test_two_new_addenda_need_a_number(tmp_path):
    second = {"number": 2, "date": "2026-02-15", "summary": "More."}
    new = after(title="Other", addenda=[FIRST, second])
    (line,) = refused(tmp_path, new)
    assert "addenda 1 and 2 lie between the two versions" in line
    done = run(tmp_path, new, number=2)
    assert [path.name for path in done.files] == ["PC-1-addendum-2.json"]


@pytest.mark.parametrize(("close", "fits"), [("2026-03-09", False), ("2026-03-10", True)])
def test_a_substantive_change_of_an_erate_rfp_needs_28_days(tmp_path, close, fits):
    scope = before()["scope"]
    scope[1]["erate"] = True
    old = before() | {"scope": scope}
    new = after(scope=scope, schedule=due(close), addenda=moved())
    if fits:
        done = run(tmp_path, new, old)
        assert done.comparison.erate_earliest.isoformat() == "2026-03-10"
        return
    (line,) = refused(tmp_path, new, old)
    assert "schedule[proposals-due].date: proposals close too early" in line
    assert "hint: move it to 2026-03-10 or later" in line


def test_a_change_that_is_not_substantive_leaves_the_erate_clock_alone(tmp_path):
    scope = before()["scope"]
    scope[1]["erate"] = True
    new = after(scope=scope, background="A word.")
    done = run(tmp_path, new, before() | {"scope": scope})
    assert done.comparison.erate_earliest is None


def test_the_author_may_say_otherwise_with_a_reason_only(tmp_path):
    said = {**FIRST, "substantive": False}
    new = after(title="Repair", addenda=[said])
    (line,) = refused(tmp_path, new)
    assert "by the rules addendum 1 is substantive, and no reason is given" in line
    done = run(tmp_path, after(title="Repair", addenda=[{**said, "reason": "A slip of the pen."}]))
    assert not done.comparison.substantive
    assert done.comparison.by_rule


def test_an_addendum_after_the_last_permitted_day_is_a_finding(tmp_path):
    new = after(title="Repair", addenda=[{**FIRST, "date": "2026-02-21"}])
    (placed,) = run(tmp_path, new).findings
    found = placed.finding
    assert (found.rule, placed.at.line > 1) == ("late-addendum", True)
    assert (
        "dated February 21, 2026, after the last day for an addendum, February 20" in found.message
    )
    moves = {**FIRST, "date": "2026-02-21", "moved": moved()[0]["moved"]}
    more_time = after(schedule=due("2026-03-12"), addenda=[moves])
    assert run(tmp_path, more_time).findings == ()
    on_the_day = after(title="Repair", addenda=[{**FIRST, "date": "2026-02-20"}])
    assert run(tmp_path, on_the_day).findings == ()


def test_findings_end_with_one_where_that_is_asked(tmp_path):
    one = write(tmp_path / "old", before())
    other = write(tmp_path / "new", after(schedule=due("2026-03-12")))
    arguments = [str(one), str(other), "--format", "json", "-o", str(tmp_path / "out")]
    quiet = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert quiet.return_value == 0
    strict = [*arguments, "--fail-on", "finding"]
    done = CliRunner().invoke(command, strict, standalone_mode=False)
    assert done.return_value == 1
    assert "add to `moved`: {event: proposals-due, was: 2026-03-05, time: 14:00}" in done.stderr


def test_a_moved_date_that_contradicts_the_earlier_version_is_refused(tmp_path):
    new = after(schedule=due("2026-03-12"), addenda=moved("2026-03-04"))
    (line,) = refused(tmp_path, new)
    assert "in the earlier version `proposals-due` has another date: 2026-03-05" in line


def test_dates_keep_their_history_over_several_addenda(tmp_path):
    old = after(schedule=due("2026-03-12"), addenda=moved())
    second = {
        "number": 2,
        "date": "2026-02-18",
        "summary": "Later still.",
        "moved": [{"event": "proposals-due", "was": "2026-03-12", "time": "14:00"}],
    }
    new = after(schedule=due("2026-03-19"), addenda=[*moved(), second])
    done = run(tmp_path, new, old, formats=("html", "json"))
    page = done.files[0].read_text("utf-8")
    assert "Thursday, March 5, 2026, 2:00 p.m. (until addendum 1)" in page
    assert "Thursday, March 12, 2026, 2:00 p.m. (until addendum 2)" in page
    dated = next(one for one in done.comparison.dates if one.event.id == "proposals-due")
    assert [one.until for one in dated.earlier] == [1, 2]


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match="there is no format `rtf`"):
        addendum(tmp_path / "none", tmp_path / "none", tmp_path / "out", formats=["rtf"])


def test_a_clause_of_a_level_is_cited_by_its_printed_number(tmp_path):
    levels = before()["service_levels"]
    levels[0]["measure"]["cutoff"] = "15:00"
    levels[0]["measure"]["day_rule"] = "close_of_business"
    done = run(tmp_path, after(service_levels=levels), formats=("html",))
    assert re.search(r"Section 7\.1\.\d+: (New c|C)lause", done.files[0].read_text("utf-8"))


def test_versions_in_the_wrong_order_are_told_once(tmp_path):
    (line,) = refused(tmp_path, before(), after())
    assert "addendum 1 is gone" in line
    assert "the earlier version is named first" in line


def test_a_pack_whose_own_words_may_differ_is_a_finding(tmp_path):
    new = after(background="A word.")
    assert run(tmp_path / "same", new).findings == ()
    for version, words in (("old", "Words."), ("new", "Other words.")):
        pack = tmp_path / version / "packs" / "own"
        shutil.copytree(DISTRICT.parents[1] / "templates" / "base", pack)
        manifest = pack / "pack.yaml"
        text = manifest.read_text("utf-8").replace("name: base", "name: own", 1)
        manifest.write_text(text, "utf-8")
        (pack / "README.md").write_text(words, "utf-8")
    (placed,) = run(tmp_path, new | {"pack": "own"}, before() | {"pack": "own"}).findings
    assert placed.finding.rule == "pack-changed"
    assert "compare both with `rfpkit pack diff`" in placed.finding.hint


def test_sections_and_forms_behind_one_that_goes_are_told_with_their_new_numbers(tmp_path):
    contact = {"contact": {"name": "Dana", "email": "dana@example.org"}}
    asked = [{"id": "Q-1", "title": "Experience", "text": "Five years.", "evidence": "List"}]
    old = before() | contact | {"qualifications": asked}
    (file,) = run(tmp_path, after(**contact), old, formats=("html",)).files
    page = file.read_text("utf-8")
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>' + r"<td[^>]*>([^<]*)</td>" * 2, page)
    assert ("References", "Form D", "Form C") in rows
    assert ("Minimum qualifications", "Form C", "–") in rows
    assert ("Scope", "Section 6", "Section 5") in rows


def test_an_addendum_before_the_request_was_issued_is_refused(tmp_path):
    new = after(background="A word.", addenda=[{**FIRST, "date": "2026-01-19"}])
    (line,) = refused(tmp_path, new)
    assert "addenda[1].date: addendum 1 is dated before the request was issued" in line
    assert "write 2026-01-20 or a later day" in line
