"""Words beside a value: they stay when the value is written again."""

from __future__ import annotations

from mapdocs.beside import beside
from mapdocs.fields import parse_field
from mapdocs.google.body import with_beside
from mapdocs.google.session import Session
from mapdocs.google.state import State
from mapdocs.layout import Layout, Para, Run
from mapdocs.observed import Observed, Seen
from mapdocs.readers.gdocs.found import Found
from mapdocs.readers.gdocs.model import Doc
from tests.samples import SMALL, opened

DUE = "tasks.M-02.due"
WANTED = Layout("Plan", (Para("due", (Run("Fri 29 Jan 2027"),), field=DUE),))


def told(text: str, *held: str) -> dict[str, str]:
    observed = Observed({parse_field(DUE): Seen(text)})
    read = Session(State("doc", "mark", WANTED), Doc("doc", "Plan", "1", ()), Found({}, {}, {}), observed)
    return dict(beside(opened(SMALL), read, set(held), WANTED))


def test_words_beside_the_same_value_stay_as_they_stand() -> None:
    """Nothing of that cell is written."""
    assert {DUE: "Fri 29 Jan 2027 - ask Tom"} == told("Fri 29 Jan 2027 - ask Tom")


def test_words_beside_another_value_follow_the_new_one() -> None:
    """The value is the plan's, the words are people's."""
    assert {DUE: "Fri 29 Jan 2027 - ask Tom"} == told("22 January 2027 - ask Tom")
    assert {DUE: "Fri 29 Jan 2027 (ask Tom)"} == told("22 January 2027 (ask Tom)")


def test_a_value_alone_or_one_that_nobody_has_settled_is_no_matter_of_this() -> None:
    """The first is written, the second left alone."""
    assert {} == told("22 January 2027")
    assert {} == told("22 January 2027 - ask Tom", DUE)


def test_the_layout_says_the_words_too_a_paragraph_for_each_line() -> None:
    """So that the next push finds them, and leaves them."""
    made = with_beside(WANTED, {DUE: "Fri 29 Jan 2027\nask Tom"})

    assert [("due", "Fri 29 Jan 2027", DUE), ("due/1", "ask Tom", DUE)] == [
        (para.id, para.text, para.field) for para in made.paras()
    ]
    assert WANTED is with_beside(WANTED, {})
