"""Fields, bookmarks and links of the Word file."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.render.docx.xml import Node, node


def field(instruction: str, shown: Iterable[Node]) -> list[Node]:
    """A live field with the runs that it shows until Word computes it again."""
    return [*field_start(instruction), *shown, field_end()]


def field_start(instruction: str) -> list[Node]:
    """The runs in front of what a field shows."""
    return [
        node("w:r", node("w:fldChar", fldCharType="begin")),
        node("w:r", node("w:instrText", text=f" {instruction} ")),
        node("w:r", node("w:fldChar", fldCharType="separate")),
    ]


def field_end() -> Node:
    """The run behind what a field shows."""
    return node("w:r", node("w:fldChar", fldCharType="end"))


def run(text: str, *properties: Node) -> Node:
    """A run of text with its run properties."""
    head = [node("w:rPr", *properties)] if properties else []
    return node("w:r", *head, node("w:t", text=text))


def tab() -> Node:
    """A run that is a tabulator."""
    return node("w:r", node("w:tab"))


class Bookmarks:
    """The bookmarks of one document: ids of the web have hyphens, Word's names do not."""

    def __init__(self, targets: Iterable[str]) -> None:
        """Bookmarks for the ids in `targets`, in their order."""
        self._numbers = {target: number for number, target in enumerate(targets, start=1)}

    def __contains__(self, target: object) -> bool:
        return target in self._numbers

    def name(self, target: str) -> str:
        """The bookmark's name in Word."""
        return f"_Ref{self._numbers[target]:09d}"

    def around(self, target: str, runs: list[Node]) -> list[Node]:
        """Runs with the bookmark laid around them."""
        number = self._numbers[target]
        return [
            node("w:bookmarkStart", id=number, name=self.name(target)),
            *runs,
            node("w:bookmarkEnd", id=number),
        ]
