"""A document that mapdocs pushes into and people edit, without a server: the sandbox's model, asked directly."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from mapdocs.google.body import Changes, changes
from mapdocs.google.draft import Keep
from mapdocs.google.places import Places, places_of
from mapdocs.layout import Block, Cell, Layout, Para, Row, Run, Table
from mapdocs.outline import layout_of
from mapdocs.readers.gdocs import find, parse
from mapdocs.readers.gdocs.found import Found, RowSpot, Spot
from mapdocs.readers.gdocs.model import Doc
from mapdocs.sandbox.requests.batch import apply
from mapdocs.writers.gdocs import Look, first_push, look_of
from tests.drafts import delete, draft, faults_of_indices, insert, lines, told
from tests.gdocs_plans import PLAN, para
from tests.samples import SMALL, TINY, TODAY, document

Json = dict[str, Any]
TAB = "t.0"
HEAD = (para("header/1", "Marlow Bank and Fernhill"),)
FOOT = (para("footer/1", "As of Mon 23 Nov 2026"), para("footer/2", "Confidential"))
EDGED = replace(PLAN, header=HEAD, footer=FOOT)


@lru_cache(maxsize=4)
def look_for(direction: str = "ltr") -> Look:
    """The look that ships, on the plan's paper."""
    layout = replace(PLAN, direction="rtl" if direction == "rtl" else "ltr")
    return look_of(document(TINY).assets.theme, layout)


@lru_cache(maxsize=16)
def real(text: str = SMALL, language: str = "", today: date = TODAY) -> Layout:
    """The layout of a sample deal."""
    made = document(text, language=language, today=today)
    return layout_of(made.page, made.assets.theme)


class Live:
    """A document. `layout`: what of it is ours; `edited`: as in Keep; `last`: what the last push did."""

    def __init__(self, layout: Layout, *, edges: bool = True) -> None:
        """Pushed for the first time, header and footer in a second batch, as a push does; without it, half of it."""
        self.draft = draft()
        self.look = look_for(layout.direction)
        first, _ = first_push(layout, self.look, TAB)
        apply(self.draft, first)
        self.layout = replace(layout, header=(), footer=())
        self.edited: Mapping[str, str] = {}
        self.last: Changes | None = None
        if edges and (layout.header or layout.footer):
            self.push(layout)

    def push(self, new: Layout, *fields: str, back: Collection[str] = ()) -> Changes:
        """What is changed for a new layout, done; `fields` are held, since people changed them."""
        self.last = made = self.planned(new, *fields, back=back)
        apply(self.draft, list(made.requests))
        assert [] == self.faults()
        self.layout, self.edited = made.layout, made.edited
        return made

    def planned(self, new: Layout, *fields: str, back: Collection[str] = ()) -> Changes:
        """What a push would do."""
        keep = Keep(frozenset(fields), self.edited, frozenset(back))
        return changes(self.layout, new, self.places(), keep, self.look, self.doc().tabs[0])

    def doc(self) -> Doc:
        """As a reader has it."""
        return parse(told(self.draft))

    def found(self) -> Found:
        """Where what is ours stands."""
        return find(self.doc(), self.layout)

    def places(self) -> Places:
        """The same, as a push needs it."""
        return places_of(self.doc(), self.layout, self.found())

    def spot(self, id: str) -> Spot:  # noqa: A002
        """A paragraph."""
        return self.found().paras[id]

    def row(self, key: str) -> RowSpot:
        """A row, by its key."""
        return next(spot for name, spot in self.found().rows.items() if name.rsplit("/", 1)[-1] == key)

    def says(self) -> list[Any]:
        """The body, as in `drafts.lines`."""
        return lines(self._tab()["body"]["content"])

    def edges(self) -> tuple[list[Any], list[Any]]:
        """Header and footer."""
        tab = self._tab()
        style = tab["documentStyle"]
        names = (("headers", "defaultHeaderId"), ("footers", "defaultFooterId"))
        head, foot = (lines(tab[kind][style[name]]["content"]) if name in style else [] for kind, name in names)
        return head, foot

    def cells(self, key: str) -> list[str]:
        """What a row says."""
        spot = self.row(key)
        return [cell.text for cell in spot.grid.rows[spot.number].cells]

    def text(self) -> str:
        """All words anywhere in it."""
        return str(told(self.draft))

    def faults(self) -> list[str]:
        """What is wrong with its indices."""
        return faults_of_indices(self._tab()["body"]["content"])

    def _tab(self) -> Json:
        found: Json = told(self.draft)["tabs"][0]["documentTab"]
        return found

    # What people do.

    def edit(self, *requests: Json) -> None:
        """Anything."""
        apply(self.draft, list(requests))

    def suggest(self, *requests: Json) -> None:
        """Anything, as a suggestion."""
        self.draft.suggestion = self.draft.new_id("suggest.")
        apply(self.draft, list(requests))
        self.draft.suggestion = ""

    def type(self, id: str, text: str, at: int | None = None) -> None:  # noqa: A002
        """Words into a paragraph: at its end, or so many units behind its start."""
        spot = self.spot(id)
        index = spot.end if at is None else spot.start + at
        self.edit(insert(index, text, **({"segmentId": spot.segment} if spot.segment else {})))

    def replace(self, id: str, text: str) -> None:  # noqa: A002
        """Other words for a paragraph's, as somebody who marks it all and types."""
        spot = self.spot(id)
        where = {"segmentId": spot.segment} if spot.segment else {}
        gone = [delete(spot.start, spot.end, **where)] if spot.end > spot.start else []
        self.edit(*gone, *([insert(spot.start, text, **where)] if text else []))

    def below(self, id: str, text: str) -> None:  # noqa: A002
        """A paragraph behind another."""
        self.type(id, f"\n{text}")

    def drop(self, id: str) -> None:  # noqa: A002
        """A paragraph of the body taken out, with its line's end."""
        spot = self.spot(id)
        self.edit(delete(spot.start, spot.end + 1))

    def row_below(self, key: str, *words: str) -> None:
        """A new row, with words in its first cells."""
        spot = self.row(key)
        self.edit({"insertTableRow": {"tableCellLocation": _cell(spot, 0), "insertBelow": True}})
        at = spot.end + 2
        self.edit(*(insert(at + 2 * number, word) for number, word in reversed(list(enumerate(words))) if word))

    def drop_row(self, key: str) -> None:
        """A row taken out."""
        self.edit({"deleteTableRow": {"tableCellLocation": _cell(self.row(key), 0)}})

    def column_behind(self, key: str, number: int, *words: str) -> None:
        """A new column behind the one of that number, with words in its first cells."""
        spot = self.row(key)
        start = spot.grid.start
        self.edit({"insertTableColumn": {"tableCellLocation": _cell(spot, number), "insertRight": True}})
        grid = next(b for b in self.doc().tabs[0].body if b.start == start)
        for row, word in reversed(list(zip(grid.rows, words, strict=False))):  # type: ignore[union-attr]
            self.edit(*([insert(row.cells[number + 1].start + 1, word)] if word else []))

    def drop_table(self, id: str) -> None:  # noqa: A002
        """A table taken out."""
        grid = self.found().tables[id].grid
        self.edit(delete(grid.start, grid.end))

    def merge(self, key: str, column: int, columns: int, rows: int = 1) -> None:
        """Cells made one."""
        span = {"tableCellLocation": _cell(self.row(key), column), "rowSpan": rows, "columnSpan": columns}
        self.edit({"mergeTableCells": {"tableRange": span}})

    def forget_names(self) -> None:
        """All named ranges gone, as in a copy."""
        names = list(self._tab().get("namedRanges", {}))
        self.edit(*({"deleteNamedRange": {"name": name}} for name in names))


