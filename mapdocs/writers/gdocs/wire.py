"""The parts that requests are made of: places, ranges, lengths and colours, as the API spells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Request = dict[str, Any]
"""One request of a batchUpdate, as it goes into JSON."""
Json = dict[str, Any]

_BYTE = 255


@dataclass(frozen=True, slots=True)
class Where:
    """Places in one segment of one tab. `tab`: "" in a document whose only tab needs no name; `segment`: "" = body."""

    tab: str = ""
    segment: str = ""

    def at(self, index: int) -> Json:
        """A location."""
        return {"index": index, **self._part()}

    def span(self, start: int, end: int) -> Json:
        """A range; its end is not part of it."""
        return {"startIndex": start, "endIndex": end, **self._part()}

    def _part(self) -> Json:
        return {name: value for name, value in (("segmentId", self.segment), ("tabId", self.tab)) if value}

    def cells(self, table: int, row: int, column: int, rows: int, columns: int) -> Json:
        """A rectangle of a table's cells."""
        return {"tableCellLocation": self.cell(table, row, column), "rowSpan": rows, "columnSpan": columns}

    def cell(self, table: int, row: int, column: int) -> Json:
        """One cell."""
        return {"tableStartLocation": self.at(table), "rowIndex": row, "columnIndex": column}

    def insert(self, index: int, text: str) -> Request:
        """Text at an index."""
        return {"insertText": {"location": self.at(index), "text": text}}

    def delete(self, start: int, end: int) -> Request:
        """Without what stands between two indices."""
        return {"deleteContentRange": {"range": self.span(start, end)}}

    def text_style(self, start: int, end: int, style: Json, fields: str) -> Request:
        """How words look."""
        return {"updateTextStyle": {"range": self.span(start, end), "textStyle": style, "fields": fields}}

    def paragraph_style(self, start: int, end: int, style: Json, fields: str) -> Request:
        """How paragraphs stand."""
        return {"updateParagraphStyle": {"range": self.span(start, end), "paragraphStyle": style, "fields": fields}}

    def named(self, start: int, end: int, name: str) -> Request:
        """A named range."""
        return {"createNamedRange": {"name": name, "range": self.span(start, end)}}


def points(length: float) -> Json:
    """A length."""
    return {"magnitude": round(length, 2), "unit": "PT"}


def colour(text: str) -> Json:
    """`#rrggbb` as the API has it; nothing for none, which is transparent."""
    if not text:
        return {}
    parts = (int(text[at : at + 2], 16) / _BYTE for at in (1, 3, 5))
    return {"color": {"rgbColor": {name: round(part, 3) for name, part in zip(_COLOURS, parts, strict=True)}}}


_COLOURS = ("red", "green", "blue")
