"""YAML text -> its pieces as they stand there: spans, styles, anchors and aliases; what splices are made by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import yaml

from mapdocs.source import NULLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdocs.quoting import Value

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True, eq=False)
class Piece:
    """A value as written. Its text is text[start:end], with anchor and tag; `flow`: in brackets, or a scalar on a line.

    `entries`: keys and values of a map, merge keys included; `target`: what an alias stands for.
    """

    kind: Literal["scalar", "null", "list", "map", "alias"]
    start: int
    end: int
    flow: bool = True
    anchored: bool = False
    value: str = ""
    entries: list[tuple[Piece, Piece]] = field(default_factory=list)
    items: list[Piece] = field(default_factory=list)
    first: int = 0
    target: Piece | None = None

    def child(self, step: str | int) -> Piece | None:
        """What is written at a step; not what a merge key brings in."""
        if isinstance(step, str):
            return next((value for key, value in self.entries if key.named == step), None)
        return self.items[step] if 0 <= step < len(self.items) else None

    @property
    def named(self) -> str:
        """A key's text."""
        return self.target.value if self.target else self.value

    def plain(self) -> Value:
        """What it says, aliases and merge keys resolved."""
        if self.target:
            return self.target.plain()
        if self.kind == "list":
            return [item.plain() for item in self.items]
        if self.kind != "map":
            return None if self.kind == "null" else self.value
        found = {key.named: value.plain() for key, value in self.entries if key.named != "<<"}
        for key, value in self.entries:
            if key.named == "<<":
                under = value.plain()
                for more in under if isinstance(under, list) else [under]:
                    found = {**found, **{k: v for k, v in more.items() if k not in found}}  # type: ignore[union-attr]
        return found

    def inside(self) -> Iterator[Piece]:
        """This and all pieces in it."""
        yield self
        for key, value in self.entries:
            yield key
            yield from value.inside()
        for item in self.items:
            yield from item.inside()


def read_pieces(text: str) -> Piece:
    """The root of a text that `source.read_yaml` has read without problems."""
    events = (event for event in yaml.parse(text, Loader=_LOADER) if hasattr(event, "anchor") or _ends(event))
    return _Reader(text).piece(next(events), events)


def _ends(event: object) -> bool:
    return isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.anchors: dict[str, Piece] = {}

    def piece(self, event: Any, events: Iterator[Any]) -> Piece:  # noqa: ANN401 - PyYAML's events have no types
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            return Piece("alias", start, end, target=self.anchors[str(event.anchor)])
        if isinstance(event, yaml.ScalarEvent):
            found = Piece("scalar", start, self._end(start, end, event.style), event.style not in ("|", ">"))
            found.value = event.value
            if not event.style and not event.tag and event.value in NULLS:
                found.kind = "null"
        else:
            found = self._collection(event, events)
        if event.anchor:
            found.anchored = True
            self.anchors[event.anchor] = found
        return found

    def _collection(self, event: Any, events: Iterator[Any]) -> Piece:  # noqa: ANN401
        start, end = event.start_mark.index, event.end_mark.index
        is_map = isinstance(event, yaml.MappingStartEvent)
        found = Piece("map" if is_map else "list", start, end, bool(event.flow_style))
        for child in events:
            if _ends(child):
                break
            if is_map:
                found.entries.append((self.piece(child, events), self.piece(next(events), events)))
            else:
                found.items.append(self.piece(child, events))
        if found.flow:
            found.end = child.end_mark.index
            found.first = end - 1
            return found
        # The end of a block, as events tell it, lies behind the comments that follow it.
        last = found.entries[-1][1] if is_map else found.items[-1]
        found.end = max(end, last.end) if not is_map else last.end
        found.first = found.entries[0][0].start if is_map else start if self.text[start] == "-" else end
        return found

    def _end(self, start: int, end: int, style: str | None) -> int:
        """Behind the scalar's last character; of a block that keeps its last line ends, before the last of them."""
        if style not in ("|", ">"):
            return end
        head = self.text[start:end].split("\n", 1)[0].split("#")[0]
        if "+" not in head:
            return start + len(self.text[start:end].rstrip())
        last = self.text.rfind("\n", start, end)
        return last - (self.text[last - 1] == "\r") if last > start else end
