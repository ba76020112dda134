"""Who may talk to the server: this machine, by its own name, and pages of the server itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class Guard:
    """Refuses other host names, which a page elsewhere could have pointed here, and what such a page would write."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "http" and (why := refused(Headers(scope=scope), scope["method"])):
            await PlainTextResponse(f"{why}\n", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def refused(headers: Headers, method: str) -> str:
    """Why a request is refused; empty where it is not."""
    host = headers.get("host", "")
    if _name(f"//{host}") not in _HERE:
        return "This server only answers to 127.0.0.1 and localhost."
    origin = headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != host
    if elsewhere or headers.get("sec-fetch-site", "none") in {"cross-site", "same-site"}:
        return "" if method in {"GET", "HEAD"} else "Pages elsewhere may not write here."
    return ""


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
