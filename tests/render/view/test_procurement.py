"""What the procurement sections say, from few lines and from many."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rfpkit.errors import InputError
from rfpkit.render.view.procurement.evaluation import points
from rfpkit.render.view.rfp import view

CONTACT = {"name": "Pat Doe", "email": "pat@district.example"}
CRITERIA = [
    {"id": "method", "name": "Method", "weight": "70"},
    {"id": "cost", "name": "Cost", "weight": "30", "kind": "cost"},
]


def sections(solicitation, manifest, wanted=None):
    context = view(solicitation, section=wanted, manifest=manifest)
    return {section["id"]: section for section in context["sections"]}


def clauses(section):
    return [name for group in section["parts"].values() for name in group["parts"]]


def test_an_rfp_of_a_few_lines_has_the_sections_that_a_proposer_needs(make, manifest):
    found = sections(make(contact=CONTACT), manifest)
    wanted = {
        "notice", "instructions", "contract-structure", "proposal-content", "terms", "forms",
    }  # fmt: skip
    assert wanted <= set(found)
    assert not {"qualifications", "evaluation", "attachments"} & set(found)


def test_what_nobody_can_answer_for_is_no_whole_rfp(make, manifest):
    assert not {"notice", "instructions", "terms", "forms"} & set(sections(make(), manifest))


def test_clauses_about_what_there_is_not_are_left_out(make, manifest):
    found = sections(make(contact=CONTACT), manifest)
    said = clauses(found["instructions"])
    assert not {"page-limit", "paper", "conference", "public-opening", "alternates"} & set(said)
    assert list(found["contract-structure"]["parts"]) == ["award"]
    assert "set-off" not in clauses(found["terms"])


def test_an_issuers_own_words_take_the_place_of_the_packs(make, manifest):
    own = {
        "own_words": {"late": "We count seconds.\n\nAlways.", "paper": "- one\n- two"},
        "more": [{"title": "Parking", "text": "Behind the house."}],
    }
    part = sections(make(contact=CONTACT, instructions=own), manifest)["instructions"]
    late = part["parts"]["submitting"]["parts"]["late"]
    assert (late["own"], late["text"], late["rest"]) == (True, "We count seconds.", "Always.")
    # A clause that would not apply is printed all the same: the issuer has worded it.
    assert part["parts"]["submitting"]["parts"]["paper"]["rest"] == "- one\n- two"
    assert part["parts"]["submitting"]["parts"]["firm"]["own"] is False
    assert part["parts"]["more"]["parts"]["more-1"]["title"] == "Parking"


@pytest.mark.parametrize(
    ("share", "weight", "written"),
    [
        (Fraction(4, 5), 30, "24.00"),
        (Fraction(5, 8), 25, "15.63"),
        (Fraction(50_000, 55_000), 300, "272.73"),
        (Fraction(1, 3), 1, "0.33"),
        (Fraction(1, 200), 1, "0.01"),
        (Fraction(1), 30, "30.00"),
    ],
)
def test_points_are_rounded_once_half_a_hundredth_up(share, weight, written):
    assert points(share, weight) == written


def test_the_worked_example_of_the_cost_formula_is_the_formula(make, manifest):
    rfp = make(contact=CONTACT, evaluation={"criteria": CRITERIA, "least": "60%"})
    parts = sections(rfp, manifest)["evaluation"]["parts"]
    assert [row["points"] for row in parts["cost"]["rows"]] == ["30.00", "24.00", "18.75"]
    assert parts["criteria"]["least"] == "42.00"
    assert parts["scale"]["example"]["points"] == "56.00"
    steps = [row["name"] for row in parts["steps"]["rows"]]
    assert steps[:2] == ["responsive", "responsible"]
    assert "interviews" not in steps
    assert steps.index("consensus") < steps.index("cost") < steps.index("board")


def test_forms_have_letters_in_their_order_and_only_those_that_apply(make, manifest):
    rfp = make(contact=CONTACT, forms={"omit": ["conflict"], "more": [{"id": "x", "title": "X"}]})
    found = sections(rfp, manifest)["forms"]["parts"]
    names = list(found)
    assert "conflict" not in names
    assert not {"lots", "cooperative", "certifications", "requirements"} & set(names)
    assert [part["letter"] for part in found.values()] == list("ABCDEFGHI")[: len(names)]
    assert (names[0], names[-1]) == ("cover", "x")


def test_behind_form_z_comes_form_aa(make, manifest):
    more = [{"id": f"own-{n}", "title": f"Own {n}"} for n in range(30)]
    found = sections(make(contact=CONTACT, forms={"more": more}), manifest)["forms"]["parts"]
    letters = [part["letter"] for part in found.values()]
    assert letters[25:28] == ["Z", "AA", "AB"]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("name", ["form-references", "forms.references"])
def test_a_form_alone_keeps_its_letter(example, manifest, name):
    whole = sections(example, manifest)["forms"]["parts"]["references"]
    (alone,) = sections(example, manifest, name)["forms"]["parts"].values()
    assert alone == whole


def test_a_form_that_is_not_there_is_told_with_those_that_are(example, manifest):
    with pytest.raises(InputError, match="there is no form `reference`") as refused:
        view(example, section="form-reference", manifest=manifest)
    assert "references" in refused.value.diagnostics[0].hint


def test_the_tabs_name_every_form_once(example, manifest):
    found = sections(example, manifest)
    named = [name for tab in found["proposal-content"]["tabs"] for name in tab["forms"]]
    # The participation addendum is signed after award, and is no part of a proposal.
    assert sorted(named) == sorted(set(found["forms"]["parts"]) - {"participation"})


def test_each_required_clause_that_is_not_ruled_out_is_certified(make, manifest):
    clauses = [
        {"id": "now", "title": "Now", "text": "It holds."},
        {"id": "once", "title": "Once", "text": "It held.", "effective_to": "2020-12-31"},
    ]
    schedule = [
        {"id": "issued", "name": "Issued", "date": "2026-01-20"},
        {"id": "proposals-due", "name": "Due", "date": "2026-03-05", "time": "14:00"},
    ]
    rfp = make(contact=CONTACT, schedule=schedule, required_clauses=clauses)
    found = sections(rfp, manifest)["forms"]
    assert [one["id"] for one in found["required_clauses"]] == ["now"]
    assert "certifications" in found["parts"]


def test_volumes_of_entities_are_added_only_where_all_state_them(make, manifest):
    entities = [
        {"id": "a", "name": "A", "students": "1,200", "devices": "900"},
        {"id": "b", "name": "B", "students": "800"},
    ]
    rfp = make(contact=CONTACT, contract_structure={"participating_entities": entities})
    found = sections(rfp, manifest)["contract-structure"]
    assert found["total"] == {"students": "2,000", "devices": "", "schools": ""}
    assert "entities" in found["parts"]
