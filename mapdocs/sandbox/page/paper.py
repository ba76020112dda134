"""A tab's content as HTML: every paragraph says where it begins, so that it can be edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from markupsafe import Markup

from mapdocs.sandbox.model.marks import Stretch, stretches
from mapdocs.sandbox.model.spans import merged
from mapdocs.sandbox.model.tree import (
    TEXT,
    Cell,
    Content,
    Contents,
    Json,
    Paragraph,
    Piece,
    Row,
    Segment,
    Tab,
    Table,
)
from mapdocs.sandbox.page.glyphs import Counter
from mapdocs.sandbox.page.looks import cell_css, class_of, hang, paragraph_css, points, text_css
from mapdocs.utf16 import narrow

_TAGS = {"TITLE": "h1", **{f"HEADING_{n}": f"h{min(n + 1, 6)}" for n in range(1, 7)}}
_SAFE = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Place:
    """What a segment's content is shown with: where it is, its lists, and its comments' numbers by anchor."""

    segment: str
    counter: Counter
    hung: tuple[Stretch, ...]
    numbers: Mapping[str, int]


def show_paper(tab: Tab, numbers: Mapping[str, int]) -> Markup:
    """Header, body, footer and footnotes of a tab. `numbers`: comment's anchor -> the number of its card."""
    header, footer = (tab.segments.get(str(tab.style.get(f"default{word}Id", ""))) for word in ("Header", "Footer"))
    notes = [segment for segment in tab.segments.values() if segment.kind == "footnotes"]
    parts = [
        _part("header", header, tab, numbers) if header and header.id else Markup(),
        _part("main", tab.segments[""], tab, numbers),
        _join(_note(number, note, tab, numbers) for number, note in enumerate(notes, 1)),
        _part("footer", footer, tab, numbers) if footer and footer.id else Markup(),
    ]
    return _join(parts)


def _part(name: str, segment: Segment, tab: Tab, numbers: Mapping[str, int]) -> Markup:
    hung = tuple(stretch for stretch in stretches(segment.content).values() if stretch.id in numbers)
    place = Place(segment.id, Counter(tab.lists), hung, numbers)
    return Markup('<div class="part {}">{}</div>').format(name, _content(segment.content, 0, place))


def _note(number: int, segment: Segment, tab: Tab, numbers: Mapping[str, int]) -> Markup:
    return Markup('<div class="footnote"><sup>{}</sup>{}</div>').format(number, _part("note", segment, tab, numbers))


def _content(content: Content, base: int, place: Place) -> Markup:
    out = []
    start = base
    for block in content:
        if isinstance(block, Paragraph):
            out.append(_paragraph(block, start, place))
        elif isinstance(block, Table):
            out.append(_table(block, start, place))
        elif isinstance(block, Contents):
            out.append(Markup('<div class="contents">{}</div>').format(_content(block.content, start + 1, place)))
        elif start:
            out.append(Markup('<hr class="section">'))
        start += block.length
    return _join(out)


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)


# ---------------------------------------------------------------- paragraphs


def _paragraph(block: Paragraph, start: int, place: Place) -> Markup:
    kind = block.style.get("namedStyleType", "NORMAL_TEXT")
    own = {key: value for key, value in block.style.items() if key != "namedStyleType"}
    tag = _TAGS.get(str(kind), "p")
    glyph = Markup()
    if block.bullet is not None:
        hanging = Markup('<span class="glyph" contenteditable="false" data-units="0" style="width:{}">{}</span>')
        glyph = hanging.format(hang(block.style), place.counter.glyph(block.bullet))
    return Markup(
        '<{tag} class="para {kind}" style="{style}" data-start="{start}" data-segment="{segment}"{id}>'
        "{glyph}{runs}</{tag}>"
    ).format(
        tag=Markup(tag),  # noqa: S704 - one of ours
        kind=class_of(kind),
        style=";".join(filter(None, (paragraph_css(own), _size(block)))),
        start=start,
        segment=place.segment,
        id=Markup(' id="{}"').format(own["headingId"]) if "headingId" in own else "",
        glyph=glyph,
        runs=_join(_runs(block, start, place)) or Markup("<br data-units='0'>"),
    )


def _size(block: Paragraph) -> str:
    """The size of the largest text, where each has one of its own: lines are no higher than that."""
    texts = [piece for piece in block.pieces if piece.kind == TEXT and piece.text != "\n"] or block.pieces
    sizes = [(piece.style or {}).get("fontSize") for piece in texts]
    if not all(sizes):
        return ""
    return f"font-size:{points(max(sizes, key=lambda size: (size or {}).get('magnitude', 0)))}"


def _runs(block: Paragraph, start: int, place: Place) -> Iterator[Markup]:
    """The pieces, cut where a comment's text begins or ends."""
    end = start + block.length
    near = [stretch for stretch in place.hung if stretch.start < end and stretch.end > start]
    edges = sorted({edge for stretch in near for edge in (stretch.start, stretch.end)})
    at = start
    for piece in block.pieces:
        text = piece.text.removesuffix("\n")
        cuts = [at, *(edge for edge in edges if at < edge < at + len(text)), at + len(text)]
        for first, last in pairwise(cuts):
            if last > first:
                shown = _piece(piece, text[first - at : last - at])
                yield _commented(shown, [s for s in near if s.start <= first < s.end], place.numbers)
        at += len(piece.text)


