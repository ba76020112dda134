"""Answers that go wrong on the wire."""

from __future__ import annotations

import http.client
import json
import time

import pytest

from mapdocs.sandbox.server import Server
from tests.clients import Clients
from tests.drafts import insert, lines

WRITE = {"method": "POST", "path": ":batchUpdate$"}


def text(google: Clients, ident: str) -> list[object]:
    return lines(google.get(ident)["tabs"][0]["documentTab"]["body"]["content"])


def raw_write(server: Server, ident: str, timeout: float = 10) -> bytes:
    """One batch, sent once and by no client that sends again."""
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=timeout)
    try:
        body = json.dumps({"requests": [insert(1, "x")]})
        connection.request("POST", f"/v1/documents/{ident}:batchUpdate", body)
        return connection.getresponse().read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("action", "applied"), [("reset-before", ""), ("reset-after", "x"), ("drop-before", ""), ("drop-after", "x")]
)
def test_a_connection_ends_before_or_after_the_write(
    google: Clients, server: Server, action: str, applied: str
) -> None:
    """The caller can't tell which; the document can."""
    ident = google.create()
    server.faults({"action": action, **WRITE})
    with pytest.raises(ConnectionError):
        raw_write(server, ident)
    assert [applied] == text(google, ident)


def test_the_client_sends_a_write_again_whose_connection_dropped(google: Clients, server: Server) -> None:
    """Which is why requests must be one-shot: it was applied, is applied again, and the caller sees success."""
    ident = google.create()
    google.get(ident)
    server.faults({"action": "drop-after", **WRITE})
    google.update(ident, insert(1, "x"))
    assert ["xx"] == text(google, ident)


def test_an_answer_is_cut_off(google: Clients, server: Server) -> None:
    """The write was applied."""
    ident = google.create()
    server.faults({"action": "truncate", **WRITE})
    with pytest.raises(http.client.IncompleteRead):
        raw_write(server, ident)
    assert ["x"] == text(google, ident)


def test_an_answer_comes_too_late(google: Clients, server: Server) -> None:
    """The write was applied, and the server serves others meanwhile."""
    ident = google.create()
    server.faults({"action": "delay", "seconds": 1, **WRITE})
    begin = time.monotonic()
    with pytest.raises(TimeoutError):
        raw_write(server, ident, timeout=0.2)
    assert ["x"] == text(google, ident)
    assert time.monotonic() - begin < 0.9


def test_the_answer_to_a_create_is_lost(google: Clients, server: Server) -> None:
    """The document is there, and found by what it carries."""
    server.faults({"action": "reset-after", "path": "/files$", "method": "POST", "times": 1})
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    body = {"name": "x", "mimeType": "application/vnd.google-apps.document", "appProperties": {"nonce": "n1"}}
    connection.request("POST", "/drive/v3/files", json.dumps(body))
    with pytest.raises(ConnectionError):
        connection.getresponse()
    connection.close()
    query = "appProperties has { key='nonce' and value='n1' } and trashed=false"
    assert 1 == len(google.files.list(q=query).execute()["files"])
