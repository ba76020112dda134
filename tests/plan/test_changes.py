"""What changed, as each edition may tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mapdocs.plan.changes import changes_part, titles_behind, with_old_dates
from mapdocs.plan.parts import Row
from mapdocs.timeline.parts import Cause, DelayCost, FloatUsed, Shift, TaskRef, TaskShift, TimelineDiff, WayBack
from tests.samples import RICH, plan_of

REVIEW = TaskRef("review", "M-02", "Security review", "F-01", "buyer")
SECRET = TaskRef("secret", "IM-01", "Discount approved", "F-01", "seller", internal=True)
LATER = Shift(date(2027, 6, 8), date(2027, 6, 17), 9, 7)
STILL = Shift(date(2027, 6, 8), date(2027, 6, 8))


def shifted(task: TaskRef = REVIEW, finish: Shift = LATER) -> TaskShift:
    return TaskShift(task, "moved", finish, finish, finish)


def cause(task: TaskRef = REVIEW, share: str = "9", reason: str = "The review needs longer") -> Cause:
    return Cause("duration", task.party, Decimal(share), 9, 0, task.title, task, reason, "They are slow")


DIFF = TimelineDiff(
    "2",
    "working",
    date(2026, 11, 2),
    date(2026, 11, 23),
    LATER,
    STILL,
    STILL,
    None,
    tasks=(shifted(), shifted(SECRET)),
    causes=(cause(), cause(SECRET, "0", "A secret")),
    floats=(FloatUsed(REVIEW, 3),),
    cost=DelayCost(Decimal(22000), "GBP", Decimal(17100)),
    ways_back=(WayBack("overlap", (REVIEW, SECRET), 6, date(2027, 6, 11), 0, 2),),
)


def test_nothing_changed_is_no_part() -> None:
    """Neither a first version nor an unchanged plan has one."""
    same = replace(DIFF, go_live=STILL, tasks=(), causes=(), floats=(), cost=None, ways_back=())

    assert None is changes_part(None, "buyer")
    assert None is changes_part(same, "buyer")


def test_a_buyer_reads_the_event_the_reason_and_the_cost_but_no_shares() -> None:
    """Nobody's side is counted, nothing internal is named, no note is quoted."""
    part = changes_part(DIFF, "buyer")

    assert part
    assert ["M-02"] == [row.key for row in part.rows]
    assert ("The review needs longer",) == part.reasons
    assert ((), (), ()) == (part.shares, part.absorbed, part.ways)
    assert Decimal(17100) == part.per_week
    assert "slow" not in repr(part)
    assert "Discount" not in repr(part)


def test_the_internal_edition_has_shares_notes_float_and_every_way_back() -> None:
    """All that the seller knows."""
    part = changes_part(DIFF, "internal")

    assert part
    assert ["M-02", "IM-01"] == [row.key for row in part.rows]
    assert [(Decimal(9), "They are slow"), (Decimal(0), "They are slow")] == [(s.share, s.note) for s in part.shares]
    assert [3] == [used.days for used in part.absorbed]
    assert [6] == [way.days for way in part.ways]


def test_only_the_internal_edition_has_the_cost_at_p50_and_p80() -> None:
    """They are of the forecast's range, which buyers don't see. Both know whether the version was agreed."""
    diff = replace(DIFF, agreed=True, cost=DelayCost(Decimal(1), "GBP", Decimal(2), Decimal(3), Decimal(4)))
    inside, outside = changes_part(diff, "internal"), changes_part(diff, "buyer")

    assert inside
    assert outside
    assert (Decimal(3), Decimal(4), True) == (inside.at_p50, inside.at_p80, inside.agreed)
    assert (None, None, True) == (outside.at_p50, outside.at_p80, outside.agreed)


def test_a_step_is_named_where_nobody_gave_a_reason() -> None:
    """The event stands for itself, unless it is internal."""
    silent = replace(DIFF, causes=(cause(reason=""), cause(SECRET, "2", "")))

    assert ("Security review",) == titles_behind(silent)
    assert () == titles_behind(DIFF)


