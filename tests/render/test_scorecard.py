"""What a manager lays before the board."""

from __future__ import annotations

import re
from html import unescape

import pytest

from rfpkit.model.audit import Audit, PeriodState
from rfpkit.model.exports.intake import Finding
from rfpkit.render import semantic
from rfpkit.render.scorecard import months, owed, questions, trust
from rfpkit.render.scorecard.document import scorecard_html
from tests.render import audit_fixture

AUDIT = audit_fixture.audit()


def words(html: str) -> str:
    """The text of the page's body, each run of spaces as one."""
    body = re.sub(r"<svg.*?</svg>", " ", html.partition("<body>")[2], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture(scope="module")
def html() -> str:
    return scorecard_html(AUDIT)


@pytest.fixture(scope="module")
def text(html) -> str:
    return words(html)


def test_the_scorecard_keeps_to_the_vocabulary_of_documents(html):
    document = semantic.read(html)
    assert semantic.text_of(document.root).count("Did they keep their word?") == 1


def test_it_answers_four_questions_from_the_top(text):
    places = [
        text.index(heading)
        for heading in (
            "1 Did they keep their word?",
            "2 What is owed?",
            "3 What to ask the vendor",
            "4 Can the data be trusted?",
        )
    ]
    assert places == sorted(places)


def test_the_first_sentence_speaks_of_the_latest_periods_and_of_the_year(text):
    assert (
        "Not in full. Met in the latest complete period: 2 of 3 service levels (missed: Quality "
        "satisfaction at closure). Met over the last twelve months: 25 of 33 periods."
    ) in text


def test_each_promise_stands_there_in_its_words_with_its_digest(text):
    for level in AUDIT.levels:
        assert f"{level.title} {level.digest} {level.sentence}" in text


def test_a_verdict_is_a_sign_with_a_word_and_never_a_colour_alone(html):
    for status in re.findall(r'<span class="status[^>]*>([^<]*)</span>', html):
        assert re.fullmatch(r"[✓×–→?…] [a-z].*", unescape(status)), status


def test_a_period_without_data_is_a_gap_in_the_chart():
    loaner = next(level for level in AUDIT.levels if level.id == "loaner-delivery")
    drawn = months.chart(AUDIT.model_copy(update={"levels": (loaner,)}))
    assert drawn is not None
    assert "No data: Dec." in drawn["svg"]


def test_the_chart_shows_the_level_that_missed_most_often():
    drawn = months.chart(AUDIT)
    assert drawn is not None
    assert drawn["caption"].startswith("Repair turnaround, which missed most often")


def test_one_period_is_no_chart():
    yearly = next(level for level in AUDIT.levels if level.id == "satisfaction")
    assert months.chart(AUDIT.model_copy(update={"levels": (yearly,)})) is None


def test_months_of_all_levels_stand_side_by_side():
    (table,) = months.tables(AUDIT)
    assert table["heads"] == ["Repair turnaround", "First response", "Loaner at the student's desk"]
    assert [row["period"] for row in table["rows"]][:2] == ["Jul 2026", "Aug 2026"]
    december = next(row for row in table["rows"] if row["period"] == "Dec 2026")
    assert december["cells"][2] == {"status": "open", "text": "– no data", "share": ""}
    assert december["cells"][0] == {"status": "met", "text": "✓ met", "share": "97.09%"}


def test_both_parts_of_a_month_that_an_amendment_splits_are_shown():
    level = AUDIT.levels[0]
    september = level.periods[2]
    middle = september.first.replace(day=15)
    parts = (
        september.model_copy(update={"period": "2026-09 part 1", "last": middle}),
        september.model_copy(update={"period": "2026-09 part 2", "first": middle.replace(day=16)}),
    )
    split = level.model_copy(update={"periods": (level.periods[1], *parts)})
    (table,) = months.tables(AUDIT.model_copy(update={"levels": (split,)}))
    names = [row["period"] for row in table["rows"]]
    assert names == ["Aug 2026", "Sep 2026 part 1", "Sep 2026 part 2"]


def test_years_before_the_last_one_are_summed_not_dropped():
    level = AUDIT.levels[0]
    older = tuple(
        one.model_copy(
            update={
                "period": f"{one.first.year - 1}-{one.first.month:02d}",
                "first": one.first.replace(year=one.first.year - 1, day=1),
                "last": one.last.replace(year=one.last.year - 1),
            }
        )
        for one in level.periods[:12]
    )
    longer = level.model_copy(update={"periods": (*older, *level.periods)})
    (table,) = months.tables(AUDIT.model_copy(update={"levels": (longer,)}))
    before = table["rows"][0]
    assert (before["period"], before["cells"][0]["text"]) == ("Before", "7 of 11 met")
    assert len(table["rows"]) == 1 + 13


def test_each_step_that_changes_an_amount_is_printed():
    rows = owed.view(AUDIT)["rows"]
    january = next(row for row in rows if row["id"] == "repair-turnaround/2027-01")
    assert [step["amount"] for step in january["steps"]] == ["$60,000.00", "$7,200.00", "$6,000.00"]
    assert january["steps"][0]["step"] == "monthly-fee for 1 month"
    assert january["amount"] == "$6,000.00"


def test_only_claims_that_are_worth_something_are_counted():
    assert owed.view(AUDIT)["answer"] == "$11,400.00 in performance credits, from 6 claims."
    nothing = AUDIT.model_copy(update={"credits": AUDIT.credits[1:2]})
    assert owed.view(nothing)["answer"].startswith("No performance credit is owed")


def asked(audit: Audit) -> dict[str, str]:
    return {question["ask"]: question["facts"] for question in questions.view(audit)}


def test_what_only_the_vendor_can_answer_becomes_a_question():
    found = asked(AUDIT)
    assert "6 tickets out of time and still open" in found["When will these be done?"]
    assert "Nov 2026 (lincoln-high, 80.00% of 25)" in found["What went wrong there?"]
    assert "differ on 47 of 5,250 tickets" in found["Why does your report say otherwise?"]
    assert "12 flags of yours" in found["Which of the two is right?"]
    assert "31 tickets" in found["Why were these paused?"]
    assert "spare-count" in found["Send what is missing."]
    assert "14 rows" in found["Correct the export."]


def test_causes_that_differ_in_a_length_of_time_are_one_cause():
    facts = asked(AUDIT)["Why does your report say otherwise?"]
    counts = [int(count) for count in re.findall(r"(\d+) (?:met by you|for )", facts)]
    assert sum(counts) == 47
    assert "min later" not in facts


def test_questions_of_one_kind_are_asked_once():
    twice = tuple(
        Finding(id="exclusion-not-allowed", message=f"{count} tickets marked", count=count)
        for count in (4, 7)
    )
    found = questions.view(AUDIT.model_copy(update={"findings": twice}))
    marked = [question for question in found if question["ask"] == "Why were these marked?"]
    assert [question["facts"] for question in marked] == ["4 tickets marked. 7 tickets marked."]


def test_a_finding_about_the_audit_itself_is_no_question():
    assert all("212 events" not in question["facts"] for question in questions.view(AUDIT))
    kept = {one["term"]: one["items"] for one in trust.view(AUDIT)["lists"]}["To keep in mind"]
    assert any("212 events" in line for line in kept)


def test_a_vendor_without_a_blemish_is_asked_nothing():
    clean = AUDIT.model_copy(
        update={
            "levels": AUDIT.levels[2:3],
            "claims": (),
            "findings": (),
            "intake": AUDIT.intake.model_copy(
                update={"rows_rejected": (), "rows_used": AUDIT.intake.rows_read}
            ),
        }
    )
    assert questions.view(clean) == []
    assert "Nothing: their claims and records agree" in words(scorecard_html(clean))


def test_the_books_are_printed_and_balance(text):
    assert "39,116 read = 39,102 used + 14 rejected" in text
    assert "Repair turnaround 5,709 5,398 5,037 272 6 23 0 53 7 ✓ yes" in text
    assert "The books balance: every row and every ticket is accounted for." in text


def test_books_that_do_not_balance_are_said_so_at_the_top():
    ledger = AUDIT.levels[0].ledger
    assert ledger is not None
    wrong = ledger.model_copy(update={"met": ledger.met - 1})
    level = AUDIT.levels[0].model_copy(update={"ledger": wrong})
    text = words(scorecard_html(AUDIT.model_copy(update={"levels": (level,)})))
    assert "Books × do not balance" in text
    assert "do not use this scorecard" in text


def test_what_unscorable_tickets_could_change_is_bounded():
    bounds = {one["term"]: one["items"] for one in trust.view(AUDIT)["lists"]}["Bounds"]
    assert bounds == [
        "Repair turnaround: 94.20% to 95.44% in Feb 2027, and the verdict hangs on it",
        (
            "1 other period: no verdict hangs on unscorable tickets; the widest range is "
            "97.01% to 97.26% in Mar 2027 (Repair turnaround)"
        ),
    ]


def test_everything_it_rests_on_is_named(text):
    for wanted in (
        *(source.sha256 for source in AUDIT.intake.sources),
        AUDIT.contract_digest,
        AUDIT.mapping_digest,
        *(calendar.digest for calendar in AUDIT.calendars),
        AUDIT.timezone_data,
        AUDIT.as_of,
        AUDIT.product,
    ):
        assert wanted in text


def test_it_says_what_it_is_not_and_that_the_parties_are_invented(text):
    assert "not legal advice" in text
    assert AUDIT.note in text
    assert AUDIT.contractor in text


def test_a_sign_that_no_font_has_is_named_and_costs_nothing_else():
    strange = Finding(id="strange", message="ticket 😀 `x` <b>&", count=1)
    found = scorecard_html(AUDIT.model_copy(update={"findings": (strange,)}))
    assert "ticket [U+1F600] “x” <b>&" in words(found)
    semantic.read(found)


def test_an_audit_before_the_first_period_is_over_says_so():
    running = tuple(
        level.model_copy(
            update={
                "periods": tuple(
                    one for one in level.periods if one.state == PeriodState.IN_PROGRESS
                )
            }
        )
        for level in AUDIT.levels
    )
    early = AUDIT.model_copy(update={"levels": running, "credits": (), "claims": ()})
    assert "does not show yet whether the contractor kept its word" in words(scorecard_html(early))


def test_the_same_audit_gives_the_same_scorecard(html):
    assert scorecard_html(audit_fixture.audit()) == html
