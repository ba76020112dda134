"""A page as paragraphs and tables, the way a co-edited document holds it: each with its id, and with the fields in it.

What is pushed is a Layout, what was pushed is kept as one, and what is read back is laid beside one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

ParaStyle = Literal[
    "title", "subtitle", "h1", "h2", "band", "h3", "text", "objective", "purpose", "note", "muted", "callout", "list",
    "numbered", "rule", "gap",
]  # fmt: skip
"""What a paragraph is; `band` heads a phase, `gap` is the one that a document wants behind each table."""
HEADINGS = frozenset({"title", "h1", "h2", "band", "h3"})
"""Styles that name what comes below."""
Tone = Literal["", "strong", "em", "muted", "tag", "was", "code", "mark", "attention"]
"""How words stand out: `tag` a short mark beside a value, `was` what no longer holds, struck."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. `link`: an http, https or mailto address, or `#` and the id of a paragraph or row."""

    text: str
    tone: Tone = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `field` names the value that it is, or a part of, where a value has several paragraphs.

    `sign` is what stands before a value and is not part of it, as the shape of a status.
    """

    id: str
    runs: tuple[Run, ...] = ()
    style: ParaStyle = "text"
    field: str = ""
    sign: str = ""
    level: int = 0

    @property
    def said(self) -> str:
        """Its value or words, without the sign."""
        return "".join(run.text for run in self.runs)

    @property
    def text(self) -> str:
        """All that stands in it, without the line's end."""
        return f"{self.sign}{self.said}"


@dataclass(frozen=True, slots=True)
class Cell:
    """At least one paragraph. `fill`: the name of a theme's colour; `head`: says what its column or row holds."""

    paras: tuple[Para, ...]
    fill: str = ""
    head: bool = False
    align: Literal["start", "end", "center"] = "start"


@dataclass(frozen=True, slots=True)
class Row:
    """As many cells as the table has columns. `key`: what its key cell says, as M-07; empty where it has none."""

    id: str
    cells: tuple[Cell, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one width; the first `heads` are repeated on each page. `widths`: percent, one a column.

    `kind`: rows with keys that people edit (`rows`), facts by name (`facts`), a picture of shaded cells (`timeline`).
    `key_column`: the number of the column that holds keys, -1 where none does.
    """

    id: str
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    heads: int = 1
    kind: Literal["rows", "facts", "timeline"] = "rows"
    key_column: int = -1

    def keyed(self) -> Mapping[str, Row]:
        """Key -> row."""
        return {row.key: row for row in self.rows if row.key}


Block = Para | Table
BODY, HEADER, FOOTER = "body", "header", "footer"
"""What people's lines stand in, where none of ours stands before them."""


def cell_id(row: Row, number: int) -> str:
    """What a row's cell goes by."""
    return f"{row.id}#{number}"


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole document. Ids are unique among all paragraphs, rows and tables; a table is never first.

    `header`, `footer`: what stands on each page. `paper`: A4 or Letter. `margins`: top, right, bottom, left, in mm.
    `theirs`, of a layout that was pushed: lines that people had written beside ours by then, by the id of the
    paragraph or table behind which they stood, or of what they stood first in: see `cell_id`, BODY, HEADER, FOOTER.
    """

    title: str
    blocks: tuple[Para | Table, ...]
    header: tuple[Para, ...] = ()
    footer: tuple[Para, ...] = ()
    language: str = "en-GB"
    direction: Literal["ltr", "rtl"] = "ltr"
    paper: str = "A4"
    margins: tuple[float, float, float, float] = (18.0, 18.0, 18.0, 18.0)
    theirs: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def paras(self) -> Iterator[Para]:
        """Every paragraph of the body, in document order."""
        for block in self.blocks:
            if isinstance(block, Para):
                yield block
            else:
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell.paras

    def tables(self) -> Iterator[Table]:
        """Every table, in document order."""
        return (block for block in self.blocks if isinstance(block, Table))
