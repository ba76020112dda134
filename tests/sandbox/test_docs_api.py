"""The Docs API, through Google's own client over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from mapdocs.sandbox.server import Server
from tests.clients import Clients, refused
from tests.conftest import ROOT
from tests.drafts import delete, faults_of_indices, insert, lines, table

Json = dict[str, Any]


def content(answer: Json) -> list[Json]:
    found: list[Json] = answer["tabs"][0]["documentTab"]["body"]["content"]
    return found


def test_a_document_is_made_edited_and_read(google: Clients) -> None:
    """With tabs and without; every answer fits the schema's indices."""
    made = google.documents.create(body={"title": "Plan"}).execute()
    google.update(made["documentId"], insert(1, "Hello\nthere"), table(3, 2, 2))
    answer = google.get(made["documentId"])
    assert ["He", [["", ""], ["", ""]], "llo", "there"] == lines(content(answer))
    assert [] == faults_of_indices(content(answer))
    assert "Plan" == answer["title"]
    old = google.documents.get(documentId=made["documentId"]).execute()
    assert content(answer) == old["body"]["content"]
    assert "tabs" not in old


def test_a_batch_is_all_or_nothing(google: Clients) -> None:
    """What is refused changes neither the text nor the revision."""
    ident = google.create()
    google.update(ident, insert(1, "text"))
    before = google.get(ident)
    told = refused(400, lambda: google.update(ident, insert(1, "more"), delete(1, 99)))
    assert "INVALID_ARGUMENT" == told["status"]
    assert told["message"].startswith("Invalid requests[1].deleteContentRange: ")
    assert before == google.get(ident)


def test_a_stale_revision_is_refused(google: Clients) -> None:
    """The answer to a write tells the new one; each write makes another, an empty one doesn't."""
    ident = google.create()
    first = google.get(ident)["revisionId"]
    second = google.update(ident, insert(1, "a"), revision=first)["writeControl"]["requiredRevisionId"]
    assert first != second == google.get(ident)["revisionId"]
    told = refused(400, lambda: google.update(ident, insert(1, "b"), revision=first))
    assert ("FAILED_PRECONDITION", True) == (told["status"], "does not match the latest" in told["message"])
    assert ["a"] == lines(content(google.get(ident)))
    assert second == google.update(ident)["writeControl"]["requiredRevisionId"]


@pytest.mark.parametrize(
    "requests",
    [
        [{"insertTexts": {}}],
        [{"insertText": {"text": 5}}],
        [{"insertText": {"text": "a", "location": {"index": "1"}}}],
        [{"insertText": {"text": "a", "location": {"index": 1, "line": 2}}}],
        [{"insertText": {"text": "a", "location": {"index": True}}}],
        [{"insertText": {"text": "a", "location": 1}}],
        [{"updateTextStyle": {"textStyle": {"baselineOffset": "HIGH"}}}],
        {"insertText": {}},
        [{"insertTable": {"rows": 2**40, "columns": 1}}],
    ],
)
def test_bodies_are_held_against_googles_schema(google: Clients, requests: Any) -> None:  # noqa: ANN401 - wrong JSON
    """Unknown names, wrong types, values that an enumeration doesn't have."""
    ident = google.create()
    call = google.documents.batchUpdate(documentId=ident, body={"requests": requests})
    told = refused(400, call.execute)
    assert "Invalid" in told["message"]
    assert told["details"][0]["fieldViolations"][0]["field"].startswith("requests")


def test_who_may_read_only_gets_no_revision_and_may_not_write(
    google: Clients, as_user: Callable[[str], Clients]
) -> None:
    """A commenter may suggest; who has no access finds nothing there."""
    ident = google.create()
    revision = google.get(ident)["revisionId"]
    for role in ("reader", "commenter", "writer"):
        permission = {"type": "user", "role": role, "emailAddress": f"{role}@marlow.example"}
        google.drive.permissions().create(fileId=ident, body=permission).execute()
    reader, commenter, writer = (as_user(f"{role}@marlow.example") for role in ("reader", "commenter", "writer"))
    assert [False, False, True] == ["revisionId" in who.get(ident) for who in (reader, commenter, writer)]
    assert revision == writer.get(ident)["revisionId"]
    for who in (reader, commenter):
        assert "PERMISSION_DENIED" == refused(403, partial(who.update, ident, insert(1, "x")))["status"]
    assert ["suggest."] == [
        ident[:8]
        for ident in commenter.update(ident, insert(1, "x"), mode="SUGGEST")["suggestionResponses"][0][
            "createdSuggestionIds"
        ]
    ]
    stranger = as_user("nobody@else.example")
    assert "NOT_FOUND" == refused(404, lambda: stranger.get(ident))["status"]
    assert "NOT_FOUND" == refused(404, lambda: stranger.update(ident, insert(1, "x")))["status"]
    assert "NOT_FOUND" == refused(404, lambda: google.get("1none"))["status"]


