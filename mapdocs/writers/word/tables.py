"""Tables as XML text: repeated header rows, rows that never split, fixed widths."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mapdocs.lettering import text_width
from mapdocs.markup import Element
from mapdocs.redline import change_of, current
from mapdocs.writers.word.paragraphs import paragraph
from mapdocs.writers.word.runs import runs
from mapdocs.writers.word.tracking import changing, mark_of
from mapdocs.writers.word.xml import attribute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mapdocs.writers.word.state import State

    Flow = Callable[[State, tuple[Element | str, ...], str], str]

_STYLES = {"facts": "Facts", "rows": "PlanTable", "figures": "FiguresTable"}
FACT_SHARES = (17.0, 33.0, 17.0, 33.0)
_HUNDRED = 100
_KEPT_TOGETHER = 6
_STATUS = 14
"""Letters of a status that is better on one line; a longer one takes two."""
_SHORTEST, _LONGEST = 6.0, 60.0
_CELL_MARGINS, _SHAPE, _MOST = 170, 200, 0.25
_TWIPS_PER_POINT, _NARROWER, _BOLDER = 20, 0.9, 1.08


_TIGHT = '<w:tblCellMar><w:top w:w="36" w:type="dxa"/><w:bottom w:w="36" w:type="dxa"/></w:tblCellMar>'
"""Page one has much to say."""


class Column(NamedTuple):
    """Width in twips, and the words of its header."""

    width: int
    label: str


def table(state: State, element: Element, flow: Flow) -> str:
    """A caption above, the table, and a distance to a table right before it."""
    gap = paragraph(state, "TableGap", "") if state.after_table else ""
    caption = next(element.find("caption"), None)
    above = paragraph(state, "Caption", runs(state, caption.children)) if caption else ""
    heading = state.label
    name = next((style for kind, style in _STYLES.items() if kind in element.classes), "GridTable")
    body = _facts(state, element, flow) if name == "Facts" else _rows(state, element, flow)
    state.label = heading
    state.after_table = True
    title = current(caption) if caption else heading
    head = any(children(element, "thead"))
    return f"{gap}{above}<w:tbl>{_properties(state, name, title, head=head)}{body}</w:tbl>"


def _properties(state: State, style: str, title: str, *, head: bool) -> str:
    """In the order that the schema wants; the title is read out by screen readers."""
    look = "0620" if head else "0680"
    tight = _TIGHT if state.front and style != "Facts" else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/>{"<w:bidiVisual/>" if state.look.rtl else ""}'
        f'<w:tblW w:w="{state.look.text_width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{tight}'
        f'<w:tblLook w:val="{look}" w:firstRow="{int(head)}" w:lastRow="0" w:firstColumn="{int(not head)}"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{attribute(title)}"/></w:tblPr>'
    )


def _grid(widths: list[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _rows(state: State, element: Element, flow: Flow) -> str:
    parts = [child for child in element.children if isinstance(child, Element)]
    head = [row for part in parts if part.tag == "thead" for row in children(part, "tr")]
    body = [row for part in parts if part.tag == "tbody" for row in children(part, "tr")]
    body += [part for part in parts if part.tag == "tr"]
    columns = _columns(state, element, head)
    out = [_grid([column.width for column in columns])]
    for row in head:
        with changing(state, row):
            out.append(_row(state, row, columns, flow, head=True))
    together = len(body) <= _KEPT_TOGETHER
    for row in body:
        state.keep = state.keep_last if row is body[-1] else together
        with changing(state, row):
            out.append(_row(state, row, columns, flow, keys=not head))
    state.keep = state.keep_last = False
    return "".join(out)


def children(element: Element, *tags: str) -> Iterator[Element]:
    """The children that have one of the tags."""
    return (child for child in element.children if isinstance(child, Element) and child.tag in tags)


def _columns(state: State, element: Element, head: list[Element]) -> list[Column]:
    """Widths, and labels from the last header row."""
    labels = [current(cell) for cell in children(head[-1], "th", "td")] if head else []
    shares = shares_of(element)
    labels += [""] * (len(shares) - len(labels))
    width = state.look.text_width
    needed = _needed(list(element.find("tr")), len(shares), width, state.look.small / 2)
    widths = [round(wide) for wide in _widened([share * width / sum(shares) for share in shares], needed)]
    widths[-1] += width - sum(widths)
    return [Column(wide, label) for wide, label in zip(widths, labels, strict=False)]


def _needed(rows: list[Element], count: int, width: int, size: float) -> list[float]:
    """Twips that each column needs so that no word breaks, within reason."""
    needed = [0.0] * count
    for row in rows:
        cells = [cell for cell in children(row, "th", "td") for _ in range(_span(cell))]
        for i, cell in enumerate(cells[:count]):
            strong = _BOLDER if cell.tag == "th" else 1.0
            needed[i] = max(needed[i], _wide(_unbroken(cell), size) * strong + (_SHAPE if _has_status(cell) else 0))
    return [min(need + _CELL_MARGINS, width * _MOST) for need in needed]


def _unbroken(cell: Element) -> str:
    """The longest of what should stay on one line: dates, short statuses, and words."""
    parts = list(cell.walk())
    dates = (part.text() for part in parts if part.tag == "time" or part.get("data-kind") == "date")
    states = (text for part in parts if "status" in part.classes and len(text := part.text()) <= _STATUS)
    return max((*dates, *states, *cell.text().split(" ")), key=len)


def _has_status(cell: Element) -> bool:
    first = cell.children[0] if cell.children else ""
    return isinstance(first, Element) and "status" in first.classes


@lru_cache(maxsize=4096)
def _wide(word: str, size: float) -> float:
    return text_width(word, size) * _NARROWER * _TWIPS_PER_POINT


def _widened(widths: list[float], needed: list[float]) -> list[float]:
    """Columns that are too narrow get what the others can spare."""
    lacking = sum(max(0.0, need - width) for width, need in zip(widths, needed, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, needed, strict=True))
    if not lacking or not spare:
        return widths
    given = min(1.0, lacking / spare)
    got = min(1.0, spare / lacking)
    return [
        width - (width - need) * given if width > need else width + (need - width) * got
        for width, need in zip(widths, needed, strict=True)
    ]


def shares_of(element: Element) -> list[float]:
    """The columns' shares of the table's width: the page's, else by the longest text in each."""
    shares = [float(column.get("data-width") or 0) for column in element.find("col")]
    return shares if shares and all(shares) else _guessed(list(element.find("tr")))


