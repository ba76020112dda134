"""The Drive API's comments and replies, through Google's own client over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mapdocs.sandbox.server import Server
from tests.clients import Clients, refused
from tests.drafts import delete, insert

FIELDS = "comments(id,content,anchor,quotedFileContent,resolved,deleted,author,replies(content,action))"


def listed(google: Clients, ident: str, **query: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        google.drive.comments().list(fileId=ident, fields=FIELDS, **query).execute()["comments"]
    )
    return found


def test_a_comment_changes_the_revision_and_hangs_on_nothing(google: Clients) -> None:
    """Whatever anchor it gives: deleting all text leaves it."""
    ident = google.create()
    google.update(ident, insert(1, "due 11 Dec"))
    before = google.get(ident)["revisionId"]
    body = {"content": "Why?", "anchor": "{'r': 'head'}", "quotedFileContent": {"value": "11"}}
    made = google.drive.comments().create(fileId=ident, body=body, fields="id,content,author").execute()
    assert ("Why?", True) == (made["content"], made["author"]["me"])
    assert before != google.get(ident)["revisionId"]
    google.update(ident, delete(1, 11))
    assert ["Why?"] == [one["content"] for one in listed(google, ident)]


def test_a_comment_on_text_dies_with_it(google: Clients, server: Server) -> None:
    """It is told only as one that was deleted."""
    ident = google.create()
    google.update(ident, insert(1, "due 11 Dec"))
    comment = {"insertComment": {"range": {"startIndex": 5, "endIndex": 7}, "content": "Why?"}}
    server.edit(ident, comment, by="maria@marlow.example")
    (one,) = listed(google, ident)
    assert ("11", "Maria", False) == (one["quotedFileContent"]["value"], one["author"]["displayName"], one["deleted"])
    assert one["anchor"].startswith("kix.")
    google.update(ident, insert(6, "8"), delete(5, 6))
    assert 1 == len(listed(google, ident))
    google.update(ident, delete(5, 7))
    assert [] == listed(google, ident)
    assert [True] == [one["deleted"] for one in listed(google, ident, includeDeleted=True)]


def test_replies_resolve_and_reopen(google: Clients) -> None:
    """A reply says something, or does."""
    ident = google.create()
    comments, replies = google.drive.comments(), google.drive.replies()
    made = comments.create(fileId=ident, body={"content": "Why?"}, fields="id").execute()["id"]
    where = {"fileId": ident, "commentId": made}
    first = replies.create(**where, body={"content": "Because."}, fields="id,content").execute()
    replies.create(**where, body={"action": "resolve"}, fields="id").execute()
    assert comments.get(**where, fields="resolved").execute()["resolved"]
    replies.create(**where, body={"action": "reopen", "content": "No."}, fields="id").execute()
    (one,) = listed(google, ident)
    assert (False, ["Because.", "", "No."]) == (one["resolved"], [reply["content"] for reply in one["replies"]])
    replies.update(**where, replyId=first["id"], body={"content": "So."}, fields="id").execute()
    assert "So." == replies.get(**where, replyId=first["id"], fields="content").execute()["content"]
    replies.delete(**where, replyId=first["id"]).execute()
    assert 2 == len(replies.list(**where, fields="replies(id)").execute()["replies"])
    refused(404, replies.get(**where, replyId=first["id"], fields="id").execute)
    refused(400, replies.create(**where, body={"action": "close"}, fields="id").execute)
    refused(400, replies.create(**where, body={}, fields="id").execute)


def test_a_comment_is_changed_by_who_wrote_it(google: Clients, as_user: Callable[[str], Clients]) -> None:
    """And deleted by them, or by who may edit."""
    ident, maria = google.create(), as_user("maria@marlow.example")
    role = {"type": "user", "role": "commenter", "emailAddress": "maria@marlow.example"}
    google.drive.permissions().create(fileId=ident, body=role).execute()
    create = maria.drive.comments().create(fileId=ident, body={"content": "Why?"}, fields="id")
    hers = {"fileId": ident, "commentId": create.execute()["id"]}
    refused(403, google.drive.comments().update(**hers, body={"content": "x"}, fields="id").execute)
    maria.drive.comments().update(**hers, body={"content": "When?"}, fields="id").execute()
    assert ["When?"] == [one["content"] for one in listed(google, ident)]
    google.drive.comments().delete(**hers).execute()
    assert [] == listed(google, ident)
    refused(404, google.drive.comments().get(**hers, fields="id").execute)


def test_fields_must_be_named(google: Clients) -> None:
    """As Drive wants it for comments; an empty comment is refused, and one by who may only read."""
    ident = google.create()
    refused(400, google.drive.comments().list(fileId=ident).execute)
    refused(400, google.drive.comments().create(fileId=ident, body={"content": " "}, fields="id").execute)


def test_comments_come_in_pages(google: Clients) -> None:
    """Newest first."""
    ident = google.create()
    for text in "abc":
        google.drive.comments().create(fileId=ident, body={"content": text}, fields="id").execute()
    query: dict[str, Any] = {"fileId": ident, "pageSize": 2, "fields": "nextPageToken,comments(content)"}
    first = google.drive.comments().list(**query).execute()
    second = google.drive.comments().list(**query, pageToken=first["nextPageToken"]).execute()
    assert [["c", "b"], ["a"]] == [[one["content"] for one in page["comments"]] for page in (first, second)]
