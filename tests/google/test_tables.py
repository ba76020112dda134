"""Tables told anew: rows and cells in their places, and what people made of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mapdocs.fields import parse_field
from mapdocs.google.draft import Skipped
from mapdocs.google.flow import OPEN, REMOVED, SUGGESTED
from mapdocs.google.tables import FULL
from mapdocs.google.written import written_in
from mapdocs.layout import Cell, Layout, Para, Row, Run, Table
from mapdocs.observed import Observed
from mapdocs.readers.gdocs import observe
from mapdocs.readers.gdocs.found import Spot
from tests.drafts import delete, insert
from tests.gdocs_plans import ASSURE, PLAN, PROVE, task
from tests.pushes import Live, fresh, having, with_blocks, with_rows, without

PROVE_ROWS, ASSURE_ROWS = "plan/F-01/rows", "plan/F-02/rows"
NEW = task("F-01", "M-09", "Sign-off", buyer="Ruth Adeyemi", due="Mon 1 Feb 2027", note="Both in one room.")


def settled(live: Live, new: Layout, *fields: str) -> None:
    """Nothing is left to do for it, and what is ours is as it says."""
    assert () == live.planned(new, *fields).requests


def keys(live: Live, table: str = PROVE_ROWS) -> list[str]:
    """The first cells of a table's rows, without the heads."""
    grid = live.found().tables[table].grid
    return [row.cells[0].text for row in grid.rows[1:]]


@pytest.mark.parametrize("place", range(5))
def test_a_row_comes_and_goes_at_its_place(place: int) -> None:
    """First, last and between others; it looks and says what it would in a new document."""
    new = with_rows(PLAN, PROVE_ROWS, [*PROVE[:place], NEW, *PROVE[place:]])
    live = Live(PLAN)
    for wanted in (new, PLAN):
        live.push(wanted)

        assert fresh(wanted) == live.says()
        assert wanted == live.layout
        settled(live, wanted)


def test_many_rows_come_and_go_at_once() -> None:
    """All of a table's, too: the heads stay."""
    for some in ([NEW], [], [task("F-01", f"N-{n}", f"New {n}") for n in range(9)], PROVE):
        new = with_rows(PLAN, PROVE_ROWS, some)
        live = Live(PLAN)
        live.push(new)

        assert fresh(new) == live.says()
        settled(live, new)


def test_rows_that_people_put_in_another_order_keep_it() -> None:
    """What is new goes behind the one that it should follow, wherever that stands by now; cells stay in their rows."""
    live = Live(with_rows(PLAN, PROVE_ROWS, [PROVE[3], *PROVE[:3]]))
    live.layout = PLAN
    live.push(
        having(with_rows(PLAN, PROVE_ROWS, [*PROVE[:2], NEW, *PROVE[2:]]), "plan/F-01/M-03/due", "Fri 15 Jan 2027")
    )

    assert ["M-03", "M-01", "M-02", "M-09", "M-02.1"] == keys(live)
    assert "Fri 15 Jan 2027\nproposed" == live.cells("M-03")[5]


def test_rows_of_people_stay_where_they_are() -> None:
    """Beside rows of ours that come and go."""
    live = Live(PLAN)
    live.row_below("M-02", "", "Lunch with Ruth")
    live.push(with_rows(PLAN, PROVE_ROWS, [PROVE[0], NEW, PROVE[3]]))

    assert ["M-01", "M-09", "", "M-03"] == keys(live)
    assert "Lunch with Ruth" in live.text()


def test_a_row_that_people_took_out_stays_out() -> None:
    """Until it is to be there again; what it should say meanwhile is told."""
    live = Live(PLAN)
    live.drop_row("M-02")
    settled(live, PLAN)
    new = having(PLAN, "plan/F-01/M-02/due", "Fri 11 Dec 2026")
    made = live.push(new)

    assert ((), (Skipped("M-02", REMOVED),)) == (made.requests, made.skipped)
    settled(live, new)
    live.push(new, back=["M-02"])
    assert fresh(new) == live.says()
    settled(live, new)


