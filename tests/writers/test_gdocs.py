"""A first push and what is put in later, applied by an interpreter of its own: the document stands as the layout."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from mapdocs.layout import Cell, Layout, Para, Row, Run, Table
from mapdocs.outline import layout_of
from mapdocs.utf16 import units
from mapdocs.writers.gdocs import (
    fill_cells,
    first_push,
    insert_blocks,
    insert_rows,
    look_of,
    style_of_para,
    write_gdocs,
)
from mapdocs.writers.gdocs.names import name_of
from mapdocs.writers.gdocs.wire import colour
from tests.outline.pages import SAMPLES, deal
from tests.samples import RICH, TINY, document
from tests.writers.gdocs_model import Document, Grid, Paragraph
from tests.writers.gdocs_schema import findings
from tests.writers.looks import assets, sample
from tests.writers.word_pages import ARABIC, JAPANESE, LONG, NASTY, Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.assets import Theme
    from mapdocs.layout import Block
    from mapdocs.writers.gdocs import Look, Request

PAIRS = "\U0001f680 \U00020000\U0002a6d6 e\u0301"
NAMED = {"title": "TITLE", "subtitle": "SUBTITLE", "h1": "HEADING_1", "h2": "HEADING_2", "band": "HEADING_2"} | {
    "h3": "HEADING_3"
}


def layouts() -> Iterator[tuple[str, Layout, Theme]]:
    """The deals that ship, small ones, and pages of 200 tasks with what is hard to count."""
    for name in SAMPLES:
        found = deal(name)
        yield name, layout_of(found.page, found.assets.theme), found.assets.theme
    for text in (TINY, RICH):
        made = document(text)
        yield text[8:20], layout_of(made.page, made.assets.theme), made.assets.theme
    for names in (
        Names(),
        Names(NASTY, LONG, JAPANESE, NASTY),
        Names(PAIRS, PAIRS, PAIRS, PAIRS),
        Names(ARABIC, ARABIC, ARABIC, ARABIC, "ar-SA", "rtl"),
    ):
        theme = assets("boardroom").theme
        yield names.plan, layout_of(sample(200, names), theme), theme


WHOLE = list(layouts())
each_layout = pytest.mark.parametrize("layout", [one[1] for one in WHOLE], ids=[one[0] for one in WHOLE])
THEME = assets().theme


def pushed(layout: Layout, look: Look) -> Document:
    """An empty document after the first push, whose requests the API's description allows."""
    document = Document()
    for batch in first_push(layout, look):
        assert [] == allowed(batch)
        document.apply(batch)
    return document


@cache
def first_of(layout: Layout) -> tuple[Look, Document]:
    """A layout's document, which is only looked at, and the look that it has; the theme is the layout's."""
    theme = next(theme for _, known, theme in WHOLE if known is layout)
    look = look_of(theme, layout)
    return look, pushed(layout, look)


def allowed(batch: Sequence[Request]) -> list[str]:
    """What the API's own description says against a batch."""
    return findings({"requests": list(batch)}, "BatchUpdateDocumentRequest")


def texts(blocks: Sequence[Block | Paragraph | Grid]) -> list[object]:
    """The words of paragraphs, and of tables by row and cell."""
    out: list[object] = []
    for block in blocks:
        if isinstance(block, Table):
            out.append([[[para.text for para in cell.paras] for cell in row.cells] for row in block.rows])
        elif isinstance(block, Grid):
            out.append([[[para.text for para in paras] for _, paras in row] for row in block.rows])
        else:
            out.append(block.text)
    return out


def pairs(layout: Layout, document: Document) -> Iterator[tuple[Para, Paragraph, Cell | None, str]]:
    """Each paragraph of the layout beside what stands there, with its cell and its table's kind."""
    for block, found in zip(layout.blocks, document.read(), strict=True):
        if isinstance(block, Para):
            assert isinstance(found, Paragraph)
            yield block, found, None, ""
            continue
        assert isinstance(found, Grid)
        for number, (row, cells) in enumerate(zip(block.rows, found.rows, strict=True)):
            kind = "head" if number < block.heads else block.kind
            for cell, (_, paras) in zip(row.cells, cells, strict=True):
                for para, paragraph in zip(cell.paras, paras, strict=True):
                    yield para, paragraph, cell, kind


