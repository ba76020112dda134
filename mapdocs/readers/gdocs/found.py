"""Where each part of a layout stands in a document now, and what stands there that is not of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mapdocs.readers.gdocs.model import Grid, GridCell, Paragraph

Kind = Literal["paragraph", "table", "column", "row", "cell", "picture", "footnote", "tab", "beside"]


class Spot(NamedTuple):
    """Where a paragraph of the layout stands: from `start` to `end`, its last line's end left out.

    `segment`: header or footer, empty for the body. `text`: now, a line for each paragraph; `accepted`: were the
    suggestions accepted; `pending`: whether any touch it, its row or its table, so that it must be left alone.
    `paragraphs`: those that it has become, more than one where people wrote on below.
    """

    tab: str
    segment: str
    start: int
    end: int
    text: str
    accepted: str
    pending: bool
    paragraphs: tuple[Paragraph, ...]

    @property
    def plain(self) -> bool:
        """Whether the n-th UTF-16 unit of its text is the one at `start` + n: no chip, picture or suggestion in it."""
        return all(paragraph.plain for paragraph in self.paragraphs)


class RowSpot(NamedTuple):
    """Where a row of the layout stands: the `number`-th row of the table `grid`.

    `columns`: layout column -> the table's, -1 where it is gone. `moved`: it stands in another table than before.
    """

    tab: str
    grid: Grid
    number: int
    columns: tuple[int, ...]
    moved: bool

    @property
    def start(self) -> int:
        """Its first index."""
        return self.grid.rows[self.number].start

    @property
    def end(self) -> int:
        """The index behind it."""
        return self.grid.rows[self.number].end

    def cell(self, column: int) -> GridCell | None:
        """The cell of a layout's column; None where that column is gone."""
        at, cells = self.columns[column], self.grid.rows[self.number].cells
        return cells[at] if 0 <= at < len(cells) else None


class TableSpot(NamedTuple):
    """Where a table of the layout stands. `rows`, `columns`: number in the layout -> number in the document, or -1.

    `new_rows`, `new_columns`: numbers of those that people added. `header`: number of the row of heads, -1 for none.
    """

    tab: str
    grid: Grid
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    header: int
    new_rows: tuple[int, ...]
    new_columns: tuple[int, ...]


class NewSpot(NamedTuple):
    """A row that people added: the `number`-th of `grid`, in the table of that id. `copied`: the key it repeats."""

    table: str
    tab: str
    grid: Grid
    number: int
    columns: tuple[int, ...]
    copied: str


class Foreign(NamedTuple):
    """What people wrote and the layout does not have: what, where, its words, and what it stands near.

    `near`: a key, or the heading above. It stays where it is.
    """

    kind: Kind
    tab: str
    segment: str
    start: int
    end: int
    text: str
    near: str


@dataclass(frozen=True, slots=True)
class Found:
    """The parts of a layout by their ids; never two at one place.

    `hidden`: paragraphs in cells that were merged or whose column is gone: nothing can be said of what they hold.
    `missing`: paragraphs that are gone, those of missing rows and tables left out. A `gap` that people typed into is
    neither found nor missing: what they typed is foreign. `missing_columns`: table and number in the layout.
    `main`: the tab that holds the plan.
    """

    paras: Mapping[str, Spot]
    rows: Mapping[str, RowSpot]
    tables: Mapping[str, TableSpot]
    new: tuple[NewSpot, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    hidden: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    missing_tables: tuple[str, ...] = ()
    missing_columns: tuple[tuple[str, int], ...] = ()
    main: str = ""
