"""What will be read of a layout, and which of two layouts a document holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mapdocs.google.written import holds, written_in
from mapdocs.layout import Layout, Para, Run
from mapdocs.readers.gdocs import observe
from tests.drafts import insert
from tests.gdocs_plans import PLAN, PROVE, para, task
from tests.pushes import SHORT, Live, having, real, with_blocks, with_rows, without
from tests.samples import SMALL

DUE, NOTE = "plan/F-01/M-02/due", "plan/F-01/M-02/note"


def read_of(layout: Layout) -> dict[str, str]:
    live = Live(layout)
    return {str(field): seen.text for field, seen in observe(live.doc(), layout, live.found()).fields.items()}


@pytest.mark.parametrize("layout", [PLAN, real(), real(SMALL, "ar")], ids=["plan", "deal", "arabic"])
def test_what_is_written_is_read_as_was_told_before(layout: Layout) -> None:
    """Every value, in any script."""
    assert read_of(layout) == written_in(layout)


def test_looks_and_lists_are_told_as_markdown() -> None:
    """Tones, links, lists in lists, numbers, letters outside the basic plane."""
    field = "tasks.M-02.note"
    runs = (
        Run("Ask "), Run("Ruth", "strong"), Run(" or "), Run("Tom", "em"), Run(", see "),
        Run("here", link="https://fernhill.example/a"), Run(" \U0001f600 "), Run("x = 1", "code"),
    )  # fmt: skip
    more = [
        Para(NOTE, runs, "note", field),
        Para(f"{NOTE}/2", (Run("one"),), "list", field),
        Para(f"{NOTE}/3", (Run("deep"),), "list", field, level=1),
        Para(f"{NOTE}/4", (Run("first"),), "numbered", field),
        Para(f"{NOTE}/5", (Run("Write", link="mailto:tom@fernhill.example"),), "note", field),
    ]
    layout = _noted(more)

    assert read_of(layout) == written_in(layout)
    assert "**Ruth**" in written_in(layout)[field]


def _noted(paras: list[Para]) -> Layout:
    """The plan with a note of these paragraphs."""
    table = next(block for block in PLAN.tables() if block.id == "plan/F-01/rows")
    rows = [
        replace(
            row,
            cells=tuple(
                replace(cell, paras=tuple(new for old in cell.paras for new in (paras if old.id == NOTE else [old])))
                for cell in row.cells
            ),
        )
        for row in table.rows[1:]
    ]
    return with_rows(PLAN, "plan/F-01/rows", rows)


ADDED = with_rows(SHORT, "plan/F-01/rows", [*PROVE[1:3], task("F-01", "M-09", "Sign-off", due="Mon 1 Feb 2027")])
AFTERS = {
    "value": having(SHORT, DUE, "Fri 11 Dec 2026"),
    "row added": ADDED,
    "row gone": without(SHORT, "plan/F-01/M-02.1"),
    "section added": with_blocks(SHORT, "value/note", para("why/title", "Why now", "h2"), para("why/1", "A new rule")),
    "paragraph gone": without(SHORT, "value/note"),
    "paragraph replaced": with_blocks(without(SHORT, "value/note"), "value/summary/3", para("x", "Another note")),
    "emptied": having(SHORT, DUE, ""),
    "several": without(having(SHORT, DUE, "Fri 11 Dec 2026"), "value/note", NOTE),
    "header": replace(SHORT, header=(para("header/1", "Marlow Bank plc"),)),
    "first header": SHORT,
}


def nothing(_live: Live) -> None:
    """Nobody edits."""


def noon(live: Live) -> None:
    live.type(DUE, " at noon")


def elsewhere(live: Live) -> None:
    live.edit(insert(1, "Our "))
    live.row_below("M-02", "M-99", "Buyer's own")
    live.below("plan/title", "See the annex")


def less(live: Live) -> None:
    live.replace("end", "")
    live.replace("value/summary", "")


def unnamed(live: Live) -> None:
    live.forget_names()


EDITS: list[Callable[[Live], None]] = [nothing, noon, elsewhere, less, unnamed]


CASES = [(name, edit) for name in AFTERS for edit in EDITS if (name, edit) != ("emptied", noon)]
"""A value taken out by us and typed into by them tells nothing."""


@pytest.mark.parametrize(("name", "edit"), CASES, ids=[f"{name}-{edit.__name__}" for name, edit in CASES])
def test_whether_a_batch_was_applied_is_told_whatever_people_did_since(name: str, edit: Callable[[Live], None]) -> None:
    """By what stands in the document, when only that is left to tell."""
    first = name == "first header"
    before, after = (replace(SHORT, header=(), footer=()) if first else SHORT), AFTERS[name]
    was, done = Live(SHORT, edges=not first), Live(SHORT, edges=not first)
    done.push(after)
    edit(was)
    edit(done)

    assert not holds(was.doc(), after, before)
    assert holds(done.doc(), after, before)


def test_where_nothing_tells_it_was_not() -> None:
    """As where somebody has replaced the only words that were to change: both sides' edits are then a conflict."""
    live, after = Live(SHORT), having(SHORT, DUE, "Fri 11 Dec 2026")
    live.replace(DUE, "???")

    assert not holds(live.doc(), after, SHORT)
    assert not holds(live.doc(), SHORT, SHORT)


def test_what_changed_places_tells_too() -> None:
    """Where all words stay and only their order changes."""
    one, two = para("one", "One of two"), para("two", "The other one")
    before, after = (with_blocks(SHORT, "value/note", *pair) for pair in ((one, two), (two, one)))
    live = Live(before)

    assert not holds(live.doc(), after, before)
    live.push(after)
    assert holds(live.doc(), after, before)
