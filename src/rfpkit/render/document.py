"""A solicitation as one semantic HTML document, by the templates of its pack."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from rfpkit.model.digest import short
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.worked import Worked
from rfpkit.render.apostrophes import with_apostrophes
from rfpkit.render.pack_document import assert_from_the_base
from rfpkit.render.sandbox import door
from rfpkit.render.view import rfp
from rfpkit.render.view.family import page as family
from rfpkit.render.vocabulary import PICTURE


class TemplatePack(Protocol):
    """A pack that lies on this machine."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where a template is looked for, the first one first."""

    @property
    def manifest(self) -> PackManifest:
        """What it says of itself."""


def document_html(
    solicitation: Solicitation,
    pack: TemplatePack,
    section: str | None,
    worked: Iterable[Worked] = (),
    logo: bytes = b"",
    lock: str = "",
) -> str:
    """Returns the document, whole or one section of it, for every format to be made from.

    Args:
        solicitation: what the document says.
        pack: whose templates make it.
        section: the one section that is wanted, or `family` for the page that goes home with
            students; None for the whole document.
        worked: the worked examples of its levels.
        logo: the issuer's logo, a PNG; empty without one.
        lock: the digest of the lock from which the document is built; empty without one.

    Raises:
        InputError: there is no such section, or a template of the pack is broken.
    """
    if section == family.PAGE:
        template, context = family.TEMPLATE, family.view(solicitation)
    else:
        template = rfp.TEMPLATE
        context = rfp.view(solicitation, section=section, manifest=pack.manifest, worked=worked)
    picture = _logo(solicitation, logo)
    context |= {"logo": picture, "lock": {"full": lock, "short": short(lock)}}
    made = door.render(list(pack.folders), template, context)
    assert_from_the_base(made, picture.get("source", ""))
    return with_apostrophes(made)


def _logo(solicitation: Solicitation, logo: bytes) -> dict[str, str]:
    if not logo or solicitation.issuer.logo is None:
        return {}
    source = PICTURE + base64.b64encode(logo).decode("ascii")
    return {"source": source, "shows": solicitation.issuer.logo.shows}
