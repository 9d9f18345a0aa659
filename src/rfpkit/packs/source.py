"""Where packs come from: a folder with an index, or the address of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.packs.fetch import assert_address, fetch, shown
from rfpkit.packs.index import INDEX


class Source(Protocol):
    """A place that holds an index, and bundles beside it."""

    def read(self, name: str, most: int) -> bytes:
        """Returns a file of the place, which may have so many bytes.

        Raises:
            InputError: there is none, it is larger, or it cannot be read.
        """

    def shown(self, name: str) -> str:
        """Returns what people call a file of the place."""

    @property
    def folder(self) -> Path | None:
        """The folder that it is; None for an address."""

    @property
    def named(self) -> str:
        """What a record calls it: the folder as it was given, or the address of the index."""


def source(place: str) -> Source:
    """Returns the source that a person names: a folder, its index, or an `https:` address.

    Raises:
        InputError: there is no such folder, or the address may not be asked.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", place):
        assert_address(place)
        return _Web(place if place.partition("?")[0].endswith(".json") else _folder(place))
    path = Path(place)
    folder = path.parent if path.name == INDEX else path
    if not folder.is_dir():
        message = "there is no such folder"
        hint = f"name a folder that holds an {INDEX}, or an https: address of one"
        raise InputError([Diagnostic(Location(place), message, hint)])
    return _Folder(folder)


@dataclass(frozen=True)
class _Folder:
    """A folder: of this machine, of a share, of a checkout."""

    folder: Path

    @property
    def named(self) -> str:
        return str(self.folder)

    def read(self, name: str, most: int) -> bytes:
        path = self.folder / name
        try:
            # A pipe would never end, and a device neither.
            if path.exists() and not path.is_file():
                raise _refused(str(path), "this is not a file", "ask the publisher")
            with path.open("rb") as stream:
                data = stream.read(most + 1)
        except OSError as error:
            message = f"the file cannot be read: {(error.strerror or 'no reason is given').lower()}"
            raise _refused(str(path), message, _WAYS.get(name, "ask the publisher")) from None
        if len(data) > most:
            message = f"the file is larger than the {most:,} bytes that it may have"
            raise _refused(str(path), message, "ask the publisher")
        return data

    def shown(self, name: str) -> str:
        return str(self.folder / name)


@dataclass(frozen=True)
class _Web:
    """The address of an index."""

    address: str
    folder: None = None

    @property
    def named(self) -> str:
        return shown(self.address)

    def read(self, name: str, most: int) -> bytes:
        return fetch(self._at(name), most)

    def shown(self, name: str) -> str:
        return shown(self._at(name))

    def _at(self, name: str) -> str:
        return self.address if name == INDEX else urljoin(self.address, name)


def _folder(address: str) -> str:
    return urljoin(address if address.endswith("/") else f"{address}/", INDEX)


def _refused(place: str, message: str, hint: str) -> InputError:
    return InputError([Diagnostic(Location(place), message, hint)])


_WAYS = {INDEX: "write it with `rfpkit pack index`, or name the folder that holds it"}