@each_layout
def test_the_document_says_what_the_layout_says(layout: Layout) -> None:
    """Each paragraph and each cell, in order, and nothing else; header and footer as well."""
    _, document = first_of(layout)

    assert texts(layout.blocks) == texts(document.read())
    assert texts(layout.header) == (texts(document.read("{header}")) if layout.header else [])
    assert texts(layout.footer) == (texts(document.read("{footer}")) if layout.footer else [])


@each_layout
def test_paragraphs_are_what_they_are(layout: Layout) -> None:
    """Headings are real ones, lists are real ones of their level, and each reads in its direction."""
    direction = "RIGHT_TO_LEFT" if layout.direction == "rtl" else "LEFT_TO_RIGHT"
    presets = {"list": "BULLET_DISC_CIRCLE_SQUARE", "numbered": "NUMBERED_DECIMAL_ALPHA_ROMAN"}
    for para, found, cell, _ in pairs(layout, first_of(layout)[1]):
        named = "NORMAL_TEXT" if cell else NAMED.get(para.style, "NORMAL_TEXT")
        align = {"end": "END", "center": "CENTER"}.get(cell.align if cell else "")
        listed = para.style in presets
        assert (named, direction) == (found.style["namedStyleType"], found.style["direction"]), para.id
        assert (para.level if listed else -1, presets.get(para.style, "")) == (found.level, found.preset), para.id
        if not listed and not para.level:
            assert align == found.style.get("alignment"), para.id
        assert ("shading" in found.style) == (not cell and para.style in ("band", "callout")), para.id


@each_layout
def test_words_look_as_they_are_meant(layout: Layout) -> None:
    """Each run has its tone and link, each status its shape's colour, a paragraph's newline the paragraph's look."""
    look, document = first_of(layout)
    for para, found, cell, kind in pairs(layout, document):
        base = dict(look.text[0])
        if cell:
            base |= look.small[0]
            name = cell.fill if kind == "timeline" and cell.fill in look.cells else para.style
            name = "note" if name == "muted" else name
            base |= look.head[cell.fill][0] if kind == "head" else look.cells.get(name, ({}, ""))[0]
        else:
            base |= look.texts.get(para.style, ({}, ""))[0]
        expected: list[tuple[str, dict[str, object]]] = []
        signs = [(para.sign, look.signs[para.sign[0]][0])] if para.sign else []
        for text, style in (*signs, *((run.text, _run(run, look)) for run in para.runs)):
            if expected and expected[-1][1] == base | style:
                text = expected.pop()[0] + text  # noqa: PLW2901 - neighbours of one look are read as one
            expected.append((text, base | style))
        assert expected == found.runs, para.id
        if not para.runs and kind != "timeline":
            assert base == found.newline, para.id


def _run(run: Run, look: Look) -> dict[str, object]:
    style = dict(look.tones[run.tone][0]) if run.tone else {}
    if run.link:
        style |= {"link": {"url": run.link}, "foregroundColor": colour(look.colours["accent"]), "underline": True}
    return style


@each_layout
def test_tables_are_made_as_they_are_meant(layout: Layout) -> None:
    """Heads are repeated, rows stay whole, columns have their widths, which fit the page, and cells their fills."""
    look, document = first_of(layout)
    grids = [block for block in document.read() if isinstance(block, Grid)]
    for table, grid in zip(layout.tables(), grids, strict=True):
        widths = [grid.about["columns"][number]["width"]["magnitude"] for number in range(len(table.widths))]
        assert table.heads == grid.about.get("pinned", 0)
        assert {"preventOverflow": True} == grid.about["rows"]
        assert [pytest.approx(look.width * width / 100, abs=0.1) for width in table.widths] == widths
        assert sum(widths) == pytest.approx(look.width, rel=0.002)
        for row, cells in zip(table.rows, grid.rows, strict=True):
            for cell, (style, _) in zip(row.cells, cells, strict=True):
                expected = colour(look.colours[cell.fill]) if cell.fill else None
                assert expected == style.get("backgroundColor")
                assert {"borderTop", "borderLeft", "paddingTop", "contentAlignment"} <= set(style)


