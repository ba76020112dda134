"""Paragraphs outside tables: in the tab that holds the plan, in others, in header and footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapdocs.layout import BODY, Block, Layout, Para, Table
from mapdocs.readers.gdocs.align import ALIKE, Aligner, Wanted, likeness
from mapdocs.readers.gdocs.cells import Place, listed, place_cell, told
from mapdocs.readers.gdocs.collected import Collected, content_text
from mapdocs.readers.gdocs.compared import Placed
from mapdocs.readers.gdocs.elements import mapping, words
from mapdocs.readers.gdocs.model import Content, Doc, Grid, Paragraph, Tab
from mapdocs.readers.gdocs.parse import whole_segment
from mapdocs.readers.gdocs.theirs import is_theirs, woven, woven_body

_LONG = 6
"""A paragraph of fewer letters is not known by its words alone."""

Owners = dict[str, list[int]]
"""Tab -> for each of its blocks, the number of the layout's paragraph that it is, or -1."""


def still(para: Para) -> bool:
    """Whether it only keeps a place: the paragraph behind a table, a line across."""
    return para.style in ("gap", "rule") and not para.runs


def main_tab(layout: Layout, doc: Doc, placed: Sequence[Placed]) -> Tab:
    """The tab that holds most of the plan's tables, or of its paragraphs where it holds none."""
    if len(doc.tabs) == 1:
        return doc.tabs[0]
    tables = [sum(where.tab == tab.id for where in placed) for tab in doc.tabs]
    if max(tables):
        return doc.tabs[tables.index(max(tables))]
    texts = {block.text for block in layout.blocks if isinstance(block, Para)} - {""}
    counts = [sum(isinstance(b, Paragraph) and b.text in texts for b in tab.body) for tab in doc.tabs]
    return doc.tabs[counts.index(max(counts))]


def place_body(
    out: Collected, layout: Layout, doc: Doc, tab: Tab, placed: Mapping[str, Placed], ours: set[tuple[str, int]]
) -> None:
    """The paragraphs of the body, and all in it that is not of the layout.

    `tab`: the main one. `placed`: table id -> the document's. `ours`: tab and start of each table with rows of ours.
    """
    blocks = woven_body(layout, BODY)
    paras = [block if isinstance(block, Para) else None for block in blocks]
    owners: Owners = {other.id: [-1] * len(other.body) for other in doc.tabs}
    owners[tab.id] = _aligned(out, blocks, paras, tab, placed)
    taken = set(owners[tab.id])
    lost = [
        (n, para)
        for n, para in enumerate(paras)
        if para and not is_theirs(para) and n not in taken and para.text.strip()
    ]
    if lost:
        _elsewhere(out, lost, doc, owners)
    for other in doc.tabs:
        if other is tab or _holds_ours(other, owners[other.id], ours):
            _told(out, paras, other, owners[other.id], ours)
        else:
            _new_tab(out, other)


def _aligned(
    out: Collected, blocks: Sequence[Block], paras: Sequence[Para | None], tab: Tab, placed: Mapping[str, Placed]
) -> list[int]:
    wanted = [Wanted(para.text, para.field, still(para)) if para else Wanted(None) for para in paras]
    seen = [block.text if isinstance(block, Paragraph) else None for block in tab.body]
    aligner = Aligner(wanted, seen, _fixed(blocks, tab, placed))
    aligner.exact()
    if any(place < 0 and want.text for place, want in zip(aligner.places, wanted, strict=True)):
        aligner.hinted(told(out.hints, paras, tab.body, Place(tab.id, "")))
        aligner.alike()
    aligner.placed(cell=False)
    aligner.blank()
    aligner.within([listed(block) for block in tab.body])
    return aligner.owners


def _fixed(blocks: Sequence[Block], tab: Tab, placed: Mapping[str, Placed]) -> dict[int, int]:
    """Pairs that tables tell: the table's own, and that of the empty paragraph behind it."""
    at = {block.start: number for number, block in enumerate(tab.body) if isinstance(block, Grid)}
    fixed = {}
    for n, block in enumerate(blocks):
        where = placed.get(block.id) if isinstance(block, Table) else None
        if where is None or where.tab != tab.id:
            continue
        fixed[n] = j = at[where.grid.start]
        behind = blocks[n + 1] if n + 1 < len(blocks) else None
        if isinstance(behind, Para) and behind.style == "gap" and _empty(tab.body, j + 1):
            fixed[n + 1] = j + 1
    return fixed


