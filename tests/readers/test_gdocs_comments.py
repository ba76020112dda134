"""Threads beside the text, and the fields that they are about."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.observed import Comment
from mapdocs.readers.gdocs import find, observe_comments, parse
from tests.gdocs_documents import document, draft_of
from tests.gdocs_plans import PLAN

FOUND = find(parse(document(draft_of(PLAN))), PLAN)


def thread(quoted: str = "", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    about = {
        "id": "AAA",
        "author": {"displayName": "Maria Keller"},
        "content": "Too early?",
        "createdTime": "2026-11-12",
    }
    quote = {"quotedFileContent": {"mimeType": "text/html", "value": quoted}} if quoted else {}
    return about | quote | more


def test_a_thread_is_told_with_its_replies() -> None:
    """Deleted replies, and replies that only resolve, say nothing."""
    replies = [{"content": "Let us see"}, {"content": "x", "deleted": True}, {"action": "resolve"}]
    (found,) = observe_comments([thread("Fri 18 Dec 2026", resolved=True, replies=replies)], PLAN, FOUND)
    expected = Comment(
        "AAA",
        "Maria Keller",
        "Too early?",
        "Fri 18 Dec 2026",
        "2026-11-12",
        replies=("Let us see",),
        resolved=True,
        field="tasks.M-02.due",
    )

    assert expected == found


@pytest.mark.parametrize(
    ("quoted", "field"),
    [
        ("Proof accepted", "tasks.M-02.title"),
        ("18 Dec", "tasks.M-02.due"),
        ("Nine in ten are right", "tasks.M-02.done_when"),
        ("Nine in ten", ""),
        ("Maria Keller", ""),
        ("The plan", ""),
        ("nothing of the kind", ""),
        ("", ""),
    ],
)
def test_a_thread_belongs_to_the_only_field_that_says_its_words(quoted: str, field: str) -> None:
    """Where several do, or none, nothing is guessed."""
    (found,) = observe_comments([thread(quoted)], PLAN, FOUND)

    assert field == found.field


def test_quoted_words_come_as_html() -> None:
    """Signs are written as entities by Drive."""
    (found,) = observe_comments([thread("a &amp; b &#39;c&#39;")], PLAN, FOUND)

    assert "a & b 'c'" == found.quoted


def test_deleted_and_broken_threads_do_no_harm() -> None:
    """A deleted one is left out; one without parts is told with what it has."""
    broken: list[Any] = [thread(deleted=True), {"id": 5, "author": None, "replies": "x"}, None]
    found = observe_comments(broken, PLAN, FOUND)

    assert [Comment("", "", ""), Comment("", "", "")] == list(found)
