"""The calls as they go over the wire, and what comes of the answers."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mapdocs.google.accounts import Account
from mapdocs.google.errors import Doubt, Refused
from mapdocs.google.service import Remote
from mapdocs.google.transport import Pace
from tests.google.server import CLOSED, Got, Reply, Server, Time, fails, serving

INFO = {
    "id": "d",
    "name": "Plan",
    "webViewLink": "https://docs.google.com/document/d/d/edit",
    "trashed": False,
    "version": "7",
    "modifiedTime": "2026-11-23T10:00:00Z",
    "capabilities": {"canEdit": True, "canShare": True},
    "appProperties": {"mapdocs-deal": "marlow"},
}


def remote(server: Server, folder: str = "") -> Remote:
    clock = Time()
    return Remote(Account("endpoint", endpoint=server.url, folder=folder), Pace(clock.pause, clock.clock, clock.spread))


def asked(got: Got) -> dict[str, str]:
    return {name: value for name, (value, *_) in parse_qs(urlsplit(got.path).query).items()}


def test_a_document_is_read_with_all_its_tabs_and_suggestions() -> None:
    """What is asked for, and where."""
    with serving(Reply(body={"documentId": "d"})) as server:
        assert {"documentId": "d"} == remote(server).get("d")

        assert "/v1/documents/d" == server.got[0].path.split("?")[0]
        wanted = {"includeTabsContent": "true", "suggestionsViewMode": "SUGGESTIONS_INLINE", "alt": "json"}
        assert wanted == asked(server.got[0])


def test_a_batch_names_the_revision_that_it_is_for() -> None:
    """Every write is guarded, and tells the revision after it."""
    done = {"replies": [{"createHeader": {"headerId": "h"}}], "writeControl": {"requiredRevisionId": "r2"}}
    with serving(Reply(body=done)) as server:
        replies, revision = remote(server).batch_update("d", [{"createHeader": {"type": "DEFAULT"}}], "r1")

        assert ("/v1/documents/d:batchUpdate", "POST") == (server.got[0].path.split("?")[0], server.got[0].method)
        wanted = {"requests": [{"createHeader": {"type": "DEFAULT"}}], "writeControl": {"requiredRevisionId": "r1"}}
        assert wanted == server.got[0].json
    assert ([{"createHeader": {"headerId": "h"}}], "r2") == (replies, revision)


@pytest.mark.parametrize("folder", ["", "F1"])
def test_a_document_is_made_with_its_nonce(folder: str) -> None:
    """In the folder that the login names, or in the account's own drive."""
    with serving(Reply(body={"id": "d9"})) as server:
        assert "d9" == remote(server, folder).create("Plan", {"mapdocs-nonce": "n1"})

        sent = server.got[0].json
        assert ("/drive/v3/files", "POST") == (server.got[0].path.split("?")[0], server.got[0].method)
    assert {"mapdocs-nonce": "n1"} == sent["appProperties"]
    assert [folder] * bool(folder) == sent.get("parents", [])


@pytest.mark.parametrize("how", [fails(404, "notFound"), fails(403, "insufficientFilePermissions")])
def test_a_folder_that_is_closed_to_us_is_told(how: Reply) -> None:
    """As a shared drive that the account is no member of."""
    with serving(how) as server, pytest.raises(Refused, match="google-folder"):
        remote(server, "F1").create("Plan", {})


def test_a_document_whose_making_was_not_answered_is_found_again() -> None:
    """Doubt, then the nonce: it is not made twice."""
    with serving(CLOSED, Reply(body={"files": [INFO]})) as server:
        here = remote(server)
        with pytest.raises(Doubt):
            here.create("Plan", {"mapdocs-nonce": "it's"})
        found = here.find_created("it's")

        assert ["POST", "GET"] == [got.method for got in server.got]
        assert r"appProperties has { key='mapdocs-nonce' and value='it\'s' }" == asked(server.got[1])["q"]
    assert ["d"] == [info.id for info in found]


def test_a_document_that_is_not_listed_yet_is_waited_for() -> None:
    """Drive lists it after a while; whoever looked once would make a second one."""
    none, one = Reply(body={"files": []}), Reply(body={"files": [INFO]})
    with serving(none, none, one) as server:
        assert ["d"] == [info.id for info in remote(server).find_created("n", patient=True)]
    with serving(none) as server:
        assert [] == remote(server).find_created("n")
        assert [] == remote(server).find_created("n", patient=True)
        assert 5 == len(server.got)


def test_lists_are_read_to_their_end() -> None:
    """Every page, in order; documents in the trash are no deal's."""
    pages = {
        None: {"files": [INFO, {**INFO, "id": "t", "trashed": True}], "nextPageToken": "2"},
        "2": {"files": [{**INFO, "id": "e"}]},
    }
    with serving(script=lambda got: Reply(body=pages[asked(got).get("pageToken")])) as server:
        assert ["d", "e"] == [info.id for info in remote(server).find_deal("marlow")]


def test_a_list_without_an_end_is_refused() -> None:
    """A server that always names a next page does not hold mapdocs for ever."""
    with serving(Reply(body={"files": [], "nextPageToken": "again"})) as server, pytest.raises(Refused):
        remote(server).find_created("n")


