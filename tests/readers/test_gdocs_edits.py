"""What people do to a plan in Google Docs, and what is read of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.layout import Cell, Layout, Row, Table
from mapdocs.observed import NewRow, Observed, Unmapped
from mapdocs.readers.gdocs import find, observe, parse
from mapdocs.readers.gdocs.found import Found
from mapdocs.utf16 import units
from tests.gdocs_documents import C, Draft, P, Piece, T, TabDraft, copied, document, draft_of, p, row_of, typed
from tests.gdocs_plans import PLAN, cell, para
from tests.gdocs_wild import Hand, add_row, add_tab, copy_row, forget_ranges, merge, type_between, wild_edits

PROVE, ASSURE = "plan/F-01/rows", "plan/F-02/rows"
M02 = "plan/F-01/M-02"
Edit = Callable[[Draft], Any]


def edited(*edits: Edit, layout: Layout = PLAN) -> Draft:
    draft = draft_of(layout)
    for edit in edits:
        edit(draft)
    return draft


def seen(*edits: Edit, layout: Layout = PLAN) -> Observed:
    doc = parse(document(edited(*edits, layout=layout)))
    return observe(doc, layout, find(doc, layout))


def found(*edits: Edit) -> Found:
    return find(parse(document(edited(*edits))), PLAN)


BASE = {str(field): value.text for field, value in seen().fields.items()}


def changes(observed: Observed) -> dict[str, str | None]:
    """Fields that say something else than what was pushed; None for those of which nothing is known."""
    now = {str(field): value.text for field, value in observed.fields.items()}
    return {name: now.get(name) for name in BASE if now.get(name) != BASE[name]} | {
        name: text for name, text in now.items() if name not in BASE
    }


def told(observed: Observed) -> set[tuple[str, str]]:
    return {(item.kind, item.text) for item in observed.unmapped}


def codes(observed: Observed) -> list[str]:
    return [problem.code for problem in observed.problems]


def test_an_untouched_document_says_what_was_pushed() -> None:
    """Every paragraph is found, nothing is foreign, nothing is missing."""
    observed, at = seen(), found()

    assert {para.id for para in PLAN.paras()} == set(at.paras)
    assert all(at.paras[para.id].text == para.text for para in PLAN.paras())
    assert ((), (), (), ()) == (observed.new, observed.unmapped, observed.problems, at.missing)
    assert {"tasks": ("M-01", "M-02", "M-03", "M-04", "M-05"), "actions": ("M-02.1",), "criteria": ("C-01",)} == dict(
        observed.rows
    )
    assert "Analysts check alerts by hand.\n\n- Decisions within the hour\n- No night shifts" == BASE["value.summary"]
    assert "In progress" == BASE["tasks.M-02.status"]


def type_in(id: str, text: str) -> Edit:  # noqa: A002
    return lambda draft: typed(draft.para(id), text)


def cell_of(draft: Draft, key: str, column: int) -> C:
    return draft.row(key).cells[column]


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("due", "Mon 21 Dec 2026", "due", "Mon 21 Dec 2026"),
        ("due", "", "due", ""),
        ("title", "Proof \U0001f389 accepted", "title", "Proof \U0001f389 accepted"),
        ("done_when", "All  of it\u00a0is right ", "done_when", "All of it is right"),
        ("status", "\u25d0\u00a0Done", "status", "Done"),
        ("status", "Done", "status", "Done"),
        ("status", "\u25cf done!", "status", "done!"),
        ("seller", "Tom Weiss", "seller", "Tom Weiss"),
        ("note", "Weekly call on Fridays.", "note", "Weekly call on Fridays."),
        ("note", "", "note", ""),
    ],
)
def test_a_value_typed_over_is_read(name: str, text: str, field: str, value: str) -> None:
    """Only that field changes; signs and white space are no part of a value."""
    observed = seen(type_in(f"{M02}/{name}", text))

    assert {f"tasks.M-02.{field}": value} == changes(observed)
    assert ((), ()) == (observed.unmapped, observed.problems)


@pytest.mark.parametrize("text", ["Mon 21 Dec 2026", "20 Jan"])
def test_a_cell_typed_over_whole_loses_what_stood_beside_the_value(text: str) -> None:
    """Named ranges and the tag are gone with the text; the words that are there are the value."""

    def over(draft: Draft) -> None:
        cell_of(draft, "M-02", 5).blocks = [p(text)]

    observed = seen(over)

    assert {"tasks.M-02.due": text} == changes(observed)
    assert () == observed.unmapped


def test_a_cell_emptied_is_a_field_without_a_value() -> None:
    """Nothing is there: that is an edit, not a thing unknown."""

    def empty(draft: Draft) -> None:
        cell_of(draft, "M-02", 1).blocks = [p()]

    assert {"tasks.M-02.title": "", "tasks.M-02.note": ""} == changes(seen(empty))


def test_a_second_line_in_a_cell_that_holds_one_value_is_part_of_it() -> None:
    """What it means is for whoever reads the value to say."""

    def more(draft: Draft) -> None:
        cell_of(draft, "M-02", 6).blocks.append(p("and no open findings"))

    assert {"tasks.M-02.done_when": "Nine in ten are right\nand no open findings"} == changes(seen(more))


def test_text_beside_a_value_is_told_and_is_not_the_value() -> None:
    """A remark under a date: the date stands, the remark is reported with the row's key."""

    def remark(draft: Draft) -> None:
        cell_of(draft, "M-02", 5).blocks.append(p("Maria is away that week"))

    observed = seen(remark)

    assert {} == changes(observed)
    assert (Unmapped("beside", "Maria is away that week", "M-02"),) == observed.unmapped


