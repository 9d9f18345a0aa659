"""Each broken file of a procurement officer, with exactly what it is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.load import text as plain_text
from rfpkit.load.document import load_any_text

FOLDER = Path(__file__).parent.parent / "cases" / "diagnostics"
FILES = sorted(FOLDER.glob("*.yaml"))

# A copy is refused at both of its ends; the last file holds several mistakes on purpose.
SEVERAL = {"copied-week": 2, "many-at-once": 5}


def diagnostics(path):
    with pytest.raises(InputError) as refused:
        load_any_text(plain_text.read(path, path.name), path.name)
    return refused.value.diagnostics


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_gets_this_answer(path, golden):
    answer = "".join(f"{diagnostic}\n" for diagnostic in diagnostics(path))
    assert answer == golden(path.with_suffix(".txt"), answer)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_mistake_gets_one_diagnostic_with_a_hint(path):
    found = diagnostics(path)
    assert len(found) == SEVERAL.get(path.stem[4:], 1)
    assert all(diagnostic.hint for diagnostic in found)


def test_every_answer_belongs_to_a_broken_file():
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FILES}


def test_no_answer_speaks_of_python_or_pydantic():
    words = ("Input should", "pydantic", "dict", "tuple", "NoneType", "Error", "str(")
    texts = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}
    assert [name for name, text in texts.items() if any(word in text for word in words)] == []
