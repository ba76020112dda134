"""The closed subset of HTML that a Page is made of: elements, what is allowed, and parsing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from mapdocs.problems import brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INLINE = frozenset({"span", "strong", "em", "code", "a", "time", "br", "ins", "del", "mark"})
BLOCK = frozenset({"section", "div", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "hr"})
TABLE = frozenset({"table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"})
PICTURE = frozenset({"figure", "figcaption", "img"})
TAGS = INLINE | BLOCK | TABLE | PICTURE
ATTRIBUTES = frozenset(
    "id class lang dir href datetime scope colspan src alt start data-field data-kind data-value data-width"
    " data-drawing".split()
)
"""`data-width` on `col`: share of the table's width in percent. `src` on `img`: `logo:buyer` or `logo:seller` only.
`data-drawing` on `figure`: name of one of the Page's drawings."""

_SCHEME = re.compile(r"\s*(?!(?:https?|mailto):)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Element:
    """A node of a Page: children are elements or text."""

    tag: str
    attrs: Mapping[str, str] = field(default_factory=lambda: _NONE)
    children: tuple[Element | str, ...] = ()

    @property
    def id(self) -> str:
        """The block id, empty where it has none."""
        return self.attrs.get("id", "")

    @property
    def classes(self) -> frozenset[str]:
        """Its layout classes."""
        return frozenset(self.attrs.get("class", "").split())

    def get(self, name: str) -> str:
        """An attribute, empty where it is not there."""
        return self.attrs.get(name, "")

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            # Each generator on the way down would pass on all that lies below it.
            waiting += [child for child in element.children[::-1] if not isinstance(child, str)]

    def find(self, tag: str) -> Iterator[Element]:
        """All elements of that tag, in document order, this one included."""
        return (element for element in self.walk() if element.tag == tag)

    def rows(self) -> Iterator[tuple[Element, bool]]:
        """A table's own rows, and whether each is of its head."""
        for part in self.children:
            if isinstance(part, str):
                continue
            if part.tag == "tr":
                yield part, False
            elif part.tag in ("thead", "tbody"):
                head = part.tag == "thead"
                yield from ((row, head) for row in part.children if not isinstance(row, str) and row.tag == "tr")

    def text(self) -> str:
        """The text below it, with white space folded as a browser folds it."""
        return " ".join("".join(_pieces(self)).split())


def _pieces(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield " "
        else:
            yield from _pieces(child)


class MarkupError(ValueError):
    """What the subset does not allow: the tag or attribute, and why."""

    def __init__(self, what: str, why: str, line: int = 0) -> None:
        """`what`: the tag or attribute as it stands in the template, or "" for markup that ends at `line`."""
        super().__init__(f"{what}: {why}")
        self.what = what
        self.why = why
        self.line = line


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def parse(xhtml: str) -> Element:
    """A well-formed fragment with one root -> Element; MarkupError where it leaves the subset."""
    try:
        root = etree.fromstring(xhtml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise MarkupError("", f"the rendered page is not well-formed: {error.msg}", error.lineno or 0) from None
    return _element(root)


def check_links(root: Element) -> None:
    """MarkupError for a link of a kind that no writer follows."""
    for element in root.walk():
        href = element.get("href")
        if _SCHEME.match(href):
            raise MarkupError(href, f'a link can\'t lead to "{brief(href)}", only to http, https and mailto')


def _element(node: etree._Element) -> Element:
    tag = node.tag
    if tag not in TAGS:
        raise MarkupError(f"<{tag}", f"<{tag}> is not part of the page's HTML")
    attrs = {str(name): str(value) for name, value in node.attrib.items()}
    for name in attrs:
        if name not in ATTRIBUTES:
            raise MarkupError(f"{name}=", f'the attribute "{name}" is not part of the page\'s HTML')
    children: list[Element | str] = [node.text] if node.text else []
    for child in node:
        children.append(_element(child))
        if child.tail:
            children.append(child.tail)
    return Element(str(tag), attrs, tuple(children))
