"""Comments that hang on text."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.requests.draft import Draft
from tests.drafts import at_cell, delete, draft, insert, table

Json = dict[str, Any]


def comment(first: int, end: int, content: str = "Really?") -> Json:
    return {"insertComment": {"range": {"startIndex": first, "endIndex": end}, "content": content}}


def alive(made: Draft) -> list[str]:
    return [one.content for one in made.comments if not one.deleted]


def test_a_comment_quotes_the_text_it_hangs_on() -> None:
    """And tells its thread."""
    made = draft(text="due 😀 Dec")
    (reply,) = apply(made, [comment(5, 7)])
    thread = reply["insertComment"]["commentThread"]
    assert ("😀", "OPEN", "Really?") == (thread["plainTextQuote"], thread["status"], thread["headPost"]["content"])
    apply(made, [{"addCommentReply": {"commentId": thread["commentId"], "post": {"content": "Yes."}}}])
    assert ["Yes."] == [reply.content for reply in made.comments[0].replies]
    apply(made, [{"deleteComment": {"commentId": thread["commentId"]}}])
    assert [] == alive(made)


def test_a_comment_dies_with_its_text() -> None:
    """Replaced by deleting first it is gone."""
    made = draft(comment(5, 7), text="due 11 Dec")
    apply(made, [delete(5, 7), insert(5, "18")])
    assert [] == alive(made)


def test_a_comment_lives_where_new_text_is_put_inside_first() -> None:
    """Even in one batch."""
    made = draft(comment(5, 7), text="due 11 Dec")
    apply(made, [insert(6, "18"), delete(8, 9), delete(5, 6)])
    assert ["Really?"] == alive(made)


def test_a_comment_dies_with_its_row() -> None:
    """A comment on another row does not."""
    made = draft(table(1, 2, 1), insert(8, "b"), insert(5, "a"))
    apply(made, [comment(5, 6, "a"), comment(9, 10, "b")])
    apply(made, [{"deleteTableRow": {"tableCellLocation": at_cell(2, 0, 0)}}])
    assert ["b"] == alive(made)


def test_a_comment_says_something() -> None:
    """An empty one is refused, and so is an unknown one."""
    made = draft(text="ab")
    for wrong in (
        comment(1, 2, " "),
        comment(1, 2, "x" * 2049),
        {"deleteComment": {"commentId": "none"}},
        {"addCommentReply": {"commentId": "none", "post": {"content": "x"}}},
    ):
        with pytest.raises(ApiError):
            apply(made, [wrong])
