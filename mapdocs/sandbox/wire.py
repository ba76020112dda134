"""Answers that go wrong on the wire: cut off, or the connection reset."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

TRANSPORT = "sandbox.transport"
"""Where a request's scope holds its connection."""


class Connection(H11Protocol):
    """A connection that the application can break."""

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as the base class has it
        """Hand the connection on with each request."""
        super().connection_made(transport)
        app = self.app

        async def with_transport(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
            await app({**scope, TRANSPORT: transport}, receive, send)

        self.app = with_transport


class Lost(Response):
    """No answer: the connection is reset, or closed."""

    def __init__(self, how: str) -> None:
        """`reset` or `close`."""
        super().__init__()
        self.how = how

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """End it at once."""
        transport = scope[TRANSPORT]
        if self.how == "reset":
            wire = transport.get_extra_info("socket")
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        await asyncio.sleep(0.001)


class Truncated(Response):
    """Half of an answer that says it is whole."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Send the head, half of the body, and hang up."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        half = bytes(self.body)[: max(len(self.body) // 2, 1)]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        scope[TRANSPORT].close()
        await asyncio.sleep(0.001)
