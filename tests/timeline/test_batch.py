"""The pass over many sets at once."""

from __future__ import annotations

import numpy as np

from mapdocs.timeline.batch import Choice, Delta, Ending, Into, Variant, run
from mapdocs.timeline.tables import TableCache

DAYS = TableCache(100).every()
SETS = np.array([[False, True, False, True], [False, False, True, True]])
NONE = Ending((), {0: None}, 1)


def live(*choices: Choice, ending: Ending = NONE) -> list[int]:
    return [int(day) for day in run(choices, range(len(choices)), ending, SETS)[0]]


def test_a_variant_for_each_set() -> None:
    """The first change makes a task longer, the second what follows it."""
    first = Choice((0,), {0: Variant(DAYS, 10, 5, path=True), 1: Variant(DAYS, 10, 8, path=True)})
    link = (Into(0, from_start=False, to_finish=False, lag=0, days=None),)
    then = Choice((1,), {0: Variant(DAYS, 0, 2, link, path=True), 1: Variant(DAYS, 0, 4, link, path=True)})

    assert [16, 19, 18, 21] == live(first, then)


def test_links_may_differ_between_sets() -> None:
    """With the second change a task no longer waits."""
    first = Choice((), {0: Variant(DAYS, 10, 5, path=True)})
    link = (Into(0, from_start=True, to_finish=False, lag=3, days=DAYS),)
    then = Choice((1,), {0: Variant(DAYS, 0, 9, link, path=True), 1: Variant(DAYS, 0, 9, (), path=True)})

    assert [21, 21, 14, 14] == live(first, then)


def test_what_happened_counts_where_it_did() -> None:
    """A late start and a longer stay are days on top, each with its own change."""
    task = Choice((), {0: Variant(DAYS, 10, 5, path=True)}, Delta(start=0, rest=1, delay=2, longer=4))

    assert [14, 16, 18, 20] == live(task)


def test_go_live_of_nothing_is_the_opening() -> None:
    """Where no task holds go-live, it is live when the plan opens."""
    assert [0, 0, 0, 0] == live(Choice((), {0: Variant(DAYS, 10, 5)}))


def test_go_live_at_morning_is_the_next_working_day() -> None:
    """All over at the evening before, it is live that day."""
    task = Choice((), {0: Variant(DAYS, 10, 5, path=True)})

    assert [14, 15, 14, 15] == live(task, ending=Ending((0,), {0: None, 1: DAYS}))
