"""What can decide go-live."""

from __future__ import annotations

from mapdocs.timeline.batch import Choice, Delta, Into, Variant
from mapdocs.timeline.prune import prune
from mapdocs.timeline.tables import TableCache

DAYS = TableCache(100).every()


def task(length: int, *sources: int) -> Variant:
    links = tuple(Into(source, from_start=False, to_finish=False, lag=0, days=None) for source in sources)
    return Variant(DAYS, 10, length, links, path=True)


def test_what_ends_too_early_under_every_set_is_dropped() -> None:
    """Of a long and a short task before a third only the long one can count, and its change with it."""
    choices = [
        Choice((0,), {0: task(8), 1: task(9)}),
        Choice((1,), {0: task(2), 1: task(5)}),
        Choice((), {0: task(1, 0, 1)}),
    ]
    found = prune(choices, [0, 1, 2], 2)

    assert [0, 2] == found.order
    assert {0} == found.changes
    assert 1 not in found.last
    assert [0] == [link.source for link in found.choices[2].variants[0].links]


def test_what_may_come_to_count_is_kept() -> None:
    """What happened may make the short one the longer."""
    choices = [
        Choice((), {0: task(8)}),
        Choice((), {0: task(2)}, Delta(rest=0, longer=7)),
        Choice((), {0: task(1, 0, 1)}),
    ]
    found = prune(choices, [0, 1, 2], 1)

    assert [0, 1, 2] == found.order
    assert {0} == found.changes
