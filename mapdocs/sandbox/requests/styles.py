"""Looks: of text, paragraphs, the document, sections and named styles."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.paragraphs import restyled
from mapdocs.sandbox.model.places import each_paragraph, paragraphs
from mapdocs.sandbox.model.tree import NOTHING, Break, Json, Paragraph, Piece, Tab
from mapdocs.sandbox.requests.draft import Draft, Reply, required
from mapdocs.sandbox.requests.suggested import restyle
from mapdocs.sandbox.schema import masked, read_mask

Paths = list[tuple[str, ...]]
_LINK_LOOK: Json = {
    "foregroundColor": {"color": {"rgbColor": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}}},
    "underline": True,
}


def kept_value(value: Any) -> Any:  # noqa: ANN401 - any part of a style
    """A style as the server keeps it: colours in 256 steps a channel, and zeros left out, as real answers have them."""
    if isinstance(value, list):
        return [kept_value(item) for item in value]
    if not isinstance(value, dict):
        return value
    out = {key: _channel(item) if key in {"red", "green", "blue"} else kept_value(item) for key, item in value.items()}
    return {key: item for key, item in out.items() if not (key in {"red", "green", "blue", "magnitude"} and not item)}


def _channel(value: float) -> float:
    """A share of 255, at the precision of a float of four bytes."""
    step = min(max(round(value * 255), 0), 255) / 255
    exact = struct.unpack("f", struct.pack("f", step))[0]
    return float(f"{exact:.8g}")


# ---------------------------------------------------------------- text


def update_text(draft: Draft, told: Json) -> Reply:
    """`updateTextStyle`; as a suggestion it only marks what is there."""
    required(told, "range", "textStyle")
    where = told["range"]
    first, end = draft.range(where)
    paths = read_mask("docs", "TextStyle", told.get("fields"))
    style = kept_value(told["textStyle"])
    _check_text(draft, style, paths)
    parents = inherited(draft.tab(where))

    def change_in(old: Paragraph, start: int) -> Paragraph:
        parent = parents.get(old.style.get("namedStyleType", "NORMAL_TEXT"), NOTHING)

        def change(piece: Piece) -> Piece:
            if piece.style is None:
                return piece
            if draft.suggestion:
                return restyle(piece, draft.suggestion, style, {path[0] for path in paths})
            return replace(piece, style=_text_style(piece.style, style, paths, parent))

        lo, hi = max(first - start, 0), min(end - start, old.length)
        new = _linked(old, lo, hi, change) if "link" in style else restyled(old, lo, hi, change)
        return _with_bullet(new, style, paths) if lo == 0 and end - start >= old.length - 1 else new

    draft.change(where, lambda content: each_paragraph(content, 0, first, end, change_in))
    return {}


def _linked(old: Paragraph, first: int, end: int, change: Any) -> Paragraph:  # noqa: ANN401 - Piece to Piece
    """A link is never on the newline."""
    stop = min(end, old.length - 1)
    return restyled(old, first, stop, change) if stop > first else old


def _check_text(draft: Draft, style: Json, paths: Paths) -> None:
    named = {path[0] for path in paths}
    family = style.get("weightedFontFamily")
    if "weightedFontFamily" in named and family is not None and not family.get("fontFamily"):
        raise bad("The font family must not be empty.")
    link = style.get("link", {}) if "link" in named else {}
    heading = link.get("headingId") or link.get("heading", {}).get("id")
    if heading and heading not in _headings(draft):
        raise bad(f"There is no heading with the ID {heading}.")


def _headings(draft: Draft) -> set[str]:
    return {
        block.style["headingId"]
        for tab in draft.document.tabs
        for block, _ in paragraphs(tab.segments[""].content)
        if "headingId" in block.style
    }


def _text_style(old: Json, new: Json, paths: Paths, parent: Json) -> Json:
    """The look changed. A link brings its colour and line and takes them along; what equals the parent's is dropped."""
    named = {path[0] for path in paths}
    out = masked(old, new, paths)
    family = out.get("weightedFontFamily")
    if "weightedFontFamily" in named and family and "weight" not in family:
        out["weightedFontFamily"] = {**family, "weight": 400}
    if "link" in named:
        for key, value in _LINK_LOOK.items():
            if key in named:
                continue
            if "link" in out:
                out[key] = value
            elif "link" in old:
                out.pop(key, None)
    same = [key for key in named if key in out and key != "link" and out[key] == parent.get(key)]
    for key in same:
        del out[key]
    return out


