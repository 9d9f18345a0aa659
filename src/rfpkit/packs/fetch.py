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
from urllib.parse import urljoin, urlsplit

from rfpkit.errors import Diagnostic, InputError, Location

SCHEME: Final = "https"

_PATIENCE = 3.0
"""Seconds in which a file must begin to come; a name that nobody knows takes time as well."""
_PACE = 2_000
"""Bytes that must come in each second from then on: the slowest line of a school has three times
as many, and a server that drips is left."""
_SECONDS = 300
"""How long a file may take as a whole."""
_MOST_REDIRECTS = 5
_PIECE = 65_536
_STEP = 0.1


def fetch(address: str, most: int) -> bytes:
    """Returns the file at an address.

    Args:
        address: an `https:` address, which `assert_address` let pass.
        most: the most bytes that it may have.

    Raises:
        InputError: it cannot be had, is larger, or takes too long.
    """
    data, got = bytearray(), list[InputError | None]()
    # A name that is looked up, and a server that drips, know no time-out of their own.
    reader = threading.Thread(target=lambda: got.append(_outcome(address, most, data)), daemon=True)
    reader.start()
    for waited in range(1, int(_SECONDS / _STEP) + 1):
        reader.join(_STEP)
        if not reader.is_alive():
            break
        seconds = waited * _STEP
        if seconds >= _PATIENCE and len(data) < seconds * _PACE:
            raise _refused(address, _too_slow(len(data), seconds), _LATER)
    if not got:
        raise _refused(address, f"the file did not come within {_SECONDS} seconds", _LATER)
    if got[0] is not None:
        raise got[0]
    return bytes(data)


def _too_slow(received: int, seconds: float) -> str:
    if not received:
        return f"the server says nothing for {seconds:.0f} seconds"
    return f"the file comes too slowly: {received:,} bytes in {seconds:.0f} seconds"


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

    def http_error_302(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any
    ) -> Any:
        """Returns the answer of the address to which the server sends on."""
        try:
            assert_address(urljoin(req.full_url, headers.get("location") or ""))
        except InputError:
            fp.close()
            raise
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _outcome(address: str, most: int, data: bytearray) -> InputError | None:
    try:
        _read(address, most, data)
    except InputError as error:
        return error
    except urllib.error.HTTPError as error:
        return _refused(address, f"the server answers {error.code}", _CHECK)
    except urllib.error.URLError as error:
        return _refused(address, f"the server cannot be asked: {_reason(error.reason)}", _CHECK)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _refused(address, f"the server cannot be asked: {_reason(error)}", _CHECK)
    return None


def _read(address: str, most: int, data: bytearray) -> None:
    asked = urllib.request.Request(address, headers={"User-Agent": "rfpkit"})  # noqa: S310 - https
    with _opener().open(asked, timeout=_SECONDS) as answer:
        while piece := answer.read1(_PIECE):
            data += piece
            if len(data) > most:
                message = f"the file is larger than the {most:,} bytes that it may have"
                raise _refused(address, message, "ask the publisher")
        if answer.length:
            raise _refused(address, "the file ends before its end", _LATER)


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
