"""A row that people added and the deal took in: ours where it stands, with its key, and written once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mapdocs.google.adopt import adopted
from mapdocs.google.session import Session, read_beside
from mapdocs.google.state import State
from mapdocs.layout import Layout, Row
from mapdocs.sandbox.server import Server, serve
from tests.gdocs_plans import PLAN, PROVE, task
from tests.pushes import Live, with_rows
from tests.worlds import World

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


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One for all."""
    with serve() as made:
        yield made


def with_row(server: Server, folder: Path, title: str) -> World:
    """A document to which the buyer has added a row below the first of the plan."""
    world = World(server, folder)
    world.push()
    _, found = world.found()
    row = found.rows["plan/F-01/M-01"]
    place = {"tableStartLocation": {"index": row.grid.start, "tabId": row.tab}, "rowIndex": row.number}
    words = {"insertText": {"location": {"index": row.end + 4, "tabId": row.tab}, "text": title}}
    world.act(({"insertTableRow": {"tableCellLocation": {**place, "columnIndex": 0}, "insertBelow": True}}, words))
    return world


def rows_of(world: World, key: str) -> list[Row]:
    state = world.state
    assert state
    return [row for table in state.layout.tables() for row in table.rows if row.key == key]


def test_a_row_that_was_taken_in_is_remembered_as_it_stands(server: Server, tmp_path: Path) -> None:
    """Behind the row that it stands behind, with people's words; the next push has the rest to write."""
    world = with_row(server, tmp_path / "one", "A pilot of our own")
    world.pull({"new-1": "theirs"})
    (row,) = rows_of(world, "M-06")

    assert "A pilot of our own" == row.cells[1].paras[0].said
    assert "" == row.cells[0].paras[0].text
    assert "a-pilot-of-our-own" in world.deal_text()


def test_it_gets_its_key_and_is_not_written_twice(server: Server, tmp_path: Path) -> None:
    """One row with that title, and a push with nothing to do after it."""
    world = with_row(server, tmp_path / "two", "A pilot of our own")
    world.pull({"new-1": "theirs"})
    world.push()
    _, found = world.found()
    again = world.push()

    assert "M-06" == found.rows["plan/F-01/M-06"].grid.rows[found.rows["plan/F-01/M-06"].number].cells[0].text
    assert () == found.new
    assert (0, 0) == (again.batches, again.requests)


def test_a_row_that_nobody_took_in_stays_people_s(server: Server, tmp_path: Path) -> None:
    """It is asked about again at each pull."""
    world = with_row(server, tmp_path / "three", "Not sure yet")
    world.pull()
    world.push()

    assert ["new-1"] == [proposal.name for proposal in world.pull(write=False).merged.proposals]
    assert [] == rows_of(world, "M-06")