@each_layout
def test_fields_blocks_rows_and_tables_have_named_ranges(layout: Layout) -> None:
    """Each lies over the words that it names, or over the newline where there are none."""
    _, document = first_of(layout)
    ranges = {name: (start, end) for name, start, end in document.names}
    expected = {}
    for para, found, cell, _ in pairs(layout, document):
        if para.style not in ("gap", "rule") and (para.field or not cell):
            expected[f"p:{para.id}"] = (found.start, max(found.end, found.start + 1))
    grids = [block for block in document.read() if isinstance(block, Grid)]
    for table, grid in zip(layout.tables(), grids, strict=True):
        first = grid.rows[0][0][1][0]
        expected[f"t:{table.id}"] = (first.start, max(first.end, first.start + 1))
        for row, cells in zip(table.rows, grid.rows, strict=True):
            if row.key:
                (key,) = cells[table.key_column][1]
                expected[f"r:{row.id}"] = (key.start, key.end)

    assert len(document.names) == len(ranges)
    assert expected == ranges


def test_the_page_is_the_papers() -> None:
    """A4 or Letter, with the theme's margins."""
    layout = replace(WHOLE[0][1], paper="Letter", margins=(10.0, 20.0, 30.0, 40.0))
    style = pushed(layout, look_of(THEME, layout)).style

    assert (612.0, 792.0) == tuple(style["pageSize"][side]["magnitude"] for side in ("width", "height"))
    assert [28.35, 56.69, 85.04, 113.39] == [
        style[f"margin{side}"]["magnitude"] for side in ("Top", "Right", "Bottom", "Left")
    ]


def test_each_place_names_the_tab() -> None:
    """In a document with tabs, a place without one would be in the first."""
    layout = WHOLE[0][1]
    for batch in first_push(layout, look_of(THEME, layout), "t.7"):
        said = json.dumps(batch)
        places = said.count('"index":') + said.count('"startIndex":') + said.count('"documentStyle"')
        assert places == said.count('"tabId": "t.7"')


def test_a_file_holds_the_batches() -> None:
    """The same page gives the same bytes, and a request stands on each line."""
    page, found = sample(12), assets()
    data = write_gdocs(page, found).data
    layout = layout_of(page, found.theme)
    batches = first_push(layout, look_of(found.theme, layout))
    expected = {"title": layout.title, "batches": [{"requests": batch} for batch in batches]}

    assert expected == json.loads(data)
    assert data == write_gdocs(page, found).data
    assert len(data.splitlines()) > sum(map(len, batches))


def test_a_document_of_nothing_gets_its_paper_alone() -> None:
    """Without header and footer there is no second batch."""
    layout = Layout("T", ())
    first, second = first_push(layout, look_of(THEME, layout))

    assert ([], ["updateDocumentStyle"]) == (second, [next(iter(request)) for request in first])


# What is put in later.

