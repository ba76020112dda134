"""A Google document read: whatever it holds, and however broken it comes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.problems import RemoteError
from mapdocs.readers.gdocs.elements import elements
from mapdocs.readers.gdocs.model import Content, Doc, Grid, Paragraph, text_of
from mapdocs.readers.gdocs.names import names_of
from mapdocs.readers.gdocs.parse import parse
from mapdocs.utf16 import units
from tests.conftest import ROOT
from tests.gdocs_documents import C, Draft, P, Piece, R, T, TabDraft, document, p

RECORDED = sorted((ROOT / "tests" / "recorded" / "gdocs").glob("*.json"))


def recorded(name: str) -> Any:  # noqa: ANN401
    return json.loads((ROOT / "tests" / "recorded" / "gdocs" / name).read_text("utf-8"))


def paragraphs(content: Content) -> Iterator[Paragraph]:
    for block in content:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Grid):
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def of(*blocks: P | T) -> Doc:
    return parse(document(Draft("Plan", [TabDraft("t.0", "Tab 1", list(blocks))])))


def only(*blocks: P | T) -> Paragraph:
    block = of(*blocks).tabs[0].body[1]
    assert isinstance(block, Paragraph)
    return block


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_every_recorded_document_is_read_whole(path: Any) -> None:  # noqa: ANN401
    """All text that Google gives is in the paragraphs, and each is as long as its indices say."""
    raw = json.loads(path.read_text("utf-8"))
    doc = parse(raw)
    found = [para for tab in doc.tabs for para in paragraphs(tab.body)]

    assert found
    assert all(
        element.end - element.start == units(element.body["content"])
        for para in found
        for element in elements(para)
        if element.kind == "textRun"
    )
    assert all(para.end == list(elements(para))[-1].end for para in found)
    assert not any(para.pending or thing.kind == "unknown" for para in found for thing in para.things)


def test_tabs_tables_and_merged_cells_are_told() -> None:
    """A merged cell says how far it reaches; those under it are empty, so that columns keep their numbers."""
    (tab,) = parse(recorded("extrasuite_1YKy.json")).tabs
    plain, merged = (block for block in tab.body if isinstance(block, Grid))

    assert ("t.0", "Tab 1") == (tab.id, tab.title)
    assert (3, False, 5, True) == (plain.columns, plain.merged, merged.columns, merged.merged)
    assert [1, 2, 1, 2, 1] == [cell.columns for cell in merged.rows[0].cells]
    assert ["", "Students", "", "Students", ""][1:2] != [merged.rows[0].cells[2].text]
    assert "" == merged.rows[0].cells[2].text


def test_a_document_without_tabs_is_one_tab_without_an_id() -> None:
    """The answer to a request that did not ask for tabs."""
    (tab,) = parse(recorded("gatsby_tables.json")).tabs
    table = tab.body[2]

    assert "" == tab.id
    assert isinstance(table, Grid)
    assert "Col 1" == table.rows[0].cells[0].text


def test_child_tabs_are_read_after_their_parents() -> None:
    """Each at its place, as people see them in the list of tabs."""
    raw = document(Draft("Plan", [TabDraft(f"t.{n}", f"Tab {n}", [p(f"text {n}")]) for n in range(3)]))
    raw["tabs"][0]["childTabs"] = [raw["tabs"].pop(1)]

    assert ["t.0", "t.1", "t.2"] == [tab.id for tab in parse(raw).tabs]
    assert ["text 0", "text 1", "text 2"] == [text_of(tab.body) for tab in parse(raw).tabs]


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("person", {"personProperties": {"name": "Maria Keller", "email": "maria@marlow.example"}}, "Maria Keller"),
        ("person", {"personProperties": {"email": "maria@marlow.example"}}, "maria@marlow.example"),
        ("richLink", {"richLinkProperties": {"title": "Paper", "uri": "https://x.example"}}, "Paper"),
        ("richLink", {"richLinkProperties": {"uri": "https://x.example"}}, "https://x.example"),
        ("dateElement", {"dateElementProperties": {"displayText": "Dec 18, 2026"}}, "Dec 18, 2026"),
        ("dateElement", {"dateElementProperties": {"timestamp": "2026-12-18T12:00:00Z"}}, "2026-12-18"),
        ("dropdown", {"dropdownProperties": {"displayValue": "Done"}}, "Done"),
        ("autoText", {"type": "PAGE_NUMBER"}, ""),
        ("pageBreak", {}, ""),
        ("columnBreak", {}, ""),
        ("horizontalRule", {}, ""),
    ],
)
def test_chips_say_what_they_show(kind: str, body: dict[str, Any], text: str) -> None:
    """A person by name, a link by title, a date and a choice as displayed; breaks say nothing."""
    para = only(P([Piece("by "), Piece(kind=kind, body=body), Piece(".")]))

    assert f"by {text}." == para.text
    assert () == para.things


@pytest.mark.parametrize(
    ("kind", "body", "thing"),
    [
        ("inlineObjectElement", {"inlineObjectId": "kix.1"}, ("picture", "kix.1")),
        ("footnoteReference", {"footnoteId": "kix.2"}, ("footnote", "kix.2")),
        ("equation", {}, ("equation", "")),
        ("dropdown", {"dropdownProperties": {}}, ("unknown", "")),
        ("hologram", {"depth": 3}, ("unknown", "")),
    ],
)
def test_what_is_no_text_is_told_beside_the_text(kind: str, body: dict[str, Any], thing: tuple[str, str]) -> None:
    """Also a kind of element that Google may add one day."""
    para = only(P([Piece("see "), Piece(kind=kind, body=body)]))

    assert "see " == para.text
    assert [thing] == list(para.things)


def test_the_mark_that_google_writes_for_a_chip_it_does_not_give_is_no_text() -> None:
    """A field with such a chip can't be read, which is not the same as being empty."""
    para = only(p("on \ue907"))

    assert ("on ", "unknown") == (para.text, para.things[0].kind)