def test_text_typed_above_a_title_leaves_the_title() -> None:
    """The title is known by its words, wherever in its cell it stands."""

    def above(draft: Draft) -> None:
        cell_of(draft, "M-02", 1).blocks.insert(0, p("please split this one"))

    observed = seen(above)

    assert {} == changes(observed)
    assert {("beside", "please split this one")} == told(observed)


def test_a_changed_tag_is_a_changed_part() -> None:
    """Words of ours that hold no field: kept, and reported."""

    def tag(draft: Draft) -> None:
        typed(draft.para(f"{M02}/5/2"), "not agreed, proposed")

    observed = seen(tag)

    assert {} == changes(observed)
    assert (Unmapped("part", "not agreed, proposed", "M-02", f"{M02}/5/2"),) == observed.unmapped


def test_a_value_typed_over_with_all_that_stood_beside_it_is_the_value() -> None:
    """Though it looks more like what was struck before it."""
    before = PLAN.blocks[11]
    assert isinstance(before, Table)
    row = before.rows[2]
    was = para(f"{row.id}/5/was", "Mon 21 Dec 2026", tone="was")
    due = replace(row.cells[5], paras=(was, *row.cells[5].paras))
    row = replace(row, cells=(*row.cells[:5], due, *row.cells[6:]))
    table = replace(before, rows=(*before.rows[:2], row, *before.rows[3:]))
    layout = replace(PLAN, blocks=(*PLAN.blocks[:11], table, *PLAN.blocks[12:]))

    def over(draft: Draft) -> None:
        cell_of(draft, "M-02", 5).blocks = [p("Tue 22 Dec 2026")]

    assert {"tasks.M-02.due": "Tue 22 Dec 2026"} == changes(seen(over, layout=layout))


def test_struck_words_are_told() -> None:
    """Somebody means that they hold no longer: the value stands, and that is reported."""

    def strike(draft: Draft) -> None:
        draft.para(f"{M02}/done_when").pieces[0].style["strikethrough"] = True

    observed = seen(strike)

    assert {} == changes(observed)
    assert (Unmapped("beside", "[struck] Nine in ten are right", "M-02"),) == observed.unmapped


def test_words_of_ours_that_were_taken_out_are_told() -> None:
    """A paragraph without a field: the next push may write it again, and people know."""
    observed = seen(lambda draft: draft.blocks.remove(draft.para("value/note")))

    assert {} == changes(observed)
    assert (Unmapped("part", "[gone] All worth is a year.", "Mutual Success Plan", "value/note"),) == observed.unmapped


# ---------------------------------------------------------------- rows


def test_rows_reordered_are_the_same_rows() -> None:
    """Their order is told, nothing else changes."""

    def reorder(draft: Draft) -> None:
        table = draft.table(PROVE)
        table.rows = [table.rows[0], *reversed(table.rows[1:])]

    observed = seen(reorder)

    assert {} == changes(observed)
    assert ("M-03", "M-02", "M-01", "M-04", "M-05") == observed.rows["tasks"]
    assert () == observed.unmapped


def test_a_deleted_row_is_missing_and_nothing_is_known_of_it() -> None:
    """Its fields are not empty: they are not there."""

    def delete(draft: Draft) -> None:
        draft.table(PROVE).rows.remove(draft.row("M-03"))

    observed = seen(delete)

    assert {None} == set(changes(observed).values())
    assert ("M-01", "M-02", "M-04", "M-05") == observed.rows["tasks"]
    assert "plan/F-01/M-03" not in found(delete).rows


def test_a_new_row_says_its_values_by_field() -> None:
    """Whatever stands in a column that holds no field is loose."""

    def add(draft: Draft) -> None:
        new = row_of(
            "", "Pilot with two teams", "Ann New", "", "1 Feb", "12 Feb 2027", "Both teams like it", "Not started"
        )
        draft.table(PROVE).rows.insert(2, new)

    observed = seen(add)

    assert {} == changes(observed)
    fields = {
        "title": "Pilot with two teams",
        "buyer": "Ann New",
        "due": "12 Feb 2027",
        "done_when": "Both teams like it",
    }
    assert (
        NewRow("new-1", "tasks", "plan/F-01", "M-01", fields | {"status": "Not started"}, loose={"Start": "1 Feb"}),
    ) == observed.new


def test_a_new_row_under_a_task_that_calls_itself_a_step_is_one() -> None:
    """Keys say what a row is."""

    def add(draft: Draft) -> None:
        draft.table(PROVE).rows.append(row_of("M-03.1", "Invite the committee", "", "", "", "", "", ""))

    (row,) = seen(add).new

    assert ("actions", {"title": "Invite the committee"}, "M-03") == (row.part, row.fields, row.after)


def test_an_empty_row_says_nothing() -> None:
    """Google adds one when somebody presses Tab at a table's end."""
    observed = seen(lambda draft: draft.table(PROVE).rows.append(row_of(*[""] * 8)))

    assert ((), (), {}) == (observed.new, observed.unmapped, changes(observed))


