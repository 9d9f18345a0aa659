"""Where the folders lie that rfpkit ships beside its code."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Folder = Literal["templates", "schemas"]

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def shared(folder: Folder) -> Path:
    """The shipped folder `folder`: from the wheel where installed, else from the checkout.

    Raises:
        FileNotFoundError: if the installation is incomplete.
    """
    # A wheel carries the folders inside the package; a checkout never has them there,
    # so what lies there is always of the same release as the code.
    for root in (_PACKAGE / "_shared", _CHECKOUT):
        if (root / folder).is_dir():
            return root / folder
    message = f"rfpkit's folder `{folder}` is missing: install rfpkit again"
    raise FileNotFoundError(message)
