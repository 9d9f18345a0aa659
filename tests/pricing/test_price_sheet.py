"""The price sheet holds what is priced, in cells that take prices only."""

from __future__ import annotations

import pytest

from tests.pricing import sheets, workbook

EXAMPLE = sheets.example_prices()


@pytest.fixture(scope="module")
def made():
    return workbook.made(EXAMPLE, sheets.example())


@pytest.fixture(scope="module")
def opened(made):
    return workbook.opened(made)


def open_cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]


def test_every_price_has_one_open_cell(opened):
    parts = [item for item in EXAMPLE.items() if len(item.key) > 1]
    assert len(open_cells(opened["Parts"])) == len(parts) == 18
    prices = [cell for cell in open_cells(opened["Prices"]) if cell.column == 7]
    assert len(prices) == len(EXAMPLE.lines)
    assert len(open_cells(opened["Other answers"])) == 2
    assert [cell.coordinate for cell in open_cells(opened["Instructions"])] == ["B3"]
    for name in ("Years", "Summary", "Origin"):
        assert open_cells(opened[name]) == []
    assert all(sheet.protection.sheet for sheet in opened)


def test_a_part_that_a_model_does_not_have_takes_no_price(opened):
    row = next(row for row in opened["Parts"].iter_rows() if row[0].value == "touch-screen")
    assert [cell.value for cell in row[2:5]] == ["–", None, "–"]
    assert [cell.protection.locked for cell in row[2:5]] == [True, False, True]


def test_each_line_has_its_id_its_unit_its_number_and_its_digest(opened):
    rows = {row[1].value: row for row in opened["Prices"].iter_rows(min_row=4)}
    for line in EXAMPLE.lines:
        row = rows[line.id]
        assert [row[3].value, row[4].value, row[11].value] == [
            str(line.unit),
            line.number,
            line.digest,
        ]
    assert opened["Prices"].column_dimensions["L"].hidden


def test_prices_show_two_decimals_and_take_no_more(opened):
    sheet = opened["Prices"]
    assert sheet["G4"].number_format == '"$"#,##0.00'
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1.count("G4*100")) == ("custom", 2)


def test_a_sheet_that_nobody_filled_in_says_so_without_being_calculated(made):
    assert workbook.state(made) == (
        "not complete: 12 required prices are missing. 18 prices of parts are missing. "
        "2 other answers are missing."
    )


def test_an_amount_that_lacks_prices_says_so_where_it_is_compared(made):
    found = workbook.summary(made)["Cost of ownership over the initial term of 4 years"]
    assert found[1:] == ["not complete: see above"]


def test_lots_whose_ids_look_like_one_number_are_added_up_apart():
    lots = [{"id": name, "title": name} for name in ("1", "1.0")]
    lines = [sheets.REPAIR | {"id": f"r{one['id']}", "lot": one["id"]} for one in lots]
    asked = sheets.small(lots=lots, lines=lines, fees=[], parts=None)
    formulas = [
        cell.value for row in workbook.opened(workbook.made(asked))["Summary"] for cell in row
    ]
    told = " ".join(text for text in formulas if isinstance(text, str))
    assert "EXACT('Years'!$F$4:$F$5,\"1.0\")" in told
    assert "SUMIF" not in told


def test_a_hundred_lots_fit_into_every_formula():
    lots = [{"id": f"region-{number}", "title": f"Region {number}"} for number in range(100)]
    lines = [sheets.REPAIR | {"id": f"r-{one['id']}", "lot": one["id"]} for one in lots]
    made = workbook.opened(workbook.made(sheets.small(lots=lots, lines=lines, fees=[], parts=None)))
    cells = (cell.value for sheet in made for row in sheet.iter_rows() for cell in row)
    # A spreadsheet refuses the whole file for one longer formula.
    assert max(len(str(value)) for value in cells) < 8_192


def test_the_rules_of_the_document_stand_in_the_instructions(opened):
    told = {row[0].value: row[1].value for row in opened["Instructions"].iter_rows()}
    assert told["What a blank means"].startswith("A blank is not a zero.")
    assert told["Not to exceed"].startswith("The required prices of the initial term of 4 years")
    assert told["Cost of ownership"].startswith("Price of the term + $312.00 ×")


def test_a_sheet_without_parts_costs_or_adjustment_has_no_such_sheets():
    bare = sheets.small(parts=None, adjustment=None, renewals=0)
    names = workbook.opened(workbook.made(bare)).sheetnames
    assert names == ["Instructions", "Prices", "Years", "Summary", "Origin"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a"])
def test_the_words_of_a_line_are_never_a_formula(text):
    lines = [sheets.REPAIR | {"title": text, "note": text, "group": text}]
    asked = sheets.small(lines=lines, fees=[], parts=None)
    sheet = workbook.opened(workbook.made(asked))["Prices"]
    assert [sheet[place].data_type for place in ("A4", "C4")] == ["s", "s"]


def test_the_same_rfp_gives_the_same_bytes(made):
    assert workbook.made(EXAMPLE, sheets.example()) == made


def test_many_models_and_lots_are_printed_over_several_pages():
    models = [{"id": f"m{n}", "title": f"Model {n}"} for n in range(12)]
    parts = [{"id": "screen", "title": "Screen", "yearly": {one["id"]: "1" for one in models}}]
    lots = [{"id": f"l{n}", "title": f"Lot {n}"} for n in range(14)]
    lines = [sheets.REPAIR | {"id": one["id"], "lot": one["id"]} for one in lots]
    matrix = sheets.PARTS | {"models": models, "parts": parts, "lot": "l0"}
    asked = sheets.small(lots=lots, lines=lines, fees=[], parts=matrix)
    made = workbook.opened(workbook.made(asked))
    pages = {name: made[name].page_setup.fitToWidth for name in ("Parts", "Summary")}
    assert pages == {"Parts": 3, "Summary": 2}
    assert made["Parts"].print_title_cols == "$A:$B"


@pytest.mark.parametrize(("renewals", "pages"), [(0, 1), (6, 2)])
def test_many_years_are_printed_over_several_pages_and_never_too_small_to_read(renewals, pages):
    sheet = sheets.small(years="4", renewals=str(renewals))
    years = workbook.opened(workbook.made(sheet))["Years"]
    assert years.page_setup.fitToWidth == pages
    assert years.print_title_cols == "$A:$B"  # a part is told apart by its model


def test_amounts_of_a_large_state_fit_their_columns(opened):
    # A spreadsheet shows ##### in the place of a number that is wider than its column.
    largest = {
        "Prices": ("G", "H"),
        "Years": ("H", "N"),
        "Other answers": ("F", "G"),
        "Summary": "B",
    }
    for name, columns in largest.items():
        for column in columns:
            text = (
                "$12,345,678.90"
                if (name, column) in {("Prices", "G"), ("Years", "H")}
                else ("$12,345,678,901.20")
            )
            assert opened[name].column_dimensions[column].width >= len(text) + 3
