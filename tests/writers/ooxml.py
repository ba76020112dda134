"""Word files taken apart for tests, and the faults that no validator sees."""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts(data: bytes) -> dict[str, bytes]:
    """Part name -> bytes."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def root(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part as XML."""
    return etree.fromstring(parts(data)[name])


def found(element: etree._Element, tag: str) -> list[etree._Element]:
    """All elements of a Word tag, in document order."""
    return list(element.iter(f"{W}{tag}"))


def value(element: etree._Element, tag: str, name: str = "val") -> str:
    """An attribute of the first such element; empty without one."""
    inner = next(element.iter(f"{W}{tag}"), None)
    return "" if inner is None else str(inner.get(f"{W}{name}", ""))


def text(element: etree._Element) -> str:
    """What people read; a line break is a space."""
    return "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    for node in element.iter(f"{W}t", f"{W}br", f"{W}tab"):
        yield node.text or "" if node.tag == f"{W}t" else " "


def styled(data: bytes, style: str) -> list[str]:
    """The texts of all paragraphs of a style."""
    return [text(p) for p in found(root(data), "p") if value(p, "pStyle") == style]


def controls(data: bytes) -> dict[str, etree._Element]:
    """Content controls by their tag."""
    return {value(control, "tag"): control for control in found(root(data), "sdt")}


def content(control: etree._Element) -> str:
    """What stands in a control."""
    return " ".join(text(p) for p in found(control, "p")) or text(control)


def taken(data: bytes) -> etree._Element:
    """The body with all tracked changes taken."""
    return _settled(root(data), come="ins", gone="del")


def turned_down(data: bytes) -> etree._Element:
    """The body with all tracked changes turned down."""
    return _settled(root(data), come="del", gone="ins")


def _parent(element: etree._Element) -> etree._Element:
    found_one = element.getparent()
    assert found_one is not None
    return found_one


def _drop(element: etree._Element) -> None:
    _parent(element).remove(element)


def _settled(body: etree._Element, come: str, gone: str) -> etree._Element:
    """Rows, runs and paragraphs of the one kind go, those of the other stay."""
    for row in found(body, "tr"):
        if row.find(f"{W}trPr/{W}{gone}") is not None:
            _drop(row)
    for mark in found(body, gone):
        if _parent(mark).tag != f"{W}rPr":
            _drop(mark)
    for paragraph in found(body, "p"):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None and not text(paragraph):
            _drop(paragraph)
    for words in found(body, "delText"):
        words.tag = f"{W}t"
    assert all(not len(mark) or mark.tag == f"{W}{come}" for mark in body.iter(f"{W}ins", f"{W}del"))
    return body


def told(body: etree._Element) -> list[str]:
    """The text of each row, of each fact and of each paragraph elsewhere; without captions and what is empty."""
    out = []
    for node in body.iter(f"{W}p", f"{W}tr"):
        if node.tag == f"{W}tr":
            cells = [
                " / ".join(" ".join(text(p).split()) for p in found(cell, "p") if text(p)) for cell in found(node, "tc")
            ]
            facts = value(_parent(node), "tblStyle") == "Facts"
            out += (
                [" | ".join(pair) for pair in zip(cells[::2], cells[1::2], strict=True)]
                if facts
                else [" | ".join(cells)]
            )
        elif (
            next(node.iterancestors(f"{W}tr"), None) is None
            and value(node, "pStyle") != "Caption"
            and text(node).strip()
        ):
            out.append(" ".join(text(node).split()))
    return out


def faults(data: bytes) -> list[str]:
    """What neither a schema nor the validators look at, and Word stumbles over or people lose."""
    body = root(data)
    return [
        *_twice("control id", [value(control, "id") for control in found(body, "sdt")]),
        *_twice("control tag", [value(control, "tag") for control in found(body, "sdt")]),
        *_twice("bookmark id", [str(mark.get(f"{W}id")) for mark in found(body, "bookmarkStart")]),
        *_twice("bookmark", [str(mark.get(f"{W}name")).lower() for mark in found(body, "bookmarkStart")]),
        *_twice("picture id", [str(node.get("id")) for node in body.iter("{*}docPr")]),
        *(f"cell ends with {cell[-1].tag}" for cell in found(body, "tc") if cell[-1].tag != f"{W}p"),
        *(f"long tag {tag}" for tag in (value(control, "tag") for control in found(body, "sdt")) if len(tag) > 64),
        *_undefined(data, body),
        *_dangling(data, body),
        *_grid(body),
    ]


def _twice(what: str, names: list[str]) -> list[str]:
    return [f"{what} {name!r} {count} times" for name, count in Counter(names).items() if count > 1]


def _undefined(data: bytes, body: etree._Element) -> list[str]:
    known = {style.get(f"{W}styleId") for style in found(root(data, "word/styles.xml"), "style")}
    used = {value(node, kind) for kind in ("pStyle", "rStyle", "tblStyle") for node in found(body, kind)}
    for name in ("word/header1.xml", "word/header2.xml", "word/footer1.xml"):
        used |= {value(node, kind) for kind in ("pStyle", "rStyle") for node in found(root(data, name), kind)}
    return [f"style {name!r} is not defined" for name in sorted(used - {str(name) for name in known})]


def _dangling(data: bytes, body: etree._Element) -> list[str]:
    """Links and relationships that lead nowhere, and parts that nobody refers to."""
    marks = {mark.get(f"{W}name") for mark in found(body, "bookmarkStart")}
    anchors = {link.get(f"{W}anchor") for link in found(body, "hyperlink")} - {None}
    relations = {str(node.get("Id")): str(node.get("Target")) for node in root(data, "word/_rels/document.xml.rels")}
    used = {str(node.get(name)) for node in body.iter() for name in (f"{R}id", f"{R}embed") if node.get(name)}
    media = {f"media/{name.rsplit('/', 1)[-1]}" for name in parts(data) if name.startswith("word/media/")}
    return [
        *(f"no bookmark {name}" for name in sorted(map(str, anchors - marks))),
        *(f"no relationship {name}" for name in sorted(used - relations.keys())),
        *(f"{name} is not used" for name in sorted(media - set(relations.values()))),
    ]


def _grid(body: etree._Element) -> list[str]:
    """Rows that don't fill their table's columns."""
    wrong = []
    for table in found(body, "tbl"):
        columns = len(found(table, "gridCol"))
        for row in found(table, "tr"):
            filled = sum(int(value(cell, "gridSpan") or 1) for cell in row.iterchildren(f"{W}tc"))
            if filled != columns:
                wrong.append(f"a row has {filled} of {columns} columns: {text(row)[:40]}")
    return wrong
