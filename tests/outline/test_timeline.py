"""The timeline as a table that is read without colours."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mapdocs.gantt import Bar, Mark, Row, timeline
from mapdocs.layout import Para, Table
from mapdocs.markup import Element
from mapdocs.outline.state import State
from mapdocs.outline.timeline import timeline as drawn
from tests.outline.pages import SAMPLES, laid_out
from tests.writers.looks import assets, sample

if TYPE_CHECKING:
    from mapdocs.gantt import Drawing, Scale


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def name(tick: date, _scale: Scale) -> str:
    return f"{tick:%b}"


def made(*rows: Row, lines: tuple[Mark, ...] = (), legend: tuple[tuple[str, str], ...] = ()) -> tuple[Table, list[str]]:
    """The table and what is said below it."""
    drawing: Drawing = timeline(rows, name=name, lines=lines, legend=legend, title="T")
    state = State(sample(1), assets().theme)
    drawn(state, Element("figure", {"id": "f"}), drawing)
    found = state.blocks[0]
    assert isinstance(found, Table)
    return found, [block.text for block in state.blocks[2:] if isinstance(block, Para)]


def texts(table: Table, row: int) -> list[str]:
    return ["|".join(para.text for para in cell.paras) for cell in table.rows[row].cells]


def fills(table: Table, row: int) -> list[str]:
    return [cell.fill for cell in table.rows[row].cells]


YEAR = Row("Prove it", (Bar(day(3, 10), day(6, 20), share=0.5),), note="10 Mar - 20 Jun")


def test_a_phase_is_shaded_where_it_is_worked_on() -> None:
    """What is done is darker and has another shape."""
    table, _ = made(YEAR, Row("Later", (Bar(day(7, 1), day(7, 31)),)))

    assert ["", "Mar", "Apr", "May", "Jun", "Jul"] == texts(table, 0)
    assert ["Prove it \u00b7 10 Mar - 20 Jun", "\u25a0", "\u25ac", "\u25ac", "\u25ac", ""] == texts(table, 1)
    assert ["", "accent", "bar", "bar", "bar", ""] == fills(table, 1)


def test_milestones_have_rows_of_their_own() -> None:
    """With their days, done ones filled."""
    marks = (Mark(day(3, 10), "done", "Begun", "10 Mar"), Mark(day(6, 20), "milestone", "Live", "20 Jun"))
    table, _ = made(YEAR, Row("Milestones", marks=marks))

    assert ["Begun \u00b7 10 Mar", "\u25c6", "", "", ""] == texts(table, 2)
    assert ["Live \u00b7 20 Jun", "", "", "", "\u25c7"] == texts(table, 3)


def test_today_and_the_target_stand_under_their_months() -> None:
    """Today's column is tinted all the way down; the words for shapes stand below."""
    lines = (Mark(day(4, 2), "today", "Today"), Mark(day(6, 20), "target", "Go-live"))
    table, below = made(YEAR, lines=lines, legend=(("phase", "Planned"), ("done", "Done"), ("idle", "Nobody works")))

    assert ["", "Mar", "Apr|\u25bc", "May", "Jun|\u2605"] == texts(table, 0)
    assert [
        "\u25ac\u00a0Planned \u00b7 \u25a0\u25c6\u00a0Done \u00b7 \u25bc\u00a0Today \u00b7 \u2605\u00a0Go-live"
    ] == below


def test_the_driving_chain_and_where_a_phase_stood_before_have_shapes() -> None:
    """The chain is in the phase's own shade; the old place shows only where the phase no longer is."""
    bars = (
        Bar(day(4, 1), day(6, 20)),
        Bar(day(5, 3), day(5, 9), "task", critical=True),
        Bar(day(3, 1), day(5, 1), "ghost"),
    )
    table, _ = made(Row("Prove it", bars))

    assert ["Prove it", "\u25ad", "\u25ac", "\u25ba", "\u25ac"] == texts(table, 1)
    assert ["", "", "bar", "bar", "bar"] == fills(table, 1)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_has_one_that_fits_the_page(name: str) -> None:
    """A column for each tick, a third of the width for the names, and every row shows something."""
    (table,) = (table for table in laid_out(name).tables() if table.kind == "timeline")

    assert len(table.widths) <= 16
    assert 34.0 <= table.widths[0] <= 50.0
    assert min(table.widths) >= 4.4
    assert all(any(texts(table, row)[1:]) for row in range(1, len(table.rows)))
