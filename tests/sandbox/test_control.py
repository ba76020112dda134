"""What tests steer the server with."""

from __future__ import annotations

import json
import re

import pytest

from mapdocs.sandbox.server import Server
from tests.clients import Clients
from tests.conftest import ROOT
from tests.drafts import insert, lines


def test_somebody_else_edits(google: Clients, server: Server) -> None:
    """Made or suggested, under a name; the answer tells the replies and the new revision."""
    ident = google.create()
    told = server.edit(ident, insert(1, "Hello"), by="maria@marlow.example")
    assert google.get(ident)["revisionId"] == told["revisionId"]
    assert server.edit(ident, insert(1, "x"), suggest=True)["suggestion"].startswith("suggest.")
    with pytest.raises(RuntimeError, match="less than the end index"):
        server.edit(ident, insert(99, "x"))
    with pytest.raises(RuntimeError, match="no document"):
        server.edit("none", insert(1, "x"))
    with pytest.raises(RuntimeError, match="Cannot find field"):
        server.edit(ident, {"insertTexts": {}})


def test_the_examples_of_the_page_do_what_they_say(google: Clients, server: Server) -> None:
    """Each is sent as it stands in docs/sandbox.md, one after the other."""
    ident = google.create()
    google.update(ident, insert(1, "Proof of concept, due Fri 11 Dec 2026"))
    page = (ROOT / "docs/sandbox.md").read_text("utf-8")
    examples = re.findall(r"```http\nPOST /_control/(\S+)\n(.*?)```", page, re.DOTALL)
    answers = [server.control("POST", name, json.loads(body.replace("DOCUMENT", ident))) for name, body in examples]
    told = google.get(ident)
    pieces = [e["textRun"] for e in told["tabs"][0]["documentTab"]["body"]["content"][1]["paragraph"]["elements"]]
    file = google.files.get(fileId=ident, fields="trashed,permissions(role)").execute()
    comments = google.drive.comments().list(fileId=ident, fields="comments(content)").execute()["comments"]

    assert ["edit", "edit", *["interfere"] * 4] == [name for name, _ in examples]
    assert answers[1]["suggestion"] in pieces[0]["suggestedDeletionIds"]
    assert ("Proof of c", "oncept, due Fri 18 Dec 2026\n") == (pieces[0]["content"], pieces[1]["content"])
    assert {"trashed": True, "permissions": [{"role": "owner"}, {"role": "commenter"}]} == file
    assert ["Why so late?"] == [comment["content"] for comment in comments]


def test_the_log_tells_each_request_with_its_bytes(google: Clients, server: Server) -> None:
    """Only those to the API."""
    ident = google.create()
    google.update(ident, insert(1, "Hello"))
    create, update = server.log()
    assert ("POST", "/drive/v3/files", 200) == (create["method"], create["path"], create["status"])
    assert f"/v1/documents/{ident}:batchUpdate" == update["path"]
    assert 60 < update["bytes"] < 120
    assert 0 < update["answer"] < 300
    server.control("DELETE", "log")
    assert [] == server.log()


def test_a_reset_takes_all_away(google: Clients, server: Server) -> None:
    """Documents and faults."""
    google.create()
    server.faults({"action": "500", "times": "forever"})
    assert 1 == len(server.control("GET", "faults")["faults"])
    server.reset()
    assert [] == google.files.list().execute()["files"]


def test_somebody_shares_trashes_and_deletes(google: Clients, server: Server) -> None:
    """At once."""
    ident = google.create()
    server.interfere(ident, "share", emailAddress="maria@marlow.example", role="reader")
    server.interfere(ident, "trash")
    told = google.files.get(fileId=ident, fields="trashed,permissions(role)").execute()
    assert {"trashed": True, "permissions": [{"role": "owner"}, {"role": "reader"}]} == told
    server.interfere(ident, "delete")
    for wrong in ("trash", "429"):
        with pytest.raises(RuntimeError):
            server.interfere(ident, wrong)


def test_wrong_json_is_told(server: Server) -> None:
    """As a refusal, not as a crash."""
    with pytest.raises(RuntimeError, match="list of faults"):
        server.control("POST", "faults", {"faults": 1})


def test_a_document_is_put_in(google: Clients, server: Server) -> None:
    """As an answer of documents.get told it, for somebody."""
    answer = google.get(google.create("Old"))
    answer["documentId"] = "1new"
    server.control("POST", "document", {"document": answer, "appProperties": {"deal": "x"}})
    assert [""] == lines(google.get("1new")["tabs"][0]["documentTab"]["body"]["content"])
    assert {"deal": "x"} == google.files.get(fileId="1new", fields="appProperties").execute()["appProperties"]
