"""The response matrix asks what the document asks, and only answers can be written into it."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from rfpkit.errors import InputError
from rfpkit.model.answers.response_codes import ResponseCodes
from rfpkit.model.sentence import sentence
from rfpkit.render.view import rfp
from rfpkit.workflows.build import build
from tests.pricing import sheets
from tests.responses import matrix

EXAMPLE = sheets.example()
ANSWERS = {
    "Requirements": {"Answer", "Comment", "Evidence: file and page"},
    "Service levels": {"Answer", "Comment", "Evidence: file and page"},
    "Better targets": {"Offered"},
    "Exceptions": {
        *("Id or section", "What the RFP says", "What is proposed in its place"),
        "Why, and what it does to the price",
    },
}


@pytest.fixture(scope="module")
def made():
    return matrix.made(EXAMPLE)


@pytest.fixture(scope="module")
def workbook(made):
    return matrix.opened(made)


def test_every_requirement_has_a_row_with_its_id_its_text_and_its_digest(made):
    rows = [*matrix.rows(made, "Requirements")]
    assert [(row["Id"], row["Class"], row["Requirement"], row["Digest"]) for row in rows] == [
        (item.id, item.kind, item.text, item.digest) for item in EXAMPLE.requirements
    ]


def test_every_level_has_a_row_with_its_sentence_and_its_digest(made):
    rows = [*matrix.rows(made, "Service levels")]
    assert [(row["Id"], row["Promise"], row["Digest"]) for row in rows] == [
        (level.id, sentence(level, EXAMPLE), level.digest) for level in EXAMPLE.service_levels
    ]


def test_the_numbers_are_those_of_the_document(made):
    sections = rfp.view(EXAMPLE, section=None, manifest=sheets.manifest())["sections"]
    printed = {section["id"]: section["parts"] for section in sections}
    levels = {row["Id"]: row["Section"] for row in matrix.rows(made, "Service levels")}
    assert levels == {
        level.id: printed["service-levels"][level.id]["number"] for level in EXAMPLE.service_levels
    }
    numbers = {row["Id"]: row["Section"] for row in matrix.rows(made, "Requirements")}
    for part in printed["requirements"].values():
        assert {numbers[row["id"]] for row in part["rows"]} == {part["number"]}


def test_a_digest_changes_with_what_is_asked_and_not_with_why():
    def digest(**changes):
        item = {"id": "R-1", "kind": "mandatory", "text": "The Contractor must answer."} | changes
        (row,) = matrix.rows(matrix.made(matrix.solicitation(requirements=[item])), "Requirements")
        return row["Digest"]

    assert digest(rationale="People wait.", group="Other") == digest()
    assert digest(text="The Contractor must answer soon.") != digest()
    assert digest(verification="Log") != digest()


def test_only_answers_are_open(workbook):
    for sheet in workbook:
        assert sheet.protection.sheet
        heads = {
            cell.column: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value in ANSWERS.get(sheet.title, set())
        }
        for row in sheet.iter_rows():
            for cell in row:
                named = (sheet.title, cell.coordinate) == ("Instructions", "B3")
                if not cell.protection.locked and not named:
                    assert cell.column in heads
                    assert cell.value is None


def test_a_requirement_in_writing_takes_no_code(workbook):
    (row,) = [
        row
        for row in workbook["Requirements"].iter_rows(min_row=4)
        if row[2].value == "information"
    ]
    assert row[5].value == "in writing"
    assert [cell.protection.locked for cell in row[5:8]] == [True, False, False]


def test_no_sheet_has_merged_cells_and_all_print_with_their_heads(workbook):
    for sheet in workbook:
        assert not sheet.merged_cells.ranges
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.oddFooter.center.text == EXAMPLE.id
        assert sheet.oddFooter.right.text == "&P / &N"
    for name in ANSWERS:
        assert workbook[name].print_title_rows == "$3:$3"
        assert workbook[name].freeze_panes == "C4"


def test_the_answers_come_from_the_list_of_codes(workbook):
    for name, codes in (("Requirements", "YEN"), ("Service levels", "YBEN")):
        (rule,) = workbook[name].data_validations.dataValidation
        sheet, cells = rule.formula1.split("!")
        assert [row[0].value for row in workbook[sheet][cells.replace("$", "")]] == [*codes]


def test_the_digests_and_the_origin_are_hidden_and_can_be_read(workbook):
    assert workbook["Origin"].sheet_state == "hidden"
    facts = {row[0].value: row[1].value for row in workbook["Origin"].iter_rows()}
    assert facts == {
        "workbook": "response-matrix",
        "version": "1",
        "made-by": "rfpkit 1.2.3",
        "rfp": EXAMPLE.id,
        "rfp-digest": EXAMPLE.digest,
    }
    assert workbook.security.lockStructure
    assert workbook["Requirements"].column_dimensions["J"].hidden
    assert workbook["Service levels"].column_dimensions["K"].hidden


@pytest.mark.parametrize(
    "text", ["=1+1 must", "+it must be", "-it must be", "@it must be", "＝1 must be"]
)
def test_a_text_is_never_a_formula(text):
    sheet = matrix.opened(matrix.made(matrix.solicitation({"R-1": f"{text} so"})))["Requirements"]
    assert (sheet["D4"].value, sheet["D4"].data_type) == (f"{text} so", "s")
    assert sheet["D4"].quotePrefix


@pytest.mark.parametrize("name", ["1e5", "2026-01", "007", "TRUE", "0.5", "A.b_c-d"])
def test_an_id_that_looks_like_a_number_or_a_date_stays_what_it_is(name):
    sheet = matrix.opened(matrix.made(matrix.solicitation({name: "It must be so."})))[
        "Requirements"
    ]
    assert (sheet["B4"].value, sheet["B4"].data_type) == (name, "s")


def test_two_thousand_requirements_all_have_their_row():
    texts = {f"R-{number}": f"It must be {number}." for number in range(2_000)}
    made = matrix.made(matrix.solicitation(texts))
    rows = [*matrix.rows(made, "Requirements")]
    assert {row["Id"]: row["Requirement"] for row in rows} == texts
    assert len(rows) == len([*matrix.rows(made, "Exceptions")]) == 2_000


def test_a_text_that_no_row_could_show_gets_a_wider_column():
    short, long = ("The Contractor must " + "do its work " * count for count in (20, 250))
    sheets_made = [
        matrix.opened(matrix.made(matrix.solicitation({"R-1": text, "R-2": "It must be so."})))
        for text in (short, long)
    ]
    widths = [made["Requirements"].column_dimensions["D"].width for made in sheets_made]
    assert widths[0] == 52
    assert widths[1] * 27 > len(long)
    assert sheets_made[1]["Requirements"].row_dimensions[4].height < 409


def test_an_id_is_never_a_criterion_which_a_spreadsheet_would_read_as_a_number(workbook):
    formulas = [
        cell.value
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    criteria = {text for formula in formulas for text in re.findall(r"COUNTIFS?\([^)]*\)", formula)}
    assert criteria
    assert all(re.search(r',"[a-z ]+"\)$', text) for text in criteria)
    assert "ISNA(MATCH(B4," in workbook["Requirements"]["I4"].value


def test_filters_can_be_used_although_the_sheet_is_locked(workbook):
    assert workbook["Requirements"].auto_filter.ref.startswith("A3:I")
    assert not workbook["Requirements"].protection.autoFilter


def test_what_is_not_asked_has_no_sheet():
    level = EXAMPLE.service_levels[2]
    share = level.attainment.model_copy(update={"steps": (), "at_least": Fraction(1)})
    best = level.model_copy(update={"attainment": share})
    for asked, names in (
        (matrix.solicitation(), ["Requirements"]),
        (
            matrix.solicitation({}, service_levels=[level], goals=EXAMPLE.goals),
            ["Service levels", "Better targets"],
        ),
        (
            matrix.solicitation({}, service_levels=[best], goals=EXAMPLE.goals),
            ["Service levels"],
        ),
    ):
        found = matrix.opened(matrix.made(asked)).sheetnames
        assert found == ["Instructions", *names, "Exceptions", "Summary", "Codes", "Origin"]


def test_the_instructions_say_what_each_code_and_a_blank_mean(workbook):
    told = {row[0].value: row[1].value for row in workbook["Instructions"].iter_rows()}
    assert "is read as N: does not comply." in told["A blank answer"]
    assert told["B"].endswith("It needs at least one number in the sheet Better targets.")
    assert "Proposal.pdf, page 14" in told["Evidence"]


def test_the_same_rfp_gives_the_same_bytes(made):
    assert matrix.made(EXAMPLE) == made


def test_codes_may_be_numbers():
    codes = ResponseCodes.model_validate(
        {
            "blank": "0",
            "requirements": [
                {"id": "0", "title": "is not there", "meets": False},
                {"id": "2", "title": "is there", "meets": True},
            ],
            "service_levels": [{"id": "0", "title": "no", "meets": False}],
        }
    )
    workbook = matrix.opened(matrix.made(matrix.solicitation(), codes=codes))
    assert [workbook["Codes"][f"A{row}"].value for row in (4, 5)] == ["0", "2"]
    assert workbook["Requirements"]["F4"].number_format == "@"


RFP = """\
kind: rfp
id: R-1
title: Repair
issuer: {name: A District, level: district, timezone: America/Chicago}
"""


def test_a_requirement_longer_than_a_cell_is_refused_with_its_place(tmp_path):
    text = "The Contractor must " + "a" * 33_000
    file = tmp_path / "rfp.yaml"
    file.write_text(
        f"{RFP}requirements:\n  - {{id: R-1, kind: mandatory, text: {text}}}\n", "utf-8"
    )
    with pytest.raises(InputError) as refused:
        build(file, tmp_path / "out", formats=["xlsx"])
    assert str(refused.value.diagnostics[0]).endswith(
        "rfp.yaml:6:38: requirements[R-1].text: the text has 33,020 characters, and a cell of a "
        "workbook holds 32,767\n"
        "  hint: split it into requirements with one testable statement each"
    )
    assert not (tmp_path / "out").exists()


def test_an_rfp_that_asks_nothing_has_no_workbook(tmp_path):
    file = tmp_path / "rfp.yaml"
    file.write_text(RFP, "utf-8")
    with pytest.raises(InputError, match="asks nothing that proposers could answer"):
        build(file, tmp_path / "out", formats=["xlsx"])
    assert not (tmp_path / "out").exists()


def test_without_a_code_for_better_targets_none_are_asked():
    codes = matrix.CODES
    assert codes is not None
    plain = tuple(code for code in codes.service_levels if not code.better)
    asked = matrix.solicitation({}, service_levels=EXAMPLE.service_levels[2:3], goals=EXAMPLE.goals)
    file = matrix.made(asked, codes=codes.model_copy(update={"service_levels": plain}))
    assert "Better targets" not in matrix.opened(file).sheetnames


def test_codes_that_differ_in_their_case_alone_are_refused():
    assert matrix.CODES is not None
    first, *others = matrix.CODES.requirements
    twice = matrix.CODES.model_copy(
        update={"requirements": (first, first.model_copy(update={"id": "y"}), *others)}
    )
    (problem,) = twice.problems(("response_codes",))
    assert problem.message == "`y` and `Y` are one code to a spreadsheet"