def test_a_row_that_people_took_out_and_the_deal_too_is_gone() -> None:
    """Nothing is asked for, and nothing of it is remembered."""
    live, new = Live(PLAN), without(PLAN, "plan/F-01/M-02")
    live.drop_row("M-02")
    made = live.push(new)

    assert ((), (), new) == (made.requests, made.skipped, made.layout)


@pytest.mark.parametrize("how", ["held", "beside", "mark", "suggested", "added column", "merged"])
def test_a_row_that_holds_something_of_people_is_not_deleted(how: str) -> None:
    """A value that nobody has settled, words beside values, words of ours rewritten, a suggestion, more."""
    live, new = Live(PLAN), without(PLAN, "plan/F-01/M-02")
    held = ["tasks.M-02.due"] if how == "held" else []
    if how == "held":
        live.type("plan/F-01/M-02/due", "?")
    elif how == "beside":
        live.below("plan/F-01/M-02/5/2", "Ruth is away")
    elif how == "mark":
        live.type("plan/F-01/M-02/5/2", " by Ruth")
    elif how == "suggested":
        live.suggest(insert(live.spot("plan/F-01/M-02/due").end, "?"))
    elif how == "merged":
        live.merge("M-02", 5, 1, rows=2)
    else:
        live.column_behind("M-01", 7, "Ours", "", "Ask Ruth")
    made = live.push(new, *held)

    why = {"held": OPEN, "suggested": SUGGESTED}.get(how, FULL)
    assert (Skipped("M-02", why),) == made.skipped
    assert "Proof accepted" in live.text()
    settled(live, new, *held)


def test_a_row_whose_value_was_settled_goes_later() -> None:
    """As soon as nobody's words are in it."""
    live, new = Live(PLAN), without(PLAN, "plan/F-01/M-02")
    live.type("plan/F-01/M-02/due", "?")
    live.push(new, "tasks.M-02.due")
    live.push(new)

    assert fresh(new) == live.says()


def moved_to(layout: Layout, key: str) -> Layout:
    """A task of the first phase in the second, as where its phase changes: other ids, the same key and fields."""
    old = next(row for row in PROVE if row.key == key)
    at, to = f"plan/F-01/{key}", f"plan/F-02/{key}"
    cells = tuple(
        replace(cell, paras=tuple(replace(para, id=para.id.replace(at, to)) for para in cell.paras))
        for cell in old.cells
    )
    layout = without(layout, at)
    return with_rows(layout, ASSURE_ROWS, [*ASSURE, Row(to, cells, key)])


def test_a_row_whose_phase_changed_goes_there() -> None:
    """And back."""
    live, new = Live(PLAN), moved_to(PLAN, "M-03")
    for wanted in (new, PLAN):
        live.push(wanted)

        assert fresh(wanted) == live.says()
        assert wanted == live.layout
        settled(live, wanted)


def test_a_row_whose_phase_changed_stays_while_people_have_words_in_it() -> None:
    """It stands in one place only; it goes when they are settled."""
    live, new = Live(PLAN), moved_to(PLAN, "M-03")
    live.type("plan/F-01/M-03/due", "?")
    made = live.push(new, "tasks.M-03.due")

    assert ["M-01", "M-02", "M-02.1", "M-03"] == keys(live)
    assert ["M-04", "M-05"] == keys(live, ASSURE_ROWS)
    assert (Skipped("M-03", OPEN),) == made.skipped
    settled(live, new, "tasks.M-03.due")
    live.push(new)
    assert fresh(new) == live.says()


def test_a_row_whose_phase_changed_and_that_people_took_out_stays_out() -> None:
    """Until it is to be there again, in its new place."""
    live, new = Live(PLAN), moved_to(PLAN, "M-03")
    live.drop_row("M-03")
    made = live.push(new)
    assert () == made.requests
    settled(live, new)
    live.push(new, back=["M-03"])

    assert fresh(new) == live.says()
    settled(live, new)


def test_a_row_that_people_took_out_stays_out_with_the_table_that_it_should_go_to() -> None:
    """However often the plan is pushed."""
    live, new = Live(PLAN), moved_to(PLAN, "M-03")
    live.drop_row("M-03")
    live.drop_table(ASSURE_ROWS)
    live.push(new)

    assert "Steering committee" not in live.text()
    settled(live, new)
    live.push(new, back=["M-03"])
    assert ["M-03"] == keys(live, ASSURE_ROWS)


