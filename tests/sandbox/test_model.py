"""Documents as trees: real answers load, and come out as they went in; stretches stick to their text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.model.reading import read_document
from mapdocs.sandbox.model.showing import show_document
from mapdocs.sandbox.requests.batch import apply
from mapdocs.utf16 import widen
from tests.conftest import ROOT
from tests.drafts import body, delete, draft, faults_of_indices, insert, named, ranges, says, table, told, units

RECORDED = sorted((ROOT / "tests/recorded/gdocs").glob("*.json"))


def recording(path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return {key: value for key, value in answer.items() if key not in {"revisionId", "suggestionsViewMode"}}


def without_indices(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same with every index taken out, so that none can be copied."""
    if isinstance(value, list):
        return [without_indices(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: without_indices(item) for key, item in value.items() if key not in {"startIndex", "endIndex"}}


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_document_comes_out_as_it_went_in(path: Path) -> None:
    """Every index that the server computes from the content alone is the one that Google answered; nothing is lost."""
    answer = recording(path)
    document = read_document(without_indices(answer))

    assert answer == json.loads(json.dumps(show_document(document, tabs="tabs" in answer)))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_the_tests_own_count_agrees_with_google(path: Path) -> None:
    """What the other tests count indices by finds no fault in a real document."""
    answer = recording(path)
    tab = answer["tabs"][0]["documentTab"] if "tabs" in answer else answer

    assert [] == faults_of_indices(tab["body"]["content"])


def test_the_recordings_are_all_there() -> None:
    """Six real documents."""
    assert 6 == len(RECORDED)


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_document_is_told_with_tabs_or_without(path: Path) -> None:
    """The first tab's parts stand at the top where tabs are not asked for, and mean the same."""
    document = read_document(recording(path))
    old = show_document(document, tabs=False)
    again = read_document(json.loads(json.dumps(old)))

    assert document.tabs[0].id == again.tabs[0].id
    assert (
        show_document(document, tabs=True)["tabs"][0]["documentTab"]
        == show_document(again, tabs=True)["tabs"][0]["documentTab"]
    )


def test_equations_and_contents_keep_their_length() -> None:
    """An equation is as long as it was recorded; a table of contents is one unit before its text and one behind."""
    plain = {"paragraphStyle": {"namedStyleType": "NORMAL_TEXT"}}
    end = {"startIndex": 10, "endIndex": 11, "textRun": {"content": "\n", "textStyle": {}}}
    equation = {"startIndex": 5, "endIndex": 10, "equation": {}}
    line = {"startIndex": 2, "endIndex": 4, "textRun": {"content": "A\n", "textStyle": {}}}
    content = [
        {"endIndex": 1, "sectionBreak": {"sectionStyle": {}}},
        {
            "startIndex": 1,
            "endIndex": 5,
            "tableOfContents": {
                "content": [{"startIndex": 2, "endIndex": 4, "paragraph": {"elements": [line], **plain}}]
            },
        },
        {"startIndex": 5, "endIndex": 11, "paragraph": {"elements": [equation, end], **plain}},
    ]
    answer = {"documentId": "d", "title": "", "body": {"content": content}, "documentStyle": {}}
    document = read_document(answer)

    assert answer == show_document(document, tabs=False)
    made = draft()
    made.document = document
    apply(made, [insert(3, "b")])
    assert [] == faults_of_indices(body(made))
    for first, end_ in ((6, 8), (5, 7), (1, 3)):
        with pytest.raises(ApiError, match=r"element of the kind equation|part of a table"):
            apply(made, [delete(first, end_)])


# ---------------------------------------------------------------- stretches


def test_a_named_range_moves_and_grows_with_its_text() -> None:
    """What is put in before moves it, what is put in inside is in it, what is put in at its end is not."""
    made = draft(named("x", 3, 6), text="ab cde fg")

    apply(made, [insert(1, "¡")])
    assert {"x": [" cd"]} == ranges(made)
    apply(made, [insert(5, "__")])
    assert {"x": [" __cd"]} == ranges(made)
    apply(made, [insert(9, "+"), insert(4, "-")])
    assert {"x": [" __cd"]} == ranges(made)
    assert ["¡ab- __cd+e fg"] == says(made)


def test_a_named_range_shrinks_and_is_gone_with_its_text() -> None:
    """Deleting over one of its ends leaves the rest; deleting all of it leaves none, also in two steps."""
    made = draft(named("x", 3, 7), named("y", 3, 7), text="abcdefgh")
    apply(made, [delete(2, 4)])
    assert {"x": ["def"], "y": ["def"]} == ranges(made)
    apply(made, [delete(4, 6)])
    assert {"x": ["de"], "y": ["de"]} == ranges(made)
    apply(made, [delete(2, 3), delete(2, 3)])
    assert {} == ranges(made)


def test_a_named_range_lives_over_a_deletion_across_paragraphs_and_tables() -> None:
    """Its ends move to the next text that is left, wherever that is."""
    made = draft(insert(1, "one\ntwo\nthree"), table(8, 1, 2), insert(12, "in"))
    assert ["one", "two", [["in", ""]], "", "three"] == says(made)
    start = body(made)[3]["startIndex"]
    apply(made, [named("all", 6, body(made)[-1]["endIndex"] - 2)])

    apply(made, [delete(start, body(made)[3]["endIndex"])])
    assert {"all": ["wo\n\nthre"]} == ranges(made)
    apply(made, [delete(1, 9)])
    assert {"all": ["\nthre"]} == ranges(made)


def test_a_range_over_a_table_sticks_to_the_text_in_it() -> None:
    """Its ends are put on the first and last character of text inside."""
    made = draft(insert(1, "a\nb"), table(2, 2, 2), insert(6, "x"))
    block = body(made)[2]
    apply(made, [named("t", block["startIndex"], block["endIndex"])])

    place = told(made)["tabs"][0]["documentTab"]["namedRanges"]["t"]["namedRanges"][0]["ranges"][0]
    assert (block["startIndex"] + 3, block["endIndex"] - 1) == (place["startIndex"], place["endIndex"])


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 60), st.text(st.sampled_from("ab \n😀é"), min_size=1, max_size=4)),
        st.tuples(st.just("delete"), st.integers(0, 60), st.integers(1, 8)),
        st.tuples(st.just("name"), st.integers(0, 60), st.integers(1, 8)),
    ),
    max_size=12,
)


