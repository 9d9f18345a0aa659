"""Manifests and library files that would fill the machine, or make something else than data."""

from __future__ import annotations

from tests.packs.hostile.case import RFP, Case, Lay, pack_of
from tests.packs.published import manifest

_COPIES = "which is not allowed"
_RFP = RFP + "include: {requirements: all}\n"
_ANCHORS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(12)
)


def _more(more: str | bytes) -> Lay:
    raw = manifest("hostile").encode() + (more if isinstance(more, bytes) else more.encode())
    return pack_of({"pack.yaml": raw})


def _title(text: str) -> Lay:
    return pack_of({"pack.yaml": manifest("hostile").replace("Words of hostile", text)})


def _library(text: str) -> Lay:
    head = "kind: requirements\nid: evil\ngroup: Evil\nrequirements:\n"
    return pack_of({"library/requirements/evil.yaml": head + text}, rfp=_RFP)


def _requires(lines: dict[str, str]) -> Lay:
    files = {
        f"../{name}-1.0.0/pack.yaml": manifest(name, more=f"requires: [{wanted}]\n")
        for name, wanted in lines.items()
    }
    return pack_of({**files, "pack.yaml": manifest("hostile", more="requires: [a]\n")})


CASES = [
    Case("YAML: anchors of anchors", _more(_ANCHORS), _COPIES),
    Case("YAML: a merge key", _more("x: &x {a: b}\ny: {<<: *x}\n"), _COPIES),
    Case(
        "YAML: an object of Python", _title('!!python/object/apply:os.system ["touch evil"]'), "tag"
    ),
    Case("YAML: a module of Python", _title("!!python/module:os ''"), "tag"),
    Case("YAML: a tag of one's own", _title("!evil x"), "tag"),
    Case("YAML: brackets without end", _more("x: " + "[" * 100_000), "nested more than 50 deep"),
    Case(
        "YAML: groups in groups", _more("x: " + "{a: " * 60 + "1" + "}" * 60), "nested more than 50"
    ),
    Case(
        "YAML: dashes without end", _more("x:\n  " + "- " * 60 + "a\n"), "nested more than 50 deep"
    ),
    Case(
        "YAML: a million values",
        _more("x: [" + "1," * 300_000 + "1]\n"),
        "more than 200,000 values",
    ),
    Case("YAML: a title of a megabyte", _title("a" * 1_000_000), ""),
    Case("YAML: ten megabytes", _more("# " + "x" * 10_000_000), "larger than 5 MB"),
    Case(
        "YAML: a field without end", _more("x" * 2_000 + ": 1\n"), "is neither a field nor an item"
    ),
    Case(
        "YAML: a million fields",
        _more("".join(f"x{n}: 1\n" for n in range(90_000))),
        "more problems",
    ),
    Case("YAML: NUL", _more(b"x: \0\n"), "this is not a text file"),
    Case("YAML: another encoding", _more(b"x: \xff\xfe\n"), "not saved as UTF-8"),
    Case("YAML: signs that reorder a line", _title("A \u202epack\u202c"), "a hidden character"),
    Case("YAML: signs that reorder, escaped", _title('"A \\u202epack"'), "a hidden character"),
    Case("YAML: signs that clear the screen", _title(r'"\e[2J"'), "a hidden character"),
    Case("YAML: a link of the terminal", _title(r'"\x9d8;;http://x\x9c"'), "a hidden character"),
    Case(
        "a version in other digits",
        pack_of({"pack.yaml": manifest("hostile", "\u0967.\u0966.\u0966")}),
        "is not a version",
    ),
    Case("a name that is a step up", pack_of({"pack.yaml": manifest("..")}), "cannot be an id"),
    Case(
        "revoked in the year 99999",
        _more("revokes: [{version: 0.1.0, on: 99999-01-01, reason: x}]\n"),
        "is not a date",
    ),
    Case(
        "revoked in the year nought",
        _more("revokes: [{version: 0.1.0, on: 0000-01-01, reason: x}]\n"),
        "there is no day",
    ),
    Case("a range in which nothing lies", _more("requires: [a >= 2 < 1]\n"), "no version can be"),
    Case(
        "a range of ten thousand bounds",
        _more(f"requires: ['a {'>= 1 ' * 10_000}']\n"),
        "does not name a pack",
    ),
    Case("YAML: two documents", _more("---\nkind: pack\n"), "a second document begins here"),
    Case("YAML: a field twice", _more("name: other\n"), "`name` is written twice"),
    Case(
        "a name that is a path", pack_of({"pack.yaml": manifest("../hostile")}), "cannot be an id"
    ),
    Case(
        "a section that is a path",
        _more("sections: [{id: ../../x, title: X}]\n"),
        "cannot be an id",
    ),
    Case(
        "a version without end",
        pack_of({"pack.yaml": manifest("hostile", "9" * 5000)}),
        "not a version",
    ),
    Case("itself required", _requires({"a": "hostile"}), "packs require each other in a circle"),
    Case("a circle of three", _requires({"a": "b", "b": "c", "c": "a"}), "in a circle"),
    Case(
        "a chain of a hundred",
        _requires({("a" if n == 0 else f"a{n}"): f"a{n + 1}" for n in range(100)}),
        "it requires more than 50 packs",
    ),
    Case(
        "ten thousand required",
        _more("requires: [" + ", ".join(f"a{n}" for n in range(10_000)) + "]\n"),
        "a pack may require 20 packs at most",
    ),
    Case(
        "a path required", _more("requires: [../../etc]\n"), "does not name a pack and its version"
    ),
    Case(
        "an address required",
        _more("requires: ['https://packs.example/x']\n"),
        "does not name a pack",
    ),
    Case("library: anchors of anchors", _library(_ANCHORS), _COPIES),
    Case(
        "library: of no kind",
        pack_of({"library/evil.yaml": "kind: program\n"}, rfp=_RFP),
        "no part of a library",
    ),
]