def _commented(shown: Markup, hung: Sequence[Stretch], numbers: Mapping[str, int]) -> Markup:
    if not hung:
        return shown
    return Markup('<mark data-comment="{}">{}</mark>').format(numbers[hung[-1].id], shown)


def _piece(piece: Piece, text: str) -> Markup:
    shown = _text(piece, text) if piece.kind == TEXT else _thing(piece)
    if piece.restyled:
        shown = Markup('<span class="restyled" title="A suggested look">{}</span>').format(shown)
    if piece.inserted:
        shown = Markup("<ins>{}</ins>").format(shown)
    return Markup("<del>{}</del>").format(shown) if piece.deleted else shown


def _text(piece: Piece, text: str) -> Markup:
    lines = Markup("<br>").join(narrow(line) for line in text.split("\x0b"))
    style = text_css(piece.style or {})
    address = _address((piece.style or {}).get("link", {}))
    if address:
        return Markup('<a href="{}" style="{}" rel="noreferrer noopener">{}</a>').format(address, style, lines)
    return Markup('<span style="{}">{}</span>').format(style, lines) if style else lines


def _address(link: Json) -> str:
    """Where a link leads, if that is somewhere safe."""
    heading = link.get("headingId") or link.get("heading", {}).get("id")
    if heading:
        return f"#{heading}"
    url = str(link.get("url", ""))
    try:
        return url if urlsplit(url).scheme.lower() in _SAFE else ""
    except ValueError:
        return ""


def _thing(piece: Piece) -> Markup:
    """A chip or another thing between texts; it counts as one unit and can't be typed into."""
    label = _label(piece)
    css = {"pageBreak": "break", "columnBreak": "break", "horizontalRule": "break", "footnoteReference": "ref"}
    return Markup('<span class="{}" contenteditable="false" data-units="{}" title="{}">{}</span>').format(
        css.get(piece.kind, "chip"), len(piece.text), piece.kind, label
    )


def _label(piece: Piece) -> str:
    body = piece.body
    person, link = body.get("personProperties", {}), body.get("richLinkProperties", {})
    words = {
        "person": person.get("name") or person.get("email", ""),
        "dateElement": body.get("dateElementProperties", {}).get("displayText", ""),
        "richLink": link.get("title") or link.get("uri", ""),
        "footnoteReference": body.get("footnoteNumber", ""),
        "pageBreak": "page break",
        "columnBreak": "column break",
        "horizontalRule": "",
        "equation": "equation",
        "inlineObjectElement": "picture",
        "autoText": "page number" if body.get("type") == "PAGE_NUMBER" else "page count",
    }
    return str(words.get(piece.kind, piece.kind))


# ---------------------------------------------------------------- tables


def _table(block: Table, start: int, place: Place) -> Markup:
    covered = {spot for area in merged(block) for spot in area.spots()[1:]}
    rows = []
    at = start + 1
    for number, row in enumerate(block.rows):
        cells = list(_cells(row, at + 1, (start, number), covered, place))
        rows.append(_row(row, cells))
        at += row.length
    return Markup('<div class="scroll"><table>{}<tbody>{}</tbody></table></div>').format(_columns(block), _join(rows))


def _columns(block: Table) -> Markup:
    told = block.style.get("tableColumnProperties", ())
    widths = [
        points(width["width"]) if width.get("widthType") == "FIXED_WIDTH" and "width" in width else "" for width in told
    ]
    shown = _join(Markup("<col{}>").format(Markup(' style="width:{}"').format(w) if w else "") for w in widths)
    return Markup("<colgroup>{}</colgroup>").format(shown)


def _row(row: Row, cells: list[Markup]) -> Markup:
    classes = [
        name
        for name, key in (("added", "suggestedInsertionIds"), ("gone", "suggestedDeletionIds"))
        if row.rest.get(key)
    ]
    if row.style.get("tableHeader"):
        classes.append("head")
    return Markup('<tr class="{}">{}</tr>').format(" ".join(classes), _join(cells))


def _cells(
    row: Row, start: int, spot: tuple[int, int], covered: set[tuple[int, int]], place: Place
) -> Iterator[Markup]:
    table, number = spot
    for column, cell in enumerate(row.cells):
        if (number, column) not in covered:
            yield Markup('<td style="{}" data-table="{}" data-row="{}" data-column="{}"{}>{}</td>').format(
                cell_css(cell.style), table, number, column, _spans(cell), _content(cell.content, start + 1, place)
            )
        start += cell.length


def _spans(cell: Cell) -> Markup:
    rows, columns = cell.style.get("rowSpan", 1), cell.style.get("columnSpan", 1)
    return Markup(' rowspan="{}" colspan="{}"').format(rows, columns) if rows * columns > 1 else Markup()
