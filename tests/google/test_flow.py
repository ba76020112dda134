"""Paragraphs of a cell and values of several paragraphs, told anew beside what people wrote."""

from __future__ import annotations

import pytest

from mapdocs.google.draft import Skipped
from mapdocs.google.flow import OPEN, REMOVED, REWRITTEN, SUGGESTED, as_found, saying
from mapdocs.google.order import Unit
from mapdocs.google.paragraphs import Here
from mapdocs.layout import Layout, Para, Run
from tests.drafts import delete, insert
from tests.gdocs_plans import PLAN, SIGNS, para
from tests.pushes import Live, fresh, having, without

M02 = "plan/F-01/M-02"
DUE, TAG, NOTE, WAITS = f"{M02}/due", f"{M02}/5/2", f"{M02}/note", f"{M02}/1/2"


def due_cell(live: Live) -> str:
    return live.cells("M-02")[5]


def settled(live: Live, new: Layout, *fields: str) -> None:
    """Nothing is left to do for it."""
    assert () == live.planned(new, *fields).requests


def test_a_mark_beside_a_value_comes_goes_and_changes() -> None:
    """The value beside it is not touched."""
    live = Live(PLAN)
    for new in (having(PLAN, TAG, "agreed"), without(PLAN, TAG), PLAN):
        live.push(new)

        assert fresh(new) == live.says()
        settled(live, new)


def test_what_people_wrote_below_a_value_stays() -> None:
    """It is theirs; mapdocs changes its own words above it."""
    live = Live(PLAN)
    live.below(TAG, "Ruth is away that week")
    live.push(having(having(PLAN, DUE, "Fri 11 Dec 2026"), TAG, "agreed"))

    assert "Fri 11 Dec 2026\nagreed\nRuth is away that week" == due_cell(live)
    live.push(without(PLAN, TAG))

    assert "Fri 18 Dec 2026\nRuth is away that week" == due_cell(live)


def test_a_value_that_people_changed_is_not_touched_while_it_is_held() -> None:
    """It is remembered as it stands, told where it should say something else, and written once it is settled."""
    live, new = Live(PLAN), having(PLAN, DUE, "Fri 11 Dec 2026")
    live.replace(DUE, "Mon 21 Dec 2026")
    made = live.push(new, "tasks.M-02.due")

    assert "Mon 21 Dec 2026\nproposed" == due_cell(live)
    assert (Skipped("tasks.M-02.due", OPEN),) == made.skipped
    assert "Mon 21 Dec 2026" == next(para.text for para in made.layout.paras() if para.id == DUE)
    settled(live, new, "tasks.M-02.due")
    live.push(new)

    assert fresh(new) == live.says()


def test_a_held_value_that_says_what_it_should_is_not_told() -> None:
    """Both sides made the same edit."""
    live, new = Live(PLAN), having(PLAN, DUE, "Fri 11 Dec 2026")
    live.replace(DUE, "Fri 11 Dec 2026")
    made = live.push(new, "tasks.M-02.due")

    assert ((), ()) == (made.requests, made.skipped)


def test_words_of_ours_that_people_rewrote_stay_theirs() -> None:
    """That they should say something else is told; what they say goes on counting as theirs in the next pushes."""
    live = Live(PLAN)
    live.replace(TAG, "Maria: agreed by phone")
    assert ((), ()) == (live.push(PLAN).requests, live.planned(PLAN).skipped)
    for words in ("agreed", "moved"):
        new = having(PLAN, TAG, words)
        made = live.push(new)

        assert "Fri 18 Dec 2026\nMaria: agreed by phone" == due_cell(live)
        assert (Skipped(TAG, REWRITTEN),) == made.skipped
        assert {TAG: "proposed"} == made.edited


def test_words_that_people_put_back_are_ours_again() -> None:
    """As soon as the document says what it should."""
    live, new = Live(PLAN), having(PLAN, TAG, "agreed")
    live.replace(TAG, "Maria: agreed by phone")
    live.push(new)
    live.replace(TAG, "agreed")
    assert {} == live.push(new).edited
    live.push(PLAN)

    assert fresh(PLAN) == live.says()


