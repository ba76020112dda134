"""What moved, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mapdocs.differences import as_json, summary
from mapdocs.timeline.parts import Cause, DelayCost, FloatUsed, Shift, TaskRef, TimelineDiff

DAY, LATER = date(2027, 6, 8), date(2027, 6, 17)
STILL = Shift(DAY, DAY)
REVIEW = Cause(
    "duration", "buyer", Decimal("5.00"), 5, 4, "Security review", TaskRef("review", "M-01", "Security review")
)
DIFF = TimelineDiff(
    "1", "2", DAY, DAY, Shift(DAY, LATER, 9, 7), STILL, STILL, None,
    causes=(REVIEW, Cause("calendar", "nobody", Decimal("3.50"), 4, 5, "Whit Monday")),
    floats=(FloatUsed(TaskRef("load", "M-02", "Data load"), 3),),
)  # fmt: skip


def test_the_summary_says_what_moved_and_why() -> None:
    """Go-live was and now, in calendar and business days, each cause with its side and share, and float used."""
    expected = (
        "Go-live moved from 8 Jun 2027 to 17 Jun 2027 (+9 days, 7 of them business days). "
        "That is 9 days behind the target of 8 Jun 2027. "
        "Security review (buyer) +5, Whit Monday +3.50; 3 days of float in Data load were used up."
    )

    assert expected == summary(DIFF)


def test_the_summary_adds_up_what_one_task_has() -> None:
    """Its causes may cancel each other out; the table has them one by one."""
    back = replace(REVIEW, kind="start", share=Decimal("-2.00"))

    assert "Whit Monday +3.50, Security review (buyer) +3;" in summary(replace(DIFF, causes=(*DIFF.causes, back)))


def test_of_much_float_the_most_is_told() -> None:
    """Three tasks by name, and how many more."""
    used = tuple(FloatUsed(TaskRef(f"t{k}", f"M-{k}", f"T{k}"), 9 - k) for k in range(5))
    told = summary(replace(DIFF, floats=used))

    assert "; 9 days of float in T0, 8 days of float in T1, 7 days of float in T2 and some in 2 more tasks were" in told


def test_the_summary_has_the_cost_and_its_range() -> None:
    """In whole amounts; earlier is a benefit."""
    cost = DelayCost(Decimal(22_000), "GBP", Decimal(17_100), Decimal(25_000), Decimal(39_000))
    told = summary(replace(DIFF, cost=cost))

    assert told.endswith("It costs the buyer 22,000 GBP, at 17,100 GBP a week; at P50 25,000 GBP, at P80 39,000 GBP.")
    won = DelayCost(Decimal(-22_000), "", Decimal(17_100), None, Decimal(-1))
    assert summary(replace(DIFF, cost=won)).endswith("It wins the buyer 22,000, at 17,100 a week; at P80 1.")


def test_a_target_that_moved_is_told_apart() -> None:
    """Go-live may be expected when it was, and wanted later."""
    told = summary(replace(DIFF, go_live=STILL, causes=(), floats=(), target=Shift(DAY, LATER, 9, 7)))

    assert "Go-live is still expected on 8 Jun 2027. The target moved from 8 Jun 2027 to 17 Jun 2027." == told


def test_how_far_a_forecast_is_from_a_target_that_stands_is_told() -> None:
    """A plan with time to spare may lose some of it and still be kept."""
    wanted = {date(2027, 6, 18): "1 day before", LATER: "meets", date(2027, 6, 1): "16 days behind"}
    for target, words in wanted.items():
        told = summary(replace(DIFF, target=Shift(target, target)))

        assert f"That {'is ' * (words != 'meets')}{words} the target of {target.day} Jun 2027." in told


def test_nothing_moved_is_told() -> None:
    """In a sentence, not by silence."""
    assert "Nothing moved." == summary(replace(DIFF, go_live=STILL, causes=(), floats=()))


def test_a_title_can_not_steer_a_terminal() -> None:
    """Control characters and line breaks of a title are blanks."""
    assert "Evil [31m (buyer)" in summary(replace(DIFF, causes=(replace(REVIEW, title="Evil\x1b[31m\n"),)))


def test_the_cost_is_a_number_with_its_currency() -> None:
    """Null where nothing is claimed."""
    cost = DelayCost(Decimal(22_000), "GBP", Decimal(17_100))

    assert {"amount": 22_000, "currency": "GBP"} == as_json(replace(DIFF, cost=cost))["cost_of_delay"]
    assert as_json(DIFF)["cost_of_delay"] is None
