"""Drafts: ids, tabs, segments, ranges and places."""

from __future__ import annotations

import pytest

from mapdocs.sandbox.errors import ApiError
from tests.drafts import draft


def test_no_id_is_given_twice() -> None:
    """Not even to what is gone, since the document counts them."""
    made = draft(text="ab")
    idents = {made.new_id() for _ in range(100)} | {made.heading() for _ in range(100)}
    assert 200 == len(idents)
    assert 200 == made.document.serial


def test_a_place_is_inside_its_segment() -> None:
    """Ranges are not empty, indices not behind the end."""
    made = draft(text="ab")
    assert (1, 4) == made.range({"startIndex": 1, "endIndex": 4})
    assert ({"index": 3}, 3) == made.index({"location": {"index": 3}})
    assert ({}, 3) == made.index({"endOfSegmentLocation": {}})
    for wrong in ({"startIndex": 1, "endIndex": 5}, {"startIndex": 2, "endIndex": 2}, {"startIndex": 2}):
        with pytest.raises(ApiError):
            made.range(wrong)
    with pytest.raises(ApiError):
        made.index({"location": {"index": 4}})
