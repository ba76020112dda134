"""A server on loopback that answers Google's client as a test tells it to, down to how a connection ends."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

LONGEST = 20.0


@dataclass(frozen=True)
class Got:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body of a write."""
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True)
class Reply:
    """What the server does with one request."""

    status: int = 200
    body: object = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    how: str = "whole"


def fails(status: int, reason: str = "", message: str = "No.", headers: Mapping[str, str] | None = None) -> Reply:
    """An error as Google words it."""
    errors = [{"domain": "usageLimits", "reason": reason, "message": message}] if reason else []
    return Reply(status, {"error": {"code": status, "message": message, "errors": errors}}, headers or {})


# Read the whole request, then: end the connection; break it; answer in part; not answer.
CLOSED, RESET, CUT, SHORT, CHUNKS, SILENT = (
    Reply(body={"replies": [{}] * 20}, how=how) for how in ("closed", "reset", "cut", "short", "chunks", "silent")
)
# Break the connection at the first byte, before the request can be known.
DROPPED = Reply(how="dropped")

Script = Callable[[Got], Reply]


class Server:
    """Answers one reply after the other, the last one for ever; or what `script` says. `got`: all that came whole."""

    def __init__(self, replies: Sequence[Reply] | Script) -> None:
        self.got: list[Got] = []
        self.connections = 0
        self._replies = replies
        self._turn = 0
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._port = self._socket.getsockname()[1]
        self._socket.settimeout(0.1)
        self._threads: list[threading.Thread] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def paths(self, method: str) -> list[str]:
        """The paths that came with a method, in order."""
        return [got.path.split("?")[0] for got in self.got if got.method == method]

    def begin(self) -> None:
        """Listens."""
        self._start(self._accept)

    def end(self) -> None:
        """Listens no more, and waits for its threads."""
        self._over.set()
        for thread in self._threads:
            thread.join(LONGEST)
        self._socket.close()

    def _start(self, run: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=run, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.connections += 1
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(0.1)
        with connection:
            while not self._over.is_set():
                if not callable(self._replies) and self._next(peek=True).how == "dropped":
                    if self._more(connection):
                        self._next()
                        _broken(connection)
                    return
                got = self._read(connection)
                if got is None:
                    return
                with self._lock:
                    self.got.append(got)
                    reply = self._replies(got) if callable(self._replies) else self._next()
                if not self._sent(connection, reply):
                    return

    def _next(self, *, peek: bool = False) -> Reply:
        assert not callable(self._replies)
        reply = self._replies[min(self._turn, len(self._replies) - 1)]
        self._turn += not peek
        return reply

    def _read(self, connection: socket.socket) -> Got | None:
        data = b""
        while b"\r\n\r\n" not in data:
            more = self._more(connection)
            if not more:
                return None
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", 0)):
            more = self._more(connection)
            if not more:
                return None
            body += more
        method, path, _ = first.split(" ")
        return Got(method, path, headers, body)

    def _more(self, connection: socket.socket) -> bytes:
        while not self._over.is_set():
            try:
                return connection.recv(1 << 16)
            except TimeoutError:
                continue
            except OSError:
                break
        return b""

    def _sent(self, connection: socket.socket, reply: Reply) -> bool:
        """Whether the connection goes on."""
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        lines = {"content-type": "application/json", "content-length": str(len(body)), **reply.headers}
        if reply.how == "cut":
            lines.pop("content-length")
            lines["connection"] = "close"
        if reply.how == "chunks":
            lines.pop("content-length")
            lines["transfer-encoding"] = "chunked"
            body = b"%x\r\n%s" % (len(body), body)
        head = f"HTTP/1.1 {reply.status} Told\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        if reply.how == "reset":
            _broken(connection)
        elif reply.how == "silent":
            self._over.wait(LONGEST)
        elif reply.how == "trickle":
            connection.sendall(head.encode() + b"\r\n")
            for at in range(len(body)):
                if self._over.wait(0.05):
                    break
                connection.sendall(body[at : at + 1])
        elif reply.how in ("cut", "short", "chunks"):
            connection.sendall(head.encode() + b"\r\n" + body[: len(body) // 2])
        elif reply.how == "whole":
            connection.sendall(head.encode() + b"\r\n" + body)
            return True
        return False


def _broken(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@contextmanager
def serving(*replies: Reply, script: Script | None = None) -> Iterator[Server]:
    """A server that is there for as long as the test runs."""
    server = Server(script or replies)
    server.begin()
    try:
        yield server
    finally:
        server.end()


@dataclass
class Time:
    """Time that passes only by waiting."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def pause(self, seconds: float) -> None:
        """Notes the wait."""
        self.waits.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        """The seconds that were waited."""
        return self.now

    def spread(self) -> float:
        """All of a wait."""
        return 1.0
