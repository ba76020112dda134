"""A layout: paragraphs and tables with their ids."""

from __future__ import annotations

from mapdocs.codec import from_plain, to_plain
from mapdocs.layout import Cell, Layout, Para, Row, Run, Table

HEAD = Para("front/title", (Run("Plan"),), "title")
DUE = Para("plan/F-01/M-01/due", (Run("Fri 18 Dec 2026"),), field="tasks.M-01.due")
STATUS = Para("plan/F-01/M-01/status", (Run("Done"),), field="tasks.M-01.status", sign="\u25cf ")
TABLE = Table(
    "plan/F-01/table1",
    (20.0, 40.0, 40.0),
    (
        Row("plan/F-01/table1/head", tuple(Cell((Para(f"h{n}"),), head=True) for n in range(3))),
        Row("plan/F-01/M-01", (Cell((Para("k", (Run("M-01"),)),)), Cell((DUE,)), Cell((STATUS,))), key="M-01"),
    ),
    key_column=0,
)
LAYOUT = Layout("Plan", (HEAD, TABLE, Para("plan/F-01/table1/gap", (), "gap")))


def test_a_layout_is_kept_as_json_and_read_back_whole() -> None:
    """What was pushed last is kept beside the deal."""
    assert LAYOUT == from_plain(Layout, to_plain(LAYOUT))


def test_paragraphs_come_in_the_order_of_the_document() -> None:
    """Cells from left to right, rows from top to bottom."""
    assert ["front/title", "h0", "h1", "h2", "k", DUE.id, STATUS.id, "plan/F-01/table1/gap"] == [
        para.id for para in LAYOUT.paras()
    ]


def test_rows_are_found_by_their_keys() -> None:
    """A head has no key."""
    assert {"M-01": TABLE.rows[1]} == TABLE.keyed()
    assert [TABLE] == list(LAYOUT.tables())


def test_a_sign_is_not_part_of_the_value() -> None:
    """The shape before a status is ours, the word is people's."""
    assert "Done" == STATUS.said
    assert "\u25cf Done" == STATUS.text
