"""What Drive knows of a document, and its file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mapdocs.sandbox.comments import Comment, Person, Reply
from mapdocs.sandbox.entry import Entry, Permission, as_plain, from_file, may, new_entry
from tests.drafts import draft, insert, named, table

MARIA = Person("maria@marlow.example", "Maria")


def entry() -> Entry:
    made = draft(table(3, 2, 2), named("x", 1, 3), insert(1, "😀"), text="abcd")
    comment = Comment(
        "c.1", MARIA, "Why?", "t1", "t2", "ab", "kix.1", replies=(Reply("r.1", MARIA, "So.", "t1", "t2"),)
    )
    whole = new_entry(made.document, MARIA, "t0", {"deal": "acme"}, {})
    return replace(whole, comments=(comment,), suggesters={"s.1": "x@marlow.example"}, revision=7)


def test_an_entry_comes_back_from_its_file() -> None:
    """All of it: text, named ranges, comments, permissions, counters."""
    assert entry() == from_file(json.loads(json.dumps(as_plain(entry()))))


def test_roles() -> None:
    """The most that somebody has counts; who has none sees nothing."""
    shared = replace(entry(), permissions=(*entry().permissions, Permission("anyoneWithLink", "reader", "anyone")))
    assert "owner" == shared.role("MARIA@marlow.example")
    assert "reader" == shared.role("else@marlow.example")
    assert entry().role("else@marlow.example") is None
    assert [True, True, False, False] == [may(role, "writer") for role in ("owner", "writer", "commenter", None)]


def test_revisions_and_versions() -> None:
    """An edit makes a new revision, a new name only a new version; no revision's id comes twice."""
    old = entry()
    renamed = old.changed("t9", trashed=True)
    assert (old.revision_id, old.version + 1, "t9") == (renamed.revision_id, renamed.version, renamed.modified)
    ids = {old.revision_id}
    for _ in range(50):
        old = old.edited("t9", old.document, old.comments)
        ids.add(old.revision_id)
    assert 51 == len(ids)


@pytest.mark.parametrize("said", [{}, {"mapdocs": "sandbox document 2"}, {"mapdocs": "sandbox document 1"}])
def test_other_files_are_told_apart(said: dict[str, object]) -> None:
    """They are no entries."""
    with pytest.raises((ValueError, KeyError)):
        from_file(said)