@given(EDITS)
@settings(max_examples=300, deadline=None)
def test_texts_and_ranges_are_those_of_a_list_of_characters(edits: list[tuple[str, int, Any]]) -> None:
    """Against the simplest thing that could work: a list of code units, and ranges that know their first and last."""
    made = draft()
    plain: list[tuple[int, str]] = [(0, "\n")]
    spans: dict[str, list[int]] = {}
    count = 0
    for kind, index, what in edits:
        at = index % len(plain)
        if kind == "insert":
            new = [(count := count + 1, unit) for unit in widen(what)]
            request, expected = insert(at + 1, what), [*plain[:at], *new, *plain[at:]]
            splits = "\udc00" <= plain[at][1] <= "\udfff"
        else:
            end = min(at + what, len(plain))
            splits = any("\udc00" <= plain[n][1] <= "\udfff" for n in (at, end) if n < len(plain))
            request = delete(at + 1, end + 1) if kind == "delete" else named(f"n{len(spans)}", at + 1, end + 1)
            expected = [*plain[:at], *plain[end:]] if kind == "delete" else plain
            if kind == "delete" and end == len(plain):
                splits = True
            if kind == "name":
                splits = False
        try:
            apply(made, [request])
        except ApiError:
            assert splits
            continue
        assert not splits
        if kind == "name":
            spans[f"n{len(spans)}"] = [ident for ident, _ in plain[at:end]]
            spans = {name: ids for name, ids in spans.items() if ids}
        plain = expected
        spans = {name: _within(ids, plain) for name, ids in spans.items()}

    there = units(body(made))
    assert "".join(unit for _, unit in plain) == "".join(there[index + 1] for index in range(len(plain)))
    assert [] == faults_of_indices(body(made))
    told_spans = told(made)["tabs"][0]["documentTab"].get("namedRanges", {})
    found = {
        name: (
            group["namedRanges"][0]["ranges"][0]["startIndex"] - 1,
            group["namedRanges"][0]["ranges"][0]["endIndex"] - 1,
        )
        for name, group in told_spans.items()
    }
    places = {ident: number for number, (ident, _) in enumerate(plain)}
    assert {name: (places[ids[0]], places[ids[-1]] + 1) for name, ids in spans.items() if ids} == found


def _within(ids: list[int], plain: list[tuple[int, str]]) -> list[int]:
    """The characters from the first to the last that is left of a range; none where all are gone."""
    order = [ident for ident, _ in plain]
    left = [ident for ident in order if ident in set(ids)]
    return order[order.index(left[0]) : order.index(left[-1]) + 1] if left else []
