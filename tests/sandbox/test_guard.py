"""Who may talk to the server."""

from __future__ import annotations

import http.client

import pytest
from starlette.datastructures import Headers

from mapdocs.sandbox.guard import refused
from mapdocs.sandbox.server import Server


@pytest.mark.parametrize(
    ("method", "headers", "fine"),
    [
        ("GET", {"host": "127.0.0.1:8765"}, True),
        ("GET", {"host": "localhost:8765"}, True),
        ("GET", {"host": "[::1]:8765"}, True),
        ("GET", {"host": "evil.example:8765"}, False),
        ("GET", {"host": "127.0.0.1.evil.example"}, False),
        ("GET", {"host": "[::1"}, False),
        ("GET", {}, False),
        ("POST", {"host": "127.0.0.1:8765"}, True),
        ("POST", {"host": "127.0.0.1:8765", "origin": "http://127.0.0.1:8765"}, True),
        ("POST", {"host": "127.0.0.1:8765", "origin": "https://evil.example"}, False),
        ("POST", {"host": "127.0.0.1:8765", "origin": "http://127.0.0.1:9999"}, False),
        ("POST", {"host": "127.0.0.1:8765", "origin": "null"}, False),
        ("DELETE", {"host": "127.0.0.1:8765", "sec-fetch-site": "cross-site"}, False),
        ("POST", {"host": "127.0.0.1:8765", "sec-fetch-site": "same-origin"}, True),
        ("GET", {"host": "127.0.0.1:8765", "origin": "https://evil.example"}, True),
    ],
)
def test_only_this_machine_and_the_servers_own_pages(method: str, headers: dict[str, str], *, fine: bool) -> None:
    """Other names for this machine could be a page elsewhere; what such a page writes is refused."""
    assert fine == (not refused(Headers(headers), method))


def test_the_server_listens_on_loopback_only(server: Server) -> None:
    """And refuses a request that names another host."""
    assert server.base_url.startswith("http://127.0.0.1:")
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    connection.request("POST", "/_control/reset", headers={"Host": "evil.example"})
    answer = connection.getresponse()
    told = answer.read()
    connection.close()
    assert (403, b"This server only answers") == (answer.status, told[:24])
