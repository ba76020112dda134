"""Where things of a layout stand in a document, as a push needs it."""

from __future__ import annotations

from mapdocs.google.places import CellHere, places_of
from mapdocs.readers.gdocs import find, parse
from mapdocs.utf16 import units
from mapdocs.writers.gdocs.wire import Where
from tests.drafts import insert
from tests.gdocs_documents import C, R, T, TabDraft, document, draft_of, p
from tests.gdocs_plans import PLAN
from tests.pushes import EDGED, TAB, Live, real
from tests.samples import SMALL

ROWS = "plan/F-01/rows"
M02 = "plan/F-01/M-02"


def test_paragraphs_are_where_they_say() -> None:
    """Their words stand between start and end, in UTF-16 code units; nothing else is in them."""
    for layout in (PLAN, real(), real(SMALL, "ar")):
        live = Live(layout)
        places = live.places()

        edges = {para.id for para in (*layout.header, *layout.footer)}
        assert {para.id for para in layout.paras()} == set(places.paras) - edges
        assert all(here.end - here.start == units(here.text) and here.plain for here in places.paras.values())


def test_a_value_has_all_its_paragraphs_with_those_that_people_added() -> None:
    """In their order."""
    live = Live(PLAN)
    live.below("value/summary/2", "And more")

    texts = [here.text for here in live.places().values["value.summary"]]
    assert ["Analysts check alerts by hand.", "Decisions within the hour", "And more", "No night shifts"] == texts


def test_rows_and_tables_tell_their_columns() -> None:
    """Also where people added one, or took one out."""
    live = Live(PLAN)
    live.column_behind("M-01", 1, "Priority")
    places = live.places()
    row, table = places.rows[M02], places.tables[ROWS]

    assert ((0, 1, 3, 4, 5, 6, 7, 8), 9, 2) == (row.columns, row.width, row.number)
    assert (row.columns, 9, 5, Where(TAB)) == (table.columns, table.width, table.rows, table.where)
    assert (0, places.rows["plan/F-01/rows/head"].end) == table.head
    assert "Maria Keller" == places.paras[f"{M02}/buyer"].text
    assert CellHere(*places.paras[f"{M02}/buyer"][:2]) == row.cells[2]
    where = {"tableStartLocation": {"index": table.start}, "rowIndex": 0, "columnIndex": 4}
    live.edit({"deleteTableColumn": {"tableCellLocation": where}})
    row = live.places().rows[M02]
    assert (-1, None) == (row.columns[3], row.cells[3])


def test_the_line_behind_a_table_is_its_tail() -> None:
    """As long as there is a paragraph behind it, whatever it says."""
    live = Live(PLAN)
    gap = live.spot(f"{ROWS}/gap")
    assert gap.start == live.places().tables[ROWS].tail
    live.edit(insert(gap.start, "See you there"))
    assert gap.start + len("See you there") == live.places().tables[ROWS].tail


def test_line_ends_that_must_stay_are_known() -> None:
    """Those before tables, the last one of each cell and of all: the document refuses to delete them."""
    live = Live(PLAN)
    places = live.places()
    before = ("front/line", "plan/F-01/title", "plan/F-02/title", "criteria/title", "end")
    ends = {places.paras[name].end for name in before}
    cells = {cell.end for row in places.rows.values() for cell in row.cells if cell}
    heads = {cell.end - 1 for spot in live.found().tables.values() for cell in spot.grid.rows[0].cells}

    assert ends | cells | heads == places.walls


def test_the_first_lines_behind_what_is_no_line_are_known() -> None:
    """That of the body, of each cell, and those behind tables: the line end before them can't be deleted."""
    live = Live(PLAN)
    places = live.places()
    starts = {places.first} | {table.tail for table in places.tables.values()}
    grids = [spot.grid for spot in live.found().tables.values()]

    assert starts | {cell.start + 1 for grid in grids for row in grid.rows for cell in row.cells} == places.firsts


def test_rows_with_words_of_people_are_busy() -> None:
    """Beside a value, in a column of their own, in a cell that spans rows; not in a row of their own, nor a value."""
    live = Live(PLAN)
    assert frozenset() == live.places().busy
    live.below("plan/F-01/M-01/5/2", "Ruth is away")
    live.type(f"{M02}/due", "?")
    live.row_below("M-02", "", "Lunch")
    live.column_behind("M-04", 2, "", "Ask")
    live.merge("M-02.1", 3, 1, rows=2)
    places = live.places()

    busy = {name for name, row in places.rows.items() if row.start in places.busy}
    assert {"plan/F-01/M-01", "plan/F-01/M-02.1", "plan/F-01/M-03", "plan/F-02/M-04"} == busy


def test_what_waits_for_somebody_is_known() -> None:
    """A suggestion on words, and on a row as a whole."""
    live = Live(PLAN)
    live.suggest(insert(live.spot(f"{M02}/due").end, "?"))

    assert frozenset({f"{M02}/due"}) == live.places().pending
    spot = live.row("M-03")
    where = {"tableStartLocation": {"index": spot.grid.start}, "rowIndex": spot.number, "columnIndex": 0}
    live.suggest({"deleteTableRow": {"tableCellLocation": where}})
    assert {"plan/F-01/M-03/title", "plan/F-01/M-03/0/1"} < live.places().pending


def test_names_are_those_that_are_left() -> None:
    """Of all kinds."""
    live = Live(PLAN)
    names = live.places().names
    assert {f"p:{M02}/due", f"r:{M02}", f"t:{ROWS}"} < set(names)
    assert [live.spot(f"{M02}/due").start] == [name.start for name in names[f"p:{M02}/due"]]
    live.forget_names()
    assert {} == live.places().names


def test_the_text_may_begin_below_a_table_of_people() -> None:
    """The first paragraph is where new ones may go."""
    assert 1 == Live(EDGED).places().first
    draft = draft_of(PLAN)
    draft.blocks.insert(0, T([R([C([p("Dear all")])])]))
    doc = parse(document(draft))
    table = doc.tabs[0].body[1]

    assert 1 < table.end == places_of(doc, PLAN, find(doc, PLAN)).first


def test_what_people_put_into_another_tab_is_not_in_reach() -> None:
    """A paragraph there has other indices: it is hidden, and its value has no place."""
    draft = draft_of(PLAN)
    moved = draft.para("value/objective")
    draft.blocks.remove(moved)
    draft.tabs.append(TabDraft("t.9", "Notes", [p("Ours"), moved]))
    doc = parse(document(draft))
    places = places_of(doc, PLAN, find(doc, PLAN))

    assert "value/objective" in places.hidden
    assert "value.objective" not in places.values
    assert "value/objective" not in places.paras
