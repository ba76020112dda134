"""A document, from what it says to what it should say: one batch of the smallest edits, from its end to its start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.google.draft import Draft, Keep, Skipped
from mapdocs.google.flow import REMOVED, settled
from mapdocs.google.hints import give_back
from mapdocs.google.lines import theirs_in
from mapdocs.google.order import Unit, paired, units_of
from mapdocs.google.paragraphs import Here, removed
from mapdocs.google.running import retold_edge
from mapdocs.google.splices import Step
from mapdocs.google.tables import FULL, held, retold
from mapdocs.layout import Para, Run, Table
from mapdocs.writers.gdocs import first_push, insert_blocks

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from mapdocs.google.places import Places
    from mapdocs.layout import Layout, Row
    from mapdocs.readers.gdocs.model import Tab
    from mapdocs.writers.gdocs import Look, Request


@dataclass(frozen=True, slots=True)
class Changes:
    """One batch; what of the document is ours when it is done; what was left as it is; `edited` as in Keep."""

    requests: tuple[Request, ...]
    layout: Layout
    skipped: tuple[Skipped, ...]
    edited: Mapping[str, str]


def changes(old: Layout, new: Layout, places: Places, keep: Keep, look: Look, tab: Tab) -> Changes:
    """From a document that holds `old`, as people have left it, to one that holds `new` and all that people wrote."""
    draft = Draft(places, keep, look)
    new = _without_moved(draft, old, with_beside(new, keep.beside))
    body = _Body(draft)
    blocks = body.told(old, new)
    _, first = first_push(new, look, tab.id)
    header = retold_edge(draft, tab, "header", old.header, new.header, first)
    footer = retold_edge(draft, tab, "footer", old.footer, new.footer, first)
    layout = replace(new, blocks=tuple(blocks), header=header, footer=footer)
    layout = replace(layout, theirs=theirs_in(layout, places, (*places.lines, *draft.freed)))
    if draft.requests():  # what is as it should be is not written to for the sake of hints
        give_back(draft, body.kept)
    return Changes(draft.requests(), layout, tuple(draft.skipped.values()), draft.edited)


def with_beside(layout: Layout, beside: Mapping[str, str]) -> Layout:
    """The layout with the words that people wrote beside values."""
    if not beside:
        return layout

    def told(paras: tuple[Para, ...]) -> tuple[Para, ...]:
        found: list[Para] = []
        for para in paras:
            lines = beside.get(para.field, "").split("\n") if para.field in beside else []
            found += [
                replace(para, id=f"{para.id}/{n}" if n else para.id, runs=(Run(line),), sign="" if n else para.sign)
                for n, line in enumerate(lines)
            ] or [para]
        return tuple(found)

    def in_table(table: Table) -> Table:
        rows = (replace(r, cells=tuple(replace(c, paras=told(c.paras)) for c in r.cells)) for r in table.rows)
        return replace(table, rows=tuple(rows))

    blocks = [[in_table(block)] if isinstance(block, Table) else told((block,)) for block in layout.blocks]
    return replace(layout, blocks=tuple(block for part in blocks for block in part))


def _without_moved(draft: Draft, old: Layout, new: Layout) -> Layout:
    """Without rows that belong into another table by now and must stay where they are, for now."""
    homes = {row.key: table.id for table in new.tables() for row in table.rows if row.key}
    before = {row.key: table.id for table in old.tables() for row in table.rows if row.key}
    for table in old.tables():
        for row in table.rows:
            if not row.key or homes.get(row.key, table.id) == table.id:
                continue
            there = draft.places.rows.get(row.id)
            if there and held(draft, row, there):
                draft.staying.add(row.key)
            elif there is None and row.key in homes and row.key not in draft.keep.back:
                draft.out.add(row.key)
    if not draft.staying:
        return new
    return replace(new, blocks=tuple(_thinned(block, draft.staying, before) for block in new.blocks))


def _thinned(block: Para | Table, keys: Container[str], homes: Mapping[str, str]) -> Para | Table:
    if isinstance(block, Para):
        return block
    rows = tuple(row for row in block.rows if row.key not in keys or homes[row.key] == block.id)
    return replace(block, rows=rows)


class _Body:
    """Walks both in order.

    `end`: the line end behind which what is new goes, None while nothing stands before it. `wanted`: ids of all rows
    that should be there; `kept`: tables that were there and still are.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.where = draft.places.body
        self.end: int | None = None
        self.blocks: list[Para | Table] = []
        self.coming: list[Unit] = []
        self.going: list[Unit] = []
        self.wanted: frozenset[str] = frozenset()
        self.kept: list[Table] = []

    def told(self, old: Layout, new: Layout) -> list[Para | Table]:
        """The blocks that are there afterwards."""
        self.wanted = frozenset(row.id for table in new.tables() for row in table.rows)
        for pair in paired(units_of(old.blocks), units_of(new.blocks), lambda unit: unit.id, self._keeps_place):
            if pair.old and pair.new and not _alike(pair.old, pair.new):
                self._remade(pair.old, pair.new)
            elif pair.old and pair.new:
                self._both(pair.old, pair.new)
            elif pair.old:
                self._no_longer(pair.old)
            elif pair.new:
                self._comes(pair.new)
        self._flush()
        return self.blocks

    def _comes(self, unit: Unit) -> None:
        """A table without the rows that people took out elsewhere; where there are no others it stays out itself."""
        self.blocks += _blocks(unit)
        out = {row.key for row in unit.table.rows if row.key in self.draft.out} if unit.table else set()
        if not out or not unit.table:
            self.coming.append(unit)
            return
        rows = tuple(row for row in unit.table.rows if row.key not in out)
        if len(rows) > unit.table.heads:
            self.coming.append(replace(unit, table=replace(unit.table, rows=rows)))

    def _no_longer(self, unit: Unit) -> bool:
        """What is no longer wanted goes; whether it must stay as ours, for values in it that nobody has settled.

        Where people wrote into what holds no value, it is theirs from now on.
        """
        if why := self._stands(unit):
            self._stays(unit, self.draft.heres(unit))
            return self._held(unit, why)
        if self.draft.theirs(unit):
            self.draft.let_go(unit)
        else:
            self.going.append(unit)
        return False

    def _held(self, unit: Unit, why: str) -> bool:
        """What stays for the sake of something in it: of a table the rows that hold it, and its heads.

        Whether there is a value in it: else it is theirs.
        """
        here = self.draft.places.tables.get(unit.table.id) if unit.table else None
        left = unit
        if unit.table and here and _holds_values(unit):
            heads = replace(unit.table, rows=unit.table.rows[: unit.table.heads])
            left = replace(unit, table=retold(self.draft, unit.table, heads, here))
        if not _holds_values(left):
            self.draft.let_go(unit)
            return False
        self.draft.skip(unit.id, why)
        self.draft.carry(_paras(left))
        self.blocks += _blocks(left)
        self.kept += [left.table] if left.table else []
        return True

    def _remade(self, old: Unit, new: Unit) -> None:
        """A table of another shape goes and comes anew."""
        if not self._no_longer(old):
            self._comes(new)

    def _both(self, old: Unit, new: Unit) -> None:
        draft = self.draft
        if new.table is None or old.table is None:
            if draft.lost(old, new):
                self._comes(new)
                return
            paras, gone = settled(draft, old, new, draft.pen(self.where))
            self._stays(old, draft.heres(old))
            draft.add(self.where, removed(gone, draft.places.firsts, draft.places.walls, self.where))
            self.blocks += paras
            return
        here = draft.places.tables.get(old.table.id)
        if here is None:
            self._away(old, new)
            return
        self._flush()
        self.kept.append(retold(draft, old.table, new.table, here))
        self.blocks.append(self.kept[-1])
        self.blocks += new.paras
        self.end = here.tail if here.tail is not None else self.end

    def _away(self, old: Unit, new: Unit) -> None:
        """A table that people took out: it stays out, but for rows that are new, or are to be there again."""
        assert old.table and new.table  # noqa: S101, PT018 - both are tables
        if old.table.id in self.draft.keep.again:
            self._comes(new)
            return
        coming = self._coming(old.table, new.table)
        if coming:
            heads = new.table.rows[: new.table.heads]
            self.coming.append(Unit(new.paras, replace(new.table, rows=(*heads, *coming))))
            self.blocks += _blocks(new)
            return
        keys = old.table.keyed().keys()
        if _texts(old) != _texts(new) and not (keys and keys <= self.draft.keep.dropped):
            self.draft.skip(new.id, REMOVED)
        self.draft.carry(_paras(old))
        before = old.table.keyed()
        out = tuple(row for row in new.table.rows if row.key in self.draft.out and row.key not in before)
        self.blocks += _blocks(replace(old, table=replace(old.table, rows=(*old.table.rows, *out))))

    def _coming(self, old: Table, new: Table) -> tuple[Row, ...]:
        before, keep, out = old.keyed(), self.draft.keep, self.draft.out
        return tuple(
            row
            for row in new.rows
            if row.key and (row.key in keep.back or (row.key not in before and row.key not in out))
        )

    def _stays(self, unit: Unit, heres: Sequence[Here]) -> None:
        """What is new goes before this, what goes was before this."""
        if heres or unit.table:
            self._flush()
        if heres:
            self.end = heres[-1].end
        elif unit.table and (here := self.draft.places.tables.get(unit.table.id)) and here.tail is not None:
            self.end = here.tail

    # ------------------------------------------------------------ what comes and goes

    def _flush(self) -> None:
        """The steps for what is new here, then for what goes from here, which is done before."""
        if self.coming:
            blocks = [block for unit in self.coming for block in _blocks(unit)]
            at = self.draft.places.first if self.end is None else self.end
            requests = insert_blocks(blocks, at, self.draft.look, self.where.tab, after=self.end is not None)
            self.draft.add(self.where, [Step(at, tuple(requests))])
        places = [place for unit in self.going for place in self._extents(unit)]
        heres = [Here(start, end, "") for start, end in places]
        self.draft.add(self.where, removed(heres, self.draft.places.firsts, self.draft.places.walls, self.where))
        self.coming, self.going = [], []

    def _extents(self, unit: Unit) -> list[tuple[int, int]]:
        if unit.table is None:
            return [(here.start, here.end) for here in self.draft.heres(unit)]
        here = self.draft.places.tables.get(unit.table.id)
        if here is None:  # the line that stood behind it may be left
            gaps = (self.draft.places.paras.get(para.id) for para in unit.paras)
            return [(gap.start, gap.end) for gap in gaps if gap and gap.start == gap.end]
        return [(here.start, here.tail if here.tail is not None and self._empty(here.tail) else here.end - 1)]

    def _empty(self, tail: int) -> bool:
        return any(para.start == para.end == tail for para in self.draft.places.paras.values())

    def _keeps_place(self, unit: Unit) -> bool:
        """Whether it may not go and come: something in it is theirs, or they took out what is still wanted."""
        if unit.table is None:
            return self.draft.stays(unit)
        rows = [row for row in unit.table.rows if row.key] or unit.table.rows
        out = (row for row in rows if row.id in self.wanted and row.id not in self.draft.places.rows)
        return bool(self._stands(unit)) or any(row.key not in self.draft.keep.back for row in out)

    def _stands(self, unit: Unit) -> str:
        """Why what is no longer wanted must stay; empty where it may go."""
        draft = self.draft
        if unit.table is None:
            return draft.held(unit, None)
        rows = [(row, draft.places.rows.get(row.id)) for row in unit.table.rows]
        why = next((why for row, there in rows if there and (why := held(draft, row, there))), "")
        here = draft.places.tables.get(unit.table.id)
        if why or here is None:
            return why
        ours = sum(there is not None and there.table == here.start for _, there in rows)
        return "" if here.rows == ours and here.width == len(unit.table.widths) else FULL


def _alike(old: Unit, new: Unit) -> bool:
    """Whether one can be made the other in place: both words, or tables of one shape."""
    if old.table is None or new.table is None:
        return old.table is new.table
    one, two = old.table, new.table
    same = (one.kind, one.heads, len(one.widths)) == (two.kind, two.heads, len(two.widths))
    return same and (one.kind != "timeline" or len(one.rows) == len(two.rows))


def _paras(unit: Unit) -> Iterator[Para]:
    """Every paragraph of it."""
    for row in unit.table.rows if unit.table else ():
        for cell in row.cells:
            yield from cell.paras
    yield from unit.paras


def _holds_values(unit: Unit) -> bool:
    return any(para.field for para in _paras(unit))


def _texts(unit: Unit) -> list[str]:
    return [para.text for para in _paras(unit)]


def _blocks(unit: Unit) -> list[Para | Table]:
    return [*([unit.table] if unit.table else ()), *unit.paras]
