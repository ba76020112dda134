"""Cells: which paragraph of a cell is which of the layout's."""

from __future__ import annotations

from collections.abc import Sequence

from mapdocs.layout import Para, Row, cell_id
from mapdocs.readers.gdocs.align import Aligner, Wanted
from mapdocs.readers.gdocs.collected import Collected
from mapdocs.readers.gdocs.found import Kind, Spot
from mapdocs.readers.gdocs.hints import Hints
from mapdocs.readers.gdocs.model import Content, Grid, Paragraph
from mapdocs.readers.gdocs.theirs import is_theirs, woven


class Place:
    """Where blocks are: tab and segment, what they stand near, and which suggestion waits on all of them."""

    __slots__ = ("near", "segment", "tab", "waits")

    def __init__(self, tab: str, near: str, segment: str = "", waits: str = "") -> None:
        """Keep them."""
        self.tab, self.segment, self.near, self.waits = tab, segment, near, waits


def place_row(out: Collected, row: Row, grid: Grid, number: int, columns: Sequence[int], at: Place) -> None:
    """The paragraphs of a row in a table without merged cells."""
    cells = grid.rows[number].cells
    for n, (wanted, column) in enumerate(zip(row.cells, columns, strict=False)):
        if not 0 <= column < len(cells):
            out.hidden.update([para.id for para in wanted.paras])
            continue
        cell = cells[column]
        place = Place(at.tab, at.near, at.segment, at.waits or cell.pending) if cell.pending else at
        place_cell(out, woven(wanted.paras, cell_id(row, n), out.theirs), cell.blocks, place)


def place_merged(
    out: Collected,
    rows: Sequence[tuple[Row, int]],
    grid: Grid,
    columns: Sequence[int],
    places: Sequence[Place],
) -> None:
    """The paragraphs of rows where cells are merged: what stood in the cells of one that spans them is in that one."""
    heads = _heads(grid)
    groups: dict[tuple[int, int], list[Para]] = {}
    first: dict[tuple[int, int], Place] = {}
    order = sorted(range(len(rows)), key=lambda n: rows[n][1])
    for n in order:
        row, number = rows[n]
        for column, at in sorted((column, at) for at, column in enumerate(columns)):
            wanted = row.cells[at]
            if not 0 <= column < len(grid.rows[number].cells):
                out.hidden.update([para.id for para in wanted.paras])
                continue
            head = heads.get((number, column), (number, column))
            groups.setdefault(head, []).extend(woven(wanted.paras, cell_id(row, at), out.theirs))
            first.setdefault(head, places[n])
    for head, paras in groups.items():
        cell = grid.rows[head[0]].cells[head[1]]
        whole = cell.columns == 1 and cell.rows == 1
        place_cell(out, paras, cell.blocks, first[head], whole=whole)
    for under, head in heads.items():
        if under != head and head in first and under[1] < len(grid.rows[under[0]].cells):
            place_cell(out, (), grid.rows[under[0]].cells[under[1]].blocks, first[head])


def _heads(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Row and column of each cell that lies under another -> those of the other."""
    found = {}
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row.cells):
            if (cell.rows > 1 or cell.columns > 1) and (r, c) not in found:
                below = range(r, min(r + cell.rows, len(grid.rows)))
                found.update({(y, x): (r, c) for y in below for x in range(c, min(c + cell.columns, grid.columns))})
    return found


def place_cell(out: Collected, paras: Sequence[Para], blocks: Content, at: Place, *, whole: bool = True) -> None:
    """The paragraphs of a cell, header or footer. `whole`: it is not merged, so that what is not there is gone."""
    if len(paras) == len(blocks) == 1 and not at.waits and not is_theirs(paras[0]):
        block = blocks[0]
        if isinstance(block, Paragraph):
            end, held = block.end - 1, (block,)
            made = Spot(at.tab, at.segment, block.start, end, block.text, block.accepted, block.pending, held)
            out.paras[paras[0].id] = made
            if block.things:
                out.things(block, at.tab, at.segment, at.near)
            return
    owners = _owners(out, paras, blocks, at)
    held_by: dict[int, list[Paragraph]] = {}
    for block, owner in zip(blocks, owners, strict=True):
        if owner < 0 or not isinstance(block, Paragraph) or is_theirs(paras[owner]):
            kind: Kind = "paragraph" if at.segment else "beside" if any(para.field for para in paras) else "cell"
            out.block(block, kind, at.tab, at.segment, at.near)
        else:
            held_by.setdefault(owner, []).append(block)
            out.things(block, at.tab, at.segment, at.near)
    for number, para in enumerate(paras):
        if is_theirs(para):
            continue
        if number in held_by:
            out.put(para, at.tab, at.segment, held_by[number], at.waits)
        elif whole:
            out.missing.append(para.id)
        else:
            out.hidden.add(para.id)


def _owners(out: Collected, paras: Sequence[Para], blocks: Content, at: Place) -> list[int]:
    """Whose each block is: the number of the layout's paragraph, or -1."""
    seen = [block.text if isinstance(block, Paragraph) else None for block in blocks]
    texts = [para.text for para in paras]
    if texts == seen:
        return list(range(len(paras)))
    aligner = Aligner([Wanted(text, para.field) for text, para in zip(texts, paras, strict=True)], seen, {})
    aligner.exact()
    aligner.hinted(told(out.hints, paras, blocks, at))
    aligner.alike(cell=True)
    aligner.placed(cell=True)
    aligner.blank()
    aligner.within([listed(block) for block in blocks])
    names = {para.field for para in paras if not is_theirs(para)}
    if len(names) == 1 and "" not in names:
        _all_one(aligner, seen)
    return [-1 if _repeats(out, paras, text, i) else i for text, i in zip(seen, aligner.owners, strict=True)]


def _repeats(out: Collected, paras: Sequence[Para], text: str | None, owner: int) -> bool:
    """Whether it would be a note that says what we wrote beside another value: nobody means that."""
    return owner >= 0 and paras[owner].field.endswith(".note") and text != paras[owner].text and text in out.beside


def _all_one(aligner: Aligner, seen: Sequence[str | None]) -> None:
    """A cell that holds nothing but one field: whatever is written there is its value."""
    last = next((owner for owner in aligner.owners if owner >= 0), 0)
    for number, text in enumerate(seen):
        if aligner.owners[number] >= 0:
            last = aligner.owners[number]
        elif text and text.strip():
            aligner.owners[number] = last


def told(hints: Hints, paras: Sequence[Para | None], blocks: Content, at: Place) -> dict[int, int]:
    """Number of a paragraph -> number of the block that begins where its only named range does, or holds it."""
    found: dict[int, int] = {}
    for number, para in enumerate(paras):
        if para is None:
            continue
        stretches = [n for n in hints.of(f"p:{para.id}") if (n.tab, n.segment) == (at.tab, at.segment)]
        inside = {k for k, block in enumerate(blocks) for n in stretches if block.start <= n.start < block.end}
        if len(inside) == 1:
            found[number] = inside.pop()
    return found


def listed(block: object) -> bool:
    """Whether it is an item of a list."""
    return isinstance(block, Paragraph) and "bullet" in block.raws[0]