@pytest.mark.parametrize("place", [1, 2, 3, 5])
def test_of_two_rows_with_one_key_the_one_with_the_named_range_keeps_it(place: int) -> None:
    """The copy is a new row, above or below the first one, and says which key it repeats."""

    def copy_row(draft: Draft) -> None:
        row = copied(draft.row("M-02"))
        typed(row.cells[1].blocks[0], "Second proof accepted")  # type: ignore[arg-type]
        draft.table(PROVE).rows.insert(place, row)

    observed = seen(copy_row)
    (row,) = observed.new

    assert {} == changes(observed)
    assert ("M-02", "tasks", "Second proof accepted") == (row.copied, row.part, row.fields["title"])
    assert "Weekly call on Tuesdays." == row.fields["note"]
    assert {} == row.loose
    assert () == observed.unmapped


def test_a_key_typed_over_is_found_by_its_named_range() -> None:
    """The row keeps its values, and the change of the key is told."""
    observed = seen(lambda draft: typed(draft.row("M-02").cells[0].blocks[0], "M-99"))  # type: ignore[arg-type]

    assert {} == changes(observed)
    assert ((), {("part", "M-99")}) == (observed.new, told(observed))


def test_a_key_typed_over_with_anothers_is_still_its_own_row() -> None:
    """Two rows say M-01; each holds its own named range."""
    observed = seen(lambda draft: typed(draft.row("M-02").cells[0].blocks[0], "M-01"))  # type: ignore[arg-type]

    assert {} == changes(observed)
    assert () == observed.new


def keyed(**keys: str) -> Edit:
    """Other words in the key cells of rows, all at once."""

    def edit(draft: Draft) -> None:
        cells = [(draft.row(name.replace("_", "-")).cells[0].blocks[0], text) for name, text in keys.items()]
        for block, text in cells:
            typed(block, text)  # type: ignore[arg-type]

    return edit


def nameless(draft: Draft) -> None:
    for para_ in draft.paras():
        para_.names = []


@pytest.mark.parametrize("ranges", [True, False], ids=["named", "unnamed"])
@pytest.mark.parametrize(
    "keys",
    [
        {"M_01": "M-02", "M_02": "M-01"},
        {"M_01": "M-02", "M_02": "2."},
        {"M_01": "M-02", "M_02": "M-03", "M_03": "M-01"},
    ],
)
def test_rows_whose_keys_were_exchanged_are_what_they_were(keys: dict[str, str], ranges: bool) -> None:  # noqa: FBT001
    """Nothing that a key cell says makes all values of one row those of another; the keys are told."""
    observed = seen(keyed(**keys), *([] if ranges else [nameless]))

    assert {} == changes(observed)
    assert {("part", text) for text in keys.values()} == told(observed)
    assert () == observed.new


def test_a_row_typed_over_whole_is_the_one_whose_key_it_says() -> None:
    """As somebody does who puts two rows in another order by typing them."""

    def retyped(draft: Draft) -> None:
        rows = draft.table(PROVE).rows
        texts = [[[block.text for block in one.blocks if isinstance(block, P)] for one in row.cells] for row in rows]
        for row, other in ((rows[1], texts[4]), (rows[4], texts[1])):
            for cell_, words in zip(row.cells, other, strict=True):
                for block, text in zip(cell_.blocks, words, strict=True):
                    typed(block, text)  # type: ignore[arg-type]

    observed = seen(retyped)

    assert {} == changes(observed)
    assert ("M-03", "M-02", "M-01") == observed.rows["tasks"][:3]


def test_what_we_wrote_beside_a_value_is_no_note() -> None:
    """Somebody copied it there."""
    observed = seen(lambda draft: typed(draft.row("M-02").cells[1].blocks[1], "Waits for M-01-before"))  # type: ignore[arg-type]

    assert {"tasks.M-02.note": ""} == changes(observed)
    assert {("beside", "Waits for M-01-before")} == told(observed)


def test_a_row_without_key_and_named_ranges_is_known_by_what_it_says() -> None:
    """Somebody typed the row again: it is the only one that says so much of what was pushed."""

    def retyped(draft: Draft) -> None:
        table = draft.table(PROVE)
        row = copied(draft.row("M-02"))
        typed(row.cells[0].blocks[0], "")  # type: ignore[arg-type]
        table.rows[2] = row

    observed = seen(retyped)

    assert {} == changes(observed)
    assert () == observed.new


def test_rows_that_say_the_same_are_not_guessed() -> None:
    """Without key and named range, and with two that fit: both are new, and the row is missing."""

    def twice(draft: Draft) -> None:
        row = copied(draft.row("M-02"))
        typed(row.cells[0].blocks[0], "")  # type: ignore[arg-type]
        table = draft.table(PROVE)
        table.rows[2:3] = [row, copy.deepcopy(row)]

    observed = seen(twice)

    assert 2 == len(observed.new)
    assert "M-02" not in observed.rows["tasks"]


def test_a_row_moved_to_another_table_is_still_that_row() -> None:
    """Told as moved; its values are read there."""

    def move(draft: Draft) -> None:
        row = draft.row("M-03")
        draft.table(PROVE).rows.remove(row)
        draft.table(ASSURE).rows.append(copied(row))
        typed(draft.row("M-03").cells[5].blocks[0], "Thu 21 Jan 2027")  # type: ignore[arg-type]

    observed = seen(move)

    assert {"tasks.M-03.due": "Thu 21 Jan 2027"} == changes(observed)
    assert ["moved-row"] == codes(observed)
    assert ((), ()) == (observed.new, observed.unmapped)
    assert ("M-01", "M-02", "M-04", "M-05", "M-03") == observed.rows["tasks"]


