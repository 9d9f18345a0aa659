"""The one door to the network: a file of an `https:` address that a person named.

Nothing here follows what a pack says. Proxies of the machine are used, and never told.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import urllib.error
import urllib.request
from typing import IO, Any, Final
from urllib.parse import urlsplit

from rfpkit.errors import Diagnostic, InputError, Location

SCHEME: Final = "https"

_ANSWER_SECONDS = 20
"""How long a server may say nothing."""
_SECONDS = 300
"""How long a file may take as a whole; a server that drips is left."""
_MOST_REDIRECTS = 5
_PIECE = 65_536


def fetch(address: str, most: int) -> bytes:
    """Returns the file at an address.

    Args:
        address: an `https:` address, which `assert_address` let pass.
        most: the most bytes that it may have.

    Raises:
        InputError: it cannot be had, is larger, or takes too long.
    """
    got: list[bytes | InputError] = []
    # A name that is looked up, and a server that drips, know no time-out of their own.
    reader = threading.Thread(target=lambda: got.append(_outcome(address, most)), daemon=True)
    reader.start()
    reader.join(_SECONDS)
    if not got:
        raise _refused(address, f"the file did not come within {_SECONDS} seconds", _LATER)
    if isinstance(got[0], InputError):
        raise got[0]
    return got[0]


def assert_address(text: str) -> None:
    """Sees that an address is one that may be asked.

    Raises:
        InputError: it is not `https:`, names nobody, or holds a password.
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _refused(text, "this is no address", _WRITE) from None
    if parts.username is not None or parts.password is not None:
        message = "an address with a user's name or password is not asked"
        raise _refused(f"{parts.scheme}://{host}{parts.path}", message, _PASSWORD)
    if parts.scheme != SCHEME:
        message = f"`{parts.scheme}:` is not asked: only `https:` is"
        raise _refused(text, message, _WRITE)
    if not host or not text.isascii() or not text.isprintable() or " " in text:
        raise _refused(text, "this is no address", _WRITE)


def shown(address: str) -> str:
    """Returns an address without what may be secret in it."""
    return address.partition("?")[0].partition("#")[0]


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follows a server to another `https:` address, and nowhere else."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], *given: Any
    ) -> urllib.request.Request | None:
        """Returns what is asked next."""
        try:
            assert_address(given[-1])
        except InputError:
            fp.close()
            raise
        return super().redirect_request(req, fp, *given)


def _outcome(address: str, most: int) -> bytes | InputError:
    try:
        return _read(address, most)
    except InputError as error:
        return error
    except urllib.error.HTTPError as error:
        return _refused(address, f"the server answers {error.code}", _CHECK)
    except urllib.error.URLError as error:
        return _refused(address, f"the server cannot be asked: {_reason(error.reason)}", _CHECK)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _refused(address, f"the server cannot be asked: {_reason(error)}", _CHECK)


def _read(address: str, most: int) -> bytes:
    asked = urllib.request.Request(address, headers={"User-Agent": "rfpkit"})  # noqa: S310 - https
    with _opener().open(asked, timeout=_ANSWER_SECONDS) as answer:
        data = bytearray()
        while piece := answer.read(_PIECE):
            data += piece
            if len(data) > most:
                message = f"the file is larger than the {most:,} bytes that it may have"
                raise _refused(address, message, "ask the publisher")
        if answer.length:
            raise _refused(address, "the file ends before its end", _LATER)
        return bytes(data)


def _opener() -> urllib.request.OpenerDirector:
    # Only these: the usual opener knows `http:`, `ftp:`, `file:` and `data:` as well.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _HttpsOnly(),
    ):
        opener.add_handler(handler)
    return opener


def _reason(reason: object) -> str:
    # Never the text of any error: one of a proxy may hold its password.
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({reason.verify_message})"
    if isinstance(reason, TimeoutError):
        return "it says nothing"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror
    return type(reason).__name__


def _refused(address: str, message: str, hint: str) -> InputError:
    return InputError([Diagnostic(Location(shown(address)), message, hint)])


_WRITE = "write https://…/index.json, or name a folder"
_CHECK = "check the address; a browser must be able to open it"
_LATER = "try again later, or get the folder in another way and name it"
_PASSWORD = "get the folder in another way, and name it"  # noqa: S105 - a hint
