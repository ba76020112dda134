"""What our reader will find in a document that holds just a Layout, and which of two Layouts a document holds."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from mapdocs.fields import parse_field
from mapdocs.google.order import rising
from mapdocs.layout import Run
from mapdocs.readers.gdocs import find
from mapdocs.readers.gdocs.model import Doc, Paragraph, Tab
from mapdocs.readers.gdocs.values import Values
from mapdocs.utf16 import units

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from mapdocs.layout import Layout, Para
    from mapdocs.readers.gdocs.found import Spot

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "strong": {"bold": True},
    "em": {"italic": True},
    "code": {"weightedFontFamily": {"fontFamily": "Roboto Mono"}},
}
_LISTS = {
    "list": {"listProperties": {"nestingLevels": [{}] * 9}},
    "numbered": {"listProperties": {"nestingLevels": [{"glyphType": "DECIMAL"}] * 9}},
}

_NEAR = 0.9
"""What a paragraph of like words counts at most, beside one of the same words."""


def written_in(layout: Layout) -> dict[str, str]:
    """Field -> its value as it would be read back from a document that holds nothing but the layout."""
    paras: dict[str, list[Para]] = {}
    for para in layout.paras():
        if para.field:
            paras.setdefault(para.field, []).append(para)
    signs = {para.sign for para in layout.paras() if para.sign}
    values = Values(Doc("", "", "", (Tab("", "", (), {"lists": _LISTS}),)), signs)
    return {
        field: values.read(parse_field(field).kind, "", [_paragraph(para) for para in found])
        for field, found in paras.items()
    }


def _paragraph(para: Para) -> Paragraph:
    """As the reader would have it of a paragraph that was written like this."""
    items, at = [], 1
    for run in (*_signed(para), *para.runs):
        end = at + units(run.text)
        items.append({"startIndex": at, "endIndex": end, "textRun": {"content": run.text, "textStyle": _style(run)}})
        at = end
    items.append({"startIndex": at, "endIndex": at + 1, "textRun": {"content": "\n", "textStyle": {}}})
    raw: dict[str, Any] = {"elements": items}
    if para.style in _LISTS:
        raw["bullet"] = {"listId": para.style, "nestingLevel": para.level}
    return Paragraph(1, at + 1, para.text, para.text, pending=False, things=(), raws=(raw,))


def _signed(para: Para) -> tuple[Run, ...]:
    return (Run(para.sign),) if para.sign else ()


def _style(run: Run) -> dict[str, Any]:
    style = dict(_STYLES.get(run.tone, {}))
    return style | {"link": {"url": run.link}} if run.link else style


def holds(doc: Doc, after: Layout, before: Layout) -> bool:
    """Whether a batch that was to turn `before` into `after` was applied; people may have edited the document since.

    A batch is applied whole or not at all, so what most of the changed paragraphs say decides; those that people have
    edited by what they are more like. Where nothing tells, it was not: whatever is done again then changes nothing.
    """
    old, new = _texts(before), _texts(after)
    olds, news = _found(doc, before), _found(doc, after)
    moved = _in_order(news, new, old) - _in_order(olds, old, new)
    return moved + sum(_told(name, old, new, olds, news) for name in {**old, **new}) > 0


def _told(
    name: str, old: Mapping[str, str], new: Mapping[str, str], olds: Mapping[str, Spot], news: Mapping[str, Spot]
) -> float:
    """What a paragraph tells: from 1, it was applied, to -1, it was not."""
    if old.get(name) == new.get(name):
        return 0.0
    as_new = _nearness(news.get(name), new.get(name))
    as_old = _nearness(olds.get(name), old.get(name))
    if name in old and name in new:
        return as_new - as_old
    if not (old.get(name) or new.get(name)):
        return 0.0  # an empty one is anywhere
    return 2 * as_new - 1 if name in new else 1 - 2 * as_old


def _nearness(spot: Spot | None, text: str | None) -> float:
    if spot is None or text is None:
        return 0.0
    return 1.0 if spot.text == text else _NEAR * SequenceMatcher(None, spot.text, text, autojunk=False).ratio()


def _in_order(found: Mapping[str, Spot], names: Iterable[str], others: Container[str]) -> int:
    """How many of the paragraphs that both have stand in the order of the first."""
    spots = [found[name] for name in names if name in others and name in found]
    return len(rising(list(enumerate(spot.start for spot in spots if not spot.segment))))


def _texts(layout: Layout) -> dict[str, str]:
    return {para.id: para.text for para in (*layout.paras(), *layout.header, *layout.footer)}


def _found(doc: Doc, layout: Layout) -> Mapping[str, Spot]:
    return find(doc, layout).paras
