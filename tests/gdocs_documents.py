"""Google documents for tests: drafts that are edited as people edit, and written as documents.get answers.

Independent of the writer and of the sandbox, so that a fault of theirs does not hide one of the reader.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mapdocs.layout import Cell, Layout, Para, Row, Run, Table

STYLES = {"title": "TITLE", "subtitle": "SUBTITLE", "h1": "HEADING_1", "h2": "HEADING_2", "h3": "HEADING_3"}
_TONES: dict[str, dict[str, Any]] = {
    "strong": {"bold": True},
    "em": {"italic": True},
    "was": {"strikethrough": True},
    "code": {"weightedFontFamily": {"fontFamily": "Roboto Mono", "weight": 400}},
}


@dataclass
class Piece:
    """A run of text, or, where `kind` says so, any other element of one unit's length."""

    text: str = ""
    style: dict[str, Any] = field(default_factory=dict)
    kind: str = "textRun"
    body: dict[str, Any] = field(default_factory=dict)


@dataclass
class P:
    """A paragraph; `names`: named ranges over its text; `end`: what waits on its line's end."""

    pieces: list[Piece]
    names: list[str] = field(default_factory=list)
    style: str = "NORMAL_TEXT"
    bullet: tuple[str, int] | None = None
    more: dict[str, Any] = field(default_factory=dict)
    end: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces)


@dataclass
class C:
    """A cell."""

    blocks: list[P | T]
    columns: int = 1
    rows: int = 1


@dataclass
class R:
    """A row; `more`: what is said of it besides its cells."""

    cells: list[C]
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class T:
    """A table."""

    rows: list[R]
    id: str = ""
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class TabDraft:
    """A tab; `raw`: more of its parts as Google gives them."""

    id: str
    title: str
    blocks: list[P | T]
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass(repr=False)
class Draft:
    """A document before its indices are known; shown by its words, which is what failing tests are about."""

    title: str
    tabs: list[TabDraft]
    tabbed: bool = True

    def __repr__(self) -> str:
        return "\n".join(f"[{tab.title}] {_shown(tab.blocks)}" for tab in self.tabs)

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: ANN401, FBT001 - as hypothesis calls it
        printer.text(repr(self))

    @property
    def blocks(self) -> list[P | T]:
        """Those of the first tab."""
        return self.tabs[0].blocks

    def paras(self) -> Iterator[P]:
        """Every paragraph of all tabs, in order."""
        for tab in self.tabs:
            yield from _paras(tab.blocks)

    def named(self, name: str) -> P:
        """The paragraph under a named range."""
        return next(para for para in self.paras() if name in para.names)

    def para(self, id: str) -> P:  # noqa: A002
        """The paragraph written for the layout's paragraph of that id."""
        return self.named(f"p:{id}")

    def table(self, id: str) -> T:  # noqa: A002
        """The table written for the layout's one of that id."""
        return next(block for tab in self.tabs for block in tab.blocks if isinstance(block, T) and block.id == id)

    def row(self, key: str) -> R:
        """The row whose key's cell says that."""
        return next(row for table in self.all_tables() for row in table.rows if key in {_said(c) for c in row.cells})

    def all_tables(self) -> list[T]:
        """Every table that is not inside another."""
        return [block for tab in self.tabs for block in tab.blocks if isinstance(block, T)]


def _shown(blocks: list[P | T]) -> str:
    """The words of blocks: a stroke between paragraphs, a bar between cells, rows in brackets."""
    return " / ".join(
        block.text
        if isinstance(block, P)
        else "".join(f"[{' | '.join(_shown(c.blocks) for c in row.cells)}]" for row in block.rows)
        for block in blocks
    )


def _said(cell: C) -> str:
    return "\n".join(block.text for block in cell.blocks if isinstance(block, P))


def _paras(blocks: list[P | T]) -> Iterator[P]:
    for block in blocks:
        if isinstance(block, P):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paras(cell.blocks)


def p(text: str = "", **style: Any) -> P:  # noqa: ANN401
    """A paragraph that somebody typed."""
    return P([Piece(text, style)] if text else [])


def typed(para: P, text: str) -> None:
    """The text of a paragraph typed over; named ranges stay."""
    para.pieces = [Piece(text)] if text else []


def row_of(*texts: str) -> R:
    """A row that somebody added, with these words in its cells."""
    return R([C([p(text)]) for text in texts])


def copied(row: R) -> R:
    """A row as copying makes it: the same words, without the named ranges."""
    made = copy.deepcopy(row)
    for cell in made.cells:
        for para in _paras(cell.blocks):
            para.names = []
    return made


def draft_of(layout: Layout, *, tabbed: bool = True) -> Draft:
    """The document that a first push makes."""
    blocks = [_para(block) if isinstance(block, Para) else _table(block) for block in layout.blocks]
    return Draft(layout.title, [TabDraft("t.0" if tabbed else "", "Tab 1", blocks)], tabbed)


def _table(table: Table) -> T:
    rows = [R([_cell(table, row, number) for number in range(len(row.cells))]) for row in table.rows]
    first = rows[0].cells[0].blocks[0]
    assert isinstance(first, P)
    first.names.append(f"t:{table.id}")
    return T(rows, table.id)


