"""The server in a thread of its own, on this machine only."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from mapdocs.problems import Problem, UsageError
from mapdocs.sandbox.store import Clock, Store, Ticking

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"


class Server:
    """A running server. Its address is good as soon as it is made."""

    def __init__(self, store: Store, clock: Clock, wire: socket.socket) -> None:
        """Begin to serve on a bound socket."""
        self._store = store
        self._wire = wire
        self.base_url = f"http://{HOST}:{wire.getsockname()[1]}"
        self._server = _uvicorn(store, clock)
        self._thread = threading.Thread(target=self._run, name="mapdocs-sandbox", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.run(self._server.serve([self._wire]))

    def wait(self) -> None:
        """Until it is stopped."""
        while self._thread.is_alive():
            self._thread.join(0.5)

    def stop(self) -> None:
        """End it; the documents are on disk already."""
        self._server.should_exit = True
        self._server.wake()
        self._thread.join(10)
        self._wire.close()
        self._store.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End it."""
        self.stop()

    # What tests steer it with; see docs/sandbox.md.

    def control(self, method: str, name: str, said: object = None) -> Any:  # noqa: ANN401 - JSON
        """One request to /_control; RuntimeError with what it answers where it is refused."""
        connection = http.client.HTTPConnection(self.base_url.removeprefix("http://"), timeout=30)
        try:
            body = None if said is None else json.dumps(said).encode()
            connection.request(method, f"/_control/{name}", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            told = json.loads(answer.read())
            if answer.status != http.client.OK:
                raise RuntimeError(told["error"]["message"])
            return told
        finally:
            connection.close()

    def faults(self, *faults: dict[str, Any]) -> None:
        """Faults that the next requests meet."""
        self.control("POST", "faults", {"faults": faults})

    def edit(self, document: str, *requests: dict[str, Any], by: str = "", suggest: bool = False) -> Any:  # noqa: ANN401
        """A batch by somebody else, made or suggested."""
        return self.control("POST", "edit", {"document": document, "requests": requests, "as": by, "suggest": suggest})

    def interfere(self, document: str, action: str, **more: object) -> None:
        """Something else that somebody does: comment, share, trash, delete, split-ranges, drop-ranges, ..."""
        self.control("POST", "interfere", {"document": document, "action": action, **more})

    def log(self) -> list[dict[str, Any]]:
        """The API requests so far: method, path, query, bytes, status, bytes of the answer, faults."""
        told: list[dict[str, Any]] = self.control("GET", "log")["log"]
        return told

    def reset(self) -> None:
        """No documents, faults or log."""
        self.control("POST", "reset")


def serve(folder: Path | None = None, port: int = 0, clock: Clock | None = None) -> Server:
    """A server that keeps its documents in a folder, or in memory; port 0 takes any that is free.

    UsageError where the port or the folder is taken, or a file in the folder is no document.
    """
    store = Store(folder)
    try:
        wire = _bound(port)
    except BaseException:
        store.close()
        raise
    return Server(store, clock or Ticking(), wire)


def _bound(port: int) -> socket.socket:
    # The protocol is named, since asyncio only turns off the waiting for more to send (Nagle) where it is.
    wire = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        wire.bind((HOST, port))
        wire.listen(128)
    except (OSError, OverflowError) as error:
        wire.close()
        why = "a port is a number from 0 to 65535" if isinstance(error, OverflowError) else error.strerror or "no port"
        message = f"Port {port} can't be used: {why}."
        raise UsageError(Problem("bad-port", message, None, "Give --port another number.")) from None
    return wire


def _uvicorn(store: Store, clock: Clock) -> Any:  # noqa: ANN401 - uvicorn is imported only here
    import uvicorn

    from mapdocs.sandbox.app import make_app
    from mapdocs.sandbox.state import State
    from mapdocs.sandbox.wire import Connection

    class Quick(uvicorn.Server):
        """Ends at once when told to, instead of looking every tenth of a second."""

        def __init__(self, config: uvicorn.Config) -> None:
            super().__init__(config)
            self.loop: asyncio.AbstractEventLoop | None = None
            self.end: asyncio.Event | None = None

        async def main_loop(self) -> None:
            self.end = asyncio.Event()
            self.loop = asyncio.get_running_loop()
            await self.on_tick(0)
            if not self.should_exit:
                await self.end.wait()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - as the base
            for server in self.servers:
                server.close()
            for connection in list(self.server_state.connections):
                with suppress(AttributeError):
                    connection.transport.abort()
            await asyncio.sleep(0)

        def wake(self) -> None:
            if self.loop and self.end:
                with suppress(RuntimeError):
                    self.loop.call_soon_threadsafe(self.end.set)

    config = uvicorn.Config(
        make_app(State(store, clock)),
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=60,
    )
    return Quick(config)