def test_rows_cut_out_into_a_table_of_their_own_are_still_those_rows() -> None:
    """A table without heads, made by pasting rows elsewhere; a row that people add there is new."""

    def cut(draft: Draft) -> None:
        table = draft.table(PROVE)
        rows = [copied(row) for row in table.rows[3:]]
        del table.rows[3:]
        draft.blocks.extend([p("Later:"), T([*rows, row_of("", "One more", "", "", "", "", "", "")]), p()])

    observed = seen(cut)

    assert {} == changes(observed)
    assert {("paragraph", "Later:")} == told(observed)
    assert [("One more", "M-03")] == [(row.fields["title"], row.after) for row in observed.new]


def test_a_suggested_row_is_not_there_yet() -> None:
    """It is reported with its words, and is no new row."""

    def suggest(draft: Draft) -> None:
        row = row_of("", "Maybe a workshop", "", "", "", "", "", "")
        row.more = {"suggestedInsertionIds": ["s.1"]}
        draft.table(PROVE).rows.append(row)

    observed = seen(suggest)

    assert ((), {("row", "Maybe a workshop")}) == (observed.new, told(observed))


def test_a_row_that_somebody_suggests_to_delete_is_left_alone() -> None:
    """All its fields carry the suggestion."""

    def suggest(draft: Draft) -> None:
        draft.row("M-03").more = {"suggestedDeletionIds": ["s.1"]}

    observed = seen(suggest)
    ids = [field for field in observed.fields if field.key == "M-03"]

    assert {} == changes(observed)
    assert {""} == {observed.fields[field].suggested for field in ids}
    assert all(value.suggested is None for field, value in observed.fields.items() if field.key != "M-03")


# ---------------------------------------------------------------- columns


def with_column(draft: Draft, at: int, head: str, text: str, table: str = PROVE) -> None:
    for number, row in enumerate(draft.table(table).rows):
        row.cells.insert(at, C([p(head if number == 0 else f"{text} {number}" if text else "")]))


@pytest.mark.parametrize("at", [0, 1, 4, 8])
def test_an_added_column_is_told_and_the_others_keep_their_fields(at: int) -> None:
    """Wherever it stands, also before the keys."""
    observed = seen(lambda draft: with_column(draft, at, "Remarks", "fine"))

    assert {} == changes(observed)
    assert [("column", "Remarks\nM-01: fine 1\nM-02: fine 2\nM-02.1: fine 3\nM-03: fine 4")] == [
        (item.kind, item.text) for item in observed.unmapped
    ]
    assert "Prove it on your data" == observed.unmapped[0].near


def test_a_new_row_says_what_stands_in_an_added_column() -> None:
    """Under the head that people gave it."""

    def add(draft: Draft) -> None:
        with_column(draft, 3, "Remarks", "")
        draft.table(PROVE).rows.append(row_of("", "Pilot", "", "mind the gap", "", "", "", "", ""))

    (row,) = seen(add).new

    assert ({"title": "Pilot"}, {"Remarks": "mind the gap"}) == (row.fields, row.loose)


def test_a_renamed_head_is_still_its_column() -> None:
    """By what stands below it; the new head is told as a changed part."""
    observed = seen(type_in(f"{PROVE}/head/6/1", "Accepted when"))

    assert {} == changes(observed)
    assert {("part", "Accepted when")} == told(observed)


def test_columns_reordered_keep_their_fields() -> None:
    """They are found by their heads."""

    def reorder(draft: Draft) -> None:
        for row in draft.table(PROVE).rows:
            row.cells.reverse()

    observed = seen(reorder)

    assert ({}, ()) == (changes(observed), observed.unmapped)


def test_a_deleted_column_takes_its_fields_out_of_what_is_known() -> None:
    """They are not empty; the column is told as missing."""

    def delete(draft: Draft) -> None:
        for row in draft.table(PROVE).rows:
            del row.cells[6]

    observed = seen(delete)

    assert {"tasks.M-01.done_when", "tasks.M-02.done_when", "tasks.M-03.done_when"} == set(changes(observed))
    assert {None} == set(changes(observed).values())
    assert ["missing-column"] == codes(observed)


def test_another_column_in_a_deleted_ones_place_is_not_taken_for_it() -> None:
    """Its head and all it says are others."""

    def replace(draft: Draft) -> None:
        for row in draft.table(PROVE).rows:
            del row.cells[6]
        with_column(draft, 6, "Risk", "low")

    observed = seen(replace)

    assert {None} == set(changes(observed).values())
    assert {"column"} == {kind for kind, _ in told(observed)}


def test_a_table_without_its_heads_is_read_by_its_keys() -> None:
    """The row of heads was deleted; columns stand where they stood."""
    observed = seen(lambda draft: draft.table(PROVE).rows.pop(0))

    assert {} == changes(observed)
    assert () == observed.new


def test_a_row_above_the_heads_is_a_new_row() -> None:
    """The heads are looked for, not taken for granted."""
    observed = seen(lambda draft: draft.table(PROVE).rows.insert(0, row_of("", "Read this first", *[""] * 6)))

    assert {} == changes(observed)
    assert [{"title": "Read this first"}] == [dict(row.fields) for row in observed.new]


# ---------------------------------------------------------------- merged cells


def test_merged_cells_still_say_what_stood_in_them() -> None:
    """What is known by its words is read, what can't be told apart is not, and a problem says so."""
    observed = seen(lambda draft: merge(draft.row("M-02"), 5, 2))

    assert {} == changes(observed)


