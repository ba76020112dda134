"""A push while it is gathered."""

from __future__ import annotations

from dataclasses import replace

from mapdocs.google.draft import Draft, Keep, Skipped
from mapdocs.google.flow import OPEN, SUGGESTED
from mapdocs.google.order import Unit
from mapdocs.google.paragraphs import Here, unnamed
from mapdocs.google.places import Places
from mapdocs.google.splices import Step
from mapdocs.readers.gdocs.names import Name
from mapdocs.writers.gdocs.wire import Where
from tests.gdocs_plans import para
from tests.pushes import look_for

BODY, HEAD = Where("t.0"), Where("t.0", "h")
DUE = "tasks.M-02.due"
VALUE = Unit((para("v/due", "Fri 18 Dec", field=DUE), para("v/due/2", "or so", field=DUE)))
WORDS = Unit((para("w", "proposed"),))
PLACES = Places(
    paras={"v/due": Here(1, 11, "Fri 18 Dec"), "v/due/2": Here(12, 17, "or so"), "w": Here(18, 26, "proposed")},
    values={DUE: (Here(1, 11, "Fri 18 Dec"), Here(12, 17, "or so"))},
    pending=frozenset({"x"}),
)


def made(keep: Keep | None = None, places: Places = PLACES) -> Draft:
    return Draft(places, keep or Keep(), look_for())


def test_requests_go_from_the_end_of_each_segment_to_its_start() -> None:
    """At one index what comes later in the document comes first; segments do not mix."""
    draft = made()
    one, two, three, four = (BODY.insert(5 if text != "a" else 2, text) for text in "abcd")
    head = HEAD.insert(3, "h")
    draft.add(BODY, [Step(2, (one,)), Step(5, (two,))])
    draft.add(HEAD, [Step(3, (head,))])
    draft.add(BODY, [Step(5, (three, four))])

    assert (three, four, two, one, head) == draft.requests()


def test_named_ranges_go_before_all_else() -> None:
    """Each once: text that takes them along may go in the same batch."""
    draft = made()
    one, two = (unnamed([name]) for name in ("n1", "n2"))
    gone = BODY.delete(1, 9)
    draft.add(BODY, [Step(1, (gone, *two)), Step(3, tuple(one)), Step(4, tuple(one))])

    assert (*one, *two, gone) == draft.requests()


def test_what_becomes_theirs_loses_its_names() -> None:
    """Those that begin in it; others of the same name may stand elsewhere."""
    names = {
        "p:w": (Name("n1", "t.0", "", 18, 26), Name("n2", "t.0", "", 40, 50)),
        "p:x": (Name("n3", "t.0", "", 19, 20),),
    }
    draft = made(places=replace(PLACES, names=names))
    draft.let_go(WORDS)

    assert tuple(unnamed(["n1"])) == draft.requests()


def test_what_is_left_as_it_is_is_told_once() -> None:
    """With the first reason."""
    draft = made()
    draft.skip(DUE, OPEN)
    draft.skip(DUE, SUGGESTED)

    assert [Skipped(DUE, OPEN)] == list(draft.skipped.values())


def test_a_value_is_all_of_its_paragraphs() -> None:
    """Words without a value are the one paragraph of that id, or none."""
    draft = made()

    assert PLACES.values[DUE] == draft.heres(VALUE)
    assert (PLACES.paras["w"],) == draft.heres(WORDS)
    assert () == draft.heres(Unit((para("gone", "x"),)))


def test_what_is_held_is_not_touched() -> None:
    """A value that nobody has settled, of before or after; anything under a suggestion, in any of its paragraphs."""
    other = Unit((para("v/due", "x", field="tasks.M-03.due"),))
    held = made(Keep(frozenset({DUE})))

    assert (OPEN, OPEN, "") == (held.held(VALUE, None), held.held(other, VALUE), held.held(WORDS, WORDS))
    waiting = made(places=Places({}, {}, pending=frozenset({"v/due/2"})))
    assert SUGGESTED == waiting.held(VALUE, VALUE)
    assert "" == made().held(VALUE, VALUE)


def test_words_that_people_rewrote_are_theirs() -> None:
    """Those that say something else, and those that did; values are never."""
    assert not made().theirs(WORDS)
    assert made(Keep(edited={"w": "suggested"})).theirs(WORDS)
    assert made().theirs(Unit((para("w", "agreed"),)))
    assert not made().theirs(VALUE)
    assert not made().theirs(Unit((para("gone", "x"),)))


def test_what_was_rewritten_is_remembered_while_it_stays() -> None:
    """Only of paragraphs that are carried on."""
    draft = made(Keep(edited={"w": "suggested", "other": "x"}))
    draft.carry((*WORDS.paras, *VALUE.paras))

    assert {"w": "suggested"} == draft.edited


def test_a_pen_writes_in_its_segment() -> None:
    """With the names that there are."""
    names = {"p:w": (Name("n", "t.0", "", 1, 2),)}
    pen = made(places=Places({}, {}, names=names)).pen(HEAD)

    assert (HEAD, names) == (pen.where, pen.names)
    assert ([], []) == (pen.dressed(WORDS.paras[0], 3), pen.named(WORDS.paras[0], 3))
