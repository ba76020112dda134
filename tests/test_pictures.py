"""The plan's picture: phases, milestones, today and target, from the Plan's values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mapdocs.gantt import Drawing
from mapdocs.pictures import MOST_PHASES, timeline_of
from mapdocs.plan.parts import Plan
from mapdocs.words import make_wording
from mapdocs.workspace import load_words
from tests.samples import RICH, plan_of, shipped

BARE = "buyer: {name: B, country: GB}\nseller: {name: S, country: DE}\n"


def drawn(plan: Plan, locale: str = "en-GB") -> Drawing | None:
    words, _ = make_wording(locale, load_words(shipped()))
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

    assert said(drawn(plan)) != said(drawn(plan, "ar-AE"))