SUGGESTED = {"suggestedInsertionIds": ["s.1"]}
DELETED = {"suggestedDeletionIds": ["s.1"]}


def test_a_suggestion_is_not_there_yet() -> None:
    """The text now has what is suggested to go, and lacks what is suggested to come."""
    para = only(P([Piece("Fri "), Piece("18", {}, body=DELETED), Piece("21", {}, body=SUGGESTED), Piece(" Dec")]))

    assert ("Fri 18 Dec", "Fri 21 Dec", True) == (para.text, para.accepted, para.pending)


def test_a_suggested_line_end_does_not_part_a_paragraph_yet() -> None:
    """Somebody suggests a second line: until it is accepted there is one paragraph."""
    doc = of(P([Piece("Signed")], end=SUGGESTED), P([Piece("and sealed", body=SUGGESTED)]), p("next"))
    first, second = (block for block in doc.tabs[0].body if isinstance(block, Paragraph))

    assert ("Signed", "Signed\nand sealed", True) == (first.text, first.accepted, first.pending)
    assert "next" == second.text
    assert first.end == second.start


@pytest.mark.parametrize("where", ["suggestedParagraphStyleChanges", "suggestedBulletChanges"])
def test_a_suggested_look_is_pending_too(where: str) -> None:
    """The words stay, and the paragraph is left alone."""
    para = only(P([Piece("text")], more={where: {"s.1": {}}}))

    assert ("text", "text", True) == (para.text, para.accepted, para.pending)


def test_a_suggested_change_of_a_chip_shows_in_the_accepted_text() -> None:
    """A date chip for which somebody suggests another day."""
    body = {
        "dateElementProperties": {"displayText": "Dec 18"},
        "suggestedDateElementPropertiesChanges": {"s.1": {"dateElementProperties": {"displayText": "Dec 21"}}},
    }
    para = only(P([Piece(kind="dateElement", body=body)]))

    assert ("Dec 18", "Dec 21", True) == (para.text, para.accepted, para.pending)


def test_a_suggested_row_says_so() -> None:
    """A row that is suggested to come or to go."""
    doc = of(p("a"), T([R([C([p("x")])], more=SUGGESTED), R([C([p("y")])], more=DELETED), R([C([p("z")])])]), p())
    table = doc.tabs[0].body[2]
    assert isinstance(table, Grid)

    assert ["insert", "delete", ""] == [row.pending for row in table.rows]