def test_rows_and_phases_keep_the_dates_they_had() -> None:
    """The old due date beside the new one, the phase's old span for its ghost; unmoved ones have none."""
    blocks = plan_of(RICH).phases
    row = blocks[0].rows[0]
    earlier = date(row.due.year - 1, row.due.month, 1)
    task = TaskRef("x", row.key, row.title)
    shift = TaskShift(
        task, "moved", Shift(earlier, row.start, 1), Shift(earlier, row.due, 1), Shift(earlier, row.due, 1)
    )
    kept = with_old_dates(blocks, replace(DIFF, tasks=(shift,)))

    assert earlier == kept[0].rows[0].was
    assert kept[0].was
    assert earlier == kept[0].was[0]
    assert None is kept[1].was
    assert blocks == with_old_dates(blocks, None)


def test_days_that_only_use_up_the_room_before_the_target_move_nothing_promised() -> None:
    """The forecast slipped, but go-live is still on its target: no reason, no cost, no way back is asked for."""
    room = replace(DIFF, target=Shift(date(2027, 6, 30), date(2027, 6, 30)))
    part = changes_part(room, "buyer")

    assert part
    assert (0, date(2027, 6, 30), (), None, ()) == (part.days, part.now, part.reasons, part.per_week, part.ways)


def test_a_go_live_with_a_day_of_its_own_before_the_target_is_expected_on_it() -> None:
    """The sentence says what the row says, not that the target stands."""
    target, day = date(2027, 6, 30), date(2027, 6, 28)
    early = Shift(date(2027, 3, 12), day, 108)
    part = changes_part(replace(DIFF, target=Shift(target, target), go_live=early, own_day=Shift(target, day)), "buyer")

    assert part
    assert (target, day, -2, ()) == (part.was, part.now, part.days, part.titles)
    later = replace(DIFF, target=Shift(target, target), go_live=Shift(day, LATER.now), own_day=Shift(day, target))
    assert 2 == later.promised.days


def told(row: Row) -> list[tuple[str, str, date | None, date | None]]:
    """The row of the letter, where the plan shows the task so."""
    block = plan_of(RICH).phases[0]
    line = replace(row, key="M-02")
    diff = replace(DIFF, tasks=(replace(shifted(), changed=("status",)),))
    part = changes_part(diff, "buyer", (replace(block, rows=(line,)),))
    return [(row.key, row.kind, row.was, row.now) for row in part.rows] if part else []


def test_a_step_that_needs_a_new_date_has_none_in_the_letter_either() -> None:
    """The day on which it could be done is nobody's word; once told, it is no news."""
    row = replace(plan_of(RICH).phases[0].rows[1], needs_new_date=True, due=date(2027, 6, 8))

    assert [("M-02", "moved", date(2027, 6, 8), None)] == told(row)
    assert [] == told(replace(row, due=date(2027, 6, 1)))


def test_a_reason_is_told_where_the_delay_never_reached_go_live() -> None:
    """The step moved all the same, and somebody has said why."""
    absorbed = replace(DIFF, causes=(), floats=(FloatUsed(REVIEW, 3, "The archive is larger"),))
    part = changes_part(absorbed, "buyer")

    assert part
    assert ["The archive is larger"] == [row.reason for row in part.rows]


def test_a_step_that_was_cancelled_went_and_moves_no_more() -> None:
    """Its date goes on moving behind the scenes; the letter tells once that it is no longer part of the plan."""
    line = replace(plan_of(RICH).phases[0].rows[1], key="M-02", status="cancelled")
    block = replace(plan_of(RICH).phases[0], rows=(line,))
    part = changes_part(DIFF, "buyer", (block,))

    assert [("M-02", "removed", date(2027, 6, 8), None)] == told(line)
    assert part
    assert () == part.rows
    assert None is with_old_dates((block,), DIFF)[0].rows[0].was


def test_a_forecast_that_moves_before_its_target_is_no_letter() -> None:
    """To the buyer nothing moved; the seller reads what it was."""
    early = Shift(date(2027, 6, 1), date(2027, 6, 3), 2, 2)
    quiet = replace(DIFF, go_live=early, target=STILL, tasks=())

    assert None is changes_part(quiet, "buyer")
    assert changes_part(quiet, "internal")
