"""Levels of every kind, with every field that one can have, as people write them."""

from __future__ import annotations

from typing import Any, cast

from hypothesis import strategies as st
from pydantic import ValidationError

from rfpkit.model.service_level import ServiceLevel

_events = st.lists(
    st.sampled_from(
        "reported received returned replaced loaner-issued repaired resolved closed noticed "
        "acknowledged responded arrived picked-up diagnosed quoted reported-to-district "
        "handed-over on-site first-response parts-ordered misrouted triage intake-2 "
        "set-right".split()
    ),
    min_size=1,
    max_size=3,
    unique=True,
)
_times = st.builds(
    lambda n, unit: f"{n} {unit}{'' if n == 1 else 's'}",
    st.integers(1, 40),
    st.sampled_from(["minute", "hour", "business hour", "business minute"]),
)
_days = st.builds(
    lambda n, unit: f"{n} {unit}{'' if n == 1 else 's'}",
    st.integers(1, 20),
    st.sampled_from(["business day", "school day", "calendar day"]),
)
_calendars = st.sampled_from(["support", "hawaii", "school-days", "always"])
_sites = st.lists(
    st.sampled_from(["lincoln", "hana-high", "school-of-the-arts"]),
    min_size=1,
    max_size=3,
    unique=True,
)
_classes = st.lists(
    st.sampled_from(["student-laptop", "charging-cart", "tv-box"]),
    min_size=1,
    max_size=3,
    unique=True,
)
_priorities = st.sampled_from(["P1", "P2", "P3"])


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of the fields, or none of them."""
    return st.fixed_dictionaries({}, optional=fields)


_pauses = st.lists(
    st.one_of(
        st.just("approval"),
        st.fixed_dictionaries(
            {"reason": st.just("access")},
            optional={"each": _times, "total": _times, "evidence": st.just("required")},
        ),
    ),
    max_size=2,
    unique_by=str,
)
_applies = _some(
    service=st.sampled_from(["device-repair", ["help-desk", "on-site-support"]]),
    device_class=_classes,
    site=_sites,
    audience=st.sampled_from(["students", ["students", "teachers"]]),
)
_rows = _some(
    priority=_priorities,
    device_class=_classes,
    site=_sites,
    **{"from": st.just("2026-07-01"), "to": st.just("2027-06-30")},
)


def _table(limits: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    line = st.builds(lambda row, within: row | {"within": within}, _rows, limits)
    return st.one_of(
        limits,
        st.dictionaries(_priorities, limits, min_size=1),
        st.lists(line, min_size=1, max_size=3),
    )


_durations = st.fixed_dictionaries(
    {
        "kind": st.just("duration"),
        "to": _events,
        "calendar": _calendars,
    },
    optional={
        "from": _events,
        "calendar_by_site": st.dictionaries(
            st.sampled_from(["lincoln", "hana-high"]), _calendars, min_size=1
        ),
        "pause": _pauses,
        "pause_total": _times,
        "comparator": st.sampled_from(["at_most", "less_than"]),
        "day_rule": st.sampled_from(["close_of_business", "same_time", "next_opening"]),
        "cutoff": st.just("15:00"),
        "priority_change": st.sampled_from(["at_start", "at_stop", "strictest"]),
        "final_stop": st.booleans(),
        "on_reopen": st.sampled_from(["continue", "count_closed", "first_stop", "new_episode"]),
        "reopen_window": st.one_of(_times, _days),
        "reopen_by": st.sampled_from(["ticket", "device_and_fault"]),
    },
)
_bound = st.sampled_from(
    [{"at_least": "1"}, {"at_most": "0"}, {"at_most": "2.5"}, {"at_least": "3"}]
)
_goods = st.one_of(
    st.builds(
        lambda name, bound: {"event": name} | bound,
        st.sampled_from(["visited", "returned-dead"]),
        _bound,
    ),
    st.builds(lambda bound: {"number": "cost"} | bound, _bound),
    st.builds(lambda bound: {"rating": "ease-of-use"} | bound, _bound),
    st.just({"rated": "quality"}),
    st.builds(
        lambda what, within: {"not_again": what, "within": within},
        st.sampled_from(["ticket", "device", "device_and_fault"]),
        st.one_of(_times, _days),
    ),
    st.builds(
        lambda words: {"fact": "first-contact", "is": words},
        st.lists(
            st.sampled_from(["yes", "kept or moved", "1, 2"]), min_size=1, max_size=3, unique=True
        ),
    ),
)
_ratios = st.fixed_dictionaries(
    {"kind": st.just("ratio"), "good": _goods},
    optional={"at": _events, "feed": st.just("visits"), "calendar": _calendars},
)
_statistics = st.fixed_dictionaries(
    {
        "kind": st.just("statistic"),
        "statistic": st.sampled_from(["mean", "median", "maximum", "percentile"]),
    },
    optional={
        "percentile": st.integers(1, 99).map(str),
        "from": _events,
        "to": _events,
        "calendar": _calendars,
        "pause": _pauses,
        "number": st.just("cost"),
        "rating": st.just("quality"),
        "feed": st.just("calls"),
        "weight": st.just("base"),
        "better": st.sampled_from(["lower", "higher"]),
    },
)
_stocks = st.fixed_dictionaries(
    {
        "kind": st.just("stock"),
        "feed": st.just("spare-count"),
        "of": st.sampled_from(["student-laptops", "staff-phones"]),
    },
    optional={
        "each": st.sampled_from(["school day", "business day", "day", "week", "month"]),
        "by": st.sampled_from(["site", "district"]),
        "calendar": _calendars,
    },
)
_accumulations = st.fixed_dictionaries(
    {"kind": st.just("accumulation"), "to": _events, "calendar": _calendars},
    optional={
        "unit": st.sampled_from(["device", "site"]),
        "from": _events,
        "pause": _pauses,
        "free": _times,
        "day_counts": st.sampled_from(["at_opening", "any_part"]),
    },
)
_duties = st.fixed_dictionaries(
    {
        "kind": st.just("duty"),
        "feed": st.just("deliveries"),
        "item": st.sampled_from(["monthly-report", "inventory"]),
        "within": st.one_of(_times, _days),
    },
    optional={"calendar": _calendars},
)
_satisfactions = st.fixed_dictionaries(
    {
        "kind": st.just("satisfaction"),
        "dimension": st.sampled_from(["quality", "ease-of-use"]),
        "scale": st.integers(2, 10).map(str),
        "method": st.sampled_from(["top_two_box", "top_box", "mean_over_max", "mean_rescaled"]),
    },
    optional={"response_floor": st.just("20%")},
)
_shares = st.sampled_from(["100%", "99.5%", "95%", "1%"])
_attainments = st.builds(
    lambda owed, rest: owed | rest,
    st.one_of(
        st.just({}),
        st.builds(lambda share: {"at_least": share}, _shares),
        st.builds(
            lambda one, two: {
                "steps": [
                    {"from": "2026-07-01", "at_least": one},
                    {"from": "2027-07-01", "at_least": two},
                ]
            },
            _shares,
            _shares,
        ),
    ),
    st.fixed_dictionaries(
        {"per": st.sampled_from(["month", "quarter", "school year", "contract year", "year"])},
        optional={
            "rolling": st.integers(2, 13).map(str),
            "counted_by": st.sampled_from(["due", "stop", "start"]),
            "minimum": st.fixed_dictionaries(
                {
                    "tickets": st.sampled_from(["1", "10"]),
                    "otherwise": st.sampled_from(
                        ["pool_with_next", "no_credit", {"allow_misses": "1"}]
                    ),
                }
            ),
            "floor": st.fixed_dictionaries(
                {"by": st.sampled_from(["site", "audience"]), "at_least": _shares}
            ),
        },
    ),
)
_credits = st.sampled_from([
    None,
    {"base": "monthly-fee", "bands": [{"below": "95%", "credit": "2%"}], "cap": "10% per month"},
    {"base": "monthly-fee", "per_point": "1%"},
    {"per_missed_ticket": "$25.00", "in_kind": "loaner"},
    {"per_missed_unit": "$10.00"},
    {"per_missed_period": "$500.00"},
])  # fmt: skip


def _level(measure: dict[str, Any], **rest: Any) -> ServiceLevel | None:
    raw = {"id": "level", "title": "Level", "measure": measure} | rest
    try:
        return ServiceLevel.model_validate({key: value for key, value in raw.items() if value})
    except ValidationError:
        return None


def _levels(
    measures: st.SearchStrategy[dict[str, Any]], targets: st.SearchStrategy[Any]
) -> st.SearchStrategy[ServiceLevel]:
    made: st.SearchStrategy[ServiceLevel | None] = st.builds(
        _level,
        measures,
        applies_to=_applies,
        target=targets,
        attainment=_attainments,
        exclude=st.lists(st.sampled_from(["duplicate", "force-majeure"]), max_size=2, unique=True),
        credit=_credits,
    )
    # What does not fit together is no level.
    return made.map(lambda one: cast("ServiceLevel", one)).filter(bool)


LEVELS = st.one_of(
    _levels(_durations, _table(_times) | _table(_days)),
    _levels(_ratios, st.none()),
    _levels(_statistics, st.one_of(_times, st.just("4.2"))),
    _levels(_stocks, st.sampled_from(["3% of users", "1", "12"])),
    _levels(_accumulations, st.one_of(_times, _days)),
    _levels(_duties, st.none()),
    _levels(_satisfactions, st.none()),
)
"""A level of any kind, as a file would give it."""
