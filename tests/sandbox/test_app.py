"""The server's addresses, and faults through Google's own client."""

from __future__ import annotations

import http.client
import json

import pytest
from googleapiclient.errors import HttpError

from mapdocs.sandbox.server import Server
from tests.clients import Clients
from tests.drafts import insert

WRITE = {"method": "POST", "path": ":batchUpdate$"}


@pytest.mark.parametrize(
    ("action", "code", "status"),
    [
        ("400-stale", 400, "FAILED_PRECONDITION"),
        ("401", 401, "UNAUTHENTICATED"),
        ("403", 403, "PERMISSION_DENIED"),
        ("403-rate", 403, "RESOURCE_EXHAUSTED"),
        ("404", 404, "NOT_FOUND"),
        ("429", 429, "RESOURCE_EXHAUSTED"),
        ("500", 500, "INTERNAL"),
        ("503", 503, "UNAVAILABLE"),
    ],
)
def test_a_refusal_on_demand_does_nothing(google: Clients, server: Server, action: str, code: int, status: str) -> None:
    """And the next request goes through."""
    ident = google.create()
    before = google.get(ident)
    server.faults({"action": action, **WRITE})
    with pytest.raises(HttpError) as error:
        google.update(ident, insert(1, "x"))
    assert (code, status) == (error.value.resp.status, json.loads(error.value.content)["error"]["status"])
    assert before == google.get(ident)
    google.update(ident, insert(1, "x"))
    assert [action] == [fault for note in server.log() for fault in note["faults"]]


def test_how_long_to_wait_is_told_where_asked_for(google: Clients, server: Server) -> None:
    """Retry-After, or none."""
    ident = google.create()
    server.faults({"action": "429", "retryAfter": 2}, {"action": "429", "skip": 0})
    server.control("DELETE", "faults")
    server.faults({"action": "429", "retryAfter": 2})
    with pytest.raises(HttpError) as error:
        google.get(ident)
    assert "2" == error.value.resp["retry-after"]
    server.faults({"action": "429"})
    with pytest.raises(HttpError) as error:
        google.get(ident)
    assert "retry-after" not in error.value.resp


@pytest.mark.parametrize(
    ("action", "code", "reason"),
    [("403-user-rate", 403, "userRateLimitExceeded"), ("403-rate", 403, "rateLimitExceeded"), ("404", 404, "notFound")],
)
def test_drive_refuses_in_its_own_words(google: Clients, server: Server, action: str, code: int, reason: str) -> None:
    """With a reason."""
    server.faults({"action": action, "path": "/files"})
    with pytest.raises(HttpError) as error:
        google.files.list().execute()
    told = json.loads(error.value.content)["error"]
    assert (code, reason) == (told["code"], told["errors"][0]["reason"])


def test_an_answer_without_revision(google: Clients, server: Server) -> None:
    """As for those who may not edit."""
    ident = google.create()
    server.faults({"action": "no-revision"})
    assert "revisionId" not in google.get(ident)
    assert "revisionId" in google.get(ident)


def test_a_new_document_can_be_missing_from_the_list(google: Clients, server: Server) -> None:
    """For as many lists as are asked for; it is there all the same."""
    ident = google.create()
    server.faults({"action": "unlisted", "path": "/files$", "method": "GET", "times": 2})
    found = [len(google.files.list().execute()["files"]) for _ in range(3)]
    assert [0, 0, 1] == found
    google.get(ident)


def test_a_refused_token_is_401(server: Server, google: Clients) -> None:
    """Until it is accepted again."""
    server.control("POST", "tokens", {"refuse": ["ana@seller.example"]})
    assert 401 == _status(server, "Bearer ana@seller.example")
    server.control("POST", "tokens", {"accept": ["ana@seller.example"]})
    assert 200 == _status(server, "Bearer ana@seller.example")


def _status(server: Server, token: str = "", path: str = "/drive/v3/files", body: str | None = None) -> int:
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    connection.request("GET" if body is None else "POST", path, body, {"Authorization": token} if token else {})
    status = connection.getresponse().status
    connection.close()
    return status


def test_what_is_no_json_is_refused(server: Server, google: Clients) -> None:
    """And what is no object; other addresses are not there."""
    path = f"/v1/documents/{google.create()}:batchUpdate"
    assert [400, 400, 200] == [_status(server, path=path, body=body) for body in ("{", "[]", "{}")]
    assert 404 == _status(server, path="/drive/v2/files")
