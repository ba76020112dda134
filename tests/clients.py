"""Google's own client, pointed at a local server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httplib2
import pytest
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

DOCUMENT = "application/vnd.google-apps.document"
Json = dict[str, Any]


@dataclass(frozen=True)
class Clients:
    """Both APIs, and the few calls that tests make again and again."""

    docs: Any
    drive: Any
    documents: Any
    files: Any

    def create(self, name: str = "Plan", **more: object) -> str:
        """A new document's id."""
        body = {"name": name, "mimeType": DOCUMENT, **more}
        return str(self.files.create(body=body, fields="id").execute()["id"])

    def get(self, document: str, **query: object) -> Json:
        """documents.get, with all tabs."""
        answer: Json = self.documents.get(documentId=document, includeTabsContent=True, **query).execute()
        return answer

    def update(self, document: str, *requests: Json, revision: str = "", mode: str = "") -> Json:
        """documents.batchUpdate."""
        control = {"requiredRevisionId": revision} if revision else {}
        control |= {"writeMode": mode} if mode else {}
        body = {"requests": list(requests)} | ({"writeControl": control} if control else {})
        answer: Json = self.documents.batchUpdate(documentId=document, body=body).execute()
        return answer


def refused(code: int, call: Callable[[], object]) -> Json:
    """What the server says of a call that it does not do."""
    with pytest.raises(HttpError) as error:
        call()
    assert code == error.value.resp.status
    told: Json = json.loads(error.value.content)["error"]
    return told


def _known(email: str) -> Any:  # noqa: ANN401 - the library has no types
    """A connection whose every request says who sends it, if anybody is named."""
    wire = httplib2.Http(timeout=10)
    plain = wire.request

    def request(uri: str, method: str = "GET", body: Any = None, headers: Any = None, **more: Any) -> Any:  # noqa: ANN401
        return plain(uri, method, body, {**(headers or {}), "authorization": f"Bearer {email}"}, **more)

    if email:
        wire.request = request
    return wire


@contextmanager
def clients(base: str, email: str = "") -> Iterator[Clients]:
    """Clients for a server, with somebody logged in or nobody; they are closed at the end."""
    wire = _known(email)
    docs = build("docs", "v1", http=wire, client_options={"api_endpoint": base})
    drive = build("drive", "v3", http=wire, client_options={"api_endpoint": f"{base}/drive/v3/"})
    try:
        # Made once: the client builds these anew at each call, which takes longer than a request.
        yield Clients(docs, drive, docs.documents(), drive.files())
    finally:
        docs.close()
        drive.close()
