"""--take: every name is one that differs, whatever its capitals."""

from __future__ import annotations

from mapdocs.accept.takes import settle
from mapdocs.fields import parse_field
from mapdocs.merge import Change, Merged, Proposal

TITLE, DUE = parse_field("tasks.M-02.title"), parse_field("tasks.M-02.due")
EDIT, CONFLICT = Change(TITLE, "a", "a", "b", "b"), Change(DUE, "", "2026-12-01", "2026-12-02", "2 Dec")
ROW = Proposal("new-1", "add", "A row was added.")


def test_only_edits_are_taken_unasked() -> None:
    """Conflicts and proposals wait."""
    found = settle(Merged((EDIT,), (CONFLICT,), proposals=(ROW,)), {})

    assert ((EDIT,), (), (), ()) == (found.changes, found.proposals, found.refused, found.declined)


def test_each_take_settles_one() -> None:
    """Theirs is accepted, ours refused."""
    takes = {"TASKS.m-02.TITLE": "ours", "tasks.M-02.due": "theirs", "New-1": "theirs"}
    found = settle(Merged((EDIT,), (CONFLICT,), proposals=(ROW,)), takes)  # type: ignore[arg-type]

    assert ((CONFLICT,), (ROW,), (EDIT,), ()) == (found.changes, found.proposals, found.refused, found.declined)
