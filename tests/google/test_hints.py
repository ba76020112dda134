"""Named ranges that people's editing took away."""

from __future__ import annotations

from tests.gdocs_plans import PLAN
from tests.pushes import Live, having, without

ROWS = "plan/F-02/rows"
LATER = having(PLAN, "plan/F-01/M-01/due", "Mon 7 Dec 2026")


def names(live: Live) -> dict[str, list[int]]:
    """Those of tables and rows, and where they begin."""
    return {name: [at.start for at in places] for name, places in live.places().names.items() if name[0] in "rt"}


def test_the_next_push_names_tables_and_rows_again() -> None:
    """Where a new document has them; one that has nothing else to write doesn't write for their sake."""
    live, fresh = Live(PLAN), Live(LATER)
    live.forget_names()
    assert () == live.planned(PLAN).requests
    live.push(LATER)

    assert names(fresh) == names(live)
    assert () == live.planned(LATER).requests


def test_names_that_are_there_are_not_given_twice() -> None:
    """A push of a date has no other request than before."""
    live = Live(PLAN)
    made = live.push(LATER)

    assert not [request for request in made.requests if "createNamedRange" in request]


def test_a_row_is_known_by_its_new_name_when_somebody_types_over_its_key() -> None:
    """Also when it is the only one left of its table: its values are written on."""
    live = Live(PLAN)
    live.forget_names()
    live.replace("plan/F-02/M-04/0/1", "Security")
    live.push(LATER)
    alone = without(LATER, "plan/F-02/M-05")
    live.push(alone)
    live.push(having(alone, "plan/F-02/M-04/due", "Mon 25 Jan 2027"))

    (row,) = live.found().tables[ROWS].grid.rows[1:]
    assert ["Security", "Mon 25 Jan 2027\nproposed"] == [row.cells[0].text, row.cells[5].text]


def test_a_table_that_became_theirs_gets_no_name() -> None:
    """Words in a row without values keep the whole table, as theirs."""
    live = Live(PLAN)
    live.forget_names()
    live.replace("front/facts/0/1/1", "Before Easter")
    live.push(without(LATER, "front/facts", "front/facts/gap"))

    assert "t:front/facts" not in names(live)
    assert "Before Easter" in live.text()
