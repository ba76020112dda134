"""Rows that people added: what they say, by the names of the fields that the layout has in these columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapdocs.fields import KINDS, parse_field
from mapdocs.layout import Layout, Para, Row, Table
from mapdocs.observed import NewRow
from mapdocs.readers.gdocs.align import Aligner, Wanted
from mapdocs.readers.gdocs.collected import content_text
from mapdocs.readers.gdocs.compared import key_of, said
from mapdocs.readers.gdocs.found import Found, NewSpot
from mapdocs.readers.gdocs.model import Content, Paragraph
from mapdocs.readers.gdocs.values import Values, folded


def new_rows(layout: Layout, found: Found, values: Values) -> Iterator[tuple[NewSpot, NewRow | None]]:
    """Each added row that says something; None for one whose table holds no fields to go by."""
    tables = {table.id: table for table in layout.tables()}
    homes = {
        row.key: (table, row) for table in layout.tables() if table.kind == "rows" for row in table.rows if row.key
    }
    count = 0
    for spot in found.new:
        table = tables[spot.table]
        if not any(content_text(cell.blocks) for cell in spot.grid.rows[spot.number].cells):
            continue
        home, own = homes.get(spot.copied, (table, None))
        if _heads(home) != _heads(table):
            own = None  # its columns are others
        part = part_of(own) if own else _part(table, key_of(spot.grid.rows[spot.number], _key_column(table, spot)))
        names = _names((own and [own]) or _like(layout, table), part) if part else {}
        if not names:
            yield spot, None
            continue
        read = _Reader(table, spot, part, own, names, values)
        fields, loose = read.all(_header(found, spot))
        if fields or loose:
            count += 1
            after = _after(found, {key: row for key, (_, row) in homes.items()}, spot)
            yield spot, NewRow(f"new-{count}", part, group_of(table), after, fields, spot.copied, loose)


def part_of(row: Row) -> str:
    """The part of the deal that a row's fields belong to; empty where it has none."""
    for cell in row.cells:
        for para in cell.paras:
            if para.field:
                try:
                    return parse_field(para.field).part
                except ValueError:
                    continue
    return ""


def group_of(table: Table) -> str:
    """The id of the block that a table's rows belong to, as plan/F-02."""
    row = next((row.id for row in table.rows if row.key), table.id)
    return row.rpartition("/")[0]


def _part(table: Table, key: str) -> str:
    """The part that a new row belongs to: that of the table's first row, or of actions where its key says so."""
    parts = [part for row in table.rows if (part := part_of(row))]
    above = key.rpartition(".")[0]
    if "actions" in parts and above and any(row.key == above for row in table.rows):
        return "actions"
    return parts[0] if parts else ""


def _like(layout: Layout, table: Table) -> list[Row]:
    """The rows of a table, or of others with the same heads where it has none."""
    heads = _heads(table)
    same = [other for other in layout.tables() if other is not table and _heads(other) == heads]
    return [row for t in (table, *same) for row in t.rows[t.heads :]]


def _heads(table: Table) -> list[list[str]]:
    return [[said(cell) for cell in row.cells] for row in table.rows[: table.heads]]


def _names(rows: Sequence[Row], part: str) -> dict[int, list[str]]:
    """Column -> the names of the fields that rows of this part have in it, in order."""
    names: dict[int, list[str]] = {}
    for row in rows:
        if part_of(row) != part:
            continue
        for number, cell in enumerate(row.cells):
            for para in cell.paras:
                name = para.field.rpartition(".")[2]
                if para.field and name in KINDS[part] and name not in names.setdefault(number, []):
                    names[number].append(name)
    return {number: found for number, found in names.items() if found}


def _key_column(table: Table, spot: NewSpot) -> int:
    return spot.columns[table.key_column] if table.key_column >= 0 else -1


def _header(found: Found, spot: NewSpot) -> Mapping[int, str]:
    """The heads of the columns that people added."""
    table = found.tables.get(spot.table)
    if table is None or table.grid is not spot.grid or table.header < 0:
        return {}
    cells = spot.grid.rows[table.header].cells
    return {n: folded([cells[n].text]) if n < len(cells) else "" for n in table.new_columns}


def _after(found: Found, by_key: Mapping[str, Row], spot: NewSpot) -> str:
    """The key of the nearest row above that is the layout's."""
    above = [
        (there.number, key)
        for key, row in by_key.items()
        if (there := found.rows.get(row.id)) and there.grid is spot.grid and there.number < spot.number
    ]
    return max(above)[1] if above else ""


class _Reader:
    """One added row. `own`: the row that it is a copy of."""

    def __init__(
        self, table: Table, spot: NewSpot, part: str, own: Row | None, names: Mapping[int, list[str]], values: Values
    ) -> None:
        self.table, self.spot, self.part, self.own, self.names, self.values = table, spot, part, own, names, values
        self.fields: dict[str, str] = {}
        self.loose: dict[str, str] = {}

    def all(self, added: Mapping[int, str]) -> tuple[dict[str, str], dict[str, str]]:
        """What it says by field, and by head of column where there is no field."""
        cells = self.spot.grid.rows[self.spot.number].cells
        for number, at in enumerate(self.spot.columns):
            if 0 <= at < len(cells):
                self._cell(number, cells[at].blocks)
        for at, cell in enumerate(cells):
            if at not in self.spot.columns and (text := folded([content_text(cell.blocks)])):
                self._loosely(added.get(at, "") or f"column {at + 1}", text)
        return self.fields, self.loose

    def _cell(self, number: int, blocks: Content) -> None:
        own = self.own.cells[number].paras if self.own else ()
        left = self._left(own, blocks) if own else [(b, "") for b in blocks if isinstance(b, Paragraph)]
        tables = [block for block in blocks if not isinstance(block, Paragraph)]
        names = self.names.get(number, [])
        for paragraph, field in left:
            if not paragraph.text.strip():
                continue
            name = field or next((n for n in names if n not in self.fields), names[-1] if names else "")
            if name:
                self._field(name, paragraph)
            else:
                self._loosely(self._head(number), folded([paragraph.text]))
        if tables and (text := folded([content_text(tuple(tables))])):
            self._loosely(self._head(number), text)

    def _left(self, own: Sequence[Para], blocks: Content) -> list[tuple[Paragraph, str]]:
        """The paragraphs of a copied cell with the field each is; those that only repeat our words are left out."""
        seen = [block.text if isinstance(block, Paragraph) else None for block in blocks]
        aligner = Aligner([Wanted(para.text, para.field) for para in own], seen, {})
        aligner.exact()
        aligner.alike(cell=True)
        aligner.placed(cell=True)
        aligner.blank()
        left = []
        for block, owner in zip(blocks, aligner.owners, strict=True):
            if isinstance(block, Paragraph) and (owner < 0 or own[owner].field or own[owner].text != block.text):
                left.append((block, own[owner].field.rpartition(".")[2] if owner >= 0 else ""))
        return left

    def _field(self, name: str, paragraph: Paragraph) -> None:
        said_ = self.values.read(KINDS[self.part][name], self.spot.tab, [paragraph])
        between = "\n\n" if KINDS[self.part][name] == "markdown" else "\n"
        self.fields[name] = f"{self.fields[name]}{between}{said_}" if self.fields.get(name) else said_

    def _loosely(self, head: str, text: str) -> None:
        self.loose[head] = f"{self.loose[head]}\n{text}" if head in self.loose else text

    def _head(self, number: int) -> str:
        heads = self.table.rows[: self.table.heads]
        return (folded([said(heads[0].cells[number])]) if heads else "") or f"column {number + 1}"
