"""Any requests in any order: whatever a schema allows is done or refused, and the document stays sound."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.model.reading import read_document
from mapdocs.sandbox.model.showing import show_document
from mapdocs.sandbox.requests.batch import HANDLERS, apply
from mapdocs.sandbox.requests.draft import Draft
from mapdocs.sandbox.requests.suggested import settled
from mapdocs.sandbox.schema import check_body, schema
from mapdocs.sandbox.state import OWNER
from tests.drafts import draft, faults_of_indices, insert, named, paragraphs, table

Json = dict[str, Any]
INDEX = st.integers(-1, 45)
FIELDS = st.sampled_from(
    ["*", "bold", "link,bold", "alignment,namedStyleType", "width", "backgroundColor", "marginTop"]
)

TEXT = st.sampled_from(["", "a", "x\ny", "😀", "\t\tz", "\n", "n"])
KNOWN: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("index", "startIndex", "endIndex", "rowIndex", "columnIndex"), INDEX),
    **dict.fromkeys(("text", "name", "content", "replaceText"), TEXT),
    "fields": FIELDS,
    "segmentId": st.just(""),
}
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "string": st.sampled_from(["", "t.0", "kix.none", "a@b.example"]),
    "integer": st.integers(-1, 4),
    "number": st.sampled_from([0, 0.5, 12]),
    "boolean": st.booleans(),
}


def whatever(name: str, depth: int = 0) -> st.SearchStrategy[Json]:
    """Bodies of a schema, each field there or not."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for key, told in schema("docs", name).get("properties", {}).items():
        made = value(key, told, depth)
        if made is not None:
            parts[key] = made
    return st.fixed_dictionaries({}, optional=parts)


def value(key: str, told: Json, depth: int) -> st.SearchStrategy[Any] | None:
    """Values of a field; None where they go too deep."""
    if key in KNOWN:
        return KNOWN[key]
    if "$ref" in told:
        return whatever(told["$ref"], depth + 1) if depth < 4 else None
    if told.get("type") == "array":
        inner = value(key, told["items"], depth)
        return None if inner is None else st.lists(inner, max_size=3)
    return st.sampled_from(told["enum"]) if "enum" in told else SCALARS.get(told.get("type", ""))


def sensible() -> st.SearchStrategy[Json]:
    """Requests that are mostly right."""
    span = st.tuples(st.integers(1, 40), st.integers(1, 12)).map(
        lambda p: {"startIndex": p[0], "endIndex": p[0] + p[1]}
    )
    grids = st.sampled_from(["insertTableRow", "deleteTableRow", "insertTableColumn", "deleteTableColumn"])
    merges = st.sampled_from(["mergeTableCells", "unmergeTableCells"])
    cell = st.builds(
        lambda start, row, column: {"tableStartLocation": {"index": start}, "rowIndex": row, "columnIndex": column},
        st.integers(2, 30),
        st.integers(0, 2),
        st.integers(0, 2),
    )
    area = st.builds(
        lambda place, rows, columns: {"tableCellLocation": place, "rowSpan": rows, "columnSpan": columns},
        cell,
        st.integers(1, 2),
        st.integers(1, 2),
    )
    return st.one_of(
        st.builds(insert, st.integers(1, 40), st.sampled_from(["ab", "x\ny", "😀"])),
        span.map(lambda s: {"deleteContentRange": {"range": s}}),
        span.map(lambda s: {"createNamedRange": {"name": "n", "range": s}}),
        span.map(lambda s: {"insertComment": {"range": s, "content": "c"}}),
        span.map(lambda s: {"createParagraphBullets": {"range": s, "bulletPreset": "BULLET_CHECKBOX"}}),
        span.map(lambda s: {"updateTextStyle": {"range": s, "textStyle": {"bold": True}, "fields": "bold"}}),
        st.builds(table, st.integers(1, 40), st.integers(1, 3), st.integers(1, 3)),
        st.builds(lambda kind, place: {kind: {"tableCellLocation": place}}, grids, cell),
        st.builds(lambda kind, place: {kind: {"tableRange": place}}, merges, area),
        st.just({"replaceAllText": {"containsText": {"text": "a"}, "replaceText": "bc"}}),
        st.just({"replaceNamedRangeContent": {"namedRangeName": "n", "text": "new"}}),
        st.integers(1, 30).map(lambda n: {"createFootnote": {"location": {"index": n}}}),
        st.integers(1, 30).map(lambda n: {"insertSectionBreak": {"location": {"index": n}}}),
    )