def test_a_row_that_people_moved_into_another_table_is_written_there() -> None:
    """It is the same row; the deal's phase for it stays."""
    live = Live(moved_to(PLAN, "M-03"))
    live.layout = PLAN
    new = having(PLAN, "plan/F-01/M-03/due", "Fri 15 Jan 2027")
    live.push(new)

    assert ["M-04", "M-05", "M-03"] == keys(live, ASSURE_ROWS)
    assert "Fri 15 Jan 2027\nproposed" == live.cells("M-03")[5]
    settled(live, new)


def test_new_rows_get_cells_for_columns_that_people_added() -> None:
    """Theirs stay empty; cells of ours are found by their heads."""
    live, new = Live(PLAN), with_rows(PLAN, PROVE_ROWS, [*PROVE, NEW])
    live.column_behind("M-01", 1, "Priority", "high")
    live.push(new)

    assert ["M-09", "Sign-off\nBoth in one room.\nWaits for M-09-before", "", "Ruth Adeyemi"] == live.cells("M-09")[:4]
    assert "high" == live.cells("M-01")[2]
    settled(live, new)


def test_cells_of_a_column_that_people_took_out_are_left_out() -> None:
    """The others are written, in rows that are there and in new ones."""
    live = Live(PLAN)
    spot = live.row("M-01")
    where = {"tableStartLocation": {"index": spot.grid.start}, "rowIndex": 0, "columnIndex": 4}
    live.edit({"deleteTableColumn": {"tableCellLocation": where}})
    new = having(with_rows(PLAN, PROVE_ROWS, [*PROVE, NEW]), "plan/F-01/M-01/due", "Mon 7 Dec 2026")
    live.push(new)

    assert "Mon 7 Dec 2026\nproposed" == live.cells("M-01")[4]
    assert ["M-09", "Mon 1 Feb 2027\nproposed"] == [live.cells("M-09")[n] for n in (0, 4)]
    settled(live, new)


def test_values_in_cells_that_people_merged_are_written_where_they_can_be_told_apart() -> None:
    """Else they are left as they are; the row's others are written."""
    live = Live(PLAN)
    live.merge("M-01", 2, 2)
    new = having(having(PLAN, "plan/F-01/M-01/seller", "Anna Frank"), "plan/F-01/M-01/due", "Mon 7 Dec 2026")
    live.push(new)
    assert ["Maria Keller\nAnna Frank", "", "30 Nov", "Mon 7 Dec 2026\nproposed"] == live.cells("M-01")[2:6]
    settled(live, new)
    spot = live.row("M-01").cell(2)
    assert spot
    live.edit(delete(spot.start + 1, spot.end - 1), insert(spot.start + 1, "Both of us"))
    live.push(PLAN, "tasks.M-01.buyer")

    assert ["Both of us", "", "30 Nov", "Fri 4 Dec 2026\nproposed"] == live.cells("M-01")[2:6]
    settled(live, PLAN, "tasks.M-01.buyer")


def test_the_last_line_of_merged_cells_goes_without_the_cells_end() -> None:
    """Also where its column is the second of those that were merged."""
    live = Live(PLAN)
    live.merge("M-01", 4, 2)
    new = without(PLAN, "plan/F-01/M-01/5/2")
    live.push(new)

    assert ["30 Nov\nFri 4 Dec 2026", ""] == live.cells("M-01")[4:6]
    settled(live, new)


def test_a_table_that_people_took_out_stays_out() -> None:
    """What it should say is told; rows that are to be there again bring it back, with its heads."""
    live = Live(PLAN)
    live.drop_table(ASSURE_ROWS)
    settled(live, PLAN)
    new = having(PLAN, "plan/F-02/M-04/due", "Mon 25 Jan 2027")
    made = live.push(new)
    assert ((), (Skipped(ASSURE_ROWS, REMOVED),)) == (made.requests, made.skipped)
    live.push(new, back=["M-04", "M-05"])

    assert [block for block in fresh(new) if block] == [block for block in live.says() if block]
    settled(live, new)


