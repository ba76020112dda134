"""What the parts of a difference say of themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mapdocs.timeline.parts import Cause, Shift, TaskRef, TimelineDiff, WayBack

DAY, LATER = date(2027, 6, 8), date(2027, 6, 17)


def cause(party: str, share: str, *, internal: bool = False) -> Cause:
    task = TaskRef("a", "M-01", "A", internal=internal)
    return Cause("duration", party, Decimal(share), 1, 0, "A", task)  # type: ignore[arg-type]  # a side


def diff(now: date = LATER, *causes: Cause) -> TimelineDiff:
    same = Shift(DAY, DAY)
    return TimelineDiff("1", "2", DAY, DAY, Shift(DAY, now, (now - DAY).days), same, same, None, causes=causes)


def test_shares_are_summed_by_side() -> None:
    """What one side's causes add up to is told apart from the other's."""
    found = diff(LATER, cause("buyer", "5.50"), cause("seller", "3"), cause("buyer", "0.50"))

    assert found.share_of("buyer") == Decimal("6.00")
    assert found.share_of("seller") == Decimal(3)
    assert found.share_of("both") == 0


def test_nothing_moved_is_told() -> None:
    """Two equal states are a difference of nothing; a moved go-live is not."""
    assert diff(DAY).nothing
    assert not diff(LATER).nothing


def test_what_names_an_internal_task_is_internal() -> None:
    """A cause or way back by a task that buyers don't see isn't for them."""
    internal, open_ = cause("buyer", "1", internal=True), cause("buyer", "1")
    assert internal.task
    assert open_.task
    way = WayBack("overlap", (open_.task, internal.task), 3, DAY)

    assert (True, False, True) == (internal.internal, open_.internal, way.internal)