ANY = st.sampled_from(sorted(HANDLERS)).flatmap(
    lambda kind: whatever(schema("docs", "Request")["properties"][kind]["$ref"]).map(lambda body: {kind: body})
)


def begun() -> Draft:
    """A document with lines, a table, a comment and named ranges."""
    return draft(
        insert(1, "one\ntwo 😀"),
        table(5, 2, 2),
        insert(9, "a"),
        named("n", 2, 4),
        named("n", 9, 10),
        {"insertComment": {"range": {"startIndex": 1, "endIndex": 3}, "content": "c"}},
    )


def sound(made: Draft) -> None:
    """Indices, newlines, neighbours of tables, grids; the document comes back from its JSON."""
    shown = show_document(made.document, tabs=True)
    plain = json.loads(json.dumps(shown))
    assert plain == json.loads(json.dumps(show_document(read_document(plain), tabs=True)))
    for tab in made.document.tabs:
        check_body("docs", "DocumentTab", json.loads(json.dumps(shown["tabs"][0]["documentTab"])))
        assert tab.segments[""].content[0].length == 1
    for told in shown["tabs"]:
        content = told["documentTab"]["body"]["content"]
        assert [] == faults_of_indices(content)
        whole(content)
        hung_well(told["documentTab"], content)


def whole(content: list[Json]) -> None:
    """Each paragraph has one newline, at its end; a table stands between paragraphs; rows are of one width."""
    assert "paragraph" in content[-1]
    for number, block in enumerate(content):
        if "paragraph" in block:
            text = "".join(e.get("textRun", {}).get("content", "") for e in block["paragraph"]["elements"])
            assert text.index("\n") == len(text) - 1
        elif "table" in block:
            assert "paragraph" in content[number + 1]
            assert number == 0 or "paragraph" in content[number - 1]
            for row in block["table"]["tableRows"]:
                assert block["table"]["columns"] == len(row["tableCells"])
                for cell in row["tableCells"]:
                    whole(cell["content"])


def hung_well(tab: Json, content: list[Json]) -> None:
    """Named ranges and anchors hold at least a character, and lie in the text."""
    held = [one["ranges"] for group in tab.get("namedRanges", {}).values() for one in group["namedRanges"]]
    held += [anchor["ranges"] for anchor in tab.get("commentAnchors", {}).values()]
    inside = [(block["startIndex"], block["endIndex"]) for block in paragraphs(content) if "startIndex" in block]
    for places in held:
        for place in places:
            first, end = place.get("startIndex", 0), place["endIndex"]
            assert first < end
            assert any(start <= first < stop for start, stop in inside)
            assert any(start < end <= stop for start, stop in inside)


@given(st.lists(sensible(), max_size=12), st.lists(st.booleans(), min_size=12, max_size=12))
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@example([named("n", 7, 17), {"deleteContentRange": {"range": {"startIndex": 7, "endIndex": 19}}}], [False] * 12)
def test_a_document_stays_sound(requests: list[Json], suggested: list[bool]) -> None:
    """Whatever is done to it, made or suggested; and so do its views."""
    made = begun()
    for number, (request, suggest) in enumerate(zip(requests, suggested, strict=False)):
        before = made.document, made.comments
        made.suggestion = f"s.{number}" if suggest else ""
        try:
            apply(made, [request])
        except ApiError:
            made.document, made.comments = before
        sound(made)
    for verdict in ("accept", "reject"):
        view = Draft(settled(made.document, verdict), OWNER, "")
        sound(view)
    anchors = {c.anchor for c in made.comments if not c.deleted}
    assert anchors <= set(show_document(made.document, tabs=True)["tabs"][0]["documentTab"].get("commentAnchors", {}))


@given(st.lists(ANY, min_size=1, max_size=3))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_a_schema_allows_is_done_or_refused(requests: list[Json]) -> None:
    """Fields missing, out of range, against each other: never a crash."""
    made = begun()
    check_body("docs", "BatchUpdateDocumentRequest", {"requests": requests})
    try:
        apply(made, requests)
    except ApiError:
        return
    sound(made)
