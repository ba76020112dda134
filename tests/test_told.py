"""What a re-issue says in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mapdocs.plan.parts import Absorbed, ChangesPart, ShareLine, WayLine
from mapdocs.told import absorbed, changed, moved_by, share_title, ways
from mapdocs.words import Wording, make_wording
from mapdocs.workspace import load_words
from tests.samples import RICH, plan_of, shipped

PART = ChangesPart(
    version="2",
    since=date(2026, 11, 2),
    was=date(2027, 6, 8),
    now=date(2027, 6, 17),
    days=9,
    target_was=None,
    target_now=None,
    reasons=("The security review needs longer",),
    rows=(),
    per_week=Decimal(17100),
    cost=Decimal(22000),
    ways=(
        WayLine("overlap", ("Security review", "Legal"), 6, date(2027, 6, 11), 0, 2, None),
        WayLine("crash", ("Load",), 1, date(2027, 6, 16), 10, 5, None),
        WayLine("re-pin", ("Kick-off",), 2, date(2027, 6, 15), 0, 0, date(2026, 12, 1)),
    ),
    absorbed=(Absorbed("M-03", "Data load", 3),),
    agreed=True,
)


def wording(locale: str = "en-GB") -> Wording:
    return make_wording(locale, load_words(shipped()))[0]


def test_buyers_are_told_the_event_and_the_reason() -> None:
    """The new day, by how much, and why; no shares by side."""
    plan = replace(plan_of(RICH), changes=PART)

    told = changed(plan, wording())

    assert "Go-live is now expected on 17 June 2027, 9 days later than agreed." in told
    assert told.endswith("The reason: The security review needs longer.")


@pytest.mark.parametrize(
    ("locale", "days", "told"),
    [
        ("en-GB", 9, "Go-live is now expected on 17 June 2027, 9 days later than in version 2."),
        ("en-GB", -1, "Go-live is now expected on 17 June 2027, 1 day earlier than in version 2."),
        ("de-DE", 9, "Der Go-live wird nun am 17. Juni 2027 erwartet, 9 Tage später als in Version 2."),
        (
            "fr-FR",
            1,
            "La mise en service est maintenant attendue le 17 juin 2027, 1 jour plus tard que dans la version 2.",
        ),
    ],
)
def test_only_what_was_agreed_is_called_so(locale: str, days: int, told: str) -> None:
    """Compared with a draft, the version is named."""
    part = replace(PART, agreed=False, days=days, reasons=())

    assert told == changed(replace(plan_of(RICH), changes=part), wording(locale))


@pytest.mark.parametrize(
    ("locale", "reasons", "told"),
    [
        ("en-GB", ("Done!",), "The reason: Done!"),
        (
            "en-GB",
            ("The review needs longer.", "On 5 May all are away", "Maria is ill"),
            "The reasons: The review needs longer; on 5 May all are away; and Maria is ill.",
        ),
        (
            "de-DE",
            ("Recht braucht länger", "Die Kasse steht"),
            "Die Gründe: Recht braucht länger; und die Kasse steht.",
        ),
        (
            "fr-FR",
            ("Le contrôle dure", "L’examen est long"),
            "Les raisons\N{NO-BREAK SPACE}: Le contrôle dure\N{NO-BREAK SPACE}; et l’examen est long.",
        ),
    ],
)
def test_several_reasons_are_one_sentence(locale: str, reasons: tuple[str, ...], told: str) -> None:
    """Small words lose their capital inside it, names keep theirs."""
    part = replace(PART, reasons=reasons)

    assert changed(replace(plan_of(RICH), changes=part), wording(locale)).endswith(told)


def test_a_moved_target_is_told_apart() -> None:
    """Somebody chose another day; that is not a delay."""
    moved = replace(PART, target_was=date(2027, 6, 8), target_now=date(2027, 7, 1), days=0, reasons=())
    told = changed(replace(plan_of(RICH), changes=moved), wording())

    assert told.startswith("The target moved from 8 June 2027 to 1 July 2027.")
    assert "later" not in told


def test_each_way_back_says_what_and_how_many_days() -> None:
    """Beside each other, shorter, or on another day."""
    assert [
        "Running “Legal” beside “Security review” wins back 6 days.",
        "“Load” in 5 instead of 10 working days wins back 1 day.",
        "Moving “Kick-off” to 1 December 2026 wins back 2 days.",
    ] == ways(replace(plan_of(RICH), changes=PART), wording())


@pytest.mark.parametrize(("days", "told"), [(9, "9 days later"), (-1, "1 day earlier"), (0, "")])
def test_a_move_is_told_in_days(days: int, told: str) -> None:
    """Later or earlier, in whole days; nothing where nothing moved."""
    assert told == moved_by(days, wording())


def test_float_that_was_used_up_is_named_with_its_days() -> None:
    """For the internal edition."""
    assert "Data load (3 working days)" == absorbed(replace(plan_of(RICH), changes=PART), wording())


def test_a_plan_without_changes_says_nothing() -> None:
    """No sentence, no way back."""
    plan = plan_of(RICH)

    assert ("", [], "") == (changed(plan, wording()), ways(plan, wording()), absorbed(plan, wording()))


def test_an_option_of_the_plan_has_words() -> None:
    """As a cause among the shares; tasks keep their titles, and so does what has no words."""
    line = ShareLine("", "go_live.at", "setting", "nobody", Decimal(1), 1, 0, "", "")

    assert "Time of day of go-live" == share_title(line, wording())
    assert "other" == share_title(replace(line, title="other"), wording())
    assert "agreed" == share_title(replace(line, title="agreed", kind="duration"), wording())


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en-GB", "Go-live is expected on 17 June 2027."),
        ("de-DE", "Der Go-live wird am 17. Juni 2027 erwartet."),
        ("fr-FR", "La mise en service est attendue le 17 juin 2027."),
    ],
)
def test_where_the_target_moved_nothing_is_expected_still(locale: str, told: str) -> None:
    """The day is new even where the target took go-live along."""
    part = replace(PART, days=0, reasons=(), target_was=date(2027, 6, 8), target_now=date(2027, 6, 17))

    assert changed(replace(plan_of(RICH), changes=part), wording(locale)).endswith(f" {told}")
