"""Cells merged and unmerged, and the looks of cells, rows and columns."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import apply
from tests.drafts import at_cell, body, draft, faults_of_indices, insert, says, table

Json = dict[str, Any]
LINE = {"color": {"color": {"rgbColor": {"red": 1.0}}}, "width": {"magnitude": 1, "unit": "PT"}, "dashStyle": "SOLID"}


def area(row: int, column: int, rows: int, columns: int) -> Json:
    return {"tableCellLocation": at_cell(2, row, column), "rowSpan": rows, "columnSpan": columns}


def cells(made: Any) -> list[list[Json]]:  # noqa: ANN401 - a draft
    return [[c["tableCellStyle"] for c in row["tableCells"]] for row in body(made)[2]["table"]["tableRows"]]


def test_merged_cells_are_as_in_real_documents() -> None:
    """The first cell has the texts and the spans; those it covers are there, and empty."""
    made = draft(table(1, 2, 2), insert(12, "d"), insert(7, "b"), insert(5, "a"))
    assert [["a", "b"], ["", "d"]] == says(made)[1]
    apply(made, [{"mergeTableCells": {"tableRange": area(0, 0, 2, 2)}}])
    assert [["a/b/d", ""], ["", ""]] == says(made)[1]
    assert [(2, 2), (1, 1), (1, 1), (1, 1)] == [(c["rowSpan"], c["columnSpan"]) for row in cells(made) for c in row]
    apply(made, [{"unmergeTableCells": {"tableRange": area(0, 0, 2, 2)}}])
    assert [["a/b/d", ""], ["", ""]] == says(made)[1]
    assert {1} == {c["rowSpan"] for row in cells(made) for c in row}
    assert [] == faults_of_indices(body(made))


def test_only_rectangles_are_merged() -> None:
    """Part of a merged cell, or cells that are not there, are refused."""
    made = draft(table(1, 3, 3), {"mergeTableCells": {"tableRange": area(0, 0, 2, 2)}})
    for wrong in (area(1, 1, 2, 2), area(2, 2, 2, 1), area(0, 0, 0, 1)):
        with pytest.raises(ApiError, match=r"not a rectangle|beyond the table"):
            apply(made, [{"mergeTableCells": {"tableRange": wrong}}])


def test_cells_take_fills_and_give_them_back() -> None:
    """Colours are kept in 256 steps; a field that is named and not given goes back to its default."""
    fill = {"backgroundColor": {"color": {"rgbColor": {"red": 0.1, "green": 0, "blue": 1}}}}
    style = {"tableCellStyle": fill, "fields": "backgroundColor"}
    made = draft(table(1, 2, 2), {"updateTableCellStyle": {"tableRange": area(0, 1, 2, 1), **style}})
    kept = {"color": {"rgbColor": {"red": 0.10196079, "blue": 1.0}}}
    assert [[{}, kept], [{}, kept]] == [[c["backgroundColor"] for c in row] for row in cells(made)]
    whole = {"tableStartLocation": {"index": 2}, "tableCellStyle": {}, "fields": "backgroundColor,paddingTop"}
    apply(made, [{"updateTableCellStyle": whole}])
    assert [{}] * 4 == [c["backgroundColor"] for row in cells(made) for c in row]
    assert {"magnitude": 5, "unit": "PT"} == cells(made)[0][0]["paddingTop"]


def test_a_border_is_shared_with_the_cell_on_its_other_side() -> None:
    """The right border of one is the left border of the next."""
    style = {"tableCellStyle": {"borderRight": LINE, "borderTop": LINE}, "fields": "borderRight,borderTop"}
    made = draft(table(1, 2, 2), {"updateTableCellStyle": {"tableRange": area(1, 0, 1, 1), **style}})
    found = cells(made)
    assert LINE == found[1][0]["borderRight"] == found[1][1]["borderLeft"]
    assert LINE == found[0][0]["borderBottom"]
    assert "borderRight" not in found[0][0]


def test_spans_are_read_only() -> None:
    """They change by merging."""
    made = draft(table(1, 2, 2))
    whole = {"tableStartLocation": {"index": 2}, "tableCellStyle": {"rowSpan": 2}, "fields": "rowSpan"}
    with pytest.raises(ApiError, match="read-only"):
        apply(made, [{"updateTableCellStyle": whole}])
    with pytest.raises(ApiError, match="Exactly one"):
        apply(made, [{"updateTableCellStyle": {**whole, "tableRange": area(0, 0, 1, 1)}}])


def test_widths_of_columns() -> None:
    """Of some or of all; nothing under 5 points."""
    width = {"widthType": "FIXED_WIDTH", "width": {"magnitude": 40, "unit": "PT"}}
    update: Json = {"tableStartLocation": {"index": 2}, "tableColumnProperties": width, "fields": "width,widthType"}
    made = draft(table(1, 1, 3), {"updateTableColumnProperties": {**update, "columnIndices": [1]}})
    even = {"widthType": "EVENLY_DISTRIBUTED"}
    assert [even, width, even] == body(made)[2]["table"]["tableStyle"]["tableColumnProperties"]
    apply(made, [{"updateTableColumnProperties": update}])
    assert [width] * 3 == body(made)[2]["table"]["tableStyle"]["tableColumnProperties"]
    narrow = {"tableColumnProperties": {"width": {"magnitude": 4.9, "unit": "PT"}}}
    for wrong in ({**update, **narrow}, {**update, "columnIndices": [3]}, {**update, "fields": "colour"}):
        with pytest.raises(ApiError):
            apply(made, [{"updateTableColumnProperties": wrong}])


def test_rows_are_pinned_and_styled() -> None:
    """The first rows become headers; a row has a height."""
    made = draft(table(1, 3, 1))
    apply(made, [{"pinTableHeaderRows": {"tableStartLocation": {"index": 2}, "pinnedHeaderRowsCount": 2}}])
    rows = body(made)[2]["table"]["tableRows"]
    assert [True, True, None] == [row["tableRowStyle"].get("tableHeader") for row in rows]
    apply(made, [{"pinTableHeaderRows": {"tableStartLocation": {"index": 2}, "pinnedHeaderRowsCount": 1}}])
    height = {"minRowHeight": {"magnitude": 20, "unit": "PT"}}
    update = {"tableStartLocation": {"index": 2}, "rowIndices": [2], "tableRowStyle": height, "fields": "minRowHeight"}
    apply(made, [{"updateTableRowStyle": update}])
    rows = body(made)[2]["table"]["tableRows"]
    assert [True, None, None] == [row["tableRowStyle"].get("tableHeader") for row in rows]
    assert height == rows[2]["tableRowStyle"]
    with pytest.raises(ApiError, match="no 4 rows"):
        apply(made, [{"pinTableHeaderRows": {"tableStartLocation": {"index": 2}, "pinnedHeaderRowsCount": 4}}])
