import pytest

from rfpkit.model.exports.mapping import ExportMapping

BASE = {
    "kind": "mapping",
    "timezone": "UTC",
    "columns": {"ticket": "number"},
    "stamps": {"reported": "opened", "closed": "closed"},
}


def problems(**changes):
    mapping = ExportMapping.model_validate({**BASE, **changes})
    return [(".".join(map(str, one.path)), one.message, one.hint) for one in mapping.problems()]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"drop": ["caller", "opened"]},
            (
                "drop.1",
                "`opened` is dropped here and read as `stamps.reported`",
                "take it out of one of the two",
            ),
        ),
        (
            {"values": {"prioritty": {"1 - High": "P1"}}},
            (
                "values.prioritty",
                "there is no column with words `prioritty`",
                "did you mean `priority`?",
            ),
        ),
        (
            {"values": {"met": {"ONTIME": "fine"}}},
            (
                "values.met.ONTIME",
                "`fine` does not say whether the vendor claims to have met",
                "write met or missed",
            ),
        ),
        (
            {"delimiter": ";;"},
            (
                "delimiter",
                "`;;` cannot stand between columns",
                "write one sign, or comma, semicolon, tab, pipe",
            ),
        ),
        (
            {"encoding": "ansi-8"},
            (
                "encoding",
                "there is no encoding `ansi-8`",
                "write utf-8, utf-16, windows-1252 or latin-1",
            ),
        ),
    ],
)
def test_a_mapping_that_contradicts_itself_is_told_where(changes, problem):
    assert problems(**changes) == [problem]


def test_every_column_that_is_read_is_named_with_its_place():
    mapping = ExportMapping.model_validate(
        {
            **BASE,
            "columns": {"ticket": "number", "site": "school"},
            "exclusions": {"duplicate": {"code": ["Duplicate"]}},
            "no_target": {"due": [""]},
            "survey": {"quality": "stars"},
            "claims": {"met": "made", "due": "due"},
            "drop": ["caller"],
        }
    )
    assert list(mapping.reads()) == [
        ("columns.ticket", "number"),
        ("columns.site", "school"),
        ("stamps.reported", "opened"),
        ("stamps.closed", "closed"),
        ("exclusions.duplicate", "code"),
        ("no_target", "due"),
        ("survey.quality", "stars"),
        ("claims.met", "made"),
        ("claims.due", "due"),
    ]
