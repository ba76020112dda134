"""A row that people added and that the deal has taken in: it is ours where it stands, and is not written twice."""

from __future__ import annotations

from mapdocs.google.adopt import adopted
from mapdocs.google.session import Session, read_beside
from mapdocs.google.state import State
from mapdocs.layout import Layout
from tests.gdocs_plans import PLAN, PROVE, task
from tests.pushes import Live, with_rows

TABLE = "plan/F-01/rows"
PEN_TEST = task("F-01", "M-09", "Pen test", buyer="Maria Keller")
FRESH = with_rows(PLAN, TABLE, (*PROVE, PEN_TEST))


def read(live: Live) -> Session:
    return read_beside(State("doc-1", "mark", live.layout), live.doc())


def keys(layout: Layout) -> list[str]:
    return [row.key for table in layout.tables() if table.id == TABLE for row in table.rows if row.key]


def test_a_row_is_ours_where_people_wrote_it_with_their_words() -> None:
    """Its key cell is still empty; it is found again by its words, though they are few, and the next push fills it."""
    live = Live(PLAN)
    live.row_below("M-01", "", "Pen test")
    live.layout = adopted(read(live), FRESH, {"new-1": "M-09"})
    found = live.found()

    assert ["M-01", "M-09", *[row.key for row in PROVE[1:]]] == keys(live.layout)
    assert ("Pen test", ()) == (found.paras["plan/F-01/M-09/title"].text, found.new)
    live.push(FRESH)
    key, title, buyer = live.cells("M-09")[:3]
    assert ["M-09", "Pen test", "Maria Keller"] == [key, title.splitlines()[0], buyer]
    assert 1 == str(live.says()).count("Pen test")


def test_a_row_that_was_renamed_since_is_found_by_its_place() -> None:
    """Where it is the only one that nobody knows between two that are known."""
    live = Live(PLAN)
    live.row_below("M-01", "", "Pen test")
    live.layout = adopted(read(live), FRESH, {"new-1": "M-09"})
    live.replace("plan/F-01/M-09/title", "Attack by friends")

    assert "Attack by friends" == live.spot("plan/F-01/M-09/title").text
    assert () == live.found().new


def test_a_row_that_the_deal_has_elsewhere_stays_people_s() -> None:
    """And so does one that was not taken in."""
    live = Live(PLAN)
    live.row_below("M-01", "", "Pen test")

    assert live.layout == adopted(read(live), PLAN, {"new-1": "M-09"})
    assert live.layout == adopted(read(live), FRESH, {})
