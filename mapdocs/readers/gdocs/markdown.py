"""Paragraphs as Markdown, such that the page's own rendering of it shows the same words in the same look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import groupby, pairwise
from typing import NamedTuple

from mapdocs.readers.gdocs.elements import Element, elements, mapping, words
from mapdocs.readers.gdocs.model import Json, Paragraph

_SPECIAL = frozenset("\\`*_[<&")
_STARTS = re.compile(r"(#|[-+*](?=\s|$)|>|=+\s*$|-(?=[- ]*$)|_(?=[_ ]*$)|\*(?=[* ]*$))")
_NUMBER = re.compile(r"(\d+)\.(?=\s|$)")
_TOKENS = re.compile(r"\\(?=[\\`*_{}\[\]()>#+.!-]|\s*$)|`|\*+|_+|\[|<|&(?=#?\w+;)")
_MONO = (" mono", "courier", "consolas", "source code")
_NUMBERED = frozenset({"DECIMAL", "ZERO_DECIMAL", "UPPER_ALPHA", "ALPHA", "UPPER_ROMAN", "ROMAN"})


class Span(NamedTuple):
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


def markdown_of(paragraphs: Sequence[Paragraph], lists: Json, *, accepted: bool = False) -> str:
    """One or more paragraphs as Markdown. `lists`: the tab's. `accepted`: as if all suggestions were."""
    lines: list[tuple[str, str]] = []
    for paragraph in paragraphs:
        start = _mark(paragraph, lists)
        for spans in _lines(paragraph, accepted=accepted):
            said = _inline(spans)
            if said:
                lines.append((start, _start(said) if not start else said))
    return _joined(lines)


def _joined(lines: Sequence[tuple[str, str]]) -> str:
    """List items under each other, all else with an empty line between; numbers count up on each level."""
    made: list[str] = []
    counts: dict[str, int] = {}
    for n, (start, said) in enumerate(lines):
        depth = start[: len(start) - len(start.lstrip())]
        counts = {key: count for key, count in counts.items() if start and len(key) <= len(depth)}
        counts[depth] = counts.get(depth, 0) + 1
        if n:
            made.append("\n" if start and lines[n - 1][0] else "\n\n")
        made.append(f"{start.replace('1.', f'{counts[depth]}.')}{said}")
    return "".join(made)


def _mark(paragraph: Paragraph, lists: Json) -> str:
    """What stands before an item of a list; empty for other paragraphs."""
    bullet = mapping(paragraph.raws[0].get("bullet"))
    if not bullet:
        return ""
    level = bullet.get("nestingLevel", 0)
    level = level if isinstance(level, int) and 0 <= level < 9 else 0  # noqa: PLR2004 - the levels that Google has
    about = mapping(mapping(lists.get(words(bullet.get("listId")))).get("listProperties"))
    levels = about.get("nestingLevels")
    own = mapping(levels[level]) if isinstance(levels, list) and level < len(levels) else {}
    return "    " * level + ("1. " if own.get("glyphType") in _NUMBERED else "- ")


def _lines(paragraph: Paragraph, *, accepted: bool) -> Iterator[list[Span]]:
    """The spans of each line: a paragraph has more than one where somebody suggests to part it."""
    spans: list[Span] = []
    for element in elements(paragraph):
        text = element.accepted if accepted else element.text
        *whole, last = text.split("\n")
        for line in whole:
            yield [*spans, _span(element, line)]
            spans = []
        if last:
            spans.append(_span(element, last))
    if spans:
        yield spans


def _span(element: Element, text: str) -> Span:
    style = element.style
    if not style and element.kind != "richLink":
        return Span(text)
    link = words(mapping(style.get("link")).get("url"))
    if element.kind == "richLink":
        link = words(mapping(element.body.get("richLinkProperties")).get("uri"))
    family = words(mapping(style.get("weightedFontFamily")).get("fontFamily")).casefold()
    code = bool(family) and any(part in family for part in _MONO)
    return Span(text, bool(style.get("bold")), bool(style.get("italic")), code, link)


# ---------------------------------------------------------------- one line


def _inline(spans: Sequence[Span]) -> str:
    """A line's spans with their marks; white space at its ends is not kept."""
    plain = not any(span.bold or span.italic or span.code or span.link for span in spans)
    if plain:
        return _breaks(escaped("".join(span.text for span in spans)).strip())
    made = _breaks(_marked(spans, ("bold", "italic", "link")).strip())
    if (_touching(spans) or _signed(spans)) and not _shows(made, spans):
        return _breaks(escaped("".join(span.text for span in spans)).strip())
    return made