def _cell(table: Table, row: Row, number: int) -> C:
    cell: Cell = row.cells[number]
    paras = [_para(para) for para in cell.paras]
    if row.key and number == table.key_column:
        paras[0].names.append(f"r:{row.id}")
    return C(list(paras))


def _para(para: Para) -> P:
    pieces = [Piece(para.sign)] if para.sign else []
    pieces += [_piece(run) for run in para.runs if run.text]
    bullet = {"list": ("kix.dots", para.level), "numbered": ("kix.numbers", para.level)}.get(para.style)
    return P(pieces, [f"p:{para.id}"], STYLES.get(para.style, "NORMAL_TEXT"), bullet)


def _piece(run: Run) -> Piece:
    style = dict(_TONES.get(run.tone, {}))
    if run.link:
        style["link"] = {"url": run.link} if not run.link.startswith("#") else {"headingId": "h.1"}
    return Piece(run.text, style)


def document(draft: Draft, looks: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """As documents.get answers. `looks`: what stands in each paragraph's, cell's and run's style, for size."""
    tabs = [_Writer(dict(looks or {})).tab(tab) for tab in draft.tabs]
    about = {"title": draft.title, "documentId": "doc-1", "revisionId": "rev-1"}
    about |= {"suggestionsViewMode": "SUGGESTIONS_INLINE"}
    if not draft.tabbed:
        return about | tabs[0]
    return about | {
        "tabs": [
            {"tabProperties": {"tabId": tab.id, "title": tab.title, "index": number}, "documentTab": raw}
            for number, (tab, raw) in enumerate(zip(draft.tabs, tabs, strict=True))
        ]
    }


class _Writer:
    """Keeps count of the index and collects the named ranges."""

    def __init__(self, looks: dict[str, Any]) -> None:
        self.at = 1
        self.names: dict[str, list[dict[str, Any]]] = {}
        self.looks = looks

    def tab(self, tab: TabDraft) -> dict[str, Any]:
        breaks = {"endIndex": 1, "sectionBreak": {"sectionStyle": {}}}
        content = [breaks, *(self.block(block) for block in tab.blocks)]
        named = {
            name: {
                "name": name,
                "namedRanges": [{"namedRangeId": f"kix.{name}", "name": name, "ranges": ranges}],
            }
            for name, ranges in self.names.items()
        }
        lists = {"kix.dots": {"glyphSymbol": "\u25cf"}, "kix.numbers": {"glyphType": "DECIMAL"}}
        levels = {name: {"listProperties": {"nestingLevels": [level] * 9}} for name, level in lists.items()}
        return {"body": {"content": content}, "namedRanges": named, "lists": levels} | tab.raw

    def block(self, block: P | T) -> dict[str, Any]:
        return self.para(block) if isinstance(block, P) else self.table(block)

    def para(self, para: P) -> dict[str, Any]:
        start = self.at
        pieces = [Piece(piece.text, piece.style, piece.kind, piece.body) for piece in para.pieces]
        if pieces and pieces[-1].kind == "textRun" and not para.end and not pieces[-1].body:
            pieces[-1].text += "\n"
        else:
            pieces.append(Piece("\n", {}, "textRun", para.end))
        elements = [self.piece(piece) for piece in pieces]
        style = {"namedStyleType": para.style, "direction": "LEFT_TO_RIGHT"} | self.looks.get("paragraph", {})
        raw: dict[str, Any] = {"elements": elements, "paragraphStyle": style} | para.more
        if para.bullet:
            raw["bullet"] = {"listId": para.bullet[0], "textStyle": {}}
            if para.bullet[1]:
                raw["bullet"]["nestingLevel"] = para.bullet[1]
        end = self.at - 1 if self.at - 1 > start else self.at
        for name in para.names:
            self.names.setdefault(name, []).append({"startIndex": start, "endIndex": end})
        return {"startIndex": start, "endIndex": self.at, "paragraph": raw}

    def piece(self, piece: Piece) -> dict[str, Any]:
        start = self.at
        if piece.kind == "textRun":
            self.at += len(piece.text.encode("utf-16-le")) // 2
            style = self.looks.get("text", {}) | piece.style
            body = {"content": piece.text, "textStyle": style} | piece.body
        else:
            self.at += 1
            body = {"textStyle": piece.style} | piece.body
        return {"startIndex": start, "endIndex": self.at, piece.kind: body}

    def table(self, table: T) -> dict[str, Any]:
        start = self.at
        self.at += 1
        rows = [self.row(row) for row in table.rows]
        self.at += 1
        about = {"rows": len(rows), "columns": max(len(row.cells) for row in table.rows), "tableRows": rows}
        return {"startIndex": start, "endIndex": self.at, "table": about | table.more}

    def row(self, row: R) -> dict[str, Any]:
        start = self.at
        self.at += 1
        cells = [self.cell(cell) for cell in row.cells]
        return {"startIndex": start, "endIndex": self.at, "tableCells": cells, "tableRowStyle": {}} | row.more

    def cell(self, cell: C) -> dict[str, Any]:
        start = self.at
        self.at += 1
        content = [self.block(block) for block in cell.blocks]
        style = {"rowSpan": cell.rows, "columnSpan": cell.columns} | self.looks.get("cell", {})
        return {"startIndex": start, "endIndex": self.at, "content": content, "tableCellStyle": style}