def test_suggestions_are_shown_as_asked_for(google: Clients, as_user: Callable[[str], Clients]) -> None:
    """Inline, accepted or without; who may only read sees none."""
    ident = google.create()
    google.update(ident, insert(1, "due 11 Dec"))
    google.update(ident, delete(5, 7), insert(7, "18"), mode="SUGGEST")
    texts = {
        view: lines(content(google.get(ident, suggestionsViewMode=view)))
        for view in ("SUGGESTIONS_INLINE", "PREVIEW_SUGGESTIONS_ACCEPTED", "PREVIEW_WITHOUT_SUGGESTIONS")
    }
    assert [["due 1118 Dec"], ["due 18 Dec"], ["due 11 Dec"]] == list(texts.values())
    assert "SUGGESTIONS_INLINE" == google.get(ident)["suggestionsViewMode"]
    permission = {"type": "user", "role": "reader", "emailAddress": "reader@marlow.example"}
    google.drive.permissions().create(fileId=ident, body=permission).execute()
    reader = as_user("reader@marlow.example")
    assert ["due 11 Dec"] == lines(content(reader.get(ident)))
    refused(403, lambda: reader.get(ident, suggestionsViewMode="SUGGESTIONS_INLINE"))
    refused(400, lambda: _raw_view(google, ident))


def _raw_view(google: Clients, ident: str) -> Any:  # noqa: ANN401 - whatever it answers
    request = google.documents.get(documentId=ident)
    request.uri += "&suggestionsViewMode=ALL"
    return request.execute()


def test_comments_are_told_where_they_are_asked_for(google: Clients, server: Server) -> None:
    """And their anchors; else nothing of them."""
    ident = google.create()
    google.update(ident, insert(1, "due 11 Dec"))
    comment = {"insertComment": {"range": {"startIndex": 5, "endIndex": 7}, "content": "Why?"}}
    server.edit(ident, comment, by="maria@marlow.example")
    assert "comments" not in google.get(ident)
    assert "commentAnchors" not in google.get(ident)["tabs"][0]["documentTab"]
    query = {"commentsViewMode": "COMMENTS_VIEW_MODE_INCLUDED", "suggestionsViewMode": "SUGGESTIONS_INLINE"}
    answer = google.get(ident, **query)
    anchor = answer["tabs"][0]["documentTab"]["commentAnchors"][answer["comments"][0]["anchorId"]]
    assert [{"startIndex": 5, "endIndex": 7, "tabId": "t.0"}] == anchor["ranges"]


def test_parts_of_an_answer_can_be_asked_for(google: Clients) -> None:
    """A mask that names what there isn't is refused."""
    ident = google.create()
    answer = google.documents.get(documentId=ident, fields="revisionId,title").execute()
    assert {"revisionId", "title"} == set(answer)
    answer = google.documents.get(documentId=ident, fields="tabs(tabProperties/title)").execute()
    assert {"tabs": [{"tabProperties": {"title": "Tab 1"}}]} == answer
    refused(400, google.documents.get(documentId=ident, fields="titel").execute)


@pytest.mark.parametrize("name", ["extrasuite_1YKy", "gatsby_tables", "gatsby_lists"])
def test_a_real_document_can_be_put_in_and_edited(google: Clients, server: Server, name: str) -> None:
    """Recorded answers come out as they went in, and can be written to."""
    answer = json.loads((ROOT / f"tests/recorded/gdocs/{name}.json").read_text("utf-8"))
    server.control("POST", "document", {"document": answer})
    again = google.documents.get(documentId=answer["documentId"], includeTabsContent="tabs" in answer).execute()
    assert {k: v for k, v in answer.items() if k != "revisionId"} == {
        k: v for k, v in again.items() if k != "revisionId"
    }
    google.update(answer["documentId"], insert(1, "😀 new\n"))
    assert [] == faults_of_indices(content(google.get(answer["documentId"])))
