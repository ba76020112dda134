"""Inline content into lines: a field has one of its own, and so has what stands before, beside or below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapdocs.layout import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdocs.layout import Tone
    from mapdocs.markup import Element
    from mapdocs.outline.state import State

Piece = tuple[str, "Tone", str]
"""Words, their tone, and where they lead."""

SIGNS = {
    "not-started": "\u25cb",
    "in-progress": "\u25d0",
    "at-risk": "\u25b2",
    "blocked": "\u25a0",
    "done": "\u25cf",
    "cancelled": "\u2715",
    "needs-new-date": "\u25c7",
}
"""Status -> its shape: each its own, so that the colour is not needed."""
SOFT = "\v"
"""The end of a line within a paragraph."""

_TAGS: dict[str, Tone] = {
    "strong": "strong",
    "em": "em",
    "code": "code",
    "mark": "mark",
    "ins": "mark",
    "del": "was",
}
_CLASSES: dict[str, Tone] = {
    "was": "was",
    "attention": "attention",
    "tag": "tag",
    "muted": "muted",
    "when": "muted",
    "arrow": "muted",
    "key": "muted",
}
_BESIDE = {"was": "was", "tag": "tag", "muted": "muted"}
"""What has its own name beside a field, so that it keeps it when its neighbours come and go."""
_WHITE = re.compile("[ \t\r\n\f\u0085\u2028\u2029]+")
_ODD = re.compile("[\t\r\n\f\u0085\u2028\u2029]|  |[\ue000-\uf8ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
"""Characters that Google leaves out of what it is given."""
_ROUND_SOFT = re.compile(f" *{SOFT} *")
_SEPARATORS = {"when": " \u00b7 ", "party": " \u00b7 "}


class Line:
    """A paragraph to be: its pieces, the field that it is, the shape before it, and what it is called."""

    __slots__ = ("field", "kind", "pieces", "sign")

    def __init__(self, field: str = "", sign: str = "") -> None:
        """Nothing said yet."""
        self.field = field
        self.sign = sign
        self.kind = ""
        self.pieces: list[Piece] = []

    @property
    def begun(self) -> bool:
        """Whether it says something."""
        return any(text and not text.isspace() for text, _, _ in self.pieces)


class Lines:
    """The lines of one block. `field`: the block's own, which all of its lines are part of."""

    __slots__ = ("field", "found", "line", "sign", "state")

    def __init__(self, state: State, field: str = "") -> None:
        """One line, with nothing in it."""
        self.state = state
        self.field = field
        self.sign = ""
        self.found: list[Line] = []
        self.line = Line(field)

    def end(self) -> None:
        """What follows stands on the next line."""
        line = self.line
        if line.field != self.field or line.begun:
            self.found.append(line)
        elif not line.pieces and not line.sign:
            line.kind = ""
            return
        self.line = Line(self.field)

    def all(self) -> list[Line]:
        """The lines that say something, or are a field."""
        self.end()
        return self.found

    def read(self, nodes: Sequence[Element | str], tone: Tone = "", link: str = "") -> None:
        """Inline nodes, in a tone that those around them set."""
        for node in nodes:
            if isinstance(node, str):
                self.line.pieces.append((node, tone, link))
            elif node.attrs or node.children:
                self._element(node, tone, link)
            elif node.tag == "br":
                self._break()

    def _break(self) -> None:
        if self.line.field:
            self.line.pieces.append((SOFT, "", ""))
        else:
            self.end()

    def _element(self, element: Element, tone: Tone, link: str) -> None:
        tag, attrs = element.tag, element.attrs
        if tag == "a":
            link = _outside(attrs.get("href", ""))
        elif tag in _TAGS:
            tone = tone if tone in ("muted", "was") else _TAGS[tag]
        if "data-field" in attrs and not self.line.field:
            self._field(element, tone, link)
        elif "class" in attrs:
            self._classed(element, tone, link)
        else:
            self.read(element.children, tone, link)

    def _field(self, element: Element, tone: Tone, link: str) -> None:
        self.end()
        self.line.field = self.state.claim(element.attrs["data-field"])
        self.line.sign, self.sign = self.sign, ""
        self.read(element.children, tone, link)
        self.end()

    def _classed(self, element: Element, tone: Tone, link: str) -> None:
        names = element.attrs["class"].split()
        if "status" in names:
            self._status(element, names, tone, link)
            return
        if not self.line.begun:
            self.line.kind = next((_BESIDE[name] for name in names if name in _BESIDE), self.line.kind)
        else:
            self._apart(names, tone)
        told: Tone = next((_CLASSES[name] for name in _CLASSES if name in names), tone)
        self.read(element.children, told, link)

    def _apart(self, names: list[str], tone: Tone) -> None:
        """A sign between what styles part by a distance or a new line."""
        for name in names:
            if name in _SEPARATORS:
                self.line.pieces.append((_SEPARATORS[name], "muted" if name == "when" else tone, ""))

    def _status(self, element: Element, names: list[str], tone: Tone, link: str) -> None:
        """On a line of its own, behind its shape."""
        self.end()
        shape = next((name[7:] for name in names if name.startswith("status-")), "")
        self.sign = f"{SIGNS.get(shape, SIGNS['not-started'])}\u00a0"
        if not any("data-field" in part.attrs for part in element.walk()):
            self.line.sign, self.sign = self.sign, ""
        self.read(element.children, tone, link)
        self.end()


def runs_of(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    """White space folded as a browser folds it, and one run for all words of one look that stand together."""
    if len(pieces) == 1:
        text, tone, link = pieces[0]
        said = _clean(text).strip(" ")
        return (Run(said, tone, link),) if said else ()
    out: list[list[str]] = []
    spaced = True
    for text, tone, link in pieces:
        said = _clean(text)
        if spaced and said[:1] == " ":
            said = said[1:]
        if not said:
            continue
        spaced = said[-1] in " \v"
        if out and out[-1][1] == tone and out[-1][2] == link:
            out[-1][0] += said
        else:
            out.append([said, tone, link])
    while out and not out[-1][0].rstrip(" \v"):
        out.pop()
    if out:
        out[-1][0] = out[-1][0].rstrip(" \v")
    return tuple(Run(said, tone, link) for said, tone, link in out)  # type: ignore[arg-type]  # tones went in


def _clean(text: str) -> str:
    if not _ODD.search(text):
        return text
    return _ROUND_SOFT.sub(SOFT, _WHITE.sub(" ", _PRIVATE.sub("", text)))


def _outside(href: str) -> str:
    """An address; nothing for a place in the page, which a document names by itself."""
    return href if href.startswith(("http:", "https:", "mailto:")) else ""
