"""What a change would do, before it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.dates import Span
from mapdocs.deal import Deal
from mapdocs.problems import DealError, MapdocsError, Problem, UsageError
from mapdocs.schedule import make_schedule, prepare, tell
from mapdocs.schedule.whatif import Change, _changed, as_it_is, read_changes, what_if
from mapdocs.timetable import Schedule
from tests.schedule.plans import MONDAY, deal
from tests.schedule.test_properties import TODAY, deals

TASKS: dict[str, Any] = {
    "kick-off": {"duration": "0"},
    "proof": {"duration": "5bd", "after": ["kick-off"], "title": "Proof"},
    "legal-3bd": {"duration": "3bd", "after": ["kick-off"]},
    "load": {"duration": "4cd", "after": ["proof"]},
    "old": {"finished": "2026-10-30"},
    "go": {"duration": "0", "role": "go-live", "after": ["proof", "legal-3bd", "load"]},
}
Made = TypeVar("Made")
KEYS = {name: f"M-{k:02}" for k, name in enumerate(TASKS, 1)}


def read(*texts: str) -> list[Change]:
    return read_changes(texts, deal(TASKS), KEYS)


def after(made: Deal, *changes: Change) -> Schedule:
    outcome = what_if(as_it_is(prepare(made, MONDAY)), changes)
    return tell(outcome.prepared, outcome.grid, outcome.answers)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("M-02+5bd", Change("proof", "longer", Span(5))),
        ("M-02-3bd", Change("proof", "longer", Span(-3))),
        ("m-02 + 1w", Change("proof", "longer", Span(5))),
        ("legal-3bd+2bd", Change("legal-3bd", "longer", Span(2))),
        ("legal-3bd-1bd", Change("legal-3bd", "longer", Span(-1))),
        ("load-1cd", Change("load", "longer", Span(-1, "cd"))),
        ("M-02=2026-12-18", Change("proof", "due", day=date(2026, 12, 18))),
        ("go = 2026-12-18", Change("go", "due", day=date(2026, 12, 18))),
        ("drop M-02", Change("proof", "drop")),
        (" drop legal-3bd ", Change("legal-3bd", "drop")),
    ],
)
def test_a_change_names_a_task_by_key_or_id(text: str, change: Change) -> None:
    """Longer, shorter, due, dropped."""
    assert [change] == read(text)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("M-02+5", "bad-what-if", "Write M-07+5bd"),
        ("M-02=18.12.2026", "bad-what-if", "Write M-07+5bd"),
        ("M-02=2026-02-30", "bad-what-if", '"2026-02-30" is a day that does not exist. Check month and day. Write'),
        ("M-02=2300-01-01", "bad-what-if", '"2300-01-01" lies outside the years 1990 to 2200. Check the year. Write'),
        ("M-02=9999-12-31", "bad-what-if", "lies outside the years 1990 to 2200."),
        ("M-02+99999bd", "bad-what-if", '"+99999bd" is longer than 3650 days. Write fewer, or check the unit. Write'),
        ("M-02+999999bd", "bad-what-if", "longer than 3650 days"),
        ("", "bad-what-if", "Write M-07+5bd"),
        ("drop", "bad-what-if", "Write M-07+5bd"),
        ("drop everything", "unknown-task", "Use one of"),
        ("prof+2bd", "unknown-task", 'Did you mean "proof"?'),
        ("M-2+2bd", "unknown-task", 'Did you mean "M-02"?'),
        ("M-01+2bd", "bad-what-if", "is a milestone"),
        ("M-05+2bd", "bad-what-if", "is done"),
        ("M-02+2cd", "bad-what-if", "Write +2bd."),
        ("M-02-5bd", "bad-what-if", "leaves 0 days"),
        ("M-02+3649bd", "bad-what-if", "Leave 1 to 3650 days"),
    ],
)
def test_a_wrong_change_is_a_problem_with_a_next_step(text: str, code: str, says: str) -> None:
    """It names the nearest task, or the forms there are."""
    with pytest.raises(UsageError) as caught:
        read(text)
    (problem,) = caught.value.problems

    assert code == problem.code
    assert says in f"{problem.message} {problem.hint}"
    assert problem.hint


def test_all_wrong_changes_are_told_at_once() -> None:
    """And none is made."""
    with pytest.raises(UsageError) as caught:
        read("M-02+5bd", "M-99+1bd", "M-02?")

    assert ["unknown-task", "bad-what-if"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["drop M-02", "proof+1bd"], '"Proof" can\'t be dropped and changed at once.'),
        (["M-02=2026-12-18", "drop M-02"], '"Proof" can\'t be dropped and changed at once.'),
        (
            ["M-02=2026-12-18", "M-02=2026-12-17"],
            '"Proof" can\'t be due on Thu 17 Dec 2026 and Fri 18 Dec 2026.',
        ),
    ],
)
def test_changes_of_one_task_that_can_not_both_be_are_a_problem(texts: list[str], says: str) -> None:
    """None of them is made."""
    with pytest.raises(UsageError) as caught:
        read(*texts)

    assert [says] == [problem.message for problem in caught.value.problems]
    assert caught.value.problems[0].hint


def test_a_task_that_a_condition_leaves_out_is_none() -> None:
    """There is nothing to change about it."""
    with pytest.raises(UsageError) as caught:
        read_changes(["load+1cd"], deal(TASKS), KEYS, frozenset({"load"}))

    assert ["unknown-task"] == [problem.code for problem in caught.value.problems]


def test_starts_that_were_agreed_hold_here_as_well() -> None:
    """The forecast starts nothing before them, whatever is shortened."""
    held = {"proof": date(2026, 11, 16)}
    base = as_it_is(prepare(deal(TASKS), MONDAY, held=held))
    found = what_if(base, read("M-03-2bd", "drop load"))

    assert date(2026, 11, 16) == tell(found.prepared, found.grid, found.answers).tasks["proof"].early_start


def test_several_changes_are_made_together() -> None:
    """Also two of one task."""
    made = deal(TASKS)
    both = after(made, *read("M-02+2bd", "M-02+3bd", "drop load"))

    assert date(2026, 11, 13) == both.forecast
    assert make_schedule(made, MONDAY).forecast < both.forecast


def test_what_was_there_stays_as_it_was() -> None:
    """A what-if changes neither the deal nor the grid that it starts from."""
    base = as_it_is(prepare(deal(TASKS), MONDAY))
    before = tell(base.prepared, base.grid, base.answers)
    what_if(base, read("M-02+5bd", "M-03=2026-12-18", "drop load"))

    assert before == tell(base.prepared, base.grid, base.answers)


def test_a_day_off_is_no_due_date_here_either() -> None:
    """The same error as if it stood in the file."""
    with pytest.raises(DealError) as caught:
        after(deal(TASKS), *read("M-02=2026-12-19"))

    assert ["pin-nonworking"] == [problem.code for problem in caught.value.problems]


def test_a_change_beyond_the_tables_is_computed_as_well() -> None:
    """A due date in ten years, a task of ten."""
    far = after(deal(TASKS), *read("M-02=2036-12-18"))
    long = after(deal(TASKS), *read("M-02+3000bd"))

    assert date(2036, 12, 18) == far.tasks["proof"].early_finish
    assert long.forecast.year == 2038


@st.composite
def changed(draw: st.DrawFn) -> tuple[Deal, list[Change]]:
    """Any deal, and changes to those of its tasks that can be changed so."""
    made = draw(deals())
    names = draw(st.lists(st.sampled_from(sorted(made.tasks)), min_size=1, max_size=3))
    days = st.integers(-6, 9).filter(bool).map(lambda n: f"{n:+d}")
    texts = []
    for name in names:
        unit = made.tasks[name].remaining or made.tasks[name].duration
        longer = draw(days) + (unit.unit if isinstance(unit, Span) else unit.unit if unit else "bd")
        texts.append(draw(st.sampled_from((f"{name}{longer}", f"{name}=2026-12-03", f"drop {name}"))))
    found = []
    for text in texts:
        try:
            found += read_changes([text], made, {})
        except UsageError:
            continue
    return made, found


def told(make: Callable[[], Made]) -> tuple[Made | None, tuple[Problem, ...]]:
    try:
        return make(), ()
    except MapdocsError as error:
        return None, error.problems


@settings(max_examples=200, deadline=None)
@given(changed())
def test_a_what_if_equals_the_schedule_of_the_changed_deal(given: tuple[Deal, list[Change]]) -> None:
    """Whatever the plan and the changes: the same dates, floats, drivers and findings as a run over the edited file."""
    made, changes = given
    base, _ = told(lambda: as_it_is(prepare(made, TODAY)))
    if base is None:
        return

    def fast() -> Schedule:
        outcome = what_if(base, changes)
        return tell(outcome.prepared, outcome.grid, outcome.answers)

    def slow() -> Schedule:
        tasks = dict(made.tasks)
        for change in changes:
            tasks[change.task] = _changed(tasks[change.task], change)
        return make_schedule(made.model_copy(update={"tasks": tasks}), TODAY)

    expected, problems = told(slow)
    found, faults = told(fast)
    if problems and faults:
        assert {p.code for p in faults} & {p.code for p in problems}
    else:
        assert expected == found