def _empty(blocks: Content, number: int) -> bool:
    """Whether there is an empty paragraph at that place."""
    block = blocks[number] if number < len(blocks) else None
    return isinstance(block, Paragraph) and not block.text.strip()


def _elsewhere(out: Collected, lost: Sequence[tuple[int, Para]], doc: Doc, owners: Owners) -> None:
    """Paragraphs that were moved: the only one of these words, or the one that holds the named range."""
    bodies = {tab.id: tab.body for tab in doc.tabs}
    free: dict[str, list[tuple[str, int]]] = {}
    for tab in doc.tabs:
        for j, block in enumerate(tab.body):
            if isinstance(block, Paragraph) and owners[tab.id][j] < 0 and block.text.strip():
                free.setdefault(block.text, []).append((tab.id, j))
    for n, para in lost:
        places = free.get(para.text, [])
        if len(places) != 1 or len(para.text) < _LONG:
            places = _named(out, para, bodies)
        for name, j in places:
            block = bodies[name][j]
            if owners[name][j] < 0 and isinstance(block, Paragraph) and likeness(para.text, block.text) >= ALIKE:
                owners[name][j] = n
                break


def _named(out: Collected, para: Para, bodies: Mapping[str, Content]) -> list[tuple[str, int]]:
    """Tab and number of the blocks in which its named ranges begin."""
    found = []
    for name in out.hints.of(f"p:{para.id}"):
        body = bodies.get(name.tab, ()) if not name.segment else ()
        found += [(name.tab, j) for j, block in enumerate(body) if block.start <= name.start < block.end]
    return found


def _holds_ours(tab: Tab, owners: Sequence[int], ours: set[tuple[str, int]]) -> bool:
    return any(owner >= 0 for owner in owners) or any((tab.id, block.start) in ours for block in tab.body)


def _new_tab(out: Collected, tab: Tab) -> None:
    """A tab in which nothing is of the layout: told as one."""
    text = content_text(tab.body)
    span = (1, tab.body[-1].end if tab.body else 1)
    out.add("tab", tab.id, "", span, "\n".join(filter(None, (tab.title, text))), "")
    out.inside(tab.body, tab.id, "", tab.title)


def _told(
    out: Collected, paras: Sequence[Para | None], tab: Tab, owners: Sequence[int], ours: set[tuple[str, int]]
) -> None:
    """The spots of a tab's paragraphs, and what else stands in it."""
    near = ""
    held: dict[int, list[Paragraph]] = {}
    for block, owner in zip(tab.body, owners, strict=True):
        if isinstance(block, Grid) and (tab.id, block.start) in ours:
            continue
        para = paras[owner] if owner >= 0 else None
        if para and not is_theirs(para) and isinstance(block, Paragraph):
            held.setdefault(owner, []).append(block)
            out.things(block, tab.id, "", near)
        else:
            out.block(block, "paragraph", tab.id, "", near)
        if isinstance(block, Paragraph) and _heading(block):
            near = block.text.strip() or near
    for number, paragraphs in held.items():
        if para := paras[number]:
            out.put(para, tab.id, "", paragraphs, "")


def _heading(paragraph: Paragraph) -> bool:
    style = words(mapping(paragraph.raws[0].get("paragraphStyle")).get("namedStyleType"))
    return style.startswith(("HEADING", "TITLE"))


def place_edges(out: Collected, layout: Layout, tab: Tab) -> None:
    """The paragraphs of header and footer."""
    style = mapping(tab.raw.get("documentStyle"))
    for name, paras in (("header", layout.header), ("footer", layout.footer)):
        held = mapping(tab.raw.get(f"{name}s"))
        own = words(style.get(f"default{name.capitalize()}Id")) or next(iter(held), "")
        for segment, raw in held.items():
            blocks = whole_segment(mapping(raw))
            place_cell(
                out, woven(paras, name, out.theirs) if segment == own else (), blocks, Place(tab.id, name, segment)
            )
        if own not in held:
            out.missing += [para.id for para in paras]
