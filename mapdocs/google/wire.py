"""HTTP under Google's client: each request is sent once, and whether it was sent is told.

The client's own transport sends a POST again whose connection dropped after it was sent, whatever it is told about
retries: the write is done twice (httplib2, `_conn_request`). This one stands in its place. It has the two methods of
httplib2.Http that the client calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mapdocs.google.errors import signed_out

if TYPE_CHECKING:
    import httplib2
    import requests

_SAFE = frozenset(("GET", "HEAD"))
_PIECE = 1 << 16
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


class NotSentError(Exception):
    """The request never left, and was not seen by anybody."""


class LostError(Exception):
    """The request was sent, at least in part, and there is no whole answer."""


class Wire:
    """Sends what Google's client makes. `credentials` is None for nobody, as a local server wants it.

    `connect`, `read`: seconds to wait for a connection, and between two pieces of an answer; `whole`: for all of it.
    `kept`: called when the credentials got a new token.
    """

    def __init__(
        self,
        credentials: Any,  # noqa: ANN401 - google-auth has no types
        clock: Callable[[], float],
        *,
        connect: float = 15,
        read: float = 90,
        whole: float = 180,
        kept: Callable[[Any], None] | None = None,
    ) -> None:
        import requests

        self._credentials = credentials
        self._clock = clock
        self._connect, self._read, self._whole = connect, read, whole
        self._kept = kept
        self._session = requests.Session()
        # Else a line in ~/.netrc would take the place of the token.
        self._session.auth = _as_it_is

    def request(  # the signature of httplib2.Http.request
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 0,  # noqa: ARG002 - Google's APIs have none; who redirects is a stranger in between
        connection_type: object = None,  # noqa: ARG002 - httplib2's own
    ) -> tuple[httplib2.Response, bytes]:
        """The answer, whatever its status; NotSentError, LostError, or Refused for a login that is no longer taken."""
        sent = dict(headers or {})
        self._identify(method, uri, sent)
        self._session.trust_env = urlsplit(uri).hostname not in LOOPBACK
        if method not in _SAFE:
            # On a connection that the other side has just closed, a write's fate would not be known.
            self._session.close()
        return self._exchanged(uri, method, body, sent)

    def refresh(self) -> bool:
        """A new token, where there is one to be had; Refused where the login is no longer taken."""
        if self._credentials is None:
            return False
        self._fetched(self._credentials.refresh)
        return True

    def close(self) -> None:
        """Lets go of the connections."""
        self._session.close()

    def _identify(self, method: str, uri: str, headers: dict[str, str]) -> None:
        if self._credentials is not None:
            self._fetched(lambda request: self._credentials.before_request(request, method, uri, headers))

    def _fetched(self, ask: Callable[[Any], object]) -> None:
        """Asks for a token, by google-auth's own transport, which tries again where that is safe."""
        from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
        from google.auth.transport.requests import Request

        before = self._credentials.token
        try:
            ask(Request())
        except TransportError:
            raise NotSentError("the server that gives tokens does not answer") from None
        except RefreshError as error:
            if error.retryable:
                raise NotSentError("the server that gives tokens fails") from None
            raise signed_out(error.args[0] if error.args else "") from None
        except GoogleAuthError as error:
            raise signed_out(str(error)) from None
        if self._kept and self._credentials.token != before:
            # A token that can't be kept is fetched again next time.
            with suppress(OSError):
                self._kept(self._credentials)

    def _exchanged(
        self, uri: str, method: str, body: str | bytes | None, headers: dict[str, str]
    ) -> tuple[httplib2.Response, bytes]:
        from requests import RequestException
        from urllib3.exceptions import HTTPError

        data = body.encode() if isinstance(body, str) else body
        end = self._clock() + self._whole
        try:
            with self._session.request(
                method,
                uri,
                data=data,
                headers=headers,
                timeout=(self._connect, self._read),
                allow_redirects=False,
                stream=True,
            ) as answer:
                return _response(answer), self._content(answer, end)
        except (RequestException, HTTPError) as error:
            raise _told(error) from None

    def _content(self, answer: requests.Response, end: float) -> bytes:
        """The body, read as it comes; requests' own ways of reading wait for a full piece, however slow it comes."""
        pieces = []
        while piece := answer.raw.read1(_PIECE, decode_content=True):
            pieces.append(piece)
            if self._clock() > end:
                raise LostError("no whole answer within the time")
        return b"".join(pieces)


def _as_it_is(request: Any) -> Any:  # noqa: ANN401 - requests hands on a prepared request
    return request


def _response(answer: requests.Response) -> httplib2.Response:
    import httplib2

    headers = {name.lower(): value for name, value in answer.headers.items()}
    response = httplib2.Response({**headers, "status": str(answer.status_code)})
    response.reason = answer.reason or ""
    return response


def _told(error: Exception) -> NotSentError | LostError:
    """Whether the request had left. The library's own words are not handed on: they may hold a proxy's password."""
    causes = [error, *_causes(error)]
    for kind, why in _BEFORE.items():
        if any(kind in (one.__name__ for one in type(cause).__mro__) for cause in causes):
            return NotSentError(why)
    late = any("Timeout" in type(cause).__name__ for cause in causes)
    return LostError("no answer within the time" if late else "the connection broke before the whole answer was there")


# The libraries' errors from before a request left, by name and in this order, and what they say.
_BEFORE = {
    "SSLCertVerificationError": "its certificate is not one that this machine trusts",
    "ConnectTimeout": "no connection within the time",
    "ProxyError": "the proxy does not let it through",
    "NameResolutionError": "its name is not known here, as without a network",
    "NewConnectionError": "nothing listens there",
    "InvalidURL": "the address is none",
    "InvalidSchema": "the address is none",
    "MissingSchema": "the address is none",
    "InvalidHeader": "the token is none",
}


def _causes(error: BaseException) -> list[BaseException]:
    """The error and all those that it was made of."""
    found: list[BaseException] = []
    open_ = [error]
    while open_ and len(found) < 50:  # noqa: PLR2004 - a chain is a few long
        one = open_.pop()
        if any(one is other for other in found):
            continue
        found.append(one)
        parts = [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
        open_ += [part for part in parts if isinstance(part, BaseException)]
    return found