def test_a_table_inside_a_cell_is_part_of_the_cell() -> None:
    """Its words belong to the cell's."""
    inner = T([R([C([p("in 1")]), C([p("in 2")])])])
    doc = of(p("a"), T([R([C([p("before"), inner, p("after")])])]), p())
    table = doc.tabs[0].body[2]
    assert isinstance(table, Grid)

    assert "before\nin 1\nin 2\nafter" == table.rows[0].cells[0].text


def test_a_kind_of_block_that_is_not_known_is_carried() -> None:
    """Its place is kept, so that what follows is read at its own."""
    raw = document(Draft("Plan", [TabDraft("t.0", "Tab 1", [p("a"), p("b")])]))
    content = raw["tabs"][0]["documentTab"]["body"]["content"]
    content[1] = {"startIndex": 1, "endIndex": 3, "codeBlock": {"language": "python"}}

    assert "b" == text_of(parse(raw).tabs[0].body)


def test_named_ranges_are_given_by_name_and_half_ones_left_out() -> None:
    """A range that was split has several stretches, one that lost its end is no hint."""
    raw = document(Draft("Plan", [TabDraft("t.0", "Tab 1", [P([Piece("a")], ["p:x"]), P([Piece("b")], ["p:x"])])]))
    ranges = raw["tabs"][0]["documentTab"]["namedRanges"]["p:x"]["namedRanges"][0]["ranges"]
    ranges.append({"startIndex": 3})
    found = names_of(parse(raw))

    assert [(1, 2), (3, 4)] == [(name.start, name.end) for name in found["p:x"]]


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"body": None},
        {"body": {"content": None}},
        {"body": {"content": [{"paragraph": {"elements": []}}]}},
        {"body": {"content": [{"startIndex": 0, "endIndex": "5", "paragraph": {"elements": []}}]}},
        {"body": {"content": [{"endIndex": 5, "paragraph": {"elements": [{"textRun": {}}]}}]}},
        {"body": {"content": [{"endIndex": 5, "paragraph": {"elements": [{"textRun": {"content": 5}}]}}]}},
        {"body": {"content": [{"endIndex": 5, "table": {"tableRows": [{"startIndex": 1}]}}]}},
        {"tabs": [{}]},
        {"tabs": [{"tabProperties": {}, "documentTab": {"body": {"content": []}}}]},
        {"tabs": "t.0"},
        [],
    ],
)
def test_half_a_document_is_a_problem(broken: Any) -> None:  # noqa: ANN401
    """What must be there and isn't is told, and nothing is read from such an answer."""
    with pytest.raises(RemoteError) as caught:
        parse(broken)

    assert ["bad-document"] == [problem.code for problem in caught.value.problems]


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Every way to a value in a document."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in items:
        yield (*path, name)
        yield from places(child, (*path, name))


SMALL = [path for path in RECORDED if path.stat().st_size < 70_000]
ALL_PLACES = {
    path.name: [place for place in places(recorded(path.name)) if "namedStyles" not in place] for path in SMALL
}
JUNK = st.sampled_from([None, 0, -1, 3, 2**40, "", "x", "\ud800", [], {}, [None], {"a": None}, True, 1.5])


def mutated(raw: Any, place: tuple[Any, ...], junk: Any) -> Any:  # noqa: ANN401
    """The document with one value replaced; `...` takes it out."""
    made = copy.deepcopy(raw)
    node = made
    for name in place[:-1]:
        node = node[name]
    if junk is ...:
        del node[place[-1]]
    else:
        node[place[-1]] = junk
    return made


def read_or_refused(raw: Any) -> Doc | None:  # noqa: ANN401
    """The document, or None where it is told that it is broken."""
    try:
        return parse(raw)
    except RemoteError as error:
        codes = [problem.code for problem in error.problems]
    assert ["bad-document"] == codes
    return None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_recording_with_any_value_broken_is_read_or_refused(data: st.DataObject) -> None:
    """Never a traceback: a document comes out, or the problem."""
    name = data.draw(st.sampled_from(sorted(ALL_PLACES)))
    place = data.draw(st.sampled_from(ALL_PLACES[name]))
    raw = mutated(recorded(name), place, data.draw(st.one_of(JUNK, st.just(...))))
    doc = read_or_refused(raw)
    if doc is not None:
        names_of(doc)
        found = [para for tab in doc.tabs for para in paragraphs(tab.body)]

        assert all(isinstance(element.text, str) for para in found for element in elements(para))
