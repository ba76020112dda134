"""Paragraphs that stand in a document, rewritten, added and taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mapdocs.google.paragraphs import Here, Pen, append, matched, prepend, removed, rewrite, stretches
from mapdocs.google.splices import Step, backwards
from mapdocs.layout import Para, Run
from mapdocs.readers.gdocs import parse
from mapdocs.readers.gdocs.names import Name, names_of
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.requests.draft import Draft
from mapdocs.utf16 import units
from mapdocs.writers.gdocs.wire import Where
from tests.drafts import draft, named, ranges, says, told
from tests.gdocs_plans import para
from tests.pushes import TAB, look_for

PEN = Pen(Where(TAB), look_for())
CELL = "tasks.M-01.due"


def made(*texts: str) -> tuple[Draft, list[Here]]:
    """A document of these paragraphs, and where they are."""
    heres, at = [], 1
    for text in texts:
        heres.append(Here(at, at + units(text), text))
        at = heres[-1].end + 1
    return draft(text="\n".join(texts)), heres


def pen_of(document: Draft) -> Pen:
    """With the names that there are."""
    return replace(PEN, names=names_of(parse(told(document))))


def done(document: Draft, steps: Iterable[Step]) -> list[Any]:
    """What it says after the steps, of which names go first, as in a push."""
    requests = backwards(steps)
    apply(document, sorted(requests, key=lambda request: "deleteNamedRange" not in request))
    return says(document)


@given(st.text("ab\U0001f600\u0627", max_size=6), st.text("ab\U0001f600\u0627", max_size=6))
def test_a_paragraph_says_something_else(was: str, now: str) -> None:
    """Whatever it said, and whatever stands above and below it."""
    document, heres = made("above", was, "below")

    assert ["above", now, "below"] == done(document, rewrite(None, para("b", now), heres[1], PEN))


def test_a_paragraph_that_says_it_already_is_left_alone() -> None:
    """No request, though it may be shown otherwise in the layout that is not known."""
    _, heres = made("same")

    assert [] == list(rewrite(para("a", "same"), para("a", "same"), heres[0], PEN))
    assert [] == list(rewrite(None, para("a", "same"), heres[0], PEN))


def test_only_another_look_is_asked_for_where_the_words_stay() -> None:
    """No text is touched."""
    old, new = para("a", "Due Friday"), para("a", "Due Friday", style="note")
    _, heres = made("Due Friday")
    pen = replace(PEN, names={"p:a": (Name("n", TAB, "", 1, 10),)})
    requests = backwards(rewrite(old, new, heres[0], pen))

    assert requests
    assert all(next(iter(request)).startswith(("update", "delete")) for request in requests)
    assert not [request for request in requests if {"deleteContentRange", "deleteNamedRange"} & set(request)]


def test_links_and_tones_that_change_are_seen() -> None:
    """Also where the words are the same; where the words of one tone get longer nothing is asked for but them."""
    _, heres = made("Read this")
    old = Para("a", (Run("Read "), Run("this", link="https://fernhill.example/a")))
    moved = Para("a", (Run("Read "), Run("this", link="https://fernhill.example/b")))
    pen = replace(PEN, names={"p:a": (Name("n", TAB, "", 1, 10),)})
    strong, longer = Para("a", (Run("Read this", "strong"),)), Para("a", (Run("Read this now", "strong"),))

    assert backwards(rewrite(old, moved, heres[0], pen))
    assert [["insertText"]] == [list(request) for request in backwards(rewrite(strong, longer, heres[0], pen))]


def test_words_beside_a_chip_are_replaced_whole() -> None:
    """What can't be counted is not counted: what is new is put in before the old goes."""
    document, _ = made("due X.")
    here = Here(1, 7, "due Fri 4 Dec.", plain=False)

    assert ["due Fri 11 Dec."] == done(document, rewrite(None, para("a", "due Fri 11 Dec."), here, PEN))
    assert [""] == done(made("due X.")[0], rewrite(None, para("a"), here, PEN))


def test_a_value_that_comes_or_goes_keeps_a_name() -> None:
    """A named range goes with the last of its words; it is made anew, and never twice."""
    document, heres = made("Fri 4 Dec")
    value, empty = para("r/due", "Fri 4 Dec", field=CELL), para("r/due", field=CELL)
    apply(document, [named("p:r/due", 1, 10)])

    assert [""] == done(document, rewrite(value, empty, heres[0], pen_of(document)))
    assert {"p:r/due": ["\n"]} == ranges(document)
    assert ["Thu"] == done(document, rewrite(empty, para("r/due", "Thu", field=CELL), Here(1, 1, ""), pen_of(document)))
    assert {"p:r/due": ["Thu"]} == ranges(document)


def test_another_name_is_given_where_the_id_changes() -> None:
    """The old one goes."""
    document, heres = made("Words")
    apply(document, [named("p:old", 1, 6)])
    done(document, rewrite(para("old", "Words"), para("new", "Others"), heres[0], pen_of(document)))

    assert {"p:new": ["Others"]} == ranges(document)


def test_paragraphs_come_behind_and_before_others() -> None:
    """In their order, each with its name."""
    document, heres = made("one", "two")
    more = [para("x", "x"), para("y", "y")]

    assert ["one", "x", "y", "x", "y", "two"] == done(
        document, [*append(more, heres[0].end, PEN), *prepend(more, heres[1].start, PEN)]
    )
    assert ["x", "x"] == ranges(document)["p:x"]


def test_paragraphs_go_with_their_lines() -> None:
    """Those side by side in one piece; before what can't be deleted, with the line's end before."""
    document, heres = made("one", "two", "three", "four")
    steps = list(removed([heres[1], heres[0], heres[3]], {1}, {heres[3].end}, PEN.where))

    assert 2 == len(steps)
    assert ["three"] == done(document, steps)


def test_the_only_paragraph_loses_its_words() -> None:
    """Its line stays, since nothing else is there; where it is empty nothing is asked for."""
    document, heres = made("one")

    assert [""] == done(document, removed(heres, {1}, {heres[0].end}, PEN.where))
    assert [] == list(removed([Here(1, 1, "")], {1}, {1}, PEN.where))


def test_stretches_are_what_stands_side_by_side() -> None:
    """In whatever order they come."""
    assert [(1, 9), (20, 22)] == stretches([(5, 9), (20, 22), (1, 4)])


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_equal_texts_are_matched_and_all_are_told(texts: list[str], wanted: list[str]) -> None:
    """Each place once, in order; what can't be matched by words is by place; nothing is deleted beside what comes."""
    pairs = matched(texts, wanted)

    assert list(range(len(texts))) == [left for left, _ in pairs if left is not None]
    assert list(range(len(wanted))) == [right for _, right in pairs if right is not None]
    if texts == wanted:
        assert all(left == right for left, right in pairs)
