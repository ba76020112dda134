"""Smallest edits: what stays is not touched, letters are never parted, comments live on."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mapdocs.google.splices import Step, backwards, rewritten
from mapdocs.utf16 import units
from mapdocs.writers.gdocs.wire import Where

BODY = Where()


def applied(text: str, requests: list[dict[str, Any]], start: int) -> str:
    """The text after the requests, by UTF-16 code units."""
    data = text.encode("utf-16-le")
    for request in requests:
        if found := request.get("insertText"):
            at = 2 * (found["location"]["index"] - start)
            data = data[:at] + found["text"].encode("utf-16-le") + data[at:]
        else:
            span = request["deleteContentRange"]["range"]
            first, last = 2 * (span["startIndex"] - start), 2 * (span["endIndex"] - start)
            assert first < last
            data = data[:first] + data[last:]
        data.decode("utf-16-le")  # no step leaves half a surrogate pair
    return data.decode("utf-16-le")


@given(st.text(max_size=12), st.text(max_size=12), st.integers(1, 50))
def test_the_edits_turn_one_text_into_the_other(was: str, now: str, start: int) -> None:
    """Whatever the texts, and wherever they begin."""
    assert now == applied(was, rewritten(was, now, start, BODY), start)


@given(st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_some_of_the_old_text_stays_until_the_new_one_is_there(was: str, now: str) -> None:
    """A comment on text that is replaced has something to hang on all the time."""
    text = was
    for request in rewritten(was, now, 0, BODY):
        text = applied(text, [request], 0)

        assert text or not now or not was


def test_only_what_differs_is_touched() -> None:
    """The weekday and the month stay as they are."""
    requests = rewritten("Fri 18 Dec 2026", "Fri 11 Dec 2026", 100, BODY)

    assert [BODY.insert(105, "11"), BODY.delete(107, 108), BODY.delete(104, 105)] == requests


def test_an_emoji_is_never_parted() -> None:
    """A family of four is one letter; only it is replaced."""
    family, couple = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "\U0001f468\u200d\U0001f469"
    requests = rewritten(f"a {family} b", f"a {couple} b", 0, BODY)

    assert f"a {couple} b" == applied(f"a {family} b", requests, 0)
    assert all("\u200d" != request.get("insertText", {}).get("text", "")[:1] for request in requests)


def test_nothing_to_change_is_nothing_to_send() -> None:
    """No request for the same text."""
    assert [] == rewritten("same", "same", 5, BODY)


def test_places_name_their_segment_and_tab() -> None:
    """In the body of a document without tabs there is neither."""
    assert {"index": 4} == BODY.at(4)
    assert {"startIndex": 1, "endIndex": 2, "segmentId": "h1", "tabId": "t.0"} == Where("t.0", "h1").span(1, 2)


def test_length_counts_code_units() -> None:
    """A letter beyond the basic plane is two."""
    assert 3 == units("a\U0001f600")


def test_steps_go_from_the_end_to_the_start() -> None:
    """Of two at one place the later one in the document goes first."""
    first, second, third = (Step(at, (BODY.insert(at, text),)) for at, text in ((3, "a"), (9, "b"), (9, "c")))

    texts = [request["insertText"]["text"] for request in backwards([first, second, third])]

    assert ["c", "b", "a"] == texts
