"""Documents for tests of the local server: made by requests, and told as text and indices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapdocs.sandbox.model.blank import blank_document
from mapdocs.sandbox.model.showing import show_document
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.requests.draft import Draft
from mapdocs.sandbox.state import OWNER

Json = dict[str, Any]


def draft(*requests: Json, text: str = "") -> Draft:
    """A new document with a text, and requests applied to it."""
    made = Draft(blank_document("doc", "Plan"), OWNER, "2026-11-23T09:00:00.000Z")
    apply(made, [*([insert(1, text)] if text else []), *requests])
    return made


def insert(index: int, text: str, **where: str) -> Json:
    """An insertText."""
    return {"insertText": {"location": {"index": index, **where}, "text": text}}


def delete(first: int, end: int, **where: str) -> Json:
    """A deleteContentRange."""
    return {"deleteContentRange": {"range": {"startIndex": first, "endIndex": end, **where}}}


def named(name: str, first: int, end: int) -> Json:
    """A createNamedRange."""
    return {"createNamedRange": {"name": name, "range": {"startIndex": first, "endIndex": end}}}


def table(index: int, rows: int, columns: int) -> Json:
    """An insertTable."""
    return {"insertTable": {"location": {"index": index}, "rows": rows, "columns": columns}}


def look(first: int, end: int, fields: str = "", **style: object) -> Json:
    """An updateTextStyle of the fields given."""
    span = {"startIndex": first, "endIndex": end}
    return {"updateTextStyle": {"range": span, "textStyle": style, "fields": fields or ",".join(style)}}


def at_cell(start: int, row: int, column: int) -> Json:
    """A tableCellLocation."""
    return {"tableStartLocation": {"index": start}, "rowIndex": row, "columnIndex": column}


def told(made: Draft) -> Json:
    """The document as documents.get tells it, with tabs."""
    return show_document(made.document, tabs=True)


def body(made: Draft) -> list[Json]:
    """The blocks of the first tab's body."""
    content: list[Json] = told(made)["tabs"][0]["documentTab"]["body"]["content"]
    return content


def text_of(paragraph: Json) -> str:
    """What stands in a paragraph; ¤ for what is no text."""
    return "".join(e["textRun"]["content"] if "textRun" in e else "¤" for e in paragraph["elements"])


def lines(content: list[Json]) -> list[Any]:
    """Paragraphs as their text without the newline, tables as rows of cells, breaks as their name."""
    out: list[Any] = []
    for block in content:
        if "paragraph" in block:
            out.append(text_of(block["paragraph"]).removesuffix("\n"))
        elif "table" in block:
            rows = block["table"]["tableRows"]
            out.append([["/".join(map(str, lines(cell["content"]))) for cell in row["tableCells"]] for row in rows])
        elif block.get("startIndex"):
            out.append("section")
    return out


def says(made: Draft) -> list[Any]:
    """The body of a draft, as `lines`."""
    return lines(body(made))


def paragraphs(content: list[Json]) -> Iterator[Json]:
    """Every paragraph at any depth."""
    for block in content:
        if "paragraph" in block:
            yield block
        for row in block.get("table", {}).get("tableRows", ()):
            for cell in row["tableCells"]:
                yield from paragraphs(cell["content"])


def units(content: list[Json]) -> dict[int, str]:
    """Index -> the UTF-16 code unit there, where there is text."""
    out: dict[int, str] = {}
    for block in paragraphs(content):
        wide = text_of(block["paragraph"]).encode("utf-16-le")
        for number in range(len(wide) // 2):
            out[block.get("startIndex", 0) + number] = wide[2 * number : 2 * number + 2].decode(
                "utf-16-le", "surrogatepass"
            )
    return out


def ranges(made: Draft) -> dict[str, list[str]]:
    """Name -> the text under each of its named ranges; the parts of a split one with | between."""
    tab = told(made)["tabs"][0]["documentTab"]
    there = units(tab["body"]["content"])
    return {
        name: ["|".join(_under(there, part) for part in one["ranges"]) for one in group["namedRanges"]]
        for name, group in tab.get("namedRanges", {}).items()
    }


def _under(there: Mapping[int, str], part: Json) -> str:
    text = "".join(there.get(index, "") for index in range(part.get("startIndex", 0), part["endIndex"]))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def faults_of_indices(content: list[Json], start: int = 0) -> list[str]:
    """Where indices are not what the content's lengths make them; nothing in a sound document."""
    out: list[str] = []
    for block in content:
        if block.get("startIndex", 0) != start:
            out.append(f"block at {block.get('startIndex', 0)}, not {start}")
        if "paragraph" in block:
            at = start
            for element in block["paragraph"]["elements"]:
                wide = len(element["textRun"]["content"].encode("utf-16-le")) // 2 if "textRun" in element else 1
                if "equation" in element:
                    wide = element["endIndex"] - element["startIndex"]
                if (element.get("startIndex", 0), element["endIndex"]) != (at, at + wide):
                    out.append(f"element at {element.get('startIndex', 0)}, not {at}")
                at += wide
            end = at
        elif "table" in block:
            end, more = _table(block["table"], start)
            out += more
        elif "tableOfContents" in block:
            inner = block["tableOfContents"]["content"]
            out += faults_of_indices(inner, start + 1)
            end = inner[-1]["endIndex"] + 1
        else:
            end = start + 1
        if block["endIndex"] != end:
            out.append(f"block ends at {block['endIndex']}, not {end}")
        start = end
    return out


def _table(said: Json, start: int) -> tuple[int, list[str]]:
    out: list[str] = []
    at = start + 1
    for row in said["tableRows"]:
        if row["startIndex"] != at:
            out.append(f"row at {row['startIndex']}, not {at}")
        at += 1
        for cell in row["tableCells"]:
            if cell["startIndex"] != at:
                out.append(f"cell at {cell['startIndex']}, not {at}")
            out += faults_of_indices(cell["content"], at + 1)
            at = cell["content"][-1]["endIndex"]
            if cell["endIndex"] != at:
                out.append(f"cell ends at {cell['endIndex']}, not {at}")
        if row["endIndex"] != at:
            out.append(f"row ends at {row['endIndex']}, not {at}")
    return at + 1, out
