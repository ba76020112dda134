"""Plans as they are pushed, read back: through the writer's requests and the local server's document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.assets import Theme
from mapdocs.fields import parse_field
from mapdocs.layout import Layout
from mapdocs.observed import Observed, Unmapped
from mapdocs.outline import layout_of
from mapdocs.problems import RemoteError
from mapdocs.readers import READERS, read
from mapdocs.readers.gdocs import find, observe, parse
from mapdocs.readers.gdocs.found import Found
from mapdocs.readers.gdocs.model import Paragraph
from mapdocs.readers.gdocs.values import folded
from mapdocs.utf16 import units
from tests.conftest import ROOT
from tests.gdocs_documents import Draft, document, draft_of
from tests.gdocs_pushed import Pushed
from tests.gdocs_wild import wild_edits
from tests.outline.pages import SAMPLES, deal
from tests.samples import RICH, TINY
from tests.samples import document as made
from tests.writers.looks import assets, sample
from tests.writers.word_pages import ARABIC, JAPANESE, LONG, NASTY, Names

PAIRS = "\U0001f680 \U00020000\U0002a6d6 e\u0301"


def layouts() -> Iterator[tuple[str, Layout, Theme]]:
    """The deals that ship, small ones, and names that are hard to count and to tell apart."""
    for name in SAMPLES:
        found = deal(name)
        yield name, layout_of(found.page, found.assets.theme), found.assets.theme
    for name, text in (("tiny", TINY), ("rich", RICH)):
        whole = made(text)
        yield name, layout_of(whole.page, whole.assets.theme), whole.assets.theme
    for name, names in (
        ("nasty", Names(NASTY, LONG, JAPANESE, NASTY)),
        ("pairs", Names(PAIRS, PAIRS, PAIRS, PAIRS)),
        ("arabic", Names(ARABIC, ARABIC, ARABIC, ARABIC, "ar-SA", "rtl")),
    ):
        theme = assets("boardroom").theme
        yield name, layout_of(sample(30, names), theme), theme


WHOLE = {name: (layout, theme) for name, layout, theme in layouts()}
each_plan = pytest.mark.parametrize("name", WHOLE)


@cache
def pushed(name: str) -> str:
    return json.dumps(Pushed(*WHOLE[name]).raw())


def laid(raw: str, layout: Layout) -> tuple[Found, Observed]:
    doc = parse(json.loads(raw))
    found = find(doc, layout)
    return found, observe(doc, layout, found)


@each_plan
def test_a_plan_just_pushed_is_found_whole(name: str) -> None:
    """Each paragraph at its place, nothing missing, nothing foreign, no field without its value."""
    layout, _ = WHOLE[name]
    found, observed = laid(pushed(name), layout)
    paras = [*layout.paras(), *layout.header, *layout.footer]

    assert [(para.id, para.text) for para in paras] == [(para.id, found.paras[para.id].text) for para in paras]
    assert all(spot.end - spot.start == units(spot.text) for spot in found.paras.values())
    assert {row.id for table in layout.tables() for row in table.rows} == set(found.rows)
    assert ((), (), (), ()) == (found.foreign, found.new, found.missing, found.missing_tables)
    assert ((), (), ()) == (observed.new, observed.unmapped, observed.problems)
    assert {parse_field(para.field) for para in layout.paras() if para.field} == set(observed.fields)


@each_plan
def test_values_are_read_as_they_were_written(name: str) -> None:
    """Words as the layout has them; notes as the Markdown that makes these paragraphs."""
    layout, _ = WHOLE[name]
    _, observed = laid(pushed(name), layout)
    wanted = {para.field: para.said for para in layout.paras() if para.field}
    fields = {field: value for field, value in observed.fields.items() if field.kind != "markdown"}

    assert {str(field): folded([wanted[str(field)]]) for field in fields} == {
        str(field): value.text for field, value in fields.items()
    }
    assert all(value.suggested is None for value in observed.fields.values())


def test_a_note_comes_back_as_it_stands_in_the_deal() -> None:
    """Bold and italic are marks again."""
    _, observed = laid(pushed("rich"), WHOLE["rich"][0])
    notes = {str(field): value.text for field, value in observed.fields.items() if field.kind == "markdown"}

    assert {"Data comes *first*.", "Decisions within the *hour*, on alerts that matter."} <= set(notes.values())


@each_plan
def test_rows_are_told_in_the_order_of_the_document(name: str) -> None:
    """All keys that people edit rows by."""
    layout, _ = WHOLE[name]
    _, observed = laid(pushed(name), layout)
    keys = [row.key for table in layout.tables() for row in table.rows if row.key]

    assert sorted(keys) == sorted(key for part in observed.rows.values() for key in part)


def test_the_reader_of_a_kind_takes_what_came_as_bytes() -> None:
    """As it is kept in a file; half of it is a problem."""
    layout, _ = WHOLE["marlow-bank"]
    raw = pushed("marlow-bank").encode()

    assert laid(pushed("marlow-bank"), layout)[1] == read("gdocs", raw, layout)
    assert {"gdocs"} == set(READERS)
    for broken in (raw[:-20], b"", b"[]", b"\xff"):
        with pytest.raises(RemoteError, match="bad-document"):
            read("gdocs", broken, layout)


# ---------------------------------------------------------------- edits by requests


class Editing:
    """A pushed plan that is edited by requests; places are looked up anew before each."""

    def __init__(self, name: str = "marlow-bank") -> None:
        self.layout, theme = WHOLE[name]
        self.document = Pushed(self.layout, theme)
        self.base = {str(field): seen.text for field, seen in self.read()[1].fields.items()}

    def read(self) -> tuple[Found, Observed]:
        """What is read of the document as it stands."""
        return laid(json.dumps(self.document.raw()), self.layout)

    def type_over(self, para: str, text: str) -> None:
        """New text strictly before the old one, which then goes."""
        spot = self.read()[0].paras[para]
        span = {"startIndex": spot.start, "endIndex": spot.end, "tabId": spot.tab}
        self.document.do(
            {"insertText": {"location": {"index": spot.start, "tabId": spot.tab}, "text": text}},
            {"deleteContentRange": {"range": {k: v + units(text) if k != "tabId" else v for k, v in span.items()}}},  # type: ignore[operator]
        )

    def in_table(self, kind: str, row: str, column: int = 0, **more: object) -> None:
        """A request about a cell of a row of ours."""
        spot = self.read()[0].rows[row]
        start = {"index": spot.grid.start, "tabId": spot.tab}
        cell = {"tableStartLocation": start, "rowIndex": spot.number, "columnIndex": column}
        self.document.do({kind: {"tableCellLocation": cell, **more}})

    def changes(self) -> dict[str, str | None]:
        """Fields that say something else than just after the push; None for those of which nothing is known."""
        now = {str(field): seen.text for field, seen in self.read()[1].fields.items()}
        return {name: now.get(name) for name in self.base if now.get(name) != self.base[name]}


def first_task(layout: Layout) -> tuple[str, str]:
    """Id and key of a row of the plan that has a title and a due date."""
    row = next(row for table in layout.tables() for row in table.rows if row.key.startswith("M-"))
    return row.id, row.key


def test_a_date_typed_over_by_requests_is_read() -> None:
    """Insert, then delete: the named range may grow, shrink or go."""
    editing = Editing()
    row, key = first_task(editing.layout)
    editing.type_over(f"{row}/due", "Mon 1 Feb 2027")

    assert {f"tasks.{key}.due": "Mon 1 Feb 2027"} == editing.changes()
    assert () == editing.read()[1].unmapped


def test_rows_and_columns_put_in_by_requests_are_found() -> None:
    """An empty row and an empty column say nothing; what is typed there does."""
    editing = Editing()
    row, key = first_task(editing.layout)
    editing.in_table("insertTableRow", row, insertBelow=True)
    editing.in_table("insertTableColumn", row, insertRight=True)

    assert ({}, (), ()) == (editing.changes(), editing.read()[1].new, editing.read()[1].unmapped)

    spot = editing.read()[0].rows[row]
    cells = spot.grid.rows[spot.number + 1].cells
    at = {"index": cells[spot.columns[1]].start + 1, "tabId": spot.tab}
    editing.document.do({"insertText": {"location": at, "text": "Pilot"}})
    spot = editing.read()[0].rows[row]
    new = next(n for n in range(len(spot.grid.rows[0].cells)) if n not in spot.columns)
    at = {"index": spot.grid.rows[spot.number].cells[new].start + 1, "tabId": spot.tab}
    editing.document.do({"insertText": {"location": at, "text": "Ask legal"}})
    _, observed = editing.read()

    assert {} == editing.changes()
    assert [({"title": "Pilot"}, key)] == [(dict(found.fields), found.after) for found in observed.new]
    assert [("column", f"{key}: Ask legal")] == [(item.kind, item.text) for item in observed.unmapped]


def test_merged_cells_of_the_local_server_are_read() -> None:
    """Owners merged: both names are in the first cell."""
    editing = Editing()
    row, _ = first_task(editing.layout)
    spot = editing.read()[0].rows[row]
    start = {"index": spot.grid.start, "tabId": spot.tab}
    cell = {"tableStartLocation": start, "rowIndex": spot.number, "columnIndex": 2}
    span = {"tableCellLocation": cell, "rowSpan": 1, "columnSpan": 2}
    editing.document.do({"mergeTableCells": {"tableRange": span}})

    assert editing.read()[0].rows[row].grid.merged
    assert not {value for value in editing.changes().values() if value}


def test_suggestions_of_the_local_server_are_pending() -> None:
    """The value stands; what it would be is told."""
    editing = Editing()
    row, key = first_task(editing.layout)
    editing.document.draft.suggestion = "suggest.1"
    editing.type_over(f"{row}/due", "Mon 1 Feb 2027")
    _, observed = editing.read()
    (value,) = [seen for seen in observed.fields.values() if seen.suggested is not None]

    assert {} == editing.changes()
    assert (editing.base[f"tasks.{key}.due"], "Mon 1 Feb 2027") == (value.text, value.suggested)


def test_text_below_a_table_is_foreign() -> None:
    """Typed into the paragraph that each table has behind it."""
    editing = Editing()
    table = next(table for table in editing.layout.tables() if table.key_column >= 0)
    spot = editing.read()[0].paras[f"{table.id}/gap"]
    editing.document.do({"insertText": {"location": {"index": spot.start, "tabId": spot.tab}, "text": "By the way"}})
    found, observed = editing.read()

    assert f"{table.id}/gap" not in found.paras
    assert [Unmapped("paragraph", "By the way", observed.unmapped[0].near)] == list(observed.unmapped)


# ---------------------------------------------------------------- whatever people do to a whole plan


def said(observed: Observed) -> str:
    words = [seen.text for seen in observed.fields.values()] + [item.text for item in observed.unmapped]
    for row in observed.new:
        words += [*row.fields.values(), *row.loose, *row.loose.values()]
    return " ".join(words)


PLANS = st.sampled_from(["rich", "marlow-bank", "nasty"])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_word_typed_into_a_whole_plan_is_lost(data: st.DataObject) -> None:
    """Timelines, facts, nested lists and all: each word typed is told somewhere, and no field is at two places."""
    layout, _ = WHOLE[data.draw(PLANS)]
    draft, words = data.draw(wild_edits(layout))
    found, observed = laid(json.dumps(document(draft)), layout)
    places = [(spot.tab, spot.segment, para.start) for spot in found.paras.values() for para in spot.paragraphs]

    assert set() == {text for text in words if text.split()[0] not in said(observed)}
    assert len(places) == len(set(places))


def test_a_document_of_another_plan_says_nothing_of_this_one() -> None:
    """Whoever pastes a whole other plan over this one has deleted it."""
    layout, _ = WHOLE["marlow-bank"]
    other: Draft = draft_of(WHOLE["hollow-pine"][0])
    found, observed = laid(json.dumps(document(other)), layout)

    assert observed.problems
    assert len(found.paras) < len(list(layout.paras()))


# ---------------------------------------------------------------- other people's documents

RECORDED = sorted((ROOT / "tests" / "recorded" / "gdocs").glob("*.json"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_document_beside_a_plan_is_all_foreign(path: Path) -> None:
    """Not one paragraph of it is taken for the plan's, and all its words are told."""
    layout, _ = WHOLE["rich"]
    raw = path.read_text("utf-8")
    _, observed = laid(raw, layout)
    told = {word for item in observed.unmapped for word in item.text.split()}
    paragraphs = [block for block in parse(json.loads(raw)).tabs[0].body if isinstance(block, Paragraph)]

    assert {} == dict(observed.fields)
    assert not any(observed.rows.values())
    assert "missing-table" in {problem.code for problem in observed.problems}
    assert {word for paragraph in paragraphs for word in paragraph.text.split()} <= told
