"""Whether an HTML document can be read by everybody: what a machine can tell of it.

A document may have several headings of the first level: each numbered section begins with one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Final, NamedTuple


class Barrier(NamedTuple):
    """Something in a document that keeps a reader out."""

    rule: str
    section: str
    """Id of the section in which it is; empty outside of all."""
    line: int
    """Line of the HTML."""
    message: str
    hint: str


def barriers(html: str) -> Iterator[Barrier]:
    """Yields what keeps readers out of a document, in the order of the document."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from sorted(reader.told(), key=lambda one: one.line)


class _Table:
    def __init__(self, line: int, section: str, *, is_layout: bool) -> None:
        self.line, self.section, self.is_layout = line, section, is_layout
        self.caption = False
        self.headers = 0
        self.scoped = 0


class _Link:
    def __init__(self, line: int, section: str, href: str, text: str) -> None:
        self.line, self.section, self.href, self.text = line, section, href, text


class _Reader(HTMLParser):
    """Reads a document once, and keeps what the rules ask for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Barrier] = []
        self._ids: dict[str, int] = {}
        self._sections: list[str] = []
        self._tables: list[_Table] = []
        self._link: _Link | None = None
        self._targets: list[_Link] = []
        self._labelled: set[str] = set()
        self._fields: list[tuple[str, int, str, str]] = []
        self._labels_open = 0
        self._level = 0
        self._lang = self._has_heading = self._in_title = False
        self._title = ""

    def told(self) -> Iterator[Barrier]:
        """Yields everything, once the document was read to its end."""
        yield from self._found
        if not self._lang:
            message = "the document does not say its language"
            yield Barrier("language", "", 1, message, "write `lang` at the `html` element")
        if not self._title.strip():
            message = "the document has no title"
            yield Barrier("title", "", 1, message, "write a `title` in its head")
        if not self._has_heading:
            message = "the document has no heading of the first level"
            yield Barrier("heading", "", 1, message, "begin it, or each section, with an `h1`")
        for name, line, section, what in self._fields:
            if not name or name not in self._labelled:
                message = f"a field to fill in (`{what}`) has no label"
                hint = "write a `label` for it, or an `aria-label`"
                yield Barrier("label", section, line, message, hint)
        for link in self._targets:
            if link.href[1:] and link.href[1:] not in self._ids:
                message = f"a link leads to `{link.href}`, which is nowhere"
                yield Barrier("link", link.section, link.line, message, "name an id that is there")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if held.get("id"):
            self._named(held["id"])
        if tag == "title" and not self._sections:
            self._in_title = True
        elif tag == "section":
            self._sections.append(held.get("id", ""))
        elif tag in _HEADINGS:
            self._heading(int(tag[1]))
        else:
            self._of_content(tag, held)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "section" and self._sections:
            self._sections.pop()
        elif tag == "title":
            self._in_title = False
        elif tag == "label":
            self._labels_open = max(0, self._labels_open - 1)
        elif tag == "table" and self._tables:
            self._end_table(self._tables.pop())
        elif tag == "a" and self._link is not None:
            self._end_link(self._link)
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title += data
        if self._link is not None:
            self._link.text += data

    @property
    def _line(self) -> int:
        return self.getpos()[0]

    @property
    def _section(self) -> str:
        return next((name for name in reversed(self._sections) if name), "")

    def _of_content(self, tag: str, held: Mapping[str, str]) -> None:
        if tag == "html":
            self._lang = bool(held.get("lang"))
        elif tag in {"table", "caption", "th"}:
            self._of_table(tag, held)
        elif tag == "img":
            self._image(held, has_alt="alt" in held)
        elif tag == "a" and "href" in held:
            text = held.get("aria-label", "")
            self._link = _Link(self._line, self._section, held["href"], text)
        elif tag == "label":
            self._labels_open += 1
            self._labelled |= {held["for"]} if held.get("for") else set()
        elif tag in {"input", "select", "textarea"}:
            self._field(tag, held)

    def _tell(self, rule: str, message: str, hint: str) -> None:
        self._found.append(Barrier(rule, self._section, self._line, message, hint))

    def _named(self, name: str) -> None:
        if name in self._ids:
            message = f"the id `{name}` is used twice (first in line {self._ids[name]})"
            self._tell("id", message, "give each element an id of its own")
        self._ids.setdefault(name, self._line)

    def _heading(self, level: int) -> None:
        self._has_heading = self._has_heading or level == 1
        if level > self._level + 1:
            above = f"below one of level {self._level}" if self._level else "before any other"
            message = f"a heading of level {level} stands {above}"
            self._tell("heading", message, "leave no level out")
        self._level = level

    def _of_table(self, tag: str, held: Mapping[str, str]) -> None:
        if tag == "table":
            is_layout = held.get("role") in {"presentation", "none"}
            self._tables.append(_Table(self._line, self._section, is_layout=is_layout))
        elif self._tables and tag == "caption":
            self._tables[-1].caption = True
        elif self._tables:
            self._tables[-1].headers += 1
            self._tables[-1].scoped += "scope" in held

    def _end_table(self, table: _Table) -> None:
        if table.is_layout:
            return
        if not table.headers:
            message, hint = "a table has no header cells", "write the headers as `th` with `scope`"
        elif not table.caption and table.scoped < table.headers:
            message = "a table has no caption, and headers without `scope`"
            hint = "write a `caption`, or `scope` at each `th`"
        else:
            return
        self._found.append(Barrier("table", table.section, table.line, message, hint))

    def _image(self, held: Mapping[str, str], *, has_alt: bool) -> None:
        if not has_alt:
            hint = "say in `alt` what it shows; leave `alt` empty if it says nothing"
            self._tell("image", "a picture has no `alt`", hint)
        if self._link is not None:
            self._link.text += held.get("alt", "")

    def _field(self, tag: str, held: Mapping[str, str]) -> None:
        kind = held.get("type", "")
        if kind in {"hidden", "submit", "button", "reset", "image"} or self._labels_open:
            return
        if not any(held.get(name) for name in ("aria-label", "aria-labelledby", "title")):
            what = f"{tag} {held.get('name') or kind}".strip()
            self._fields.append((held.get("id", ""), self._line, self._section, what))

    def _end_link(self, link: _Link) -> None:
        if not link.text.strip():
            message = f"a link to `{link.href}` has no text"
            hint = "write where it leads"
            self._found.append(Barrier("link", link.section, link.line, message, hint))
        if link.href.startswith("#"):
            self._targets.append(link)


_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
