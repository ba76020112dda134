"""Page one's choices: three needs, six milestones."""

from __future__ import annotations

from datetime import date

from mapdocs.plan.front import milestones, needs
from mapdocs.plan.parts import DecisionLine, Milestone, PhaseBlock, Row, Step, Who

ANN = Who("P-01", "Ann", "Project lead", "buyer")
TOM = Who("P-02", "Tom", "Account lead", "seller")


def row(key: str, day: int, **given: object) -> Row:
    """An open row of Ann's due on that day of January."""
    when = date(2027, 1, day)
    fields: dict[str, object] = {"start": when, "due": when, "mark": "proposed", "status": "not-started"}
    fields |= {"needs_new_date": False, "milestone": False, "buyer": ANN, **given}
    return Row(key, key, **fields)  # type: ignore[arg-type]


def block(*rows: Row) -> list[PhaseBlock]:
    return [PhaseBlock("F-01", "One", "", (), rows[0].start, rows[-1].due, 0.0, rows)]


def decision(key: str, day: int | None, **given: object) -> DecisionLine:
    fields: dict[str, object] = {"owner": ANN, "why": "", "decided": "", "on": None, **given}
    return DecisionLine(key, key, by=date(2027, 1, day) if day else None, **fields)  # type: ignore[arg-type]


def told(*rows: Row, decisions: tuple[DecisionLine, ...] = (), follows: dict[str, str] | None = None) -> list[str]:
    return [need.key for need in needs(block(*rows), decisions, follows or {})]


def test_the_three_that_come_next_are_needed_soonest_first() -> None:
    """Decisions and actions stand in one list."""
    assert ["Q-1", "M-1", "M-2"] == told(row("M-3", 9), row("M-2", 8), row("M-1", 7), decisions=(decision("Q-1", 6),))


def test_what_still_waits_for_something_is_not_needed_next() -> None:
    """Unless everything does, in a circle that the checks will tell."""
    assert ["M-1"] == told(row("M-1", 7), row("M-2", 5, waits_for=("M-1",)))
    assert ["M-1"] == told(row("M-1", 7, waits_for=("M-1",)))


def test_what_is_over_or_internal_is_not_asked_of_anybody() -> None:
    """Nor is what nobody owns."""
    rows = (
        row("M-1", 5, status="done"),
        row("M-2", 5, status="cancelled"),
        row("M-3", 5, internal=True),
        row("M-4", 5, buyer=None),
        row("M-5", 9),
    )
    taken = (decision("Q-1", 5, decided="Yes"), decision("Q-2", 5, on=date(2027, 1, 2)), decision("Q-3", 5, owner=None))

    assert ["M-5"] == told(*rows, decisions=(*taken, decision("Q-4", 5, internal=True)))


def test_on_the_same_day_the_buyers_come_first_and_undated_ones_last() -> None:
    """A decision without a date is still one that is needed."""
    rows = (row("M-1", 7, buyer=None, seller=TOM), row("M-2", 7))

    assert ["M-2", "M-1", "Q-1"] == told(*rows, decisions=(decision("Q-1", None),))


def test_the_first_open_step_stands_for_its_row() -> None:
    """Who does it next is asked, not who answers for the whole."""
    done = Step("M-1.1", "Draft", None, TOM, date(2027, 1, 4), "done")
    step = Step("M-1.2", "Read", None, TOM, date(2027, 1, 6), "not-started")
    found = needs(block(row("M-1", 9, steps=(done, step))), (), {})

    assert [("M-1.2", (TOM,), "Read", "M-1")] == [(need.key, need.who, need.what, need.follows) for need in found]


def test_a_need_says_why_or_what_follows() -> None:
    """The row's own reason, and the row that waits for it."""
    found = needs(block(row("M-1", 9, why="The regulator asks")), (), {"M-1": "Contract signed"})

    assert [("The regulator asks", "Contract signed")] == [(need.why, need.follows) for need in found]


def shown(*rows: Row) -> list[str]:
    return [line.key for line in milestones(block(*rows))]


def test_signature_go_live_and_first_value_are_always_shown() -> None:
    """However many milestones there are; the rest is spread over the plan, in order of dates."""
    many = [row(f"M-{day}", day, milestone=True) for day in range(1, 21)]
    always = [row("S", 21, moment="signature"), row("G", 22, moment="go-live"), row("V", 23, moment="first-value")]
    found = shown(*many, *always)

    assert 6 == len(found)
    assert ["S", "G", "V"] == found[-3:]
    assert "M-1" in found
    assert found[:3] == sorted(found[:3], key=lambda key: int(key[2:]))


def test_kick_off_and_decisions_come_before_other_milestones() -> None:
    """What the plan names is worth more than what merely takes no time."""
    many = [row(f"M-{day}", day, milestone=True) for day in range(1, 9)]
    found = shown(*many, row("K", 10, moment="kick-off"), row("D", 11, moment="decision"))

    assert {"K", "D"} < set(found)


def test_tasks_that_take_time_and_what_is_cancelled_or_internal_are_no_milestones() -> None:
    """A done one is: it shows what has been reached."""
    rows = (
        row("M-1", 1),
        row("M-2", 2, milestone=True, status="cancelled"),
        row("M-3", 3, milestone=True, internal=True),
        row("M-4", 4, milestone=True, status="done"),
    )

    assert (Milestone("M-4", "M-4", date(2027, 1, 4), "done", ""),) == milestones(block(*rows))