def _guessed(rows: list[Element]) -> list[float]:
    longest: list[float] = [_SHORTEST]
    for row in rows:
        lengths = [float(len(cell.text())) for cell in children(row, "th", "td") for _ in range(_span(cell))]
        longest += [_SHORTEST] * (len(lengths) - len(longest))
        longest[: len(lengths)] = map(max, longest, lengths)
    return [min(length, _LONGEST) for length in longest]


def _row(
    state: State, row: Element, columns: list[Column], flow: Flow, *, head: bool = False, keys: bool = False
) -> str:
    """`head`: it is repeated on each page; `keys`: its headers are the only ones that the table has."""
    state.mark(row)
    classes = row.classes
    out = [f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}{mark_of(state)}</w:trPr>"]
    at = 0
    for cell in children(row, "th", "td"):
        span = max(1, min(_span(cell), len(columns) - at))
        state.label = columns[min(at, len(columns) - 1)].label
        style = _cell_style(cell, classes, second=at == 1, head=head, keys=keys)
        width = sum(column.width for column in columns[at : at + span])
        out.append(_cell(state, cell, width, span, style, _marking(state, classes, first=at == 0), flow))
        at += span
    rest = len(columns) - at
    if rest:
        width = sum(column.width for column in columns[at:])
        empty = Element("td")
        out.append(_cell(state, empty, width, rest, "TableText", _marking(state, classes, first=at == 0), flow))
    out.append("</w:tr>")
    return "".join(out)


def _span(cell: Element) -> int:
    return int(cell.get("colspan") or 1)


def _cell_style(cell: Element, row: frozenset[str], *, second: bool, head: bool, keys: bool) -> str:
    number = "num" in cell.classes
    if head:
        return "TableHeadingNumber" if number else "TableHeading"
    if number:
        return "TableNumber"
    if "key" in cell.classes or (keys and cell.tag == "th"):
        return "TableKey"
    if second and "cancelled" in row:
        return "TableCancelled"
    return "TableAction" if second and "action" in row else "TableText"


def _marking(state: State, row: frozenset[str], *, first: bool) -> str:
    """What tells a milestone's row and one that decides the date from the others."""
    look = state.look
    out = ""
    if first and "critical" in row:
        out = f'<w:tcBorders><w:left w:val="single" w:sz="18" w:space="0" w:color="{look.accent}"/></w:tcBorders>'
    if not row.isdisjoint({"milestone", "total"}):
        out += f'<w:shd w:val="clear" w:color="auto" w:fill="{look.band}"/>'
    return out


def _cell(state: State, cell: Element, width: int, span: int, style: str, marking: str, flow: Flow) -> str:
    nodes = (Element("div", cell.attrs, cell.children),) if "data-field" in cell.attrs else cell.children
    content = flow(state, nodes, style) or paragraph(state, style, "")
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{marking}</w:tcPr>{content}</w:tc>'


def _facts(state: State, element: Element, flow: Flow) -> str:
    """Keys and values in two pairs a row; a last one alone has the whole width."""
    widths = [round(state.look.text_width * share / _HUNDRED) for share in FACT_SHARES]
    out = [_grid(widths)]
    for row, pairs in fact_lines(element):
        with changing(state, row):
            out.append(_fact_row(state, pairs, widths, flow))
    return "".join(out)


def fact_lines(element: Element) -> list[tuple[Element, list[tuple[Element, Element]]]]:
    """Each key with its value, two abreast, with their row; what came or went is not beside what stayed."""
    lines: list[tuple[Element, list[tuple[Element, Element]]]] = []
    for row in element.find("tr"):
        cells = list(children(row, "th", "td"))
        for pair in zip(cells[::2], cells[1::2], strict=False):
            if lines and len(lines[-1][1]) == 1 and change_of(lines[-1][0]) == change_of(row):
                lines[-1][1].append(pair)
            else:
                lines.append((row, [pair]))
    return lines


def _fact_row(state: State, pairs: list[tuple[Element, Element]], widths: list[int], flow: Flow) -> str:
    out = [f"<w:tr><w:trPr><w:cantSplit/>{mark_of(state)}</w:trPr>"]
    for i, (key, value) in enumerate(pairs):
        alone = len(pairs) == 1
        state.label = current(key)
        out.append(_cell(state, key, widths[2 * i], 1, "TableKey", "", flow))
        width = sum(widths[1:]) if alone else widths[2 * i + 1]
        out.append(_cell(state, value, width, 3 if alone else 1, "TableText", "", flow))
    out.append("</w:tr>")
    return "".join(out)