def _with_bullet(old: Paragraph, style: Json, paths: Paths) -> Paragraph:
    """A paragraph's bullet takes the look of all of its text."""
    if old.bullet is None:
        return old
    plain = [path for path in paths if path[0] != "link"]
    return replace(old, bullet={**old.bullet, "textStyle": masked(old.bullet.get("textStyle", {}), style, plain)})


def inherited(tab: Tab) -> dict[str, Json]:
    """Named style -> the look that text of such paragraphs has by itself."""
    told = {style["namedStyleType"]: style for style in tab.rest.get("namedStyles", {}).get("styles", ())}
    base = told.get("NORMAL_TEXT", {}).get("textStyle", {})
    return {name: {**base, **style.get("textStyle", {})} for name, style in told.items()}


# ---------------------------------------------------------------- paragraphs


def update_paragraph(draft: Draft, told: Json) -> Reply:
    """`updateParagraphStyle` of every paragraph that the range touches."""
    required(told, "range", "paragraphStyle")
    where = told["range"]
    first, end = draft.range(where)
    paths = read_mask("docs", "ParagraphStyle", told.get("fields"))
    if ("headingId",) in paths and told.get("fields") != "*":
        raise bad("The field headingId is read-only.")
    style = kept_value(told["paragraphStyle"])
    if draft.suggestion:
        raise bad("Paragraph styles can't be suggested here.")

    def change(old: Paragraph, _start: int) -> Paragraph:
        return replace(old, style=_paragraph_style(draft, old.style, style, paths))

    draft.change(where, lambda content: each_paragraph(content, 0, first, end, change))
    return {}


def _paragraph_style(draft: Draft, old: Json, new: Json, paths: Paths) -> Json:
    """The style changed. Another named style comes first and takes what was set by hand with it."""
    named = {path[0] for path in paths}
    out = dict(old)
    if "namedStyleType" in named:
        kind = new.get("namedStyleType", "NORMAL_TEXT")
        if kind != old.get("namedStyleType"):
            out = {key: value for key, value in old.items() if key in {"direction", "indentStart", "indentFirstLine"}}
        out["namedStyleType"] = kind
    heading = old.get("headingId")
    out = masked(out, new, [path for path in paths if path[0] not in {"namedStyleType", "headingId"}])
    out.pop("headingId", None)
    if out.get("namedStyleType", "").startswith(("HEADING", "TITLE", "SUBTITLE")):
        out["headingId"] = heading or draft.heading()
    return out


# ---------------------------------------------------------------- document, sections, named styles


def update_document(draft: Draft, told: Json) -> Reply:
    """`updateDocumentStyle`."""
    required(told, "documentStyle")
    tab = draft.tab(told)
    paths = read_mask("docs", "DocumentStyle", told.get("fields"))
    draft.put_tab(replace(tab, style=masked(tab.style, kept_value(told["documentStyle"]), paths)))
    return {}


def update_section(draft: Draft, told: Json) -> Reply:
    """`updateSectionStyle` of the sections that the range touches."""
    required(told, "range", "sectionStyle")
    where = told["range"]
    first, end = draft.range(where)
    paths = read_mask("docs", "SectionStyle", told.get("fields"))
    style = kept_value(told["sectionStyle"])
    content = list(draft.segment(where).content)
    starts = _starts(content)
    breaks = [number for number, block in enumerate(content) if isinstance(block, Break)]
    for number, following in zip(breaks, [*breaks[1:], len(content)], strict=True):
        stop = starts[following] if following < len(content) else draft.segment(where).length
        old = content[number]
        if isinstance(old, Break) and starts[number] < end and stop > first:
            content[number] = replace(old, style=masked(old.style, style, paths))
    draft.put(where, tuple(content))
    return {}


def _starts(content: Iterable[Any]) -> list[int]:
    out, start = [], 0
    for block in content:
        out.append(start)
        start += block.length
    return out


def update_named(draft: Draft, told: Json) -> Reply:
    """`updateNamedStyle`."""
    required(told, "namedStyle")
    kind = told["namedStyle"].get("namedStyleType")
    tab = draft.tab(told)
    paths = [path for path in read_mask("docs", "NamedStyle", told.get("fields")) if path != ("namedStyleType",)]
    styles = list(tab.rest.get("namedStyles", {}).get("styles", ()))
    number = next((n for n, style in enumerate(styles) if style["namedStyleType"] == kind), None)
    if number is None:
        raise bad("The field named_style_type must name one of the document's styles.")
    deep = [
        path for path in paths if len(path) > 1 or not any(other[0] == path[0] and other != path for other in paths)
    ]
    styles[number] = masked(styles[number], kept_value(told["namedStyle"]), deep)
    draft.put_tab(replace(tab, rest={**tab.rest, "namedStyles": {"styles": styles}}))
    return {}