def test_only_the_rows_that_are_to_be_back_come_back() -> None:
    """The others stay out."""
    live = Live(PLAN)
    live.drop_table(ASSURE_ROWS)
    live.push(PLAN, back=["M-05"])

    assert ["M-05"] == keys(live, ASSURE_ROWS)
    settled(live, PLAN)
    live.push(PLAN, back=["M-04"])
    assert ["M-04", "M-05"] == sorted(keys(live, ASSURE_ROWS))


def decision(key: str, table: str, *more: str) -> Row:
    """A decision in the table of open ones, or of those that were taken, which has other columns."""
    at, of = f"decisions/{table}/{key}", f"decisions.{key}"
    names = ("what", "owner", "by") if table == "open" else ("what", "decided")
    cells = [
        Cell((Para(f"{at}/{name}", (Run(text),), field=f"{of}.{name}"),))
        for name, text in zip(names, more, strict=True)
    ]
    return Row(at, (Cell((Para(f"{at}/0/1", (Run(key),)),)), *cells), key)


def decisions(open_: list[Row], taken: list[Row]) -> Layout:
    """The plan with decisions."""

    def table(name: str, heads: tuple[str, ...], rows: list[Row]) -> list[Any]:
        at = f"decisions/{name}"
        head = Row(
            f"{at}/head", tuple(Cell((Para(f"{at}/head/{n}/1", (Run(h),)),), head=True) for n, h in enumerate(heads))
        )
        title = Para(f"{at}/title", (Run(f"Decisions {name}"),), "h3")
        made = Table(f"{at}/rows", (100 / len(heads),) * len(heads), (head, *rows), key_column=0)
        return [title, made, Para(f"{at}/rows/gap", style="gap")] if rows else []

    blocks = [*table("open", ("Key", "What", "Owner", "By"), open_), *table("taken", ("Key", "What", "Decided"), taken)]
    return with_blocks(PLAN, "criteria/rows/gap", *blocks)


D1 = decision("D-01", "open", "Hosting region", "Ruth Adeyemi", "Fri 4 Dec 2026")
D2 = decision("D-02", "open", "Which vendor", "Ruth Adeyemi", "Fri 4 Dec 2026")
TAKEN1 = decision("D-01", "taken", "Hosting region", "Frankfurt")
TAKEN2 = decision("D-02", "taken", "Which vendor", "Fernhill")


def test_a_decision_goes_from_the_open_to_the_taken_ones() -> None:
    """Into a table that is there, or that comes with it; the last open one takes its table along."""
    states = [
        decisions([D1, D2], []),
        decisions([D2], [TAKEN1]),
        decisions([], [TAKEN1, TAKEN2]),
        decisions([D1, D2], []),
    ]
    live = Live(states[0])
    for new in states[1:]:
        live.push(new)

        assert fresh(new) == live.says()
        assert new == live.layout
        settled(live, new)


def test_a_decision_with_an_open_edit_stays_with_the_open_ones() -> None:
    """Until it is settled: it never stands in both tables."""
    live, new = Live(decisions([D1, D2], [])), decisions([], [TAKEN1, TAKEN2])
    live.type("decisions/open/D-01/owner", " or Maria")
    made = live.push(new, "decisions.D-01.owner")

    assert ["D-01"] == keys(live, "decisions/open/rows")
    assert ["D-02"] == keys(live, "decisions/taken/rows")
    assert OPEN in {skipped.why for skipped in made.skipped}
    settled(live, new, "decisions.D-01.owner")
    live.push(new)
    assert fresh(new) == live.says()


def timeline(columns: int, rows: int, filled: int) -> Layout:
    """The plan with a picture of shaded cells."""

    def row(number: int) -> Row:
        at = f"timeline/{number}"
        cells = [
            Cell((Para(f"{at}/{n}/1", (Run("x"),) if n == filled else ()),), "accent" if n == filled else "")
            for n in range(columns)
        ]
        return Row(at, tuple(cells))

    table = Table("timeline/rows", (100 / columns,) * columns, tuple(row(n) for n in range(rows)), kind="timeline")
    return with_blocks(PLAN, "plan/title", table, Para("timeline/rows/gap", style="gap"))


def test_a_timeline_of_another_width_is_made_anew() -> None:
    """One of the same size is told anew in place, with its shades."""
    live = Live(timeline(4, 3, 1))
    for new in (timeline(4, 3, 2), timeline(6, 3, 2), timeline(6, 5, 2), PLAN, timeline(3, 2, 0)):
        live.push(new)

        assert fresh(new) == live.says()
        settled(live, new)