def _cell(spot: RowSpot, column: int) -> Json:
    return {"tableStartLocation": {"index": spot.grid.start}, "rowIndex": spot.number, "columnIndex": column}


# What a deal does.


def fresh(layout: Layout) -> list[Any]:
    """What a new document would say."""
    return Live(layout).says()


def having(layout: Layout, id: str, *texts: str, sign: str = "") -> Layout:  # noqa: A002
    """The layout with other words in a paragraph; with more than one, in as many, as values in several have them."""

    def told_anew(block: Para) -> list[Para]:
        if block.id != id:
            return [block]
        names = [block.id, *(f"{block.id}/{number}" for number in range(2, len(texts) + 1))]
        runs = [((Run(text, block.runs[0].tone if block.runs else ""),) if text else ()) for text in texts]
        return [replace(block, id=name, runs=run, sign=sign) for name, run in zip(names, runs, strict=True)]

    return _mapped(layout, told_anew)


def without(layout: Layout, *ids: str) -> Layout:
    """The layout without paragraphs, tables or rows of these ids."""
    blocks: list[Block] = []
    for block in layout.blocks:
        if block.id in ids:
            continue
        rows = tuple(row for row in block.rows if row.id not in ids) if isinstance(block, Table) else ()
        blocks.append(replace(block, rows=rows) if isinstance(block, Table) else block)
    return _mapped(replace(layout, blocks=tuple(blocks)), lambda para: [] if para.id in ids else [para])


def with_rows(layout: Layout, table: str, rows: Sequence[Row]) -> Layout:
    """The layout with these rows below a table's heads."""
    blocks = [
        replace(block, rows=(*block.rows[: block.heads], *rows))
        if isinstance(block, Table) and block.id == table
        else block
        for block in layout.blocks
    ]
    return replace(layout, blocks=tuple(blocks))


def with_blocks(layout: Layout, behind: str, *more: Block) -> Layout:
    """The layout with more blocks behind the one of that id."""
    at = next(number for number, block in enumerate(layout.blocks) if block.id == behind) + 1
    return replace(layout, blocks=(*layout.blocks[:at], *more, *layout.blocks[at:]))


def _mapped(layout: Layout, change: Any) -> Layout:  # noqa: ANN401 - a function of paragraphs
    def cell(one: Cell) -> Cell:
        return replace(one, paras=tuple(new for para in one.paras for new in change(para)))

    blocks: list[Block] = []
    for block in layout.blocks:
        if isinstance(block, Para):
            blocks += change(block)
            continue
        rows = tuple(replace(row, cells=tuple(cell(one) for one in row.cells)) for row in block.rows)
        blocks.append(replace(block, rows=rows))
    return replace(layout, blocks=tuple(blocks))


SHORT = without(
    EDGED,
    *("front/facts", "front/facts/gap", "plan/F-02/title", "plan/F-02/rows", "plan/F-02/rows/gap"),
    *("criteria/title", "criteria/rows", "criteria/rows/gap", "plan/F-01/M-01", "plan/F-01/M-03"),
)
"""Header and footer, and a table of two rows: for what takes long."""
