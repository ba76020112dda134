"""What a reader finds: plain values, kept as JSON."""

from __future__ import annotations

from mapdocs.codec import from_plain, to_plain
from mapdocs.observed import NewRow, Seen


def test_what_was_seen_is_kept_as_json_and_read_back_whole() -> None:
    """The base of the next merge is kept beside the deal; no suggestion and an empty one are not the same."""
    for seen in (Seen("Fri 18 Dec 2026"), Seen("", suggested=""), Seen("a", "b", "Maria", "2026-11-12")):
        assert seen == from_plain(Seen, to_plain(seen))


def test_a_new_row_says_what_its_columns_say() -> None:
    """Columns without a field stand apart."""
    row = NewRow("new-1", "tasks", "plan/F-01", "M-03", {"title": "Pilot"}, loose={"Start": "3 Dec"})

    assert row == from_plain(NewRow, to_plain(row))
