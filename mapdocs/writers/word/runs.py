"""Inline content into runs: emphasis, links, statuses, and each piece of text with the hints its script needs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from mapdocs.markup import Element
from mapdocs.redline import change_of
from mapdocs.writers.word import xml
from mapdocs.writers.word.controls import PLACEHOLDER, inline_control
from mapdocs.writers.word.tracking import tracked

if TYPE_CHECKING:
    from mapdocs.writers.word.state import State

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SIMPLE = re.compile(
    "[^\u0590-\u08ff\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ufdff\ufe30-\uffef\U00010000-\U0010ffff]*"
)
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LTR = "A-Za-z\u00aa-\u02b8\u0370-\u052f\u1e00-\u1fff\u3040-\u9fff\uac00-\ud7a3"
_IN_LTR = re.compile(f"([{_RTL}](?:[^{_LTR}]*[{_RTL}])?)")
_IN_RTL = re.compile(f"([{_LTR}](?:[^{_RTL}]*[{_LTR}0-9])?)")
_EAST = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)

STATUS_GLYPHS = {
    "not-started": "\u25cb",
    "in-progress": "\u25ba",
    "at-risk": "\u25b2",
    "blocked": "\u25a0",
    "done": "\u25cf",
    "cancelled": "\u00d7",
    "needs-new-date": "\u25ca",
}
"""Shapes that Arial has on every machine; each its own, so that the colour is not needed."""

_CLASS_STYLES = {
    "key": "Key",
    "muted": "MutedText",
    "attention": "TagAttention",
    "tag": "Tag",
    "buyer": "BuyerText",
    "seller": "SellerText",
    "when": "When",
    "title": "TitleText",
    "note": "MutedText",
    "arrow": "MutedText",
    "was": "OldDate",
}
"""Where an element has several of these classes, the first of them here counts."""
_TAG_STYLES = {"code": "CodeText", "ins": "Added", "del": "Removed", "mark": "Marked"}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SPACE_RUN = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'


class Face(NamedTuple):
    """How a run looks: a character style, and what emphasis adds to it; `change`: it came (`ins`) or went (`del`)."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    language: str = ""
    change: str = ""


PLAIN = Face()


class Line:
    """The runs of a paragraph so far; white space waits until something follows it on the same line."""

    __slots__ = ("begun", "out", "space", "spaced", "state")

    def __init__(self, state: State) -> None:
        """Nothing yet."""
        self.state = state
        self.out: list[str] = []
        self.begun = False
        self.space = False
        self.spaced = ""

    def add(self, xml_text: str) -> None:
        """Something other than text, after the white space that waits."""
        if self.space:
            self.out.append(tracked(self.state, _SPACE_RUN, self.spaced))
        self.out.append(xml_text)
        self.begun, self.space = True, False

    def put(self, run: str, change: str) -> None:
        """Runs that came or went, without what waits."""
        self.out.append(tracked(self.state, run, change))

    def wait(self, change: str) -> None:
        """White space that came or went with what stands around it."""
        if not self.space:
            self.space, self.spaced = True, change

    def end(self) -> None:
        """A new line begins."""
        self.begun = self.space = False


def runs(state: State, nodes: tuple[Element | str, ...], face: Face = PLAIN) -> str:
    """Inline nodes -> what stands in a paragraph behind its properties."""
    line = Line(state)
    _nodes(state, line, nodes, face)
    return "".join(line.out)


def _nodes(state: State, line: Line, nodes: tuple[Element | str, ...], face: Face) -> None:
    for node in nodes:
        if isinstance(node, str):
            _text(state, line, node, face)
        else:
            _element(state, line, node, face)


def _element(state: State, line: Line, element: Element, face: Face) -> None:
    if element.tag == "br":
        line.put("<w:r><w:br/></w:r>", face.change)
        line.end()
        return
    face = _face(element, face)
    if "class" in element.attrs:
        _before(line, element.classes, face.change)
    if "data-field" in element.attrs:
        line.add(inline_control(state, element, runs(state, element.children, face)))
    elif "data-kind" in element.attrs and not element.children:
        line.add(tracked(state, PLACEHOLDER, face.change))  # an empty field of a row that is gone
    elif element.tag == "a":
        _link(state, line, element, face)
    else:
        _nodes(state, line, element.children, face)