def test_words_in_merged_cells_that_fit_no_field_are_not_guessed() -> None:
    """Owners of both sides merged and typed over: neither is read."""

    def over(draft: Draft) -> None:
        row = draft.row("M-01")
        merge(row, 2, 2)
        row.cells[2].blocks = [p("The whole team")]

    observed = seen(over)

    assert {"tasks.M-01.buyer", "tasks.M-01.seller"} >= set(changes(observed))
    assert None in changes(observed).values()
    assert ["merged-cells"] == codes(observed)


def test_cells_merged_down_keep_each_rows_value() -> None:
    """A cell over two rows: what is the upper's is read as such, the lower's by its words."""

    def down(draft: Draft) -> None:
        upper, lower = draft.row("M-01").cells[2], draft.row("M-02").cells[2]
        upper.blocks += lower.blocks
        lower.blocks = [p()]
        upper.rows = 2

    observed = seen(down)

    assert {} == changes(observed)


# ---------------------------------------------------------------- tables


def test_text_typed_above_below_and_inside_a_table_is_foreign() -> None:
    """It is reported with the heading it stands under, and nothing else changes."""

    def around(draft: Draft) -> None:
        at = draft.blocks.index(draft.table(PROVE))
        draft.blocks.insert(at, p("Please read before Friday."))
        typed(draft.blocks[at + 2], "Typed into the gap")  # type: ignore[arg-type]
        draft.blocks.insert(at + 3, p("And below."))

    observed = seen(around)

    assert {} == changes(observed)
    assert {
        ("paragraph", "Please read before Friday."),
        ("paragraph", "Typed into the gap"),
        ("paragraph", "And below."),
    } == told(observed)
    assert {"Prove it on your data"} == {item.near for item in observed.unmapped}


def test_a_gap_that_was_typed_into_is_not_ours_any_more() -> None:
    """A push must not take for its own what people wrote there."""
    at = found(lambda draft: typed(draft.para("plan/F-01/rows/gap"), "Typed into the gap"))

    assert "plan/F-01/rows/gap" not in at.paras
    assert ("Typed into the gap", ()) == (at.foreign[0].text, at.missing)


def test_a_deleted_table_takes_its_rows_along() -> None:
    """Nothing is known of its fields; the problem names the table and its keys."""

    def delete(draft: Draft) -> None:
        draft.blocks.remove(draft.table(ASSURE))

    observed = seen(delete)

    assert ("M-01", "M-02", "M-03") == observed.rows["tasks"]
    assert {None} == set(changes(observed).values())
    assert ["missing-table"] == codes(observed)
    assert "M-04, M-05" in observed.problems[0].message


def test_a_table_of_shades_that_was_deleted_is_no_other_table() -> None:
    """It says nothing that a table of people's could say, too."""
    rows = tuple(
        Row(f"timeline/{number}", tuple(Cell((para(f"timeline/{number}/{n}/1"),)) for n in range(3)))
        for number in range(2)
    )
    layout = replace(
        PLAN, blocks=(*PLAN.blocks, Table("timeline/rows", (33.3,) * 3, rows, heads=0, kind="timeline"), para("last"))
    )

    def people(draft: Draft) -> None:
        tables = [number for number, block in enumerate(draft.blocks) if isinstance(block, T)]
        draft.blocks[tables[-1]] = T([row_of("Who", "Where", "When"), row_of("Tom", "Room 4", "Noon")])

    doc = parse(document(edited(people, layout=layout)))
    at = find(doc, layout)

    assert "timeline/rows" not in at.tables
    assert ("timeline/rows",) == at.missing_tables


@pytest.mark.parametrize("numbers", [(0,), (1,), (0, 1)], ids=["left", "right", "both"])
def test_facts_without_heads_are_known_by_any_cell_and_by_their_place(numbers: tuple[int, ...]) -> None:
    """A table of one row: whichever of its words people rewrite, it is there, and the words are told."""
    facts = (cell(para("work/1/1", "How to change a date")), cell(para("work/1/2", "Tell us the new date")))
    work = Table("work/table", (24.0, 76.0), (Row("work/1", facts),), heads=0)
    layout = replace(PLAN, blocks=(*PLAN.blocks, work, para("work/table/gap", style="gap")))

    def people(draft: Draft) -> None:
        table = [block for block in draft.blocks if isinstance(block, T)][-1]
        for number in numbers:
            typed(table.rows[0].cells[number].blocks[0], f"Instead {number}")  # type: ignore[arg-type]

    observed = seen(people, layout=layout)

    assert {("part", f"Instead {number}") for number in numbers} == told(observed)
    assert [] == codes(observed)


def test_all_tables_deleted_leaves_no_row() -> None:
    """Each part is told with no keys, so that a merge knows that they are gone."""

    def delete(draft: Draft) -> None:
        draft.tabs[0].blocks = [block for block in draft.blocks if not isinstance(block, T)]

    assert {"tasks": (), "actions": (), "criteria": ()} == dict(seen(delete).rows)


def test_a_table_in_a_cell_is_foreign() -> None:
    """The value beside it stands."""

    def nest(draft: Draft) -> None:
        cell_of(draft, "M-02", 1).blocks += [T([row_of("M-01", "b")]), p()]

    observed = seen(nest)

    assert {} == changes(observed)
    assert (Unmapped("table", "M-01 | b", "M-02"),) == observed.unmapped