KEPT = Layout(
    "T",
    (
        Para("a", (Run("Before"),), "h1"),
        Para("b", (Run("one"),), "list"),
        Para("c", (Run("two", "", "https://a.example"),), "list"),
        Para("d", (Run("After"),)),
    ),
)
TABLE = Table(
    "plan/F-01/rows",
    (20.0, 60.0, 20.0),
    tuple(
        Row(
            f"plan/F-01/{key}",
            (
                Cell((Para(f"plan/F-01/{key}/1/1", (Run(key, "muted"),)),), fill),
                Cell(
                    (
                        Para(f"plan/F-01/{key}/title", (Run(f"Do {PAIRS}", "strong"),), field=f"tasks.{key}.title"),
                        Para(f"plan/F-01/{key}/note", (Run("deep"),), "list", f"tasks.{key}.note", level=1),
                    ),
                    fill,
                ),
                Cell((Para(f"plan/F-01/{key}/due", field=f"tasks.{key}.due"),), fill, align="end"),
            ),
            key,
        )
        for key, fill in (("M-01", ""), ("M-02", "band"), ("M-03", "band"))
    ),
    heads=0,
    key_column=0,
)
NEW: tuple[Block, ...] = (
    Para("n/title", (Run(f"New {PAIRS}"),), "h1"),
    Para("n/1", (Run("x"),), "list"),
    Para("n/2", (Run("y"),), "list", level=2),
    TABLE,
    Para(f"{TABLE.id}/gap", style="gap"),
    Para("n/end", (Run("End", "em"),)),
)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("blocks", [NEW, NEW[3:], NEW[:1], NEW[3:5]], ids=["all", "table first", "one", "table"])
def test_new_blocks_stand_where_they_are_put(number: int, after: bool, blocks: tuple[Block, ...]) -> None:  # noqa: FBT001
    """Before or behind any paragraph; the others keep words and looks; new ones look as in a first push."""
    if not after and number == 0 and isinstance(blocks[0], Table):
        return  # nothing stands before it
    look = look_of(THEME, KEPT)
    document = pushed(KEPT, look)
    old = document.read()
    here = old[number]
    assert isinstance(here, Paragraph)
    batch = insert_blocks(blocks, here.end if after else here.start, look, after=after)
    assert [] == allowed(batch)
    document.apply(batch)
    at = number + after
    found = document.read()
    alone = pushed(Layout("T", (Para("z", style="gap"), *blocks)), look).read()[1:]

    assert texts(KEPT.blocks) == texts([*found[:at], *found[at + len(blocks) :]])
    assert [told(block) for block in old] == [told(block) for block in (*found[:at], *found[at + len(blocks) :])]
    assert [told(block) for block in alone] == [told(block) for block in found[at : at + len(blocks)]]
    assert {name for name, _, _ in document.names} >= {f"p:{block.id}" for block in blocks if _is_named(block)}
    _check_names(document, [*KEPT.blocks[:at], *blocks, *KEPT.blocks[at:]])


def _is_named(block: Block) -> bool:
    return isinstance(block, Para) and block.style != "gap"


def _check_names(document: Document, blocks: Sequence[Block]) -> None:
    """Each named range lies over its own words."""
    laid = Layout("T", tuple(blocks))
    spans = {para.id: (found.start, max(found.end, found.start + 1)) for para, found, _, _ in pairs(laid, document)}
    for name, start, end in document.names:
        if name.startswith("p:"):
            assert spans[name[2:]] == (start, end), name


def told(block: Paragraph | Grid) -> object:
    """All of a paragraph or table but where it stands."""
    if isinstance(block, Grid):
        return block.about, [cells_of(row) for row in block.rows]
    return block.text, block.runs, block.style, block.level, block.preset


def cells_of(row: list[tuple[dict[str, object], list[Paragraph]]]) -> list[object]:
    """All of a row's cells but where they stand."""
    return [(style, [told(para) for para in paras]) for style, paras in row]


@pytest.mark.parametrize("below", [-1, 0, 2])
@pytest.mark.parametrize("extra", [0, 2])
def test_new_rows_stand_where_they_are_put(below: int, extra: int) -> None:
    """Under any row or above the first, whatever the row beside them looks like, and where people added columns."""
    look = look_of(THEME, KEPT)
    wide = replace(
        TABLE,
        widths=(*TABLE.widths, *(10.0 for _ in range(extra))),
        rows=tuple(
            replace(row, cells=(*row.cells, *(Cell((Para(f"{row.id}/x{n}"),)) for n in range(extra))))
            for row in TABLE.rows
        ),
    )
    document = pushed(Layout("T", (Para("a"), wide, Para("g", style="gap"))), look)
    grid = document.read()[1]
    assert isinstance(grid, Grid)
    at = grid.start + 1 if below < 0 else (grid.rows[below + 1][0][1][0].start - 2 if below < 2 else _end(grid))
    rows = [
        Row(
            f"plan/F-01/{key}",
            tuple(
                replace(cell, fill=fill, paras=tuple(_renamed(para, "M-01", key) for para in cell.paras))
                for cell in TABLE.rows[0].cells
            ),
            key,
        )
        for key, fill in (("M-08", ""), ("M-09", "accent"))
    ]
    batch = insert_rows(TABLE, rows, below, grid.start, at, look, columns=3 + extra)
    assert [] == allowed(batch)
    document.apply(batch)
    found = document.read()[1]
    assert isinstance(found, Grid)
    fresh = pushed(Layout("T", (Para("a"), replace(TABLE, rows=tuple(rows)), Para("g", style="gap"))), look).read()[1]
    assert isinstance(fresh, Grid)
    expected = [[[told(para) for para in paras] for _, paras in row] for row in fresh.rows]
    new = found.rows[below + 1 : below + 3]

    assert expected == [[[told(para) for para in paras] for _, paras in row[:3]] for row in new]
    assert [[{}] * 3, [colour(look.colours["accent"])] * 3] == [
        [style["backgroundColor"] for style, _ in row[:3]] for row in new
    ]
    assert [cells_of(row) for row in grid.rows] == [
        cells_of(row) for number, row in enumerate(found.rows) if number not in (below + 1, below + 2)
    ]
    names = {name: (start, end) for name, start, end in document.names}
    for number, row in enumerate(new):
        key, title = row[0][1][0], row[1][1][0]
        assert (key.start, key.end) == names[f"r:{rows[number].id}"]
        assert (title.start, title.end) == names[f"p:{rows[number].id}/title"]


