"""A file's bytes as text: what is no text is refused before anybody reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location

LARGEST = 5_000_000
"""Most bytes of a file that a person writes; a thousand printed pages have fewer."""


def read(path: Path, file: str) -> str:
    """Returns a file's text.

    Raises:
        InputError: the file is missing, unreadable, too large, or not UTF-8 text.
    """
    try:
        raw = _bytes(path, file)
    except OSError as error:
        reason = (error.strerror or "no reason is given").lower()
        message = f"the file cannot be opened: {reason}"
        raise _refused(file, message, "check the name, and that you may read the file") from None
    return decode(raw, file)


def decode(raw: bytes, file: str) -> str:
    """Returns UTF-8 bytes as text, without a byte order mark.

    Raises:
        InputError: more than `LARGEST` bytes, another encoding, or no text at all.
    """
    if len(raw) > LARGEST:
        raise too_large(file)
    if len(raw) > 1 and (raw[0] == 0) is not (raw[1] == 0):
        raise _refused(file, _UTF_16, _AS_UTF_8)  # every second byte of plain letters is nothing
    for start, message, hint in _OTHER_FORMATS:
        if raw.startswith(start):
            raise _refused(file, message, hint)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        at = Location(file, *_position(before, len(before)))
        byte = raw[error.start : error.start + 1]
        sign = byte.decode("cp1252", errors="replace")
        message = f"the file is not saved as UTF-8 (byte {byte.hex().upper()}, perhaps `{sign}`)"
        hint = "save it again with the encoding UTF-8"
        raise InputError([Diagnostic(at, message, hint)]) from None


def too_large(file: str) -> InputError:
    """Returns the refusal of a file that no person wrote."""
    message = f"the file is larger than {LARGEST // 1_000_000} MB"
    return _refused(file, message, "keep tables and pictures in files of their own")


def without_hidden(text: str, file: str) -> tuple[str, list[Diagnostic]]:
    """Returns the text with a space for each hidden character, and a diagnostic for each.

    Raises:
        InputError: the text holds a NUL, so it is no text.
    """
    if "\0" in text:
        at = Location(file, *_position(text, text.index("\0")))
        hint = "name a YAML file: plain text, as a text editor saves it"
        raise InputError([Diagnostic(at, "this is not a text file", hint)])
    found = [_hidden(text, match.start(), file) for match in _first(_HIDDEN.finditer(text))]
    return _HIDDEN.sub(" ", text), found


def is_hidden(text: str) -> bool:
    """Whether a value holds a character that nobody can see or that reorders the line."""
    return _HIDDEN.search(text) is not None


def character_name(sign: str) -> str:
    """Returns how a sign is called: `RIGHT-TO-LEFT OVERRIDE (U+202E)`."""
    name = unicodedata.name(sign, "a control character")
    return f"{name} (U+{ord(sign):04X})"


# Everything that prints, the two white spaces and the line ends of a text. Left out: control
# characters, the line separators of word processors, signs that reorder a line (what is signed
# must be what is read), half characters.
_HIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
_MOST = 20

_UTF_16 = "the file is UTF-16 text"
_AS_UTF_8 = "save it with the encoding UTF-8"
_OTHER_FORMATS = (
    (b"%PDF", "this is a PDF", "name the YAML file that it was made from"),
    (b"PK\x03\x04", "this is a Word, Excel or zip file", "name a YAML file: plain text"),
    (b"\xd0\xcf\x11\xe0", "this is an old Word or Excel file", "name a YAML file: plain text"),
    (b"\xff\xfe", _UTF_16, _AS_UTF_8),
    (b"\xfe\xff", _UTF_16, _AS_UTF_8),
)


def _bytes(path: Path, file: str) -> bytes:
    if path.is_symlink() and not path.exists():
        hint = "name the file itself, or mend the link"
        raise _refused(file, "this is a link that leads nowhere", hint)
    if not path.exists():
        raise _refused(file, "there is no such file", _nearby(path))
    if path.is_dir():
        raise _refused(file, "this is a folder", _inside(path))
    if not path.is_file():
        raise _refused(file, "this is not a file on the disk", "save it as a file first")
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _hidden(text: str, index: int, file: str) -> Diagnostic:
    at = Location(file, *_position(text, index))
    message = f"a hidden character stands here: {character_name(text[index])}"
    hint = "delete it; it often comes along with text pasted from a word processor"
    return Diagnostic(at, message, hint)


def _first(found: Iterable[re.Match[str]]) -> Iterable[re.Match[str]]:
    return (match for _, match in zip(range(_MOST), found, strict=False))


def _position(text: str, index: int) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", text[:index])
    return len(lines), len(lines[-1]) + 1


def _refused(file: str, message: str, hint: str) -> InputError:
    return InputError([Diagnostic(Location(file), message, hint)])


def _nearby(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder `{folder}` either; check the path"
    names = _yaml_files(folder)
    close = get_close_matches(path.name, names, n=1)
    if close:
        return f"did you mean `{folder / close[0]}`?"
    return f"the folder holds {', '.join(names[:5])}" if names else "check the folder and the name"


def _inside(folder: Path) -> str:
    names = _yaml_files(folder)
    return f"name a file in it: {folder / names[0]}" if names else "name a YAML file"


def _yaml_files(folder: Path) -> list[str]:
    try:
        return sorted(p.name for p in folder.iterdir() if p.suffix in {".yaml", ".yml"})
    except OSError:
        return []