def test_a_copied_table_is_foreign_and_the_first_one_stays() -> None:
    """The copy has no named ranges."""

    def twice(draft: Draft) -> None:
        at = draft.blocks.index(draft.table(PROVE))
        draft.blocks[at:at] = [T([copied(row) for row in draft.table(PROVE).rows]), p()]
        typed(draft.row("M-01").cells[1].blocks[0], "Changed in the copy")  # type: ignore[arg-type]

    observed = seen(twice)

    assert {} == changes(observed)
    assert ["table"] == [item.kind for item in observed.unmapped]
    assert "Changed in the copy" in observed.unmapped[0].text


def test_tables_that_changed_places_are_known_by_their_keys() -> None:
    """Heads are the same in both."""

    def swap(draft: Draft) -> None:
        one, two = (draft.blocks.index(draft.table(name)) for name in (PROVE, ASSURE))
        draft.blocks[one], draft.blocks[two] = draft.blocks[two], draft.blocks[one]

    assert {} == changes(seen(swap))


def test_a_table_moved_to_another_tab_is_found_there() -> None:
    """With its tab; what else is in the tab is foreign."""

    def move(draft: Draft) -> None:
        table = draft.table(ASSURE)
        draft.blocks.remove(table)
        draft.tabs.append(TabDraft("t.1", "Later", [p("Moved here"), table, p()]))

    observed, at = seen(move), found(move)

    assert {} == changes(observed)
    assert ("t.1", "t.0", "t.0") == (at.tables[ASSURE].tab, at.tables[PROVE].tab, at.main)
    assert {("paragraph", "Moved here")} == told(observed)


def test_a_new_tab_is_told_whole() -> None:
    """By its title and its words."""
    observed = seen(lambda draft: draft.tabs.append(TabDraft("t.1", "Notes", [p("a"), T([row_of("b", "c")]), p()])))

    assert ({}, {("tab", "Notes\na\nb | c")}) == (changes(observed), told(observed))


def test_the_plan_moved_behind_another_tab_is_found() -> None:
    """The main tab is the one that holds it."""

    def first(draft: Draft) -> None:
        draft.tabs.insert(0, TabDraft("t.9", "Read me", [p("Hello")]))

    assert ({}, "t.0") == (changes(seen(first)), found(first).main)


def test_a_document_read_without_tabs_is_found_as_well() -> None:
    """Then places carry no tab."""
    doc = parse(document(draft_of(PLAN, tabbed=False)))
    at = find(doc, PLAN)

    assert ({""}, "") == ({spot.tab for spot in at.paras.values()}, at.main)
    assert BASE == {str(field): value.text for field, value in observe(doc, PLAN, at).fields.items()}


# ---------------------------------------------------------------- paragraphs


def test_a_changed_paragraph_is_found_with_its_new_words() -> None:
    """Also where its named range died with the old ones."""

    def over(draft: Draft) -> None:
        draft.blocks[draft.blocks.index(draft.para("value/objective"))] = p("We bring reviews under half an hour.")

    assert {"value.objective": "We bring reviews under half an hour."} == changes(seen(over))


def test_a_paragraph_split_in_two_between_others_is_not_lost() -> None:
    """Both halves are there: as the value, or beside it."""

    def split(draft: Draft) -> None:
        at = draft.blocks.index(draft.para("value/objective"))
        draft.blocks[at : at + 1] = [p("Bring alert review under"), p("one hour by March.")]

    observed = seen(split)
    said = " ".join([*filter(None, changes(observed).values()), *(text for _, text in told(observed))])

    assert all(word in said for word in "Bring alert review under one hour by March.".split())


def test_an_item_added_to_a_list_belongs_to_its_field() -> None:
    """Between two items, or after the last."""

    def add(draft: Draft) -> None:
        for name, text in (("value/summary/3", "Fewer fines"), ("value/summary/2", "No weekend work")):
            at = draft.blocks.index(draft.para(name))
            draft.blocks.insert(at + 1, P([Piece(text)], bullet=("kix.dots", 0)))

    items = ("Decisions within the hour", "No weekend work", "No night shifts", "Fewer fines")
    text = "Analysts check alerts by hand.\n\n" + "\n".join(f"- {item}" for item in items)

    assert {"value.summary": text} == changes(seen(add))


def test_a_deleted_paragraph_with_a_field_is_told() -> None:
    """Nothing is known of the field, and the problem says so."""
    observed = seen(lambda draft: draft.blocks.remove(draft.para("value/objective")))

    assert {"value.objective": None} == changes(observed)
    assert ["missing-text"] == codes(observed)


def test_a_paragraph_emptied_says_nothing() -> None:
    """The line is there, its words are not."""
    assert {"value.objective": ""} == changes(seen(type_in("value/objective", "")))


def test_paragraphs_of_ours_moved_elsewhere_are_found_there() -> None:
    """By their words."""

    def move(draft: Draft) -> None:
        para = draft.para("value/objective")
        draft.blocks.remove(para)
        draft.blocks.append(p(para.text))

    assert {} == changes(seen(move))


def test_a_paragraph_copied_is_found_once() -> None:
    """One id, one place; the other is foreign."""

    def twice(draft: Draft) -> None:
        at = draft.blocks.index(draft.para("value/objective"))
        draft.blocks.insert(at, p(draft.para("value/objective").text))

    observed = seen(twice)

    assert {} == changes(observed)
    assert {("paragraph", "Bring alert review under one hour by March.")} == told(observed)