def _renamed(para: Para, old: str, new: str) -> Para:
    runs = tuple(replace(run, text=run.text.replace(old, new)) for run in para.runs)
    return replace(para, id=para.id.replace(old, new), field=para.field.replace(old, new), runs=runs)


def _end(grid: Grid) -> int:
    return grid.rows[-1][-1][1][-1].end + 1


@each_layout
def test_a_paragraph_gets_its_look_again(layout: Layout) -> None:
    """Whatever it looked like meanwhile: a heading, a list, struck, linked."""
    theme = next(theme for _, known, theme in WHOLE if known is layout)
    look = look_of(theme, layout)
    document = pushed(layout, look)
    before = [(found, told(found)) for _, found, _, _ in pairs(layout, document)]
    end = len(document.body)
    wrong = {"strikethrough": True, "link": {"url": "https://wrong.example"}, "bold": True}
    document.updateTextStyle({"startIndex": 1, "endIndex": end}, wrong, "strikethrough,link,bold")
    document.updateParagraphStyle(
        {"startIndex": 1, "endIndex": end},
        {"namedStyleType": "HEADING_1", "alignment": "END"},
        "namedStyleType,alignment",
    )
    document.createParagraphBullets({"startIndex": 1, "endIndex": end}, "BULLET_CHECKBOX")
    for (para, _, cell, kind), (found, _) in list(zip(pairs(layout, document), before, strict=True))[::7]:
        batch = style_of_para(para, found.start, look, cell=cell, kind=kind or "rows")
        assert [] == allowed(batch)
        document.apply(batch)
    after = [told(found) for _, found, _, _ in pairs(layout, document)]

    assert [then for _, then in before][::7] == after[::7]


def test_fills_are_set_and_taken_away() -> None:
    """A milestone that becomes a task has no shade any more."""
    look = look_of(THEME, KEPT)
    document = pushed(Layout("T", (Para("a"), TABLE, Para("g", style="gap"))), look)
    grid = document.read()[1]
    assert isinstance(grid, Grid)
    rows = [[replace(cell, fill=fill) for cell in TABLE.rows[0].cells] for fill in ("accent", "")]
    batch = fill_cells(rows, 1, grid.start, look)
    assert [] == allowed(batch)
    document.apply(batch)
    found = document.read()[1]
    assert isinstance(found, Grid)

    assert [None, colour(look.colours["accent"]), {}] == [row[0][0].get("backgroundColor") for row in found.rows]


def test_a_long_id_has_a_short_name() -> None:
    """A range's name has at most 256 units."""
    assert 66 == len(name_of("p:", "x" * 300))
    assert name_of("p:", "x" * 254) == f"p:{'x' * 254}"
    assert 66 == len(name_of("p:", "\U0001f680" * 128))


def test_indices_count_utf_16_units() -> None:
    """A rocket is two."""
    assert [1, 2, 1] == [units("x"), units("\U0001f680"), units("\u0634")]
