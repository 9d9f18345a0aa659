"""The worked examples, counted a second time by a clock that asks every minute."""

from __future__ import annotations

import pytest

from rfpkit.load.document import load
from rfpkit.model.audit import PeriodState
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.limit import TimeLimit, Unit, parse_limit
from rfpkit.model.solicitation import Solicitation
from rfpkit.sla.worked.examples import worked_examples
from tests.conftest import ROOT
from tests.sla.minutes import MINUTE, Minutes, business_days, calendar_days

EXAMPLE = ROOT / "examples" / "every-kind" / "rfp.yaml"


@pytest.fixture(scope="module")
def solicitation():
    return load(EXAMPLE, Solicitation)


@pytest.fixture(scope="module")
def worked(solicitation):
    return {one.level: one for one in worked_examples(solicitation)}


def durations(solicitation):
    found = solicitation.service_levels
    return [level for level in found if isinstance(level.measure, DurationMeasure)]


def minutes_of(solicitation, level, told):
    calendar = next(one for one in solicitation.calendars if one.id == level.measure.calendar)
    first = (told.start - 86_400) // MINUTE * MINUTE
    return Minutes.between(calendar, first, told.stop + 40 * 86_400)


def passed(minutes, start, stop):
    whole = stop - stop % MINUTE
    rest = stop - whole if minutes.is_open(whole) else 0
    return minutes.passed(start, whole) + rest


def in_time(minutes, measure, limit: TimeLimit, told, elapsed, held):
    """Judges by the words of the semantics, with nothing of the product's clocks."""
    if limit.unit is Unit.SECONDS:
        return elapsed <= limit.amount
    due = (
        business_days(minutes, told.start, limit.amount, measure.day_rule, measure.cutoff)
        if limit.unit is Unit.BUSINESS_DAYS
        else calendar_days(minutes, told.start, limit.amount)
    )
    while held > 0:  # a pause moves the due instant by the service time that it took
        held -= MINUTE * minutes.is_open(due)
        due += MINUTE
    return told.stop <= due


def test_every_level_with_a_clock_has_three_requests_and_every_level_has_periods(
    solicitation, worked
):
    for level in solicitation.service_levels:
        assert worked[level.id].periods
    for level in durations(solicitation):
        cases = [one.case for one in worked[level.id].timelines]
        assert cases == ["met", "missed", "edge"]


def test_a_clock_that_asks_every_minute_says_the_same_of_each_request(solicitation, worked):
    for level in durations(solicitation):
        for timeline in worked[level.id].timelines:
            for told in filter(None, [timeline.told, timeline.late]):
                minutes = minutes_of(solicitation, level, told)
                pauses = [one for one in told.slices if one.kind == "paused"]
                held = sum(passed(minutes, one.start, one.end) for one in pauses)
                elapsed = passed(minutes, told.start, told.stop) - held
                assert elapsed == told.elapsed
                limit = parse_limit(told.target)
                met = in_time(minutes, level.measure, limit, told, elapsed, held)
                assert told.verdict == ("met" if met else "missed")


def test_the_edge_is_one_second_wide_and_crosses_a_closed_day(solicitation, worked):
    for level in durations(solicitation):
        edge = worked[level.id].timelines[-1]
        assert edge.late is not None
        assert edge.late.stop == edge.told.stop + 1
        assert (edge.told.verdict, edge.late.verdict) == ("met", "missed")
        assert any("Labor Day" in one.reason for one in edge.told.slices)


def test_a_level_with_pauses_shows_one(worked):
    (met, *_) = worked["repair-turnaround"].timelines
    assert [one.reason for one in met.told.slices if one.kind == "paused"][:1]


def test_the_edge_of_a_share_is_the_fewest_that_reach_it(solicitation, worked):
    for level in solicitation.service_levels:
        owed = level.attainment.at_least
        if owed is None:
            continue
        for tried in worked[level.id].periods:
            good, of = (int(word) for word in tried.given.split()[:3:2])
            assert (tried.state is PeriodState.MET) == (good >= owed * of)
            assert tried.case != "edge" or (good - 1) < owed * of


def test_the_values_of_a_statistic_are_on_both_sides_of_what_is_owed(worked):
    states = [(one.case, one.state.value) for one in worked["speed-of-answer"].periods]
    assert states == [("met", "met"), ("edge", "met"), ("missed", "missed")]
    # The 90th percentile of ten values is the ninth of them.
    edge = worked["speed-of-answer"].periods[1]
    assert edge.given.replace(" and ", ", ").split(", ")[8] == edge.reached == "1 min"


def test_a_level_with_steps_says_by_which_share_and_since_when_it_is_judged():
    district = load(ROOT / "examples" / "city-district" / "rfp.yaml", Solicitation)
    worked = {one.level: one for one in worked_examples(district)}
    level = next(one for one in district.service_levels if one.id == "satisfaction")
    last = level.attainment.steps[-1]
    told = worked["satisfaction"]
    assert (told.owed, told.owed_from) == (last.at_least, last.first)
    assert worked["repair-turnaround"].owed_from is None