def test_a_timeline_that_comes_anew_for_one_that_people_took_out_leaves_no_empty_line() -> None:
    """The line behind the old one goes."""
    live, new = Live(timeline(4, 3, 1)), timeline(6, 3, 2)
    live.drop_table("timeline/rows")
    live.push(new)

    assert fresh(new) == live.says()
    settled(live, new)


def test_shades_follow_without_words() -> None:
    """A cell's fill changes in place, that of others does not."""
    new = timeline(4, 3, 1)
    live = Live(new)
    table = next(block for block in new.tables() if block.id == "timeline/rows")
    row = table.rows[1]
    cells = (replace(row.cells[0], fill="attention"), *row.cells[1:])
    blocks = [
        replace(b, rows=(b.rows[0], replace(row, cells=cells), b.rows[2])) if b == table else b for b in new.blocks
    ]
    made = live.push(replace(new, blocks=tuple(blocks)))

    assert made.requests
    assert {"updateTableCellStyle"} == {next(iter(request)) for request in made.requests}
    settled(live, replace(new, blocks=tuple(blocks)))


def test_a_row_that_was_typed_again_without_its_key_gets_all_of_ours_again() -> None:
    """It is known by what it says; the key and the words beside values are written, and it is the same row."""
    live = Live(PLAN)
    live.drop_row("M-02")
    live.row_below("M-01", "", "Proof accepted", "Maria Keller", "", "", "Fri 18 Dec 2026", "Nine in ten are right")
    live.push(PLAN)

    assert fresh(PLAN) == live.says()
    assert ({}, ()) == (live.edited, live.planned(PLAN).requests)


def test_of_a_row_whose_key_was_taken_out_only_words_of_ours_come_again() -> None:
    """What people wrote in it stays, a value that is held as well; a part emptied beside a key stays empty."""
    live = Live(PLAN)
    for name, text in (("M-02/0/1", ""), ("M-02/1/2", "Waits for Tom"), ("M-02/due", "soon"), ("M-03/4/1", "")):
        live.replace(f"plan/F-01/{name}", text)
    live.push(PLAN, "tasks.M-02.due")

    assert ["M-02", "Proof accepted", "Weekly call on Tuesdays.", "Waits for Tom"] == [
        live.cells("M-02")[0],
        *live.cells("M-02")[1].split("\n"),
    ]
    assert ("soon\nproposed", "") == (live.cells("M-02")[5], live.cells("M-03")[4])
    assert {"plan/F-01/M-02/1/2", "plan/F-01/M-03/4/1"} == live.edited.keys()


def test_rows_whose_keys_people_exchanged_stay_the_rows_that_they_were() -> None:
    """Also when the seller changes them later, the named ranges go, and people change a value and put the keys back."""
    live, later = Live(PLAN), having(PLAN, "plan/F-01/M-01/title", "Data sent twice")
    first, second = live.spot("plan/F-01/M-01/0/1"), live.spot("plan/F-01/M-02/0/1")
    live.edit(*(request for spot, key in ((second, "M-01"), (first, "M-02")) for request in typed_over(spot, key)))
    for new in (PLAN, later):
        live.push(new)

        assert ["M-02", "M-01"] == keys(live)[:2]
        assert written_in(new) == {str(name): seen.text for name, seen in read(live).fields.items()}
    live.forget_names()
    live.replace("plan/F-01/M-02/title", "Proof signed")
    assert "Proof signed" == read(live).fields[parse_field("tasks.M-02.title")].text
    first, second = live.spot("plan/F-01/M-01/0/1"), live.spot("plan/F-01/M-02/0/1")
    live.edit(*(request for spot, key in ((second, "M-02"), (first, "M-01")) for request in typed_over(spot, key)))
    live.push(later)

    assert fresh(later) == live.says()
    assert {} == live.edited


def typed_over(spot: Spot, text: str) -> tuple[dict[str, object], ...]:
    return delete(spot.start, spot.end), insert(spot.start, text)


def read(live: Live) -> Observed:
    return observe(live.doc(), live.layout, live.found())
