"""Headers, footers and tabs."""

from __future__ import annotations

from dataclasses import replace

from mapdocs.sandbox.errors import bad
from mapdocs.sandbox.model.blank import blank_tab
from mapdocs.sandbox.model.places import holder
from mapdocs.sandbox.model.tree import Break, Json, Piece, Segment, Tab, paragraph
from mapdocs.sandbox.requests.draft import Draft, Reply, required
from mapdocs.sandbox.schema import masked, read_mask

_PLAIN: Json = {"namedStyleType": "NORMAL_TEXT", "direction": "LEFT_TO_RIGHT"}


def create_header(draft: Draft, told: Json) -> Reply:
    """`createHeader`."""
    return _create(draft, told, "Header")


def create_footer(draft: Draft, told: Json) -> Reply:
    """`createFooter`."""
    return _create(draft, told, "Footer")


def _create(draft: Draft, told: Json, word: str) -> Reply:
    """A header or footer of the document, or of the section that begins at a break further on."""
    if told.get("type", "") != "DEFAULT":
        raise bad("The type must be DEFAULT.")
    where = told.get("sectionBreakLocation", {})
    tab = draft.tab(where)
    key, index = f"default{word}Id", where.get("index", 0)
    number, start = holder(tab.segments[""].content, 0, index)
    section = tab.segments[""].content[number] if number < len(tab.segments[""].content) else None
    if not isinstance(section, Break) or start != index:
        raise bad("The location must be that of a section break.")
    style = section.style if index else tab.style
    if style.get(key):
        raise bad(f"Default {word.lower()} already exists. ID: {style[key]}.")
    ident = draft.new_id()
    tab = draft.tab(where).with_segment(Segment(ident, f"{word.lower()}s", (paragraph((Piece("\n", {}),), _PLAIN),)))
    if index:
        body = tab.segments[""]
        changed = replace(section, style={**style, key: ident})
        tab = tab.with_segment(replace(body, content=(*body.content[:number], changed, *body.content[number + 1 :])))
    else:
        tab = replace(tab, style={**tab.style, key: ident})
    draft.put_tab(tab)
    return {f"create{word}": {f"{word.lower()}Id": ident}}


def delete_header(draft: Draft, told: Json) -> Reply:
    """`deleteHeader`."""
    return _delete(draft, told, "headers", "headerId")


def delete_footer(draft: Draft, told: Json) -> Reply:
    """`deleteFooter`."""
    return _delete(draft, told, "footers", "footerId")


def _delete(draft: Draft, told: Json, kind: str, key: str) -> Reply:
    required(told, key)
    tab, ident = draft.tab(told), told[key]
    found = tab.segments.get(ident)
    if found is None or found.kind != kind:
        raise bad(f"There is no such header or footer: {ident}.")
    segments = {name: part for name, part in tab.segments.items() if name != ident}
    content = tuple(
        replace(block, style=_without(block.style, ident)) if isinstance(block, Break) else block
        for block in segments[""].content
    )
    segments[""] = replace(segments[""], content=content)
    draft.put_tab(replace(tab, segments=segments, style=_without(tab.style, ident)))
    return {}


def _without(style: Json, ident: str) -> Json:
    return {key: value for key, value in style.items() if value != ident}


# ---------------------------------------------------------------- tabs


def add_tab(draft: Draft, told: Json) -> Reply:
    """`addDocumentTab`."""
    asked = dict(told.get("tabProperties", {}))
    parent = asked.get("parentTabId", "")
    tabs = draft.document.tabs
    if parent and parent not in {tab.id for tab in tabs}:
        raise bad(f"The tab with the ID {parent} was not found.")
    ident = draft.new_id("t.")
    beside = [tab for tab in tabs if tab.properties.get("parentTabId", "") == parent]
    index = min(asked.get("index", len(beside)), len(beside))
    level = 1 + next((tab.properties.get("nestingLevel", 0) for tab in tabs if tab.id == parent), -1)
    properties = {**asked, "tabId": ident, "title": asked.get("title", f"Tab {len(tabs) + 1}"), "index": index}
    if level:
        properties["nestingLevel"] = level
    new = blank_tab(properties)
    draft.document = replace(draft.document, tabs=_numbered((*tabs, new), new))
    return {"addDocumentTab": {"tabProperties": dict(draft.tab(properties).properties)}}


def _numbered(tabs: tuple[Tab, ...], new: Tab) -> tuple[Tab, ...]:
    """The tabs in order: the new one before those beside it whose place it takes."""
    parent, index = new.properties.get("parentTabId", ""), new.properties["index"]
    moved = [
        replace(tab, properties={**tab.properties, "index": tab.properties.get("index", 0) + 1})
        if tab is not new
        and tab.properties.get("parentTabId", "") == parent
        and tab.properties.get("index", 0) >= index
        else tab
        for tab in tabs
    ]
    return tuple(
        sorted(moved, key=lambda tab: (bool(tab.properties.get("parentTabId")), tab.properties.get("index", 0)))
    )


def delete_tab(draft: Draft, told: Json) -> Reply:
    """`deleteTab`, with those under it."""
    required(told, "tabId")
    gone = {draft.tab(told).id}
    for _ in draft.document.tabs:
        gone |= {tab.id for tab in draft.document.tabs if tab.properties.get("parentTabId") in gone}
    kept = tuple(tab for tab in draft.document.tabs if tab.id not in gone)
    if not kept:
        raise bad("The last tab of a document can't be deleted.")
    draft.document = replace(draft.document, tabs=kept)
    return {}


def update_tab(draft: Draft, told: Json) -> Reply:
    """`updateDocumentTabProperties`."""
    required(told, "tabProperties")
    tab = draft.tab(told["tabProperties"])
    paths = read_mask("docs", "TabProperties", told.get("fields"))
    allowed = [path for path in paths if path[0] in {"title", "iconEmoji"}]
    draft.put_tab(replace(tab, properties=masked(tab.properties, told["tabProperties"], allowed)))
    return {}