def test_words_of_ours_that_people_took_out_stay_out() -> None:
    """That they should say something else is told, and only then."""
    live, new = Live(PLAN), having(PLAN, TAG, "agreed")
    spot = live.spot(TAG)
    live.edit(delete(spot.start - 1, spot.end))
    assert ((), ()) == (live.push(PLAN).requests, live.planned(PLAN).skipped)
    made = live.push(new)

    assert "Fri 18 Dec 2026" == due_cell(live)
    assert ((), (Skipped(TAG, REMOVED),)) == (made.requests, made.skipped)


def test_words_of_ours_come_back_where_somebody_typed_over_the_whole_cell() -> None:
    """They meant the value, which stays theirs to settle; taken out once more by itself, the rest stays out."""
    live = Live(PLAN)
    spot, tag = live.spot(DUE), live.spot(TAG)
    live.edit(insert(spot.start, "Mon 21 Dec 2026"), delete(spot.start + 15, tag.end + 15))
    assert "Mon 21 Dec 2026" == due_cell(live)
    live.push(PLAN, "tasks.M-02.due")

    assert "Mon 21 Dec 2026\nproposed" == due_cell(live)
    settled(live, PLAN, "tasks.M-02.due")
    tag = live.spot(TAG)
    live.edit(delete(tag.start - 1, tag.end))
    live.push(PLAN, "tasks.M-02.due")

    assert "Mon 21 Dec 2026" == due_cell(live)


def test_rewritten_words_that_are_no_longer_wanted_stay_as_theirs() -> None:
    """And are not taken for a part of the value above them."""
    live, new = Live(PLAN), without(PLAN, TAG)
    live.replace(TAG, "Maria: agreed by phone")
    for _ in range(2):
        made = live.push(new)

        assert "Fri 18 Dec 2026\nMaria: agreed by phone" == due_cell(live)
        assert {TAG: "proposed"} == made.edited
        assert "Fri 18 Dec 2026" == live.spot(DUE).text
        settled(live, new)
    made = live.push(having(PLAN, TAG, "agreed"))
    assert (Skipped(TAG, REWRITTEN),) == made.skipped


@pytest.mark.parametrize("line", [False, True], ids=["emptied", "with its line"])
@pytest.mark.parametrize("id", [f"{M02}/title", DUE, NOTE])
def test_a_value_that_people_took_out_is_written_again_unless_it_is_held(id: str, line: bool) -> None:  # noqa: A002, FBT001
    """Whoever calls says whether it is settled; it stands again where it stood."""
    field = next(para.field for para in PLAN.paras() if para.id == id)
    live = Live(PLAN)
    spot = live.spot(id)
    live.edit(delete(spot.start, spot.end + line))
    made = live.push(PLAN, field)
    assert () == made.requests
    live.push(PLAN)

    assert fresh(PLAN) == live.says()
    settled(live, PLAN)


def test_a_value_outside_of_tables_that_people_took_out_is_written_again() -> None:
    """Nobody can settle what is not there; words of ours without a value stay out."""
    live = Live(PLAN)
    for name in ("value/objective", "value/summary", "value/summary/2", "value/summary/3", "value/note"):
        live.drop(name)
    live.push(PLAN)

    assert fresh(without(PLAN, "value/note")) == live.says()
    settled(live, PLAN)


@pytest.mark.parametrize("texts", [("One",), ("One", "Two", "Three", "Four"), ("",), ("No night shifts",)])
def test_a_value_of_several_paragraphs_gets_more_or_fewer(texts: tuple[str, ...]) -> None:
    """In the body: fewer, more, none; what it says already stays."""
    names = ("value/summary/2", "value/summary/3")
    new = having(without(PLAN, *names), "value/summary", *texts)
    live = Live(PLAN)
    for wanted in (new, PLAN):
        live.push(wanted)

        assert fresh(wanted) == live.says()
        settled(live, wanted)


