"""Lines that people wrote beside ours: a push that takes ours away does not make them a value's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapdocs.google.state import State, read_state, write_state
from mapdocs.google.written import written_in
from mapdocs.layout import BODY, HEADER
from mapdocs.readers.gdocs import observe
from tests.drafts import delete, insert
from tests.gdocs_plans import PLAN
from tests.pushes import EDGED, Live, having, without

if TYPE_CHECKING:
    from pathlib import Path

    from mapdocs.layout import Layout
    from mapdocs.observed import Observed

M02, M03 = "plan/F-01/M-02", "plan/F-01/M-03"
NOTE, WAITS, TAG = f"{M02}/note", f"{M02}/1/2", f"{M02}/5/2"
HOLIDAYS = "Please mind the holidays"


def seen(live: Live) -> Observed:
    """What a pull would find."""
    return observe(live.doc(), live.layout, live.found())


def values(live: Live) -> dict[str, str]:
    """Field -> what it says."""
    return {str(name): value.text for name, value in seen(live).fields.items()}


def told(live: Live) -> list[tuple[str, str]]:
    """All that is in no field."""
    return [(thing.kind, thing.text) for thing in seen(live).unmapped]


@pytest.mark.parametrize(
    ("below", "gone"),
    [
        (WAITS, (WAITS,)),
        (WAITS, (WAITS, NOTE)),
        (NOTE, (WAITS,)),
        (f"{M03}/title", (f"{M03}/1/2",)),
        (TAG, (TAG,)),
        ("value/note", ("value/note",)),
        ("value/note", ("value/note", "value/summary/3")),
    ],
)
def test_a_line_that_stood_beside_words_of_ours_is_no_value_once_they_go(below: str, gone: tuple[str, ...]) -> None:
    """It stays where it is and is told as it was, also after another push, and when ours comes again."""
    live = Live(PLAN)
    live.below(below, HOLIDAYS)
    kind = told(live)
    for new in (without(PLAN, *gone), without(PLAN, *gone), PLAN):
        live.push(new)

        assert written_in(new) == values(live)
        assert kind == told(live)
        assert () == live.planned(new).requests


@pytest.mark.parametrize("typed", [f"{HOLIDAYS} in May", f"Tom: {HOLIDAYS.lower()}!"])
def test_such_a_line_stays_one_when_people_edit_it(typed: str) -> None:
    """It is told as it stands by then."""
    live, new = Live(PLAN), without(PLAN, WAITS, NOTE)
    live.below(WAITS, HOLIDAYS)
    live.push(new)
    spot = next(one for one in live.found().foreign if one.text == HOLIDAYS)
    live.edit(insert(spot.start, typed), delete(spot.start + len(typed), spot.end - 1 + len(typed)))

    assert written_in(new) == values(live)
    assert [("beside", typed)] == told(live)


def test_a_line_typed_right_below_the_value_is_still_part_of_it() -> None:
    """Also where one stands in the cell that is none: that one is not."""
    live, new = Live(PLAN), without(PLAN, WAITS, NOTE)
    live.below(WAITS, HOLIDAYS)
    live.push(new)
    live.below(f"{M02}/title", "by the committee")

    assert "Proof accepted\nby the committee" == values(live)["tasks.M-02.title"]
    assert [("beside", HOLIDAYS)] == told(live)


def test_a_line_above_a_value_is_known_again_as_well() -> None:
    """In a cell, in the body, in the header; a line of people's that went is not missed."""
    live = Live(EDGED)
    for name in (f"{M02}/due", "front/title", "header/1"):
        spot = live.spot(name)
        where = {"segmentId": spot.segment} if spot.segment else {}
        live.edit(insert(spot.start, f"{HOLIDAYS}\n", **where))
    live.push(without(EDGED, TAG))

    assert {f"{M02}#5": (HOLIDAYS,), BODY: (HOLIDAYS,), HEADER: (HOLIDAYS,)} == live.layout.theirs
    assert written_in(PLAN) == values(live)
    live.edit(delete(1, 2 + len(HOLIDAYS)))
    live.push(without(EDGED, TAG))
    assert {f"{M02}#5", HEADER} == live.layout.theirs.keys()
    assert () == seen(live).problems


def test_what_was_ours_and_is_peoples_by_now_is_such_a_line() -> None:
    """A paragraph of the body that they rewrote and that the plan wants no more."""
    live, new = Live(PLAN), without(PLAN, "value/note")
    live.replace("value/note", "- All worth is a guess")
    live.push(new)

    assert {"value/summary/3": ("- All worth is a guess",)} == live.layout.theirs
    assert written_in(new) == values(live)


def test_they_are_kept_with_what_is_remembered(tmp_path: Path) -> None:
    """google.json says them; one without them is read as before."""
    live: Live = Live(PLAN)
    live.below(WAITS, HOLIDAYS)
    live.push(having(PLAN, NOTE, "One"))
    kept: Layout = live.layout
    write_state(tmp_path / "google.json", State("doc", "mark", kept))
    state = read_state(tmp_path / "google.json", "google.json")

    assert state
    assert {WAITS: (HOLIDAYS,)} == state.layout.theirs
    write_state(tmp_path / "google.json", State("doc", "mark", PLAN))
    assert "theirs" not in (tmp_path / "google.json").read_text("utf-8")
