"""The difference of two pages, block by block, told inside the new one: what went out beside what came in.

In a line, `del` and `ins` of the class `tracked`, inside the field that changed; rows and other blocks that only one
page has bear the classes `tracked added` or `tracked removed`. Without what went out, the new page is read; without
what came in, the old.

What a version tells of its own changes is a letter: nobody reads one across another. The new one comes whole, after
it the former goes whole, both of the class `letter`: Word keeps what went, for who turns all changes down; where a
page only shows changes, the new letter is plain and the former left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from mapdocs.markup import INLINE, Element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdocs.page import Page

Node = Element | str
Piece = Element | tuple[Node, ...]
"""A block, or what stands loose between two blocks."""

TRACKED, ADDED, REMOVED = "tracked", "added", "removed"
_TAGS = {ADDED: "ins", REMOVED: "del"}
LETTER = "letter"
_LETTERS = frozenset({"changes", "front/moved"})
_FIXED = frozenset({"colgroup", "col", "figure", "img", "hr"})
"""What is shown as it is now: widths, pictures and their captions."""
_UNMARKED = frozenset({"thead", "tbody", "td", "th", "colgroup", "col"})
_LOST = ("id", "data-field", "data-value", "data-drawing")
"""What no removed block keeps: ids and fields stand once in a document, with what is there now."""
_WORDS = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+")
_COUNTED = re.compile(r"(?:^|/)(?:p|table|ul|ol|figure|h[1-4]|div|blockquote)\d+$")
"""An id that only says where a block stands."""
_WHOLE = frozenset({"date", "person", "status"})
_ALIKE = 0.6


def redline(old: Page, new: Page) -> Page:
    """The new page with what changed since the old one marked in it."""
    return replace(new, blocks=tuple(node for node in _flow(old.blocks, new.blocks) if isinstance(node, Element)))


def has_changes(page: Page) -> bool:
    """Whether a page tells changes."""
    return any(change_of(element) for element in page.walk())


def change_of(element: Element) -> str:
    """`ins` or `del` where the element is marked so as a change, else nothing."""
    if TRACKED not in element.get("class"):
        return ""
    if element.tag in ("ins", "del"):
        return element.tag
    return next((tag for name, tag in _TAGS.items() if {TRACKED, name} <= element.classes), "")


def current(element: Element) -> str:
    """The text as it is now: without what is marked as gone."""
    return _without_removed(element).text()


def _without_removed(element: Element) -> Element:
    kept = (node for node in element.children if isinstance(node, str) or change_of(node) != "del")
    return replace(element, children=tuple(n if isinstance(n, str) else _without_removed(n) for n in kept))


def _flow(old: Sequence[Node], new: Sequence[Node]) -> tuple[Node, ...]:
    """Blocks and what stands loose between them."""
    if old == new:
        return tuple(new)
    out: list[Node] = []
    for before, after in _pairs(list(_pieces(old)), list(_pieces(new))):
        out += _told(before, after)
        out.append("\n")
    return tuple(out[:-1])


def _told(before: Piece | None, after: Piece | None) -> Sequence[Node]:
    """A piece that is on both pages, or on one of them."""
    if before is None or after is None:
        return (*_marked(before or (), REMOVED), *_marked(after or (), ADDED))
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _line(before, after)
    if isinstance(after, Element) and _name(after) in _LETTERS and before != after:
        return (*_marked(after, ADDED), "\n", *_marked(before, REMOVED))
    if isinstance(before, Element) and isinstance(after, Element) and _one_shape(before, after):
        return (_merged(before, after),)
    return (*_marked(before, REMOVED), *_marked(after, ADDED))


def _pieces(nodes: Sequence[Node]) -> Iterator[Piece]:
    loose: list[Node] = []
    for node in (*nodes, None):
        if isinstance(node, str) or (node and node.tag in INLINE):
            loose.append(node)
            continue
        if any(isinstance(one, Element) or one.strip() for one in loose):
            yield tuple(loose)
        loose = []
        if node:
            yield node


def _pairs(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Each piece with what it was, in the new page's order; what is gone where it stood."""
    matcher = SequenceMatcher(None, [_key(piece) for piece in old], [_key(piece) for piece in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _kin(old[a:b], new[c:d])


def _kin(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Pieces that nothing identifies: each with the next one of its kind."""
    at = 0
    for piece in old:
        found = next((i for i in range(at, len(new)) if _akin(piece, new[i])), None)
        if found is None:
            yield piece, None
            continue
        yield from ((None, other) for other in new[at:found])
        yield piece, new[found]
        at = found + 1
    yield from ((None, other) for other in new[at:])


def _key(piece: Piece) -> str:
    if isinstance(piece, tuple):
        return "".join(node if isinstance(node, str) else node.text() for node in piece)
    name = _name(piece)
    return f"#{name}" if name else f"<{piece.tag} {piece.get('class')}>{piece.text()}"


def _name(element: Element) -> str:
    """What a block is found again by: its field or its id, unless that only counts."""
    field, identity = element.get("data-field"), element.id
    return field or ("" if _COUNTED.search(identity) else identity)


def _akin(old: Piece, new: Piece) -> bool:
    if isinstance(old, tuple) or isinstance(new, tuple):
        return isinstance(old, tuple) and isinstance(new, tuple)
    if _name(old) or _name(new) or old.get("class") != new.get("class") or not _one_shape(old, new):
        return False
    return old.tag != "tr" or _one_row([cell.text() for cell in _cells(old)], [cell.text() for cell in _cells(new)])


def _one_shape(old: Element, new: Element) -> bool:
    """Whether two blocks can be told as one: the same tag, and as many columns."""
    if old.tag != new.tag:
        return False
    if old.tag == "table":
        return _columns(old) == _columns(new)
    return old.tag != "tr" or [c.get("colspan") for c in _cells(old)] == [c.get("colspan") for c in _cells(new)]


def _columns(table: Element) -> int:
    return max((len(_cells(row)) for row in table.find("tr")), default=0)


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.children if isinstance(cell, Element)]


def _one_row(old: list[str], new: list[str]) -> bool:
    """Rows without a name: what heads them is the same, or half of their cells are."""
    same = [one == other for one, other in zip(old, new, strict=True)]
    return not same or same[0] or 2 * sum(same) >= len(same)


def _merged(old: Element, new: Element) -> Element:
    """A block that is on both pages, with what changed in it."""
    if old == new or new.tag in _FIXED:
        return new
    if new.tag == "tr":
        cells = zip(_cells(old), _cells(new), strict=True)
        return replace(new, children=tuple(replace(n, children=_flow(o.children, n.children)) for o, n in cells))
    return replace(new, children=_flow(old.children, new.children))


def _marked(piece: Piece, kind: str) -> tuple[Node, ...]:
    """A piece that only one page has: its blocks by their class, its lines by `ins` or `del` around them."""
    if isinstance(piece, tuple):
        return _wrapped(piece, kind)
    if piece.tag in _FIXED:
        return (piece,) if kind == ADDED or piece.tag in ("colgroup", "hr") else _captions(piece)
    attrs = {name: value for name, value in piece.attrs.items() if kind == ADDED or name not in _LOST}
    if piece.tag not in _UNMARKED:
        letter = LETTER if piece.id in _LETTERS else ""
        attrs["class"] = " ".join(filter(None, (piece.get("class"), letter, TRACKED, kind)))
    children = tuple(node for part in _pieces(piece.children) for node in (*_marked(part, kind), "\n"))
    return (Element(piece.tag, attrs, children),)


def _captions(picture: Element) -> tuple[Node, ...]:
    """What stays of a picture that is gone."""
    gone = {"class": f"{TRACKED} {REMOVED}"}
    return tuple(Element("p", gone, _wrapped(words.children, REMOVED)) for words in picture.find("figcaption"))


def _wrapped(nodes: Sequence[Node], kind: str) -> tuple[Node, ...]:
    """A line that only one page has; a field that came is marked inside its own element."""
    out: list[Node] = []
    together: list[Node] = []
    for node in (*nodes, None):
        whole = isinstance(node, str) or (node and (kind == REMOVED or not _fields(node)))
        if whole and node:
            together.append(_bare(node) if kind == REMOVED else node)
            continue
        out += _around(together, kind)
        together = []
        if isinstance(node, Element):
            out.append(replace(node, children=_wrapped(node.children, kind)))
    return tuple(out)


def _around(nodes: list[Node], kind: str) -> tuple[Node, ...]:
    if any(isinstance(node, Element) or node.strip() for node in nodes):
        return (Element(_TAGS[kind], {"class": TRACKED}, _joined(nodes)),)
    return tuple(nodes)


def _bare(node: Node) -> Node:
    """Inline content without what may stand only once."""
    if isinstance(node, str):
        return node
    attrs = {name: value for name, value in node.attrs.items() if name not in _LOST}
    return Element(node.tag, attrs, tuple(_bare(child) for child in node.children))


def _fields(element: Element) -> list[Element]:
    return [inner for inner in element.walk() if "data-field" in inner.attrs]


def _line(old: Sequence[Node], new: Sequence[Node], *, whole: bool = False) -> tuple[Node, ...]:
    """Two lines, word by word; `whole`, or where they have little in common, the one in place of the other."""
    if old == new or (whole and _key(tuple(old)).split() == _key(tuple(new)).split()):
        return tuple(new)
    before, after = list(_tokens(old)), list(_tokens(new))
    keys = [_token_key(token) for token in before], [_token_key(token) for token in after]
    same = _same(*keys, whole=whole)
    out: list[Node] = []
    a = c = 0
    for i, j, count in (*same, (len(before), len(after), 0)):
        out += _changed(before[a:i], after[c:j])
        for one, other in zip(before[i : i + count], after[j : j + count], strict=True):
            out += _both(one, other)
        a, c = i + count, j + count
    return _joined(out)


def _joined(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The same with each piece of text whole."""
    out: list[Node] = []
    for text, group in groupby(nodes, key=lambda node: isinstance(node, str)):
        found = list(group)
        out += ["".join(str(node) for node in found)] if text else found
    return tuple(out)


def _tokens(nodes: Sequence[Node]) -> Iterator[Node]:
    """Words, the white space between them, and elements."""
    for node in nodes:
        if isinstance(node, str):
            yield from (" " if not word.strip(" \t\r\n") else word for word in _WORDS.findall(node))
        else:
            yield node


def _token_key(token: Node) -> str:
    if isinstance(token, str):
        return token
    fields = [field.get("data-field") for field in _fields(token)]
    return "\0" + ("\0".join(fields) if fields else f"<{token.tag} {token.get('class')}>{token.text()}")


def _same(old: list[str], new: list[str], *, whole: bool) -> list[tuple[int, int, int]]:
    """Runs that are on both sides; white space alone is none, and a few words in common are none either."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    runs = [run for run in matcher.get_matching_blocks() if any(key != " " for key in old[run.a : run.a + run.size])]
    common = [key for run in runs for key in old[run.a : run.a + run.size] if key != " "]
    held = any("\0" in key and "\0<" not in key for key in common)
    counts = [sum(key != " " for key in keys) for keys in (old, new)]
    alike = len(common) == min(counts) or 2 * len(common) >= _ALIKE * sum(counts)
    return [tuple(run) for run in runs] if held or (alike and not whole) else []  # type: ignore[misc]


def _changed(old: list[Node], new: list[Node]) -> tuple[Node, ...]:
    """What stands between two runs that stayed; elements that only changed inside are told inside."""
    elements = [node for node in old if isinstance(node, Element)], [node for node in new if isinstance(node, Element)]
    words = any(isinstance(node, str) and node.strip() for node in (*old, *new))
    if not words and elements[0] and [_kind(e) for e in elements[0]] == [_kind(e) for e in elements[1]]:
        before = iter(elements[0])
        return tuple(n for node in new for n in ((node,) if isinstance(node, str) else _both(next(before), node)))
    gone = _wrapped(old, REMOVED) if any(isinstance(node, Element) or node.strip() for node in old) else ()
    return (*gone, *_wrapped(new, ADDED))


def _kind(element: Element) -> tuple[str, str, str]:
    """What two elements have in common whose words differ; a date or a status changes as a whole."""
    atom = element.tag == "time" or "status" in element.classes
    return element.tag, element.get("class"), element.text() if atom else element.get("data-field")


def _both(old: Node, new: Node) -> tuple[Node, ...]:
    """A token that is on both sides; an element may have changed inside."""
    if isinstance(old, str) or isinstance(new, str) or old == new:
        return (new,)
    if old.tag == new.tag and old.get("data-field") == new.get("data-field"):
        whole = new.get("data-kind") in _WHOLE
        inner = replace(new, children=_line(old.children, new.children, whole=whole))
        return (inner,) if old.get("class") == new.get("class") else _reshaped(old, new, inner)
    before, after = _fields(old), _fields(new)
    if len(before) == len(after) == 1 and (old.text(), new.text()) == (before[0].text(), after[0].text()):
        return (_with(new, after[0], _both(before[0], after[0])),)
    return (*_wrapped((old,), REMOVED), *_wrapped((new,), ADDED))


def _reshaped(old: Element, new: Element, inner: Element) -> tuple[Node, ...]:
    """A status whose shape changes with its word: both shapes stand before the field."""
    if "status" not in new.classes or not _fields(new):
        return (inner,)
    shapes = tuple(
        Element(tag, {"class": TRACKED}, (Element("span", {"class": shown.get("class")}),))
        for tag, shown in (("del", old), ("ins", new))
    )
    return (*shapes, *inner.children)


def _with(element: Element, field: Element, told: tuple[Node, ...]) -> Element:
    """The element with its field told anew."""
    if element is field:
        return next(node for node in told if isinstance(node, Element))
    children = (node if isinstance(node, str) else _with(node, field, told) for node in element.children)
    return replace(element, children=tuple(children))