def test_what_drive_knows_is_told() -> None:
    """Name, address, trash, rights, properties; what is left out is empty."""
    with serving(Reply(body=INFO), Reply(body={"id": "x"})) as server:
        here = remote(server)
        full, bare = here.info("d"), here.info("x")

    assert ("Plan", True, False, {"mapdocs-deal": "marlow"}) == (
        full.name,
        full.can_edit,
        full.trashed,
        full.properties,
    )
    assert ("x", "", False, {}) == (bare.id, bare.name, bare.can_edit, bare.properties)


@pytest.mark.parametrize(
    ("act", "sent", "done"),
    [
        (lambda here: here.rename("d", "New"), {"name": "New"}, {"name": "New"}),
        (
            lambda here: here.mark("d", {"mapdocs-deal": "new"}),
            {"appProperties": {"mapdocs-deal": "new"}},
            {"appProperties": {"mapdocs-deal": "new"}},
        ),
    ],
)
def test_a_change_whose_answer_was_lost_is_looked_for(
    act: Callable[[Remote], None], sent: dict[str, Any], done: dict[str, Any]
) -> None:
    """Where it was done it is not sent again; where not, it is, once."""
    with serving(CLOSED, Reply(body={**INFO, **done})) as server:
        act(remote(server))
        assert ["PATCH", "GET"] == [got.method for got in server.got]
        assert sent == server.got[0].json
    with serving(CLOSED, Reply(body=INFO), Reply(body={"id": "d"})) as server:
        act(remote(server))
        assert ["PATCH", "GET", "PATCH"] == [got.method for got in server.got]


def test_access_is_told_with_where_it_comes_from() -> None:
    """What a shared drive gives is marked; what was deleted is left out."""
    entries = [
        {"id": "o", "role": "owner", "type": "user", "emailAddress": "us@fernhill.example"},
        {"id": "m", "role": "writer", "type": "user", "emailAddress": "m@x.example", "displayName": "Maria"},
        {"id": "i", "role": "reader", "type": "domain", "permissionDetails": [{"inherited": True}]},
        {"id": "g", "role": "reader", "type": "user", "deleted": True},
    ]
    with serving(Reply(body={"permissions": entries})) as server:
        found = remote(server).permissions("d")

    assert [("o", "owner", False), ("m", "writer", False), ("i", "reader", True)] == [
        (one.id, one.role, one.inherited) for one in found
    ]


@pytest.mark.parametrize("notify", [True, False])
def test_access_is_given_with_an_e_mail_or_without(notify: bool) -> None:  # noqa: FBT001 - a case
    """Google writes the e-mail only where it is wanted."""
    with serving(Reply(body={"id": "p1"})) as server:
        assert "p1" == remote(server).give_access("d", "m@x.example", "writer", notify=notify, message="Our plan")

        assert {"type": "user", "role": "writer", "emailAddress": "m@x.example"} == server.got[0].json
        query = asked(server.got[0])
    assert (str(notify).lower(), "Our plan" if notify else None) == (
        query["sendNotificationEmail"],
        query.get("emailMessage"),
    )


def test_access_is_changed_and_taken() -> None:
    """By the permission's id; one that is gone already is well."""
    gone = fails(404, "notFound", "Permission not found: p1.")
    with serving(Reply(body={"id": "p1"}), Reply(204, b""), gone, Reply(body={"permissions": []})) as server:
        here = remote(server)
        here.change_access("d", "p1", "reader")
        here.take_access("d", "p1")
        here.take_access("d", "p1")

        assert ["PATCH", "DELETE", "DELETE", "GET"] == [got.method for got in server.got]
        assert {"role": "reader"} == server.got[0].json


def test_access_of_a_document_that_is_gone_is_refused() -> None:
    """Only a missing access is well, not a missing document."""
    with serving(fails(404, "notFound")) as server, pytest.raises(Refused):
        remote(server).take_access("d", "p1")


def test_comments_are_read_to_their_end() -> None:
    """All pages, with all that a reader needs of them, as Drive has them."""
    pages = {
        None: {"comments": [{"id": "c2"}, {"id": "c0", "deleted": True}], "nextPageToken": "2"},
        "2": {"comments": [{"id": "c1"}]},
    }
    with serving(script=lambda got: Reply(body=pages[asked(got).get("pageToken")])) as server:
        found = remote(server).comments("d")

        assert "quotedFileContent(value)" in asked(server.got[0])["fields"]
    assert [{"id": "c2"}, {"id": "c0", "deleted": True}, {"id": "c1"}] == found


def test_who_is_known_to_google() -> None:
    """The address that documents are shared with."""
    user = {"user": {"displayName": "Tom", "emailAddress": "tom@fernhill.example"}}
    with serving(Reply(body=user)) as server:
        assert "tom@fernhill.example" == remote(server).who()


def test_the_client_is_made_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The descriptions of both APIs ship with it: making it and its requests opens no connection."""

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("no network here")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    clock = Time()
    here = Remote(Account("login"), Pace(clock.pause, clock.clock, clock.spread))

    assert here._docs.documents().get(documentId="d").uri.startswith("https://docs.googleapis.com/v1/documents/d")
    assert here._drive.files().get(fileId="d").uri.startswith("https://www.googleapis.com/drive/v3/files/d")
