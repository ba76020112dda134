"""Random edits of a document, as people might do them, for tests of what must hold whatever they do."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from mapdocs.layout import Layout
from tests.gdocs_documents import C, Draft, P, Piece, R, T, TabDraft, copied, draft_of, p, row_of, typed

WORDS = st.text(st.sampled_from("abcdef ghij\u00e9\U0001f600\u4e2d-*_[]#.,:"), min_size=1, max_size=20).filter(
    str.strip
)


class Hand:
    """Somebody who edits: draws what to do, and types words that are found again, each with its own mark."""

    def __init__(self, draw: st.DrawFn, draft: Draft) -> None:
        """Keep both."""
        self.draw = draw
        self.draft = draft
        self.words: list[str] = []

    def word(self) -> str:
        """New words to type."""
        self.words.append(f"w{len(self.words)}w {self.draw(WORDS).strip()}")
        return self.words[-1]

    def maybe(self) -> str:
        """Words, or none."""
        return self.word() if self.draw(st.booleans()) else ""

    def number(self, below: int) -> int:
        """A place in a list of so many, the end included."""
        return self.draw(st.integers(0, below))

    def table(self) -> T | None:
        """A table that has rows."""
        tables = [table for table in self.draft.all_tables() if table.rows]
        return self.draw(st.sampled_from(tables)) if tables else None

    def row(self) -> tuple[T, R] | None:
        """A row of any table."""
        table = self.table()
        return (table, self.draw(st.sampled_from(table.rows))) if table else None

    def para(self) -> P | None:
        """Any paragraph."""
        paras = list(self.draft.paras())
        return self.draw(st.sampled_from(paras)) if paras else None


def type_over(hand: Hand) -> None:
    if para := hand.para():
        typed(para, hand.word())


def type_on(hand: Hand) -> None:
    if para := hand.para():
        para.pieces.append(Piece(hand.word()))


def type_below(hand: Hand) -> None:
    if at := hand.row():
        hand.draw(st.sampled_from(at[1].cells)).blocks.append(p(hand.word()))


def type_between(hand: Hand) -> None:
    hand.draft.blocks.insert(hand.number(len(hand.draft.blocks)), p(hand.word()))


def add_row(hand: Hand) -> None:
    if table := hand.table():
        table.rows.insert(hand.number(len(table.rows)), row_of(*[hand.maybe() for _ in table.rows[0].cells]))


def copy_row(hand: Hand) -> None:
    if at := hand.row():
        row = copied(at[1])
        row.cells[-1].blocks.append(p(hand.word()))
        at[0].rows.insert(hand.number(len(at[0].rows)), row)


def delete_row(hand: Hand) -> None:
    if at := hand.row():
        at[0].rows.remove(at[1])


def add_column(hand: Hand) -> None:
    if table := hand.table():
        place = hand.number(len(table.rows[0].cells))
        for row in table.rows:
            row.cells.insert(place, C([p(hand.maybe())]))


def delete_column(hand: Hand) -> None:
    table = hand.table()
    if table and all(len(row.cells) > 1 for row in table.rows):
        place = hand.number(min(len(row.cells) for row in table.rows) - 1)
        for row in table.rows:
            del row.cells[place]


def move_row(hand: Hand) -> None:
    at, to = hand.row(), hand.table()
    if at and to:
        at[0].rows.remove(at[1])
        to.rows.insert(hand.number(len(to.rows)), at[1])


def delete_block(hand: Hand) -> None:
    if hand.draft.blocks:
        del hand.draft.blocks[hand.number(len(hand.draft.blocks) - 1)]


def add_tab(hand: Hand) -> None:
    hand.draft.tabs.append(TabDraft(f"t.{len(hand.draft.tabs)}", hand.word(), [p(hand.word())]))


def move_block_to_tab(hand: Hand) -> None:
    if hand.draft.blocks:
        block = hand.draft.blocks.pop(hand.number(len(hand.draft.blocks) - 1))
        hand.draft.tabs.append(TabDraft(f"t.{len(hand.draft.tabs)}", "Moved", [p(), block, p(hand.maybe())]))


def swap_blocks(hand: Hand) -> None:
    blocks = hand.draft.blocks
    if blocks:
        one, two = hand.number(len(blocks) - 1), hand.number(len(blocks) - 1)
        blocks[one], blocks[two] = blocks[two], blocks[one]


def copy_block(hand: Hand) -> None:
    if hand.draft.blocks:
        at = hand.number(len(hand.draft.blocks) - 1)
        block = hand.draft.blocks[at]
        twin = p(block.text) if isinstance(block, P) else T([copied(row) for row in block.rows])
        hand.draft.blocks.insert(at, twin)


def merge_cells(hand: Hand) -> None:
    at = hand.row()
    if at and len(at[1].cells) > 1:
        merge(at[1], hand.number(len(at[1].cells) - 2), 2)


def forget_ranges(hand: Hand) -> None:
    """Named ranges are hints: they may be gone."""
    for para in hand.draft.paras():
        para.names = []


EDITS: tuple[Callable[[Hand], None], ...] = (
    type_over, type_on, type_below, type_between, add_row, copy_row, delete_row, add_column, delete_column, move_row,
    delete_block, add_tab, move_block_to_tab, swap_blocks, copy_block, merge_cells, forget_ranges,
)  # fmt: skip


def merge(row: R, column: int, count: int) -> None:
    """Cells of a row merged as Google does: the text goes into the first, the others stay, empty."""
    first, rest = row.cells[column], row.cells[column + 1 : column + count]
    for cell in rest:
        first.blocks += [block for block in cell.blocks if not isinstance(block, P) or block.text]
        cell.blocks = [p()]
    first.columns = count


@st.composite
def wild_edits(draw: st.DrawFn, layout: Layout, most: int = 6) -> tuple[Draft, list[str]]:
    """A document after some random edits, and the words typed that still stand in it."""
    draft = draft_of(layout)
    hand = Hand(draw, draft)
    for _ in range(draw(st.integers(1, most))):
        draw(st.sampled_from(EDITS))(hand)
    _even(draft)
    standing = "\n".join([*(para.text for para in draft.paras()), *(tab.title for tab in draft.tabs)])
    return draft, [text for text in hand.words if text in standing]


def _even(draft: Draft) -> None:
    """What Google keeps to: rows of one width, no table without rows, no tab without a paragraph."""
    for table in draft.all_tables():
        most = max((len(row.cells) for row in table.rows), default=0)
        for row in table.rows:
            row.cells += [C([p()]) for _ in range(most - len(row.cells))]
    for tab in draft.tabs:
        tab.blocks = [block for block in tab.blocks if isinstance(block, P) or block.rows] or [p()]
