"""What is found, while it is being found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapdocs.layout import Layout, Para
from mapdocs.readers.gdocs.elements import mapping
from mapdocs.readers.gdocs.found import Foreign, Kind, NewSpot, RowSpot, Spot, TableSpot
from mapdocs.readers.gdocs.hints import Hints
from mapdocs.readers.gdocs.model import Content, Doc, Grid, Other, Paragraph, text_of
from mapdocs.readers.gdocs.parse import whole_segment


class Collected:
    """The parts of a Found, and the few things that are put into it the same way everywhere."""

    def __init__(self, doc: Doc, layout: Layout) -> None:
        """Nothing is found yet."""
        self.theirs = layout.theirs
        self.beside = frozenset(_beside(layout))
        self.tabs = {tab.id: tab for tab in doc.tabs}
        self.hints = Hints(doc)
        self.paras: dict[str, Spot] = {}
        self.rows: dict[str, RowSpot] = {}
        self.tables: dict[str, TableSpot] = {}
        self.new: list[NewSpot] = []
        self.foreign: list[Foreign] = []
        self.hidden: set[str] = set()
        self.missing: list[str] = []

    def put(self, para: Para, tab: str, segment: str, paragraphs: Sequence[Paragraph], waits: str) -> None:
        """Where a paragraph of the layout stands. `waits`: which suggestion waits on its row or table."""
        first, last = paragraphs[0], paragraphs[-1]
        text = "\n".join(paragraph.text for paragraph in paragraphs)
        accepted = "" if waits == "delete" else "\n".join(paragraph.accepted for paragraph in paragraphs)
        pending = bool(waits) or any(paragraph.pending for paragraph in paragraphs)
        held = tuple(paragraphs)
        self.paras[para.id] = Spot(tab, segment, first.start, last.end - 1, text, accepted, pending, held)

    def add(self, kind: Kind, tab: str, segment: str, span: tuple[int, int], text: str, near: str) -> None:
        """Something that people wrote."""
        self.foreign.append(Foreign(kind, tab, segment, *span, text, near))

    def block(self, block: Paragraph | Grid | Other, kind: Kind, tab: str, segment: str, near: str) -> None:
        """A block that is not of the layout, if there is anything in it."""
        span = (block.start, block.end)
        if isinstance(block, Paragraph):
            text = shown(block)
            if text:
                self.add(kind, tab, segment, span, text, near)
            self.things(block, tab, segment, near)
        elif isinstance(block, Grid):
            self.add("table", tab, segment, span, table_text(block), near)
            self.inside((block,), tab, segment, near)
        elif block.kind not in ("sectionBreak", "tableOfContents"):
            self.add(kind, tab, segment, span, f"[{block.kind or 'unknown'}]", near)

    def inside(self, blocks: Content, tab: str, segment: str, near: str) -> None:
        """The pictures and footnotes in blocks whose words are told already."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self.things(block, tab, segment, near)
            elif isinstance(block, Grid):
                for row in block.rows:
                    for cell in row.cells:
                        self.inside(cell.blocks, tab, segment, near)

    def things(self, paragraph: Paragraph, tab: str, segment: str, near: str) -> None:
        """What in a paragraph is no text: pictures, footnotes, equations."""
        span = (paragraph.start, paragraph.end)
        for thing in paragraph.things:
            if thing.kind == "picture":
                self.add("picture", tab, segment, span, self._picture(tab, thing.id), near)
            elif thing.kind == "footnote":
                self.add("footnote", tab, segment, span, self._footnote(tab, thing.id), near)
            elif thing.kind == "equation":
                self.add("beside", tab, segment, span, "[equation]", near)

    def _footnote(self, tab: str, name: str) -> str:
        raw = mapping(mapping(self.tabs[tab].raw.get("footnotes")).get(name))
        return text_of(whole_segment(raw)).strip() if raw else ""

    def _picture(self, tab: str, name: str) -> str:
        """Its title and description, where somebody wrote one."""
        for kind in ("inlineObject", "positionedObject"):
            held = mapping(mapping(self.tabs[tab].raw.get(f"{kind}s")).get(name))
            told = mapping(mapping(held.get(f"{kind}Properties")).get("embeddedObject"))
            if told:
                return " ".join(str(told[key]) for key in ("title", "description") if told.get(key))
        return ""


def _beside(layout: Layout) -> Iterator[str]:
    """The words of ours that stand in cells beside values."""
    for table in layout.tables():
        for row in table.rows:
            for cell in row.cells:
                if len(cell.paras) > 1 and any(para.field for para in cell.paras):
                    yield from (para.text for para in cell.paras if not para.field and para.text.strip())


def shown(paragraph: Paragraph) -> str:
    """What it says, or would say where all of it is only suggested."""
    return paragraph.text.strip() or paragraph.accepted.strip()


def content_text(blocks: Content) -> str:
    """The words of blocks, those that are only suggested included."""
    return "\n".join(filter(None, (shown(b) if isinstance(b, Paragraph) else _other_text(b) for b in blocks)))


def _other_text(block: Grid | Other) -> str:
    return table_text(block) if isinstance(block, Grid) else ""


def table_text(grid: Grid) -> str:
    """The words of a table: a line for each row, a bar between cells."""
    return "\n".join(filter(None, (row_text([content_text(c.blocks) for c in row.cells]) for row in grid.rows)))


def row_text(cells: Sequence[str]) -> str:
    """The words of a row's cells, a bar between them."""
    return " | ".join(" ".join(text.split()) for text in cells if text.strip())
