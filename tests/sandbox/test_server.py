"""The server in its thread."""

from __future__ import annotations

import http.client
import socket
import time
from pathlib import Path

import pytest

from mapdocs.problems import UsageError
from mapdocs.sandbox.server import serve
from tests.clients import clients
from tests.drafts import insert, lines


def test_documents_survive_a_restart(tmp_path: Path) -> None:
    """With their revision, in which the next write is still guarded."""
    with serve(tmp_path) as server, clients(server.base_url) as google:
        ident = google.create("Plan", appProperties={"deal": "acme"})
        google.update(ident, insert(1, "Hello"))
        before = google.get(ident)
    with serve(tmp_path) as server, clients(server.base_url) as google:
        assert before == google.get(ident)
        google.update(ident, insert(6, " again"), revision=before["revisionId"])
        assert ["Hello again"] == lines(google.get(ident)["tabs"][0]["documentTab"]["body"]["content"])


def test_a_server_starts_and_stops_quickly() -> None:
    """So that a test can have one of its own; also one that nobody has called yet."""
    serve().stop()
    begin = time.monotonic()
    for _ in range(5):
        server = serve()
        server.stop()
    assert time.monotonic() - begin < 5


def test_it_answers_as_soon_as_it_is_made_and_no_longer_when_stopped() -> None:
    """The port is free again."""
    server = serve()
    port = int(server.base_url.rsplit(":", 1)[1])
    assert [] == server.log()
    kept = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    kept.request("GET", "/_control/log")
    kept.getresponse().read()
    server.stop()
    kept.close()
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", port), timeout=1):
        pass
    with serve(port=port) as again:
        assert again.base_url == server.base_url


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    """And the folder is let go; a port must be one."""
    with serve() as server:
        port = int(server.base_url.rsplit(":", 1)[1])
        with pytest.raises(UsageError, match="can't be used"):
            serve(tmp_path, port)
    with pytest.raises(UsageError, match="can't be used: a port is a number from 0 to 65535") as told:
        serve(tmp_path, 70000)
    assert ".." not in str(told.value)
    serve(tmp_path).stop()
