"""A document made to say something else, in place, with all that people wrote in it."""

from __future__ import annotations

import pytest

from mapdocs.layout import Layout
from tests.gdocs_plans import PLAN
from tests.pushes import EDGED, Live, fresh, having, real, without


@pytest.mark.parametrize("layout", [EDGED, real()], ids=["plan", "deal"])
def test_a_push_with_nothing_changed_has_no_request(layout: Layout) -> None:
    """Header and footer, which came in a second batch, are told as written."""
    live = Live(layout)

    assert layout == live.layout
    assert () == live.planned(layout).requests


def test_one_date_is_one_small_edit() -> None:
    """Only the letters that differ are touched, and the document then says what a new one would."""
    live, new = Live(PLAN), having(PLAN, "plan/F-01/M-02/due", "Fri 11 Dec 2026")
    made = live.push(new)

    assert fresh(new) == live.says()
    assert new == live.layout
    assert ["insertText", "deleteContentRange", "deleteContentRange"] == [next(iter(r)) for r in made.requests]
    assert () == live.planned(new).requests


def test_what_goes_and_what_comes_is_done_in_place() -> None:
    """Paragraphs, sections with their tables, and back again."""
    less = without(PLAN, "value/note", "plan/F-02/title", "plan/F-02/rows", "plan/F-02/rows/gap", "end")
    live = Live(PLAN)
    for new in (less, PLAN):
        live.push(new)

        assert fresh(new) == live.says()
        assert new == live.layout
        assert () == live.planned(new).requests
