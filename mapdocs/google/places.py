"""Where things of a Layout stand in a document, as a push needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mapdocs.google.lines import Line, lines_of
from mapdocs.google.paragraphs import Here
from mapdocs.readers.gdocs.model import Grid, Paragraph
from mapdocs.readers.gdocs.names import names_of
from mapdocs.writers.gdocs.wire import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.layout import Layout
    from mapdocs.readers.gdocs.found import Found, RowSpot, Spot
    from mapdocs.readers.gdocs.model import Content, Doc, GridCell, Tab
    from mapdocs.readers.gdocs.names import Names


class CellHere(NamedTuple):
    """A cell's text: from its first paragraph's start to the place of its last one's line end."""

    start: int
    end: int


class RowHere(NamedTuple):
    """A row: the `number`-th of its table in the document; `cells`: those of the Layout's columns, where they are."""

    where: Where
    table: int
    number: int
    start: int
    end: int
    width: int
    columns: tuple[int, ...]
    cells: tuple[CellHere | None, ...]


class TableHere(NamedTuple):
    """A table. `width`: columns in the document; `columns`: column of the Layout -> of the document, or -1.

    `head`: the number and the end of the row of heads, behind which the first new row goes; `tail`: the place of the
    line end behind the table, where that paragraph is there.
    """

    where: Where
    start: int
    end: int
    width: int
    columns: tuple[int, ...]
    head: tuple[int, int]
    rows: int
    tail: int | None


@dataclass(frozen=True, slots=True)
class Places:
    """`paras`: paragraph id -> where it is; `values`: field -> all its paragraphs, with those that people added.

    `pending`: ids with suggestions that wait. `hidden`: ids of what stands in another tab, or where that can't be told,
    as in merged cells. `names`: the named ranges of its tab. `busy`: numbers of indices at which rows begin that hold
    words of people that no field holds, or share a cell. `walls`: indices of line ends, of the body and of cells, that
    can't be deleted, since a table, a break or nothing follows; `firsts`: where paragraphs begin that have none of
    those line ends before them. `body`: where the body is; `first`: where its text begins. `lines`: of people's,
    beside ours.
    """

    paras: Mapping[str, Here]
    values: Mapping[str, tuple[Here, ...]]
    rows: Mapping[str, RowHere] = field(default_factory=dict)
    tables: Mapping[str, TableHere] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    names: Names = field(default_factory=dict)
    busy: frozenset[int] = frozenset()
    walls: frozenset[int] = frozenset()
    firsts: frozenset[int] = frozenset()
    body: Where = field(default_factory=Where)
    first: int = 1
    lines: tuple[Line, ...] = ()

    def ends(self, where: Where, whole: CellHere) -> tuple[frozenset[int], frozenset[int]]:
        """`firsts` and `walls` of a segment; of a header and footer those of its text."""
        return (self.firsts, self.walls) if where == self.body else (frozenset({whole.start}), frozenset({whole.end}))


def places_of(doc: Doc, layout: Layout, found: Found) -> Places:
    """From what the reader found."""
    tab = next(tab for tab in doc.tabs if tab.id == found.main)
    values: dict[str, tuple[Here, ...]] = {}
    for para in (*layout.paras(), *layout.header, *layout.footer):
        spot = found.paras.get(para.id)
        if para.field and spot and spot.tab == found.main:
            values[para.field] = (*values.get(para.field, ()), *_heres(spot))
    return Places(
        paras={name: _one(spot) for name, spot in found.paras.items() if spot.tab == found.main},
        values=values,
        rows={name: _row(spot) for name, spot in found.rows.items() if spot.tab == found.main},
        tables=dict(_tables(layout, found, tab)),
        pending=frozenset(name for name, spot in found.paras.items() if spot.pending),
        hidden=found.hidden | {name for name, spot in found.paras.items() if spot.tab != found.main},
        names=names_of(doc._replace(tabs=(tab,))),
        busy=frozenset(_busy(found)),
        walls=frozenset(_walls(tab.body)),
        firsts=frozenset(_firsts(tab.body)),
        body=Where(found.main),
        first=next((block.start for block in tab.body if isinstance(block, Paragraph)), 1),
        lines=tuple(lines_of(tab, layout, found)),
    )


def _heres(spot: Spot) -> Iterator[Here]:
    return (Here(p.start, p.end - 1, p.text, p.plain) for p in spot.paragraphs)


def _one(spot: Spot) -> Here:
    """A paragraph; several that it has become, as one text."""
    return Here(spot.start, spot.end, spot.text, spot.plain)


def _cell(cell: GridCell | None) -> CellHere | None:
    if cell is None or not cell.blocks:
        return None
    return CellHere(cell.blocks[0].start, cell.blocks[-1].end - 1)


def _row(spot: RowSpot) -> RowHere:
    cells = tuple(_cell(spot.cell(number)) for number in range(len(spot.columns)))
    grid = spot.grid
    return RowHere(Where(spot.tab), grid.start, spot.number, spot.start, spot.end, grid.columns, spot.columns, cells)


def _tables(layout: Layout, found: Found, tab: Tab) -> Iterator[tuple[str, TableHere]]:
    tails = {block.start: block.end - 1 for block in tab.body if isinstance(block, Paragraph)}
    for table in layout.tables():
        spot = found.tables.get(table.id)
        if spot and spot.tab == found.main:
            grid, number = spot.grid, max(spot.header, 0)
            head = number, grid.rows[number].end
            yield table.id, TableHere(
                Where(spot.tab), grid.start, grid.end, grid.columns, spot.columns, head, len(grid.rows),
                tails.get(grid.end),
            )  # fmt: skip


def _busy(found: Found) -> Iterator[int]:
    """Where rows begin that hold what is not ours, or share a cell with another row."""
    foreign = [thing for thing in found.foreign if thing.tab == found.main and not thing.segment]
    for row in found.rows.values():
        inside = any(row.start <= thing.start < row.end for thing in foreign)
        if inside or _added(row) or (row.grid.merged and _shares(row)):
            yield row.start


def _added(row: RowSpot) -> bool:
    """Whether something stands in a column that is not ours."""
    return any(cell.text for n, cell in enumerate(row.grid.rows[row.number].cells) if n not in row.columns)


def _shares(row: RowSpot) -> bool:
    """Whether a cell of it spans rows, or is under one that does."""
    for number, one in enumerate(row.grid.rows[: row.number + 1]):
        if any(cell.rows > 1 and number + cell.rows > row.number for cell in one.cells):
            return True
    return False


def _walls(blocks: Content) -> Iterator[int]:
    """Line ends that a table, a break or nothing follows."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Paragraph) and not isinstance(after, Paragraph):
            yield block.end - 1
    for inner in _inner(blocks):
        yield from _walls(inner)


def _firsts(blocks: Content) -> Iterator[int]:
    """Starts of paragraphs before which a table, a break or nothing stands."""
    for before, block in zip([None, *blocks[:-1]], blocks, strict=True):
        if isinstance(block, Paragraph) and not isinstance(before, Paragraph):
            yield block.start
    for inner in _inner(blocks):
        yield from _firsts(inner)


def _inner(blocks: Content) -> Iterator[Content]:
    """What the cells of tables hold."""
    grids = (block for block in blocks if isinstance(block, Grid))
    return (cell.blocks for grid in grids for row in grid.rows for cell in row.cells)