def test_header_and_footer_are_found_in_their_segments() -> None:
    """What people wrote there is told."""
    layout = Layout("Plan", PLAN.blocks, header=(PLAN.blocks[0],), footer=())  # type: ignore[arg-type]
    layout = Layout("Plan", PLAN.blocks[1:], header=layout.header)
    draft = draft_of(layout)
    inside = document(Draft("", [TabDraft("", "", [p("Mutual Success Plan"), p("Draft!")])], tabbed=False))
    content = inside["body"]["content"][1:]
    for item in content:
        for index in (item, *item["paragraph"]["elements"]):
            index["startIndex"] -= 1
            index["endIndex"] -= 1
    draft.tabs[0].raw = {
        "headers": {"kix.h": {"headerId": "kix.h", "content": content}},
        "documentStyle": {"defaultHeaderId": "kix.h"},
    }
    doc = parse(document(draft))
    at = find(doc, layout)

    assert ("kix.h", 0, 19) == (
        at.paras["front/title"].segment,
        at.paras["front/title"].start,
        at.paras["front/title"].end,
    )
    assert {("paragraph", "Draft!")} == told(observe(doc, layout, at))


# ---------------------------------------------------------------- chips, pictures, footnotes, suggestions


def put(id: str, *pieces: Piece) -> Edit:  # noqa: A002
    def edit(draft: Draft) -> None:
        draft.para(id).pieces = list(pieces)

    return edit


MARIA = Piece(kind="person", body={"personProperties": {"name": "Maria Keller", "email": "maria@marlow.example"}})


def test_chips_are_read_as_values() -> None:
    """A person by name, a date as ISO, a choice as shown."""
    day = {"timestamp": "2026-12-21T12:00:00Z", "displayText": "Dec 21", "timeZoneId": "Etc/UTC"}
    observed = seen(
        put(f"{M02}/seller", MARIA),
        put(f"{M02}/due", Piece(kind="dateElement", body={"dateElementProperties": day})),
        put(f"{M02}/status", Piece(kind="dropdown", body={"dropdownProperties": {"displayValue": "Done"}})),
    )

    assert {
        "tasks.M-02.seller": "Maria Keller",
        "tasks.M-02.due": "2026-12-21",
        "tasks.M-02.status": "Done",
    } == changes(observed)


@pytest.mark.parametrize("piece", [Piece("\ue907"), Piece(kind="dropdown"), Piece(kind="hologram")])
def test_a_chip_that_can_not_be_read_is_not_an_empty_value(piece: Piece) -> None:
    """Nothing is known of the field, and the problem says what to do."""
    observed = seen(put(f"{M02}/due", piece))

    assert {"tasks.M-02.due": None} == changes(observed)
    assert ["unreadable-chip"] == codes(observed)


def test_pictures_footnotes_and_equations_are_told_beside_the_value() -> None:
    """The value is its words; a footnote is told with its own."""

    def add(draft: Draft) -> None:
        draft.para(f"{M02}/title").pieces += [
            Piece(kind="footnoteReference", body={"footnoteId": "kix.f"}),
            Piece(kind="inlineObjectElement", body={"inlineObjectId": "kix.o"}),
            Piece(kind="equation"),
        ]
        note = {"elements": [{"textRun": {"content": " By whom?\n"}}]}
        draft.tabs[0].raw = {
            "footnotes": {"kix.f": {"content": [{"endIndex": 11, "paragraph": note}]}},
            "inlineObjects": {"kix.o": {"inlineObjectProperties": {"embeddedObject": {"title": "Chart"}}}},
        }

    observed = seen(add)

    assert {} == changes(observed)
    assert {("footnote", "By whom?"), ("picture", "Chart"), ("beside", "[equation]")} == told(observed)
    assert {"M-02"} == {item.near for item in observed.unmapped}


def test_a_field_with_a_pending_suggestion_says_both() -> None:
    """What it says now, and what it would."""
    observed = seen(
        put(
            f"{M02}/due",
            Piece("Fri 18 Dec 2026", body={"suggestedDeletionIds": ["s.1"]}),
            Piece("Mon 21 Dec 2026", body={"suggestedInsertionIds": ["s.1"]}),
        )
    )
    (value,) = [value for value in observed.fields.values() if value.suggested is not None]

    assert ("Fri 18 Dec 2026", "Mon 21 Dec 2026") == (value.text, value.suggested)
    assert {} == changes(observed)


def test_a_suggestion_in_foreign_text_is_told() -> None:
    """A paragraph that is there only as a suggestion has no words yet, and is not lost."""
    piece = Piece("Add a risk?", body={"suggestedInsertionIds": ["s.1"]})
    observed = seen(lambda draft: draft.blocks.append(P([piece])))

    assert {("paragraph", "Add a risk?")} == told(observed)


# ---------------------------------------------------------------- places


def test_places_are_where_the_text_stands() -> None:
    """Between start and end there are as many UTF-16 units as the words take."""
    at = found(type_in(f"{M02}/title", "Proof \U0001f389 accepted"))

    assert all(spot.end - spot.start == units(spot.text) for spot in at.paras.values())
    assert all(spot.plain for spot in at.paras.values())


def test_a_table_tells_where_its_rows_and_columns_are() -> None:
    """By number in the layout, with those that people added apart."""

    def change(draft: Draft) -> None:
        with_column(draft, 1, "Remarks", "x")
        table = draft.table(PROVE)
        table.rows.insert(1, row_of("", "", "New", *[""] * 6))
        table.rows.remove(draft.row("M-02"))

    at = found(change)
    spot = at.tables[PROVE]

    assert ((0, 2, -1, 3, 4), (0, 2, 3, 4, 5, 6, 7, 8)) == (spot.rows, spot.columns)
    assert (0, (1,), (1,)) == (spot.header, spot.new_rows, spot.new_columns)
    assert "plan/F-01/M-02" not in at.rows
    cell = at.rows["plan/F-01/M-03"].cell(5)
    assert cell is not None
    assert "Thu 14 Jan 2027\nproposed" == cell.text