def _before(line: Line, classes: frozenset[str], change: str) -> None:
    """What stands in front of some classes, outside of controls so that nobody edits it away."""
    if "status" in classes:
        line.add(tracked(line.state, _shape(classes), change))
        line.end()
    elif "when" in classes:
        line.put("<w:r><w:tab/></w:r>", change)
        line.end()
    elif "party" in classes and line.begun:
        line.put('<w:r><w:t xml:space="preserve">  \u00b7  </w:t></w:r>', change)
        line.end()


def _face(element: Element, face: Face) -> Face:
    tag, attrs = element.tag, element.attrs
    if tag in ("ins", "del") and (change := change_of(element)):
        return face._replace(change=change)
    if tag == "strong":
        face = face._replace(bold=True)
    elif tag == "em":
        face = face._replace(italic=True)
    elif tag in _TAG_STYLES:
        face = face._replace(style=_TAG_STYLES[tag])
    if "class" in attrs:
        names = attrs["class"].split()
        style = next((style for name, style in _CLASS_STYLES.items() if name in names), "")
        face = face._replace(style=style or face.style)
    if "lang" in attrs:
        face = face._replace(language=attrs["lang"])
    return face


def _shape(classes: frozenset[str]) -> str:
    name = next((name for name in STATUS_GLYPHS if f"status-{name}" in classes), "not-started")
    style = "Status" + name.title().replace("-", "")
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>{STATUS_GLYPHS[name]}\u00a0</w:t></w:r>'


def _link(state: State, line: Line, element: Element, face: Face) -> None:
    """A link around a field goes into its control, so that what people type there stays in the control."""
    where = _target(state, element.get("href"))
    if where and not face.style and where.startswith("r:"):
        face = face._replace(style="Hyperlink")
    only = element.children[0] if len(element.children) == 1 else ""
    field = only if isinstance(only, Element) and "data-field" in only.attrs else None
    content = runs(state, (field or element).children, face)
    linked = f"<w:hyperlink {where}>{content}</w:hyperlink>" if where and content else content
    if field:
        linked = inline_control(state, field, linked)
    if linked:
        line.add(linked)


def _target(state: State, href: str) -> str:
    """The attribute that says where a link leads; empty where it leads nowhere in this document."""
    if href.startswith("#"):
        name = state.bookmarks.get(href[1:])
        return f'w:anchor="{name}" w:history="1"' if name else ""
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return ""
    if scheme not in _SCHEMES:
        return ""
    url = quote(href, safe=":/?#[]@!$&'()*+,;=%~-._")
    return f'r:id="{state.relate("hyperlink", url)}" w:history="1"'


def _text(state: State, line: Line, value: str, face: Face) -> None:
    folded = _SPACE.sub(" ", value)
    said = folded.strip(" ")
    if folded[:1] == " " and line.begun:
        line.wait(face.change)
    if not said:
        return
    before = ""
    if line.space and line.spaced == face.change:
        before = " "
    elif line.space:
        line.put(_SPACE_RUN, line.spaced)
    line.put(text_run(before + said, face, rtl=state.look.rtl), face.change)
    line.begun, line.space = True, False
    if folded[-1] == " ":
        line.wait(face.change)


def text_run(value: str, face: Face = PLAIN, *, rtl: bool = False) -> str:
    """A piece of text as one run, or as one for each change of direction."""
    if not rtl and _SIMPLE.fullmatch(value):
        return f'<w:r>{_properties(face, "")}<w:t xml:space="preserve">{xml.text(value)}</w:t></w:r>'
    pieces = (_IN_RTL if rtl else _IN_LTR).split(value)
    return "".join(_directed(piece, face, rtl=rtl != bool(i % 2)) for i, piece in enumerate(pieces) if piece)


def _directed(value: str, face: Face, *, rtl: bool) -> str:
    script = "rtl" if rtl else "east" if _EAST.search(value) else ""
    return f'<w:r>{_properties(face, script)}<w:t xml:space="preserve">{xml.text(value)}</w:t></w:r>'


@lru_cache(maxsize=256)
def _properties(face: Face, script: str) -> str:
    """In the order that the schema wants."""
    out = f'<w:rStyle w:val="{face.style}"/>' if face.style else ""
    out += '<w:rFonts w:hint="eastAsia"/>' if script == "east" else ""
    out += "<w:b/><w:bCs/>" if face.bold else ""
    out += "<w:i/><w:iCs/>" if face.italic else ""
    out += "<w:rtl/>" if script == "rtl" else ""
    if face.language:
        name = {"rtl": "bidi", "east": "eastAsia"}.get(script, "val")
        out += f'<w:lang w:{name}="{xml.attribute(face.language)}"/>'
    return f"<w:rPr>{out}</w:rPr>" if out else ""
