"""Promises of every kind, for laws about their sentences."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from types import SimpleNamespace

from hypothesis import strategies as st

from rfpkit.model.attainment import Period
from rfpkit.model.kinds.measure import SatisfactionMethod
from rfpkit.model.sentences.accumulation import AccumulationPromise
from rfpkit.model.sentences.duration import DurationPromise
from rfpkit.model.sentences.duty import DutyPromise
from rfpkit.model.sentences.good import GoodPromise
from rfpkit.model.sentences.ratio import RatioPromise
from rfpkit.model.sentences.satisfaction import SatisfactionPromise
from rfpkit.model.sentences.span import Span
from rfpkit.model.sentences.statistic import StatisticPromise
from rfpkit.model.sentences.stock import StockPromise
from rfpkit.model.sentences.vocabulary import words_for

DOCUMENT = SimpleNamespace(
    calendars=(
        SimpleNamespace(id="support", name="Support Hours"),
        SimpleNamespace(id="hawaii", name="Hawaii Hours"),
        SimpleNamespace(id="school-days", name="School Days"),
    ),
    pauses=(),
    exclusions=(),
)

_names = st.sampled_from(
    [
        *("returned", "resolved", "reported", "picked up", "due or out of, to hand", "x.y"),
        *("loaner issued", "parts ordered", "misrouted", "reported to district", "handed over"),
        "responded",
    ]
)


def _events(part: str) -> st.SearchStrategy[tuple[str, ...]]:
    words = _names.map(words_for).map(attrgetter(part))
    return st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)


_owed = st.one_of(
    st.integers(1, 100).map(lambda n: ((None, Fraction(n, 100)),)),
    st.lists(
        st.tuples(st.dates(datetime.date(2020, 1, 1)), st.integers(1, 10_000)),
        min_size=1,
        max_size=3,
    ).map(lambda steps: tuple((day, Fraction(n, 10_000)) for day, n in steps)),
)
_spans = st.builds(Span, st.sampled_from(Period), st.integers(1, 14))
_whom = st.sampled_from(
    ["P1", "P2 or P3", "all others", "P1, at lincoln or hana high, from July 1, 2027"]
)
_limits = st.one_of(
    st.integers(2, 99).map(lambda n: (("", f"{n} business days"),)),
    st.lists(st.tuples(_whom, st.integers(2, 50)), min_size=1, max_size=4).map(
        lambda many: tuple((name, f"{n} hours") for name, n in many)
    ),
)
_populations = st.sampled_from(
    ["requests", "device repair requests for student laptops and carts at lincoln and hana high"]
)
_calendars = st.sampled_from(["Support Hours", "School Days", "Elapsed Time"])
_sites = st.sampled_from(["", "lincoln", "lincoln and hana high"])
_feeds = st.sampled_from(["spare-count", "calls"])
_numbers = st.decimals(0, 999, places=2).map(lambda n: n.normalize() + 0)
_bounded = {"bound": st.sampled_from(["least", "most"])}
_goods = st.one_of(
    st.builds(
        GoodPromise, st.just("event"), _names, **_bounded, number=st.integers(0, 9).map(Decimal)
    ),
    st.builds(GoodPromise, st.just("number"), _names, **_bounded, number=_numbers),
    st.builds(GoodPromise, st.just("rating"), st.just("quality"), **_bounded, number=_numbers),
    st.builds(GoodPromise, st.just("rated"), st.sampled_from(["quality", "ease of use"])),
    st.builds(
        GoodPromise,
        st.just("not_again"),
        st.sampled_from(["ticket", "device", "device_and_fault"]),
        within=st.sampled_from(["30 calendar days", "1 business day", "90 minutes"]),
        calendar=st.one_of(st.just(""), _calendars),
    ),
    st.builds(
        GoodPromise,
        st.just("fact"),
        _names,
        words=st.lists(st.sampled_from(["yes", "kept or moved", "1, 2"]), min_size=1).map(tuple),
    ),
)
_values = st.one_of(
    st.fixed_dictionaries(
        {
            "source": st.just("stop"),
            "value": st.just(""),
            "population": _populations,
            "start": _events("when"),
            "stop": _events("when"),
            "calendar": _calendars,
        }
    ),
    st.fixed_dictionaries(
        {"source": st.just("number"), "value": _names, "population": _populations}
    ),
    st.fixed_dictionaries(
        {"source": st.just("rating"), "value": st.just("quality"), "population": _populations}
    ),
    st.fixed_dictionaries(
        {
            "source": st.just("feed"),
            "value": _feeds,
            "population": _sites,
            "weighted": st.booleans(),
        }
    ),
)

PROMISES = st.one_of(
    st.builds(
        DurationPromise,
        _owed,
        _populations,
        _spans,
        _limits,
        st.sampled_from(["within", "in less than"]),
        _events("when"),
        _events("does"),
        _calendars,
        st.lists(
            st.tuples(st.sampled_from(["Hawaii Hours", "Guam Hours"]), _sites.filter(bool)),
            max_size=2,
        ).map(tuple),
    ),
    st.builds(
        SatisfactionPromise,
        _owed,
        _populations,
        _spans,
        st.sampled_from(["quality", "timeliness"]),
        st.integers(2, 10),
        st.sampled_from(SatisfactionMethod),
    ),
    st.builds(
        StockPromise,
        _owed,
        _spans,
        st.just("student laptops"),
        st.one_of(st.integers(1, 100).map(lambda n: Fraction(n, 100)), _numbers),
        st.sampled_from(["school day", "business day"]),
        st.sampled_from(["site", "district"]),
        _feeds,
        st.one_of(st.just(""), _calendars),
    ),
    st.builds(RatioPromise, _owed, _populations, _spans, _goods, _events("done"), st.just("")),
    st.builds(RatioPromise, _owed, _sites, _spans, _goods, st.just(()), _feeds),
    st.builds(
        lambda values, **rest: StatisticPromise(**values, **rest),
        _values,
        name=st.sampled_from(["mean", "median", "maximum", "90th percentile", "1st percentile"]),
        span=_spans,
        better=st.sampled_from(["lower", "higher"]),
        target=st.sampled_from(["4 business hours", "60 seconds", "4.2", "1250"]),
    ),
    st.builds(
        AccumulationPromise,
        _owed,
        st.sampled_from(["device", "site"]),
        _populations,
        _spans,
        st.sampled_from(["5 school days", "16 business hours"]),
        _events("when"),
        _events("when"),
        _calendars,
    ),
    st.builds(
        DutyPromise,
        _owed,
        st.sampled_from(["monthly report", "raw export"]),
        _spans,
        st.sampled_from(["10 calendar days", "5 business days"]),
        _feeds,
        st.one_of(st.just(""), _calendars),
    ),
)
"""A promise of any kind."""
