"""Tables: made, and with more or fewer rows and columns."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import apply
from tests.drafts import at_cell, body, draft, faults_of_indices, insert, named, ranges, says, table

Json = dict[str, Any]


def filled(rows: int, columns: int) -> Any:  # noqa: ANN401 - a draft
    """A table at index 2 whose cells say where they are."""
    made = draft(table(1, rows, columns))
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            index = 2 + 1 + row * (1 + 2 * columns) + 1 + 2 * column + 1
            apply(made, [insert(index, f"{row}{column}")])
    return made


def grid(made: Any) -> list[list[str]]:  # noqa: ANN401 - a draft
    found: list[list[str]] = says(made)[1]
    return found


def merge(row: int, column: int, rows: int, columns: int, start: int = 2) -> Json:
    place = {"tableCellLocation": at_cell(start, row, column), "rowSpan": rows, "columnSpan": columns}
    return {"mergeTableCells": {"tableRange": place}}


def spans(made: Any) -> list[list[tuple[int, int]]]:  # noqa: ANN401 - a draft
    return [
        [(cell["tableCellStyle"]["rowSpan"], cell["tableCellStyle"]["columnSpan"]) for cell in row["tableCells"]]
        for row in body(made)[2]["table"]["tableRows"]
    ]


def test_a_table_comes_with_a_newline_before_it() -> None:
    """It begins at the index + 1, its first text at + 4; what stood at the index stands behind it."""
    made = draft(table(3, 2, 3), text="abcd")
    assert ["ab", [["", "", ""], ["", "", ""]], "cd"] == says(made)
    found = body(made)[2]
    assert (4, 4 + 2 + 2 * (1 + 2 * 3)) == (found["startIndex"], found["endIndex"])
    assert 3 + 4 == found["table"]["tableRows"][0]["tableCells"][0]["content"][0]["startIndex"]
    assert [] == faults_of_indices(body(made))


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 4), (40, 7)])
def test_an_empty_table_is_as_long_as_a_real_one(rows: int, columns: int) -> None:
    """2 + R(1 + 2C)."""
    found = body(draft(table(1, rows, columns)))[2]
    assert 2 + rows * (1 + 2 * columns) == found["endIndex"] - found["startIndex"]


def test_tables_have_sensible_sizes() -> None:
    """No rows, no columns or too many columns are refused."""
    for rows, columns in ((0, 1), (1, 0), (1, 21)):
        with pytest.raises(ApiError, match="can't be inserted"):
            draft(table(1, rows, columns))


def test_rows_come_above_and_below() -> None:
    """Empty, in the look of the row they are put in by."""
    made = filled(2, 2)
    fill = {"backgroundColor": {"color": {"rgbColor": {"red": 1.0}}}}
    place = {"tableCellLocation": at_cell(2, 1, 0), "rowSpan": 1, "columnSpan": 2}
    apply(made, [{"updateTableCellStyle": {"tableRange": place, "tableCellStyle": fill, "fields": "backgroundColor"}}])
    apply(made, [{"insertTableRow": {"tableCellLocation": at_cell(2, 1, 0), "insertBelow": True}}])
    apply(made, [{"insertTableRow": {"tableCellLocation": at_cell(2, 0, 1)}}])
    assert [["", ""], ["00", "01"], ["10", "11"], ["", ""]] == grid(made)
    rows = body(made)[2]["table"]["tableRows"]
    assert [{}, {}, fill["backgroundColor"], fill["backgroundColor"]] == [
        row["tableCells"][0]["tableCellStyle"]["backgroundColor"] for row in rows
    ]
    assert [] == faults_of_indices(body(made))


def test_rows_go_and_the_last_takes_the_table_along() -> None:
    """What named ranges hang on goes with them."""
    made = filled(2, 2)
    apply(made, [named("gone", 5, 7), named("stays", 14, 16)])
    assert {"gone": ["00"], "stays": ["10"]} == ranges(made)
    apply(made, [{"deleteTableRow": {"tableCellLocation": at_cell(2, 0, 1)}}])
    assert [["10", "11"]] == grid(made)
    assert {"stays": ["10"]} == ranges(made)
    apply(made, [{"deleteTableRow": {"tableCellLocation": at_cell(2, 0, 0)}}])
    assert ["", ""] == says(made)
    assert {} == ranges(made)


def test_a_range_over_several_rows_lives_on_over_the_rest() -> None:
    """When its first row goes, it begins in the next one."""
    made = filled(3, 2)
    there = body(made)[2]
    apply(made, [named("all", there["startIndex"], there["endIndex"])])
    apply(made, [{"deleteTableRow": {"tableCellLocation": at_cell(2, 0, 0)}}])
    assert {"all": ["10\n11\n20\n21\n"]} == ranges(made)
    apply(made, [{"deleteTableRow": {"tableCellLocation": at_cell(2, 1, 0)}}])
    assert {"all": ["10\n11\n"]} == ranges(made)


def test_columns_come_and_go() -> None:
    """Left and right; the widths keep step."""
    made = filled(2, 2)
    apply(made, [{"insertTableColumn": {"tableCellLocation": at_cell(2, 0, 0), "insertRight": True}}])
    assert [["00", "", "01"], ["10", "", "11"]] == grid(made)
    assert 3 == len(body(made)[2]["table"]["tableStyle"]["tableColumnProperties"])
    apply(made, [{"deleteTableColumn": {"tableCellLocation": at_cell(2, 1, 0)}}])
    assert [["", "01"], ["", "11"]] == grid(made)
    assert 2 == body(made)[2]["table"]["columns"]
    for _ in range(2):
        apply(made, [{"deleteTableColumn": {"tableCellLocation": at_cell(2, 0, 0)}}])
    assert ["", ""] == says(made)


def test_a_row_put_inside_a_merged_cell_makes_it_taller() -> None:
    """Above or below a merged cell is beside all of it; deleting one of its rows takes all that it spans."""
    made = filled(3, 2)
    apply(made, [merge(0, 0, 2, 1)])
    apply(made, [{"insertTableRow": {"tableCellLocation": at_cell(2, 0, 1), "insertBelow": True}}])
    assert [(3, 1), (1, 1), (1, 1), (1, 1)] == [row[0] for row in spans(made)]
    apply(made, [{"insertTableRow": {"tableCellLocation": at_cell(2, 1, 0), "insertBelow": True}}])
    assert ["00/10", "", "", "", "20"] == [row[0] for row in grid(made)]
    apply(made, [{"deleteTableRow": {"tableCellLocation": at_cell(2, 1, 1)}}])
    assert (2, 1) == spans(made)[0][0]
    apply(made, [{"deleteTableRow": {"tableCellLocation": at_cell(2, 0, 0)}}])
    assert [["", ""], ["20", "21"]] == grid(made)


def test_a_column_put_inside_a_merged_cell_makes_it_wider() -> None:
    """And one taken out makes it narrower."""
    made = filled(2, 3)
    apply(made, [merge(0, 0, 1, 2)])
    apply(made, [{"insertTableColumn": {"tableCellLocation": at_cell(2, 1, 0), "insertRight": True}}])
    assert (1, 3) == spans(made)[0][0]
    apply(made, [{"deleteTableColumn": {"tableCellLocation": at_cell(2, 1, 1)}}])
    assert (1, 2) == spans(made)[0][0]
    assert [] == faults_of_indices(body(made))


@pytest.mark.parametrize("place", [at_cell(3, 0, 0), at_cell(1, 0, 0), at_cell(2, 2, 0), at_cell(2, 0, 2), {}])
def test_a_wrong_place_is_refused(place: Json) -> None:
    """A location is where a table begins, and a cell that it has."""
    made = filled(2, 2)
    for kind in ("insertTableRow", "deleteTableRow", "insertTableColumn", "deleteTableColumn"):
        with pytest.raises(ApiError) as error:
            apply(made, [{kind: {"tableCellLocation": place}}])
        assert error.value.code == 400


def test_tables_nest() -> None:
    """A table in a cell is found by its start index."""
    made = filled(1, 2)
    apply(made, [table(5, 1, 1)])
    assert [[["", [[""]], "00"]]] == [[_inner(made)]]
    apply(made, [{"insertTableRow": {"tableCellLocation": at_cell(6, 0, 0)}}])
    assert ["", [[""], [""]], "00"] == _inner(made)
    assert [] == faults_of_indices(body(made))


def _inner(made: Any) -> list[Any]:  # noqa: ANN401 - a draft
    from tests.drafts import lines

    return lines(body(made)[2]["table"]["tableRows"][0]["tableCells"][0]["content"])
