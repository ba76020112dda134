"""The plan's picture: phases, milestones, today and target, from the Plan's values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mapdocs.gantt import Drawing
from mapdocs.pictures import MOST_PHASES, range_of, range_told, timeline_of
from mapdocs.plan.parts import Plan
from mapdocs.words import make_wording
from mapdocs.workspace import load_words
from tests.samples import RICH, plan_of, shipped

BARE = "buyer: {name: B, country: GB}\nseller: {name: S, country: DE}\n"


def drawn(plan: Plan, locale: str = "en-GB") -> Drawing | None:
    words, _ = make_wording(locale, load_words(shipped()) | {"ar": {"front": {"objective": "\u0647\u062f\u0641"}}})
    return timeline_of(plan, words)


def said(drawing: Drawing | None) -> str:
    """All that stands in a drawing, whatever its shapes are."""
    return repr(drawing)


def test_a_plan_without_rows_has_no_picture() -> None:
    """An empty frame says nothing."""
    assert None is drawn(plan_of(BARE))


def test_phases_and_milestones_are_named() -> None:
    """In the buyer's words, with the milestones' dates."""
    found = said(drawn(plan_of(RICH)))

    assert all(word in found for word in ("Prove it", "Go live", "Contract signed"))


def test_its_title_says_what_a_person_who_cannot_see_it_needs() -> None:
    """How many phases, from when to when, and the go-live."""
    found = drawn(plan_of(RICH))
    assert found

    assert "30 June 2027" in found.title
    assert "2" in found.title


def test_today_is_drawn_where_it_lies_in_the_plan_and_the_target_where_there_is_one() -> None:
    """A plan that is over has no today line; proposed dates have no target."""
    plan = plan_of(RICH)
    words, _ = make_wording("en-GB", load_words(shipped()))
    today, target = words.t("timeline.today"), words.t("timeline.go_live")

    assert today in said(drawn(plan))
    assert today not in said(drawn(replace(plan, today=date(2028, 1, 1))))
    assert target in said(drawn(plan))
    assert target not in said(drawn(replace(plan, proposed=True)))


def test_only_so_many_phases_are_drawn() -> None:
    """A picture on page one stays a picture."""
    plan = plan_of(RICH)
    many = tuple(replace(plan.phases[0], key=f"F-{n}", title=f"Phase {n}.") for n in range(14))
    found = said(drawn(replace(plan, phases=many)))

    assert f"Phase {MOST_PHASES - 1}." in found
    assert f"Phase {MOST_PHASES}." not in found


def test_the_picture_reads_from_the_right_where_the_language_does() -> None:
    """Its mirror image, not only its labels."""
    plan = plan_of(RICH)

    arabic = drawn(plan, "ar-AE")

    assert arabic
    assert arabic.rtl
    assert said(drawn(plan)) != said(arabic)


UNSURE = RICH.replace("duration: 10bd", "duration: {best: 5bd, likely: 10bd, worst: 40bd}")


def test_the_range_is_a_bar_from_its_early_to_its_late_end_with_the_promise_as_a_diamond() -> None:
    """P10 to P90; half and eight in ten are marked on their days."""
    plan = plan_of(UNSURE, "internal")
    known = plan.internal.range if plan.internal else None
    words, _ = make_wording("en-GB", load_words(shipped()))
    drawing = range_of(plan, words)

    assert known
    assert drawing
    assert (known.p10, known.p90) == (drawing.rows[0].bars[0].start, drawing.rows[0].bars[0].finish)
    assert [known.p50, known.p80, plan.go_live] == [mark.day for mark in drawing.rows[1].marks]
    assert words.day(known.p80, "long") in range_told(plan, words)


def test_a_buyer_never_sees_the_range_or_the_driving_chain() -> None:
    """They are the seller's view of its own promise."""
    plan = plan_of(UNSURE)
    words, _ = make_wording("en-GB", load_words(shipped()))
    picture = timeline_of(plan, words)

    assert None is range_of(plan, words)
    assert picture
    assert [] == [bar for row in picture.rows for bar in row.bars if bar.critical]


def test_the_internal_picture_underlines_what_drives_go_live() -> None:
    """Each critical row has its line under its phase's bar, and the legend says what it is."""
    plan = plan_of(UNSURE, "internal")
    words, _ = make_wording("en-GB", load_words(shipped()))
    picture = timeline_of(plan, words)
    critical = [row for phase in plan.phases for row in phase.rows if row.critical]

    assert picture
    assert critical
    assert len(critical) == sum(bar.critical for row in picture.rows for bar in row.bars)
    assert "critical" in dict(picture.legend)
