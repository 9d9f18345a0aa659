"""A file that a person wrote, as the model that it says it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import ValidationError

from rfpkit.errors import Diagnostic, InputError
from rfpkit.load import text as plain_text
from rfpkit.load import yaml
from rfpkit.load.diagnose import diagnose, diagnose_problems
from rfpkit.load.open_questions import open_questions
from rfpkit.load.places import Places, shorten
from rfpkit.load.preset import over_preset
from rfpkit.load.wording import closest, joined
from rfpkit.load.yaml import Parsed
from rfpkit.model.documents import DOCUMENTS, OF_PACKS
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.record import Problem, Record

M = TypeVar("M", bound=Record)


def load(
    path: Path | str,
    model: type[M],
    also: Callable[[M], Iterable[Problem]] | None = None,
    presets: Mapping[str, Path] | None = None,
) -> M:
    """Returns the document in a file, over the one of the `presets` that it names.

    `also` yields what is wrong with the document beside another one, as paths into it.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    return load_placed(path, model, also, presets)[0]


def load_placed(
    path: Path | str,
    model: type[M],
    also: Callable[[M], Iterable[Problem]] | None = None,
    presets: Mapping[str, Path] | None = None,
) -> tuple[M, Places]:
    """Returns the document in a file, and where its values stand in it.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    parsed = yaml.parse(plain_text.read(Path(path), str(path)), str(path))
    refuse_another_kind(parsed, model)
    parsed = _whole(parsed, model, presets)
    return _validated(parsed, model, also), parsed.places


def load_any(path: Path | str, presets: Mapping[str, Path] | None = None) -> Record:
    """Returns the document in a file, read as what its `kind` says.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    return load_any_text(plain_text.read(Path(path), str(path)), str(path), presets)


def load_text(
    text: str,
    model: type[M],
    file: str,
    also: Callable[[M], Iterable[Problem]] | None = None,
    presets: Mapping[str, Path] | None = None,
) -> M:
    """Returns the document in a YAML text; `file` is how diagnostics name it.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    parsed = yaml.parse(text, file)
    refuse_another_kind(parsed, model)
    return _validated(_whole(parsed, model, presets), model, also)


def load_any_text(text: str, file: str, presets: Mapping[str, Path] | None = None) -> Record:
    """Returns the document in a YAML text, read as what its `kind` says.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    return any_of(yaml.parse(text, file), presets)


def any_of(parsed: Parsed, presets: Mapping[str, Path] | None = None) -> Record:
    """Returns what was read as the document that its `kind` says.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    model = _model_of(parsed)
    return _validated(_whole(parsed, model, presets), model)


def parse_file(path: Path | str, shown: str | None = None) -> Parsed:
    """Returns what a file says, before anybody asks whether it may say so.

    `shown` is the name by which people know the file, where it is not the path.

    Raises:
        InputError: the file cannot be read to its end.
    """
    name = shown or str(path)
    return yaml.parse(plain_text.read(Path(path), name), name)


def validated(
    parsed: Parsed, model: type[M], also: Callable[[M], Iterable[Problem]] | None = None
) -> M:
    """Returns what was read as a document.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    refuse_another_kind(parsed, model)
    return _validated(parsed, model, also)


def refuse_another_kind(parsed: Parsed, model: type[Record]) -> None:
    """Sees that a file does not say that it is a document of another kind.

    Raises:
        InputError: it does.
    """
    kind = parsed.data.get("kind")
    field = model.model_fields.get("kind")
    wanted = get_args(field.annotation) if field else ()
    if wanted and isinstance(kind, str) and kind in DOCUMENTS and kind not in wanted:
        message = f"this file is of kind `{kind}`; here a file of kind `{wanted[0]}` is wanted"
        raise _about_kind(parsed, message, "name the other file")


def _whole(parsed: Parsed, model: type[Record], presets: Mapping[str, Path] | None) -> Parsed:
    """Returns a mapping over its preset; other documents have none."""
    return over_preset(parsed, presets or {}) if model is ExportMapping else parsed


def _validated(
    parsed: Parsed, model: type[M], also: Callable[[M], Iterable[Problem]] | None = None
) -> M:
    found = list(parsed.diagnostics)
    if asked := open_questions(parsed):
        raise InputError([*found, *asked])
    try:
        document = model.model_validate(parsed.data)
    except ValidationError as error:
        refused = diagnose(error, model, parsed)
        places = {diagnostic.at for diagnostic in refused}
        # Who knows what a value should be says it better than who only read it.
        written = [diagnostic for diagnostic in found if diagnostic.at not in places]
        raise InputError([*written, *refused]) from error
    # What could not be read may hold the very name that a rule would miss.
    if not parsed.unsure:
        found += diagnose_problems(_problems(document), parsed)
        found += diagnose_problems(also(document) if also else (), parsed)
    if found:
        raise InputError(found)
    return document


def _problems(document: Record) -> Iterable[Problem]:
    between = getattr(document, "problems", None)
    return between() if between else ()


def _model_of(parsed: Parsed) -> type[Record]:
    kind = parsed.data.get("kind")
    # Few people write the files of a pack; the others need not read of them.
    kinds = joined([f"`kind: {name}`" for name in DOCUMENTS if name not in OF_PACKS], "or")
    if not isinstance(kind, str):
        message = "the file does not say what it is"
        raise _about_kind(parsed, message, f"begin it with {kinds}")
    # A slip in the kind must not hide the rest: the model itself will refuse the word.
    likely = closest(kind, list(DOCUMENTS), 0.6)
    if likely is None:
        message = f"kind: there is no kind of file `{shorten(kind)}`"
        raise _about_kind(parsed, message, f"write {kinds}")
    return DOCUMENTS[likely]


def _about_kind(parsed: Parsed, message: str, hint: str) -> InputError:
    at = parsed.places.value(("kind",))
    return InputError([*parsed.diagnostics, Diagnostic(at, message, hint)])
