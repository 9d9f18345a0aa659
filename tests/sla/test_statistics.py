"""Statistics of values: exact, bounded where values are missing, printed without flattery."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.model.kinds.measure import SatisfactionMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.limit import TimeLimit, parse_limit
from rfpkit.sla.kinds.statistics import Judged, mean_share, statistic_of, write_value
from tests.sla.counted import level, units_of, with_columns, with_feed
from tests.sla.logs import at, log_of

KINDS = ("mean", "median", "maximum", "percentile")


def measure_of(kind: str = "mean", **changes: Any) -> StatisticMeasure:
    written = {"kind": "statistic", "statistic": kind, "number": "cost", **changes}
    if kind == "percentile" and "percentile" not in changes:
        written["percentile"] = 90
    return StatisticMeasure.model_validate(written)


def judged(
    values: list[int], kind: str = "mean", owed: str = "5", unscorable: int = 0, **changes: Any
) -> Judged:
    counts = [(value * 1_000_000, 1) for value in values]
    return statistic_of(measure_of(kind, **changes), counts, unscorable, Decimal(owed))


def plain(values: list[Any], kind: str, percentile: int = 90) -> Fraction:
    """The statistic as a textbook has it, from every single value."""
    ordered = sorted(values)
    if kind == "mean":
        return Fraction(sum(values)) / len(values)
    if kind == "median":
        return Fraction(statistics.median([Fraction(value) for value in values]))
    if kind == "maximum":
        return Fraction(max(values))
    for value in ordered:
        if 100 * sum(1 for one in values if one <= value) >= percentile * len(values):
            return Fraction(value)
    raise AssertionError(values)


weighted = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=9)


@given(weighted, st.sampled_from(KINDS), st.integers(1, 99), st.randoms(use_true_random=False))
def test_a_statistic_is_the_textbook_one_of_every_single_value(counts, kind, share, chance):
    values = [value for value, weight in counts for _ in range(weight)]
    measure = measure_of(kind, **({"percentile": share} if kind == "percentile" else {}))
    chance.shuffle(counts)
    scaled = [(value * 1_000_000, weight) for value, weight in counts]
    found = statistic_of(measure, scaled, 0, Decimal(5)).result
    assert found.count == len(values)
    assert found.value == (plain(values, kind, share) if values else None)


@given(weighted, st.sampled_from(KINDS), st.integers(0, 4), st.sampled_from(["lower", "higher"]))
def test_no_value_of_an_unscorable_ticket_leaves_the_bounds(counts, kind, unscorable, better):
    """Every way to fill the gaps with 0, a middle value, or a huge one stays inside."""
    values = [value for value, weight in counts for _ in range(weight)]
    found = judged(values, kind, unscorable=unscorable, better=better)
    for guess in (0, 5, 10**6):
        filled = [*values, *[guess] * unscorable]
        if not filled:
            assert (found.met, found.best, found.worst) == (None, None, None)
            continue
        value = plain(filled, kind)
        low, high = (found.best, found.worst) if better == "lower" else (found.worst, found.best)
        assert low is None or low <= value
        assert high is None or value <= high
        if found.met is not None:
            assert found.met == (value <= 5 if better == "lower" else value >= 5)
    if not unscorable and values:
        assert found.best == found.worst == found.result.value
        assert found.met is not None


def test_an_unknown_value_is_nothing_at_best_where_less_is_better():
    assert judged([10], "mean", unscorable=1).best == 5
    assert judged([10, 20], "median", unscorable=2).best == 5


def test_an_unknown_value_decides_a_mean_and_not_always_a_median():
    assert judged([1, 1, 1], "mean", unscorable=1).met is None
    assert judged([1, 1, 1], "mean", unscorable=1).worst is None
    assert judged([1, 1, 1], "median", unscorable=1).met is True
    assert judged([1, 1, 9], "median", unscorable=1).met is True
    assert judged([1, 9], "median", unscorable=1).met is None
    assert judged([9, 9, 9], "median", unscorable=1).met is False
    assert judged([9], "maximum", unscorable=5).met is False
    assert judged([1], "maximum", unscorable=1).met is None
    assert judged([9] * 3, "mean", unscorable=1, better="higher").met is True


def test_the_exact_value_is_compared_and_not_the_printed_one():
    third = statistic_of(measure_of(), [(4_000_000, 2), (5_000_000, 1)], 0, Decimal("4.33"))
    assert third.result.value == Fraction(13, 3)
    assert (third.met, third.result.text) == (False, "4.333333")
    higher = measure_of(better="higher")
    assert statistic_of(higher, [(4_000_000, 2), (5_000_000, 1)], 0, Decimal("4.33")).met is True
    assert judged([5]).met is True
    assert judged([5], better="higher").met is True


def test_rows_whose_weight_is_not_known_bound_nothing():
    measure = measure_of(number=None, feed="feed", weight="base")
    found = statistic_of(measure, [(28_000_000, 1000)], 1, parse_limit("30 seconds"))
    assert found.met is None
    assert (found.best, found.worst) == (Fraction(0), None)


def test_results_name_themselves_and_what_is_owed():
    found = judged([3, 4], "percentile", percentile=92).result
    assert (found.name, found.owed, found.owed_text, found.count) == (
        "92nd percentile",
        Fraction(5),
        "5",
        2,
    )
    assert judged([3], "percentile", percentile=11).result.name == "11th percentile"
    assert judged([3], "percentile", percentile=21).result.name == "21st percentile"
    assert judged([], "mean").result.text == "–"


@pytest.mark.parametrize(
    ("seconds", "owed", "text"),
    [
        (Fraction(28), "30 seconds", "28 s"),
        (Fraction(286, 10), "30 seconds", "28 s"),
        (Fraction(65), "30 seconds", "1 min 5 s"),
        (Fraction(7980), "4 business hours", "2 h 13 min"),
        (Fraction(7980 + 59), "4 business hours", "2 h 13 min"),
        (Fraction(7200), "4 business hours", "2 h"),
        (Fraction(14400), "4 business hours", "4 h"),
        (Fraction(14410), "4 business hours", "4 h 0 min 10 s"),
        (Fraction(28801, 2), "4 business hours", "more than 4 business hours"),
        (Fraction(14399), "4 business hours", "3 h 59 min"),
        (Fraction(0), "30 seconds", "0 s"),
        (Fraction(431, 100), "4.2", "4.31"),
        (Fraction(4319, 1000), "4.2", "4.31"),
        (Fraction(4), "4", "4"),
        (Fraction(41999999, 10000000), "4.2", "4.19"),
        (Fraction(42000001, 10000000), "4.2", "more than 4.2"),
        (Fraction(4203, 1000), "4.2", "4.203"),
    ],
)
def test_a_printed_statistic_is_cut_and_never_looks_like_the_owed_value(seconds, owed, text):
    target: TimeLimit | Decimal = parse_limit(owed) if " " in owed else Decimal(owed)
    assert write_value(seconds, target) == text


@given(st.lists(st.integers(1, 5), max_size=9), st.integers(0, 3))
def test_a_mean_of_ratings_is_a_share_between_its_bounds(ratings, unscorable):
    for method in ("mean_over_max", "mean_rescaled"):
        found = mean_share(ratings_measure(method), [(one, 1) for one in ratings], unscorable)
        if not ratings:
            assert found.share is None
        elif method == "mean_over_max":
            assert found.share == Fraction(sum(ratings), 5 * len(ratings))
        else:
            assert found.share == Fraction(sum(ratings) - len(ratings), 4 * len(ratings))
        if ratings or unscorable:
            assert found.best is not None
            assert found.worst is not None
            assert 0 <= found.worst <= (found.share or found.worst) <= found.best <= 1


def test_four_of_five_is_eighty_percent_or_seventy_five():
    assert mean_share(ratings_measure("mean_over_max"), [(4, 3)], 0).share == Fraction(4, 5)
    assert mean_share(ratings_measure("mean_rescaled"), [(4, 3)], 0).share == Fraction(3, 4)


def test_unscorable_ratings_are_anything_from_the_worst_to_the_best():
    found = mean_share(ratings_measure("mean_over_max"), [(4, 3)], 2)
    assert (found.best, found.worst) == (Fraction(22, 25), Fraction(14, 25))
    found = mean_share(ratings_measure("mean_rescaled"), [(4, 3)], 2)
    assert (found.best, found.worst) == (Fraction(17, 20), Fraction(9, 20))


@pytest.mark.parametrize(("share", "value"), [(1, 2), (50, 100), (90, 180), (95, 190), (99, 198)])
def test_a_percentile_is_the_value_at_its_rank_however_many_there_are(share, value):
    found = judged(list(range(1, 201)), "percentile", percentile=share)
    assert found.result.value == value


def ratings_measure(method: str) -> SatisfactionMeasure:
    written = {"kind": "satisfaction", "dimension": "quality", "scale": "5", "method": method}
    return SatisfactionMeasure.model_validate(written)


def time_level(target: str = "4 business hours", **measure: Any) -> dict[str, Any]:
    written = {"kind": "statistic", "statistic": "mean", "to": "resolved", **measure}
    return level(written, target=target, attainment={"per": "month"})


def repair(begin: str, *rows: tuple[str, str]) -> list[tuple[str, str]]:
    return [(begin, "open"), *rows]


def test_service_time_is_that_of_a_duration_and_open_tickets_count_once_they_decide():
    log = log_of(
        {
            "done": repair("2026-09-01 08:00", ("2026-09-01 10:00", "event resolved")),
            "paused": repair(
                "2026-09-01 08:00",
                ("2026-09-01 09:00", "pause awaiting-customer"),
                ("2026-09-01 16:00", "open"),
                ("2026-09-01 16:20", "event resolved"),
            ),
            "young": repair("2026-09-30 14:00"),
            "parked": repair("2026-09-29 14:00"),
        }
    )
    written = time_level(calendar="support-hours", pause=["awaiting-customer"])
    found = {one["name"]: one for one in units_of(written, log, "2026-10-01")}
    values = {name: (one["verdict"], one["value"], one["weight"]) for name, one in found.items()}
    assert values == {
        "done": ("met", 7200, 1),
        "paused": ("met", 4800, 1),
        "young": ("pending", None, None),
        "parked": ("missed_open", 41400, 1),
    }
    assert found["done"]["due"] == at("2026-09-01 12:00")


def test_where_more_time_is_better_an_open_ticket_is_met_as_soon_as_it_reaches_it():
    log = log_of(
        {
            "done": repair("2026-09-01 08:00", ("2026-09-01 10:00", "event resolved")),
            "young": repair("2026-09-30 22:00"),
            "long": repair("2026-09-01 08:00"),
        }
    )
    written = time_level("4 hours", better="higher")
    found = {
        one["name"]: (one["verdict"], one["value"]) for one in units_of(written, log, "2026-10-01")
    }
    month = at("2026-10-01") - at("2026-09-01 08:00")
    assert found == {"done": ("missed", 7200), "young": ("pending", None), "long": ("met", month)}


def test_numbers_and_ratings_are_counted_at_the_closing():
    story = repair("2026-09-01 08:00", ("2026-09-02 08:00", "event closed"))
    stories = {"A": story, "B": story, "C": story, "D": story[:1]}
    log = log_of(
        stories, {"A": {"rating_quality": 4}, "B": {"rating_quality": 5}}, ratings=["quality"]
    )
    log = with_columns(log, number_cost=[4_200_000, 4_200_001, None, 1])
    numbers = level(
        {"kind": "statistic", "statistic": "mean", "number": "cost"},
        target="4.2",
        attainment={"per": "month"},
    )
    found = [
        (one["verdict"], one["reason"], one["value"])
        for one in units_of(numbers, log, "2026-10-01")
    ]
    assert found == [
        ("met", "", 4_200_000),
        ("missed", "", 4_200_001),
        ("unscorable", "`cost` is not given", None),
        ("pending", "", None),
    ]
    ratings = level(
        {"kind": "statistic", "statistic": "mean", "rating": "quality", "better": "higher"},
        target="4.5",
        attainment={"per": "month"},
    )
    found = [
        (one["verdict"], one["reason"], one["value"])
        for one in units_of(ratings, log, "2026-10-01")
    ]
    assert found == [
        ("missed", "", 4_000_000),
        ("met", "", 5_000_000),
        ("excluded", "no response", None),
        ("pending", "", None),
    ]


def test_an_hour_counts_as_often_as_it_had_calls():
    rows: list[dict[str, Any]] = [
        {"at": "2026-09-01 08:00", "value": 28, "base": 100},
        {"at": "2026-09-01 09:00", "value": 31, "base": 1},
        {"at": "2026-09-01 10:00", "value": None, "base": 0},
        {"at": "2026-09-01 11:00", "value": 3, "base": None},
        {"at": "2026-09-01 12:00", "value": 3, "base": 1.5},
        {"at": "2026-09-01 13:00", "value": None, "base": 2},
    ]
    written = level(
        {"kind": "statistic", "statistic": "mean", "feed": "feed", "weight": "base"},
        target="30 seconds",
        attainment={"per": "month"},
    )
    found = units_of(written, with_feed(rows), "2026-10-01")
    assert [(one["verdict"], one["reason"], one["value"], one["weight"]) for one in found] == [
        ("met", "", 28_000_000, 100),
        ("missed", "", 31_000_000, 1),
        ("excluded", "`base` is 0", None, None),
        ("unscorable", "`base` is not given", None, None),
        ("unscorable", "`base` is not a whole number", None, None),
        ("unscorable", "`value` is not given", None, None),
    ]


@pytest.mark.parametrize(
    ("better", "verdicts"),
    [("lower", ["met", "met", "missed"]), ("higher", ["missed", "met", "met"])],
)
def test_a_value_may_be_just_what_is_owed(better, verdicts):
    rows = [{"at": f"2026-09-0{day}", "value": 28 + day} for day in (1, 2, 3)]
    measure = {"kind": "statistic", "statistic": "mean", "feed": "feed", "better": better}
    written = level(measure, target="30 seconds", attainment={"per": "month"})
    found = units_of(written, with_feed(rows), "2026-10-01")
    assert [(one["verdict"], one["weight"]) for one in found] == [(one, 1) for one in verdicts]
