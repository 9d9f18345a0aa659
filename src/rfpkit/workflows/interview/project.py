"""A project's folder: begun from defaults, or from answers that may be given over several days."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load.holiday_draft import HolidayDraft, draft_holidays
from rfpkit.model.schema import schema_text
from rfpkit.packs.library.shelf import Shelf
from rfpkit.workflows.interview import choose
from rfpkit.workflows.interview.conversation import Conversation
from rfpkit.workflows.interview.goals import services
from rfpkit.workflows.interview.kept import ANSWERS, Kept, fingerprint, kept_text, read_kept
from rfpkit.workflows.interview.plan import Plan
from rfpkit.workflows.interview.prompt import Answer
from rfpkit.workflows.interview.screens.all_screens import CONFIRM, SCREENS
from rfpkit.workflows.interview.spans import DRAFT
from rfpkit.workflows.interview.text.rfp_text import rfp_text
from rfpkit.workflows.packs.open_pack import open_pack_at
from rfpkit.workflows.rfp import open_rfp
from rfpkit.workflows.taking import shelf_of
from rfpkit.workflows.write import write_files

RFP = "rfp.yaml"


def begin(folder: Path, pack: str) -> Kept:
    """Returns the answers that were given before; none in a folder that is new or empty.

    Raises:
        InputError: the folder holds something else or cannot be written, or there is no such pack.
    """
    open_pack_at(pack, Location("--pack"))
    held = _held(folder)
    if not held:
        _may_be_written(folder)
        return Kept({})
    if ANSWERS not in held:
        message = "the folder is not empty"
        hint = "name a new folder; nothing in this one was touched"
        raise InputError([Diagnostic(Location(str(folder)), message, hint)])
    kept = read_kept(folder / ANSWERS)
    if RFP in held and _changed_by_hand(folder / RFP, kept):
        message = "it was changed after the interview wrote it"
        hint = "change it there; the interview would write over what you wrote"
        raise InputError([Diagnostic(Location(str(folder / RFP)), message, hint)])
    return kept


def keep(folder: Path, conversation: Conversation, written: str = "") -> None:
    """Writes the answers that were given so far.

    Raises:
        InputError: the folder cannot be written.
    """
    _write(folder, {ANSWERS: kept_text(conversation.answers, written)})


def examples() -> Conversation:
    """Returns answers without an interview: what would be proposed, and nothing where it would not.

    Who buys, by when and with which money are those of an example, for else nothing can be built.
    """
    answers: dict[str, Answer] = {}
    conversation = Conversation(answers)
    for screen in SCREENS:
        for prompt in screen.prompts:
            texts = conversation.texts()
            if prompt.key == CONFIRM or prompt.optional or not prompt.asked(texts):
                continue
            told = prompt.propose(texts)
            if not told and screen.question is None:
                told = prompt.check(prompt.example)
            answers[prompt.key] = Answer(told, "proposed" if told else "unknown")
    return conversation


def finish(folder: Path, conversation: Conversation, pack: str) -> list[Path]:
    """Writes the project.

    Raises:
        InputError: the folder cannot be written.
    """
    text = _text(conversation, pack)
    _proved(text)
    written = fingerprint(text.encode())
    return _write(
        folder,
        {
            RFP: text,
            "rfp.schema.json": schema_text("rfp"),
            "README.md": _README.format(issuer=conversation.texts()["issuer"]),
            ".gitignore": f"build/\n{ANSWERS}\n",
            ANSWERS: kept_text(conversation.answers, written),
        },
    )


def _text(conversation: Conversation, pack: str) -> str:
    texts = conversation.texts()
    shelf, _ = shelf_of(open_pack_at(pack, Location("--pack")))
    groups = choose.groups(texts, shelf.groups["requirements"])
    levels, waiting = choose.levels(texts, shelf.items["service_levels"])
    drafted = _drafted(texts)
    offered = shelf.items["service_levels"]
    serves = {name: [str(one) for one in offered[name].data.get("goals") or ()] for name in levels}
    chosen, beside = choose.goals(texts, levels, serves)
    plan = Plan(
        answers=texts,
        bought=frozenset(services(texts)),
        levels=tuple(levels),
        goals=(*chosen, *beside),
        waiting=tuple(waiting),
        groups=tuple(groups),
        left_out=tuple(_left_out(texts, shelf, groups)),
        help_desk=_heading(shelf, "help-desk"),
        pack=pack,
        drafted=tuple((day.isoformat(), name) for day, name in drafted.dates),
        drafted_from=drafted.source,
    )
    return rfp_text(plan, _unsettled(conversation, plan, beside))


def _left_out(texts: Mapping[str, str], shelf: Shelf, groups: Sequence[str]) -> list[str]:
    offered = shelf.groups["requirements"]
    options = [
        name
        for name, item in shelf.items["requirements"].items()
        if item.data["kind"] == "optional"
    ]
    return choose.left_out(texts, {name: offered[name] for name in groups}, options)


def _heading(shelf: Shelf, group: str) -> str:
    """Returns the heading under which a group of requirements is printed; empty without one."""
    return next((str(one.data["group"]) for one in shelf.files if one.data.get("id") == group), "")


def _unsettled(
    conversation: Conversation, plan: Plan, beside: Sequence[str]
) -> list[tuple[int | None, str, str]]:
    confirmed = plan[CONFIRM] == "yes"
    points = [
        (number, prompt.what, value)
        for number, prompt, value in conversation.unsettled()
        if not (value and confirmed)
    ]
    if plan["priorities"] == "no":
        points.append((3, "your own steps of urgency, in place of the pack's", ""))
    points += [
        (8, f"the {key} that were drafted, date by date", plan.drafted_from)
        for key in ("holidays", "breaks")
        if plan[key] == DRAFT
    ]
    if beside:
        points.append((2, "goals that the levels serve beside those you chose", ", ".join(beside)))
    if plan.waiting:
        told = f"the levels {', '.join(plan.waiting)}, which wait for the school's calendar"
        points.append((11, told, ""))
    return points


def _drafted(texts: Mapping[str, str]) -> HolidayDraft:
    if DRAFT not in (texts.get("holidays"), texts.get("breaks")) or not texts.get("state"):
        return HolidayDraft((), "", "")
    first = int(texts["start"][:4])
    years = range(first, first + int(texts["years"]) + 1)
    return draft_holidays("US", texts["state"], years, ())


def _proved(text: str) -> None:
    """Opens the RFP somewhere else first: a folder never holds one that cannot be used."""
    with tempfile.TemporaryDirectory(prefix="rfpkit-") as scratch:
        path = Path(scratch) / RFP
        path.write_text(text, encoding="utf-8")
        open_rfp(path)


def _changed_by_hand(path: Path, kept: Kept) -> bool:
    try:
        return fingerprint(path.read_bytes()) != kept.written
    except OSError:
        return True


def _held(folder: Path) -> list[str]:
    folder = folder.resolve()  # `new/..` is a folder that is there, whether `new` is or not
    try:
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        message = f"the folder cannot be used: {error.strerror}"
        raise InputError([Diagnostic(Location(str(folder)), message, "name a folder")]) from None


def _may_be_written(folder: Path) -> None:
    """Refuses a folder that cannot be written before anybody has answered anything."""
    there = folder.resolve()
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        message = f"nothing can be written into {there}"
        raise InputError([Diagnostic(Location(str(folder)), message, _ELSEWHERE)])


def _write(folder: Path, files: Mapping[str, str]) -> list[Path]:
    try:
        return write_files(folder, {name: text.encode() for name, text in files.items()})
    except InputError as error:
        raise InputError(
            [Diagnostic(one.at, one.message, _ELSEWHERE) for one in error.diagnostics]
        ) from None


_ELSEWHERE = "name a folder in which you may write"
_README = """\
# RFP of {issuer}

- `rfpkit check rfp.yaml` says what is missing, planning question by question.
- `rfpkit build rfp.yaml -o build` makes the documents.
- `rfpkit new . --interview` takes the interview up again, until somebody edits `rfp.yaml`.

`rfp.yaml` is the one file to edit. `rfp.schema.json` lets an editor explain each key.
"""
