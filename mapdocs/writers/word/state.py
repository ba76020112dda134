"""What a Word file under construction has given out so far: ids, bookmarks, relationships, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from mapdocs.writers.word.xml import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapdocs.assets import Theme
    from mapdocs.markup import Element
    from mapdocs.page import Page
    from mapdocs.problems import Problem
    from mapdocs.writers.word.look import Look

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BOOKMARK_LENGTH = 40
_MARKED = frozenset({"tr", "section"})
_NOT_A_NAME = re.compile(r"\W", re.ASCII)


@dataclass(slots=True)
class State:
    """The page, its look, and the counters; one for each file."""

    page: Page
    theme: Theme
    look: Look
    front_section: str
    bookmarks: dict[str, str]
    pending: list[str] = field(default_factory=list)
    opened: int = 0
    control_ids: set[int] = field(default_factory=set)
    relations: dict[tuple[str, str], str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    pictures: int = 0
    numberings: int = 0
    revisions: int = 0
    change: str = ""
    label: str = ""
    after_table: bool = False
    top_of_page: bool = False
    room: float | None = None
    keep: bool = False
    keep_last: bool = False
    front: bool = False
    problems: list[Problem] = field(default_factory=list)

    def relate(self, kind: str, target: str) -> str:
        """The id of a relationship; the same target has the same one."""
        return self.relations.setdefault((kind, target), f"rIdM{len(self.relations) + 1}")

    def add_media(self, data: bytes, suffix: str) -> str:
        """Put a picture into the package; the id of its relationship."""
        name = next((name for name, known in self.media.items() if known == data), "")
        if not name:
            name = f"picture{len(self.media) + 1}.{suffix}"
            self.media[name] = data
        return self.relate("image", f"media/{name}")

    def control_id(self, tag: str) -> int:
        """A positive number that no other control has; the same for the same tag in each file."""
        number = crc32(tag.encode()) & 0x3FFFFFFF or 1
        while number in self.control_ids:
            number += 1
        self.control_ids.add(number)
        return number

    def mark(self, element: Element) -> None:
        """The next paragraph carries the element's bookmark."""
        if name := self.bookmarks.get(element.id):
            self.pending.append(name)

    def take_bookmarks(self) -> tuple[str, str]:
        """Start and end of the bookmarks that wait for a paragraph."""
        if not self.pending:
            return "", ""
        names, self.pending = self.pending, []
        start, end = "", ""
        for name in names:
            self.opened += 1
            start += f'<w:bookmarkStart w:id="{self.opened}" w:name="{name}"/>'
            end += f'<w:bookmarkEnd w:id="{self.opened}"/>'
        return start, end


def relationships(state: State) -> str:
    """The lines that the file's relationships get on top of the base's."""
    return "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}{kind}" Target="{attribute(target)}"'
        + (' TargetMode="External"/>' if kind == "hyperlink" else "/>")
        for (kind, target), name in state.relations.items()
    )


def bookmark_names(blocks: Iterable[Element]) -> dict[str, str]:
    """Block id -> bookmark name: `plan/F-01/M-07` of a row is `row_M_07`; each name once, as Word allows them.

    Rows, sections and phases have one, and whatever a link leads to.
    """
    elements = [element for block in blocks for element in block.walk()]
    linked = {element.get("href")[1:] for element in elements if element.tag == "a"}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for element in elements:
        wanted = element.tag in _MARKED or "phase" in element.classes or element.id in linked
        if element.id and wanted and element.id not in names:
            names[element.id] = _free(_wanted(element), taken)
    return names


def _wanted(element: Element) -> str:
    row = element.tag == "tr"
    words = element.id.rsplit("/", 1)[-1] if row else element.id
    return ("row_" if row else "part_") + _NOT_A_NAME.sub("_", words)


def _free(wanted: str, taken: set[str]) -> str:
    """Word takes no two names that differ in case alone."""
    name, count = wanted[:_BOOKMARK_LENGTH], 1
    while name.lower() in taken:
        count += 1
        name = f"{wanted[: _BOOKMARK_LENGTH - len(str(count)) - 2]}_x{count}"
    taken.add(name.lower())
    return name