@pytest.mark.parametrize("texts", [("One",), ("Weekly call", "on Tuesdays", "and Fridays"), ("",)])
def test_a_note_in_a_cell_gets_more_or_fewer(texts: tuple[str, ...]) -> None:
    """What stands above and below it in the cell stays."""
    new, live = having(PLAN, NOTE, *texts), Live(PLAN)
    for wanted in (new, PLAN):
        live.push(wanted)

        assert fresh(wanted) == live.says()
        settled(live, wanted)


def test_a_paragraph_that_people_added_to_a_value_is_taken_as_it_stands_once_it_is_settled() -> None:
    """It is not written a second time."""
    new, live = having(PLAN, NOTE, "One", "Between", "Two"), Live(having(PLAN, NOTE, "One", "Two"))
    live.below(NOTE, "Between")
    made = live.push(new)

    assert fresh(new) == live.says()
    assert [] == [request for request in made.requests if "deleteContentRange" in request]
    settled(live, new)


def test_words_below_a_value_that_has_others_beside_it_are_nobodys() -> None:
    """They stay, whatever becomes of the value above and the words of ours below."""
    live = Live(having(PLAN, NOTE, "One", "Two"))
    live.below(f"{NOTE}/2", "Ours is better")
    for new in (having(PLAN, NOTE, "One"), without(PLAN, NOTE), PLAN):
        live.push(new)

        assert "Ours is better" in live.cells("M-02")[1]
        settled(live, new)


def test_a_status_keeps_its_shape_in_step() -> None:
    """The sign before the word is part of what is written."""
    at = f"{M02}/status"
    new, live = having(PLAN, at, "Done", sign=SIGNS["Done"]), Live(PLAN)
    live.push(new)

    assert f"{SIGNS['Done']}Done" == live.cells("M-02")[7]
    settled(live, new)


@pytest.mark.parametrize("new", [having(PLAN, DUE, "Fri 11 Dec 2026"), without(PLAN, M02)], ids=["changed", "gone"])
def test_a_value_under_a_suggestion_is_left_alone(new: Layout) -> None:
    """Of either kind; it is told."""
    for text in ("insert", "delete"):
        live = Live(PLAN)
        spot = live.spot(DUE)
        live.suggest(insert(spot.end, " 17:00") if text == "insert" else delete(spot.start, spot.start + 4))
        before = live.text()
        made = live.push(new)

        assert ((), before) == (made.requests, live.text())
        assert [SUGGESTED] == [skipped.why for skipped in made.skipped]


def test_words_that_should_not_change_are_not_told_under_a_suggestion() -> None:
    """There is nothing to tell."""
    live = Live(PLAN)
    live.suggest(insert(live.spot(TAG).end, "?"))

    assert ((), ()) == (live.planned(PLAN).requests, live.planned(PLAN).skipped)


def test_a_cell_is_never_left_without_a_paragraph() -> None:
    """Where one thing goes and another comes, the paragraph stays and says the other."""
    one = having(PLAN, WAITS, "Waits for M-01")
    other = without(one, NOTE)
    live = Live(other)
    for new in (without(other, WAITS), one, other):
        live.push(new)

        assert fresh(new) == live.says()


def test_words_are_remembered_as_they_stand() -> None:
    """With a sign where they begin with it; as they were where the paragraphs are others in number."""
    status = Para("s", (Run("Done"),), sign="\u25cf ")

    assert status == saying(status, "\u25cf Done")
    assert ("\u25cf ", "Soon") == ((made := saying(status, "\u25cf Soon")).sign, made.said)
    assert ("", "Soon") == ((made := saying(status, "Soon")).sign, made.said)
    unit = Unit((para("a", "x"),))
    assert unit.paras == as_found(unit, ())
    assert (para("a", "y"),) == as_found(unit, (Here(1, 2, "y"),))
