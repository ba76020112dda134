"""What our reader will find in a document that holds just a Layout, and which of two Layouts a document holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapdocs.fields import parse_field
from mapdocs.google.splices import units
from mapdocs.layout import Run
from mapdocs.readers.gdocs import find
from mapdocs.readers.gdocs.model import Doc, Paragraph, Tab
from mapdocs.readers.gdocs.values import Values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdocs.layout import Layout, Para

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "strong": {"bold": True},
    "em": {"italic": True},
    "code": {"weightedFontFamily": {"fontFamily": "Roboto Mono"}},
}
_LISTS = {
    "list": {"listProperties": {"nestingLevels": [{}] * 9}},
    "numbered": {"listProperties": {"nestingLevels": [{"glyphType": "DECIMAL"}] * 9}},
}


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
    return style | {"link": {"url": run.link}} if run.link and not run.link.startswith("#") else style


def holds(doc: Doc, after: Layout, before: Layout) -> bool:
    """Whether a batch that was to turn `before` into `after` was applied; people may have edited the document since.

    A batch is applied whole or not at all, so what most of the changed paragraphs say decides.
    """
    texts = {para.id: para.text for para in before.paras()}
    wanted = {para.id: para.text for para in after.paras()}
    changed = [name for name, text in wanted.items() if texts.get(name) != text]
    gone = [name for name in texts if name not in wanted]
    news, olds = _found(doc, after), _found(doc, before)
    applied = sum(news.get(name) == wanted[name] for name in changed) + sum(name not in olds for name in gone)
    before_it = sum(olds.get(name) == texts.get(name) for name in changed) + sum(name in olds for name in gone)
    return applied >= before_it


def _found(doc: Doc, layout: Layout) -> Mapping[str, str]:
    return {name: spot.text for name, spot in find(doc, layout).paras.items()}
