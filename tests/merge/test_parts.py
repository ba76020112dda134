"""What a merge finds."""

from __future__ import annotations

from mapdocs.fields import FieldId
from mapdocs.merge import Change, Merged, Proposal

DUE, OWNER = FieldId("tasks", "M-01", "due"), FieldId("tasks", "M-02", "buyer")


def test_what_nobody_has_settled_is_held() -> None:
    """Edits, conflicts and questions about a field; not a row that somebody added."""
    merged = Merged(
        edits=(Change(DUE, "", "", "2026-12-18", "18 Dec"),),
        proposals=(
            Proposal("tasks.M-02.buyer", "person", "Who is Ann?", OWNER),
            Proposal("new-1", "add", "A row was added."),
        ),
    )

    assert frozenset({DUE, OWNER}) == merged.held
