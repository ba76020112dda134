"""What somebody else does between one request and the next."""

from __future__ import annotations

import pytest
from googleapiclient.errors import HttpError

from mapdocs.sandbox.server import Server
from tests.clients import Clients
from tests.drafts import delete, insert, lines, named

WRITE = {"method": "POST", "path": ":batchUpdate$"}


def text(google: Clients, ident: str) -> list[object]:
    return lines(google.get(ident)["tabs"][0]["documentTab"]["body"]["content"])


def names(google: Clients, ident: str) -> dict[str, list[list[tuple[int, int]]]]:
    found = google.get(ident)["tabs"][0]["documentTab"].get("namedRanges", {})
    return {
        name: [[(p["startIndex"], p["endIndex"]) for p in one["ranges"]] for one in group["namedRanges"]]
        for name, group in found.items()
    }


def test_an_edit_comes_between_read_and_write(google: Clients, server: Server) -> None:
    """The guarded write is refused, the edit stands, and the next try goes through."""
    ident = google.create()
    revision = google.get(ident)["revisionId"]
    server.faults({"action": "edit", **WRITE, "requests": [insert(1, "theirs ")], "as": "maria@marlow.example"})
    with pytest.raises(HttpError, match="does not match the latest"):
        google.update(ident, insert(1, "ours "), revision=revision)
    assert ["theirs "] == text(google, ident)
    google.update(ident, insert(1, "ours "), revision=google.get(ident)["revisionId"])
    assert ["ours theirs "] == text(google, ident)


def test_a_comment_comes_between(google: Clients, server: Server) -> None:
    """It makes the revision stale as well."""
    ident = google.create()
    revision = google.get(ident)["revisionId"]
    server.faults({"action": "comment", **WRITE, "content": "Wait.", "as": "maria@marlow.example"})
    with pytest.raises(HttpError, match="does not match the latest"):
        google.update(ident, insert(1, "x"), revision=revision)
    fields = "comments(content,author(displayName))"
    told = google.drive.comments().list(fileId=ident, fields=fields).execute()["comments"]
    assert [{"content": "Wait.", "author": {"displayName": "Maria"}}] == told


def test_named_ranges_are_split_dropped_and_doubled(google: Clients, server: Server) -> None:
    """Those whose name holds a text; nobody edited, so the revision stays."""
    ident = google.create()
    google.update(ident, insert(1, "abcdef\nghi"), named("p:a", 1, 6), named("p:b", 8, 11), named("q", 1, 3))
    revision = google.get(ident)["revisionId"]
    server.interfere(ident, "split-ranges", name="p:a")
    assert [[(1, 3), (4, 6)]] == names(google, ident)["p:a"]
    server.interfere(ident, "double-ranges", name="p:b")
    assert 2 == len(names(google, ident)["p:b"])
    server.interfere(ident, "drop-ranges", name="p:")
    assert {"q": [[(1, 3)]]} == names(google, ident)
    assert revision == google.get(ident)["revisionId"]


def test_a_split_range_is_replaced_in_its_first_part(google: Clients, server: Server) -> None:
    """The other part's text goes, as the API says."""
    ident = google.create()
    google.update(ident, insert(1, "abcdef"), named("x", 1, 7))
    server.interfere(ident, "split-ranges", name="x")
    google.update(ident, {"replaceNamedRangeContent": {"namedRangeName": "x", "text": "new"}})
    assert ["newd"] == text(google, ident)


def test_deleting_under_a_suggestion_can_fail_for_good(google: Clients, server: Server) -> None:
    """Only there: other deletions go through."""
    ident = google.create()
    google.update(ident, insert(1, "due 11 Dec"))
    server.edit(ident, delete(5, 7), suggest=True)
    server.faults({"action": "500", "suggested": True, "times": "forever"})
    google.update(ident, delete(1, 2))
    for _ in range(2):
        with pytest.raises(HttpError) as error:
            google.update(ident, delete(3, 5))
        assert 500 == error.value.resp.status
    assert ["ue 11 Dec"] == text(google, ident)