def _touching(spans: Sequence[Span]) -> bool:
    """Whether two looks meet within a word, which Markdown can't always mark."""
    pairs = pairwise(spans)
    return any(
        one[1:] != two[1:] and any(one[1:]) and any(two[1:]) and one.text[-1:].strip() and two.text[:1].strip()
        for one, two in pairs
    )


def _signed(spans: Sequence[Span]) -> bool:
    """Whether words that get a mark hold such signs themselves."""
    return any((span.bold or span.italic) and ("*" in span.text or "_" in span.text) for span in spans)


def _shows(markdown: str, spans: Sequence[Span]) -> bool:
    """Whether the page would show these words, whatever their look."""
    from mapdocs.prose import to_html  # which takes its time to load, and is seldom needed

    shown = unescape(re.sub(r"<[^>]+>", "", to_html(markdown)))
    return shown.split() == "".join(span.text for span in spans).split()


def _breaks(text: str) -> str:
    """Line breaks inside a paragraph, as Markdown has them."""
    if "\v" not in text:
        return text
    lines = [line.strip() for line in text.split("\v")]
    return "  \n".join([lines[0], *(_start(line) for line in lines[1:])])


def _marked(spans: Sequence[Span], looks: Sequence[str]) -> str:
    """Spans of one look under one mark, the outermost first."""
    if not looks:
        return "".join(_code(span.text) if span.code else escaped(span.text, alone=False) for span in spans)
    look, *inner = looks
    return "".join(_wrapped(look, key, list(group), inner) for key, group in groupby(spans, lambda s: getattr(s, look)))


def _wrapped(look: str, value: bool | str, spans: Sequence[Span], inner: Sequence[str]) -> str:  # noqa: FBT001
    said = _marked(spans, inner)
    core = said.strip(" \t\v")
    if not value or not core:
        return said
    before, _, after = said.partition(core)
    if look == "link":
        return f"{before}{_linked(core, str(value), ''.join(span.text for span in spans))}{after}"
    mark = "**" if look == "bold" else "*"
    return f"{before}{mark}{core}{mark}{after}"


def _linked(core: str, link: str, text: str) -> str:
    """A link; one that shows its own address as such."""
    if text.strip() == link and not set(link) & set(" <>"):
        return f"<{link}>"
    address = f"<{link}>" if set(link) & set(" ()") else link
    shown = core.replace("]", "\\]")
    return f"[{shown}]({address})"


def _code(text: str) -> str:
    core = text.strip()
    if not core or "`" in core:
        return escaped(text, alone=False)
    before, _, after = text.partition(core)
    return f"{before}`{core}`{after}"


def escaped(text: str, *, alone: bool = True) -> str:
    """The Markdown that shows these words. `alone`: the line has no other look, so that its ends are the line's."""
    if _SPECIAL.isdisjoint(text):
        return text
    lone = alone and text.count("*") < 2 and text.count("_") < 2  # noqa: PLR2004 - it takes two to mark something
    linked = not alone or any(sign in text for sign in ("](", "][", "]:", "] ["))
    angled = not alone or (">" in text and ("@" in text or ":" in text))
    edge = "" if alone else "!"

    def safe(match: re.Match[str]) -> str:
        sign, start, end = match[0], match.start(), match.end()
        if sign == "<":
            return "&lt;" if angled else sign
        if sign == "&":
            return "&amp;"
        if sign == "[":
            return "\\[" if linked else sign
        if sign[0] in "*_":
            before, after = text[start - 1 : start] or edge, text[end : end + 1] or edge
            apart = (not before or before.isspace()) and (not after or after.isspace())
            inside = sign[0] == "_" and before.isalnum() and after.isalnum()
            return sign if lone or apart or inside else "".join(f"\\{one}" for one in sign)
        return sign if alone and sign == "\\" and not text[end:].strip() else f"\\{sign}"

    return _TOKENS.sub(safe, text)


def _start(text: str) -> str:
    """A line that Markdown would take for a heading, list, quote or rule, as words."""
    match = _STARTS.match(text)
    if match:
        sign = "&#61;" if text[0] == "=" else f"\\{text[0]}"
        return f"{sign}{text[1:]}"
    return _NUMBER.sub(r"\1\\.", text, count=1) if _NUMBER.match(text) else text
