"""The workbooks that proposers fill in, made from the RFP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from rfpkit import __version__
from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.spreadsheet_text import LONGEST, fits_a_cell

FORMAT: Final = "xlsx"
"""The name of the format in `rfpkit build`."""

_SECTIONS: Final = {
    "requirements": "response-matrix",
    "service-levels": "response-matrix",
    "pricing": "price-sheet",
}
"""The workbook that a section of the document comes with."""

_PRODUCT: Final = f"rfpkit {__version__}"


def workbooks(
    solicitation: Solicitation, manifest: PackManifest, section: str | None, rfp: Path
) -> dict[str, bytes]:
    """Returns each workbook by its file's name: all, or the one of a section.

    Raises:
        InputError: the RFP asks nothing that a workbook could hold, or the section has none.
    """
    wanted = _wanted(section)
    made = {name: data for name in wanted if (data := _made(name, solicitation, manifest, rfp))}
    if not made:
        message = "the RFP asks nothing that proposers could answer in a workbook"
        hint = "write `requirements:`, `service_levels:` or `pricing:`, or leave xlsx out"
        raise InputError([Diagnostic(Location(str(rfp)), message, hint)])
    return {f"{solicitation.id}-{name}.{FORMAT}": data for name, data in made.items()}


def too_long_for_a_cell(solicitation: Solicitation) -> Iterable[Problem]:
    """Yields each text of the workbooks that no cell can hold: none is ever cut."""
    told = solicitation.model_dump(mode="json", include=_TOLD)
    for path, text in _texts(told, ()):
        if path[-1] not in _UNTOLD and not fits_a_cell(text):
            size = f"{len(text):,} characters, and a cell of a workbook holds {LONGEST:,}"
            hint = (
                "split it into requirements with one testable statement each"
                if path[0] == "requirements"
                else "shorten it"
            )
            yield Problem(path, f"the text has {size}", hint)


_TOLD: Final = {"title", "note", "issuer", "requirements", "service_levels", "pricing"}
_UNTOLD: Final = {"rationale", "source", "offered"}


def _texts(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict | list):
        for name, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(value, (*path, name))


def _wanted(section: str | None) -> list[str]:
    if section is None:
        return list(dict.fromkeys(_SECTIONS.values()))
    if section not in _SECTIONS:
        message = f"there is no workbook for the section `{section}`"
        hint = f"the sections that have one are: {', '.join(_SECTIONS)}"
        raise InputError([Diagnostic(Location("--section"), message, hint)])
    return [_SECTIONS[section]]


def _made(name: str, solicitation: Solicitation, manifest: PackManifest, rfp: Path) -> bytes | None:
    if name == "response-matrix":
        return _response_matrix(solicitation, manifest, rfp)
    if solicitation.pricing is None:
        return None
    from rfpkit.render.price_sheet import price_sheet  # openpyxl is slow to load

    return price_sheet(solicitation, solicitation.pricing, _PRODUCT)


def _response_matrix(solicitation: Solicitation, manifest: PackManifest, rfp: Path) -> bytes | None:
    from rfpkit.render.response_matrix import response_matrix  # openpyxl is slow to load

    if not solicitation.requirements and not solicitation.service_levels:
        return None
    codes = solicitation.response_codes or manifest.response_codes
    if codes is None:
        message = "neither the RFP nor its pack says with which codes proposers answer"
        hint = "write `response_codes:` with the codes and `blank:`"
        raise InputError([Diagnostic(Location(str(rfp)), message, hint)])
    return response_matrix(solicitation, manifest, codes, _PRODUCT)