# ---------------------------------------------------------------- whatever people do


def everything(observed: Observed) -> str:
    """All that is told of a document, in whatever place."""
    told_ = [value.text for value in observed.fields.values()]
    told_ += [item.text for item in observed.unmapped]
    for row in observed.new:
        told_ += [*row.fields.values(), *row.loose, *row.loose.values()]
    return " ".join(told_)


@settings(max_examples=300, deadline=None)
@given(wild_edits(PLAN))
def test_no_word_that_people_typed_is_lost(made: tuple[Draft, list[str]]) -> None:
    """Each stands in a field, in a new row, or among what is reported."""
    draft, words = made
    doc = parse(document(draft))
    said = everything(observe(doc, PLAN, find(doc, PLAN)))

    assert set() == {text for text in words if text.split()[0] not in said}


@settings(max_examples=200, deadline=None)
@given(wild_edits(PLAN))
def test_no_two_ids_stand_at_one_place(made: tuple[Draft, list[str]]) -> None:
    """A paragraph of the document is one of the layout's at most; so is a row."""
    draft, _ = made
    at = find(parse(document(draft)), PLAN)
    places = [(spot.tab, spot.segment, para.start) for spot in at.paras.values() for para in spot.paragraphs]
    rows = [(spot.tab, spot.start) for spot in at.rows.values()]

    assert len(places) == len(set(places))
    assert len(rows) == len(set(rows))


@settings(max_examples=100, deadline=None)
@given(wild_edits(PLAN))
def test_what_was_read_is_read_again_alike(made: tuple[Draft, list[str]]) -> None:
    """Reading has no memory: the same document gives the same values."""
    draft, _ = made
    docs = [parse(document(draft)) for _ in range(2)]

    assert len({repr(observe(doc, PLAN, find(doc, PLAN))) for doc in docs}) == 1


def test_a_layout_whose_tables_are_all_gone_from_the_plan_is_no_crash() -> None:
    """A document that somebody emptied."""
    observed = seen(lambda draft: setattr(draft.tabs[0], "blocks", [p()]))

    assert {None} == set(changes(observed).values())
    assert 4 == codes(observed).count("missing-table")


def test_every_table_of_the_plan_is_a_table_here() -> None:
    """The sample itself: facts, two phases, criteria."""
    assert 4 == sum(isinstance(block, Table) for block in PLAN.blocks)


# ---------------------------------------------------------------- each value at its own place

TASKS = ("M-01", "M-02", "M-03", "M-04", "M-05")
SIGNS = st.sampled_from("abc de.,12\u00e9\U0001f600")
TEXTS = st.text(SIGNS, min_size=1, max_size=12).map(lambda text: " ".join(text.split()))


def turned(hand: Hand) -> None:
    """The rows of a table in another order, its heads first."""
    table = hand.draft.table(hand.draw(st.sampled_from([PROVE, ASSURE])))
    table.rows[1:] = hand.draw(st.permutations(table.rows[1:]))


def swapped(hand: Hand) -> None:
    """Two columns of a table, with their heads."""
    table = hand.draft.table(hand.draw(st.sampled_from([PROVE, ASSURE])))
    one, two = hand.number(7), hand.number(7)
    for row in table.rows:
        row.cells[one], row.cells[two] = row.cells[two], row.cells[one]


def tables_swapped(hand: Hand) -> None:
    """The plan's tables at each other's place."""
    one, two = (hand.draft.blocks.index(hand.draft.table(name)) for name in (PROVE, ASSURE))
    hand.draft.blocks[one], hand.draft.blocks[two] = hand.draft.blocks[two], hand.draft.blocks[one]


NOISE = (turned, swapped, tables_swapped, add_row, type_between, add_tab)
"""With what tells of two equal rows which is the copy, or without both."""


@st.composite
def edited_values(draw: st.DrawFn) -> tuple[Draft, dict[str, str]]:
    """Values typed over, and then much else done; what each of them should be read as."""
    draft = draft_of(PLAN)
    hand = Hand(draw, draft)
    wanted = {}
    for key in draw(st.lists(st.sampled_from(TASKS), min_size=1, max_size=3, unique=True)):
        phase = "F-01" if key in TASKS[:3] else "F-02"
        name = draw(st.sampled_from(["title", "buyer", "seller", "due", "done_when", "status"]))
        text = draw(TEXTS)
        typed(draft.para(f"plan/{phase}/{key}/{name}"), text)
        wanted[f"tasks.{key}.{name}"] = text
    more = draw(st.sampled_from([copy_row, forget_ranges]))
    for _ in range(draw(st.integers(0, 4))):
        draw(st.sampled_from([*NOISE, more]))(hand)
    return draft, {name: text for name, text in wanted.items() if text != BASE[name]}


@settings(max_examples=300, deadline=None)
@given(edited_values())
def test_a_value_is_read_at_its_own_place_whatever_else_is_done(made: tuple[Draft, dict[str, str]]) -> None:
    """Rows and columns turned round, rows added and copied, tables swapped, named ranges gone: none is mistaken."""
    draft, wanted = made
    doc = parse(document(draft))
    read = changes(observe(doc, PLAN, find(doc, PLAN)))

    assert wanted == {name: text for name, text in read.items() if name.startswith("tasks.")}
