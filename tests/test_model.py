"""What all files' models share: frozen, closed, with lists and days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from mapdocs.deal import Deal
from mapdocs.model import WORK_WEEK, Calendar, Closure, Model, Texts, short
from mapdocs.validation import validate
from tests.reading import PARTIES, node_of


class Shelf(Model):
    """A model as any file may have it."""

    books: Texts = ()


def test_a_model_is_frozen_and_knows_its_keys() -> None:
    """What was checked stays what it was, and a key that nobody knows is refused."""
    shelf = Shelf()

    with pytest.raises(ValidationError, match="frozen"):
        shelf.books = ("x",)  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra"):
        Shelf.model_validate({"pages": 3})


def test_one_value_is_a_list_of_one() -> None:
    """A person who has one thing to say writes no list."""
    assert Shelf(books=("a",)) == Shelf.model_validate({"books": "a"})


def test_a_closure_is_a_day_or_a_span() -> None:
    """One day is told once; both ends are days off."""
    one, span = Closure.model_validate("2026-12-24"), Closure.model_validate({"from": "2026-12-24", "to": "2026-12-31"})

    assert (date(2026, 12, 24), date(2026, 12, 24)) == (one.first, one.last)
    assert (date(2026, 12, 24), date(2026, 12, 31)) == (span.first, span.last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("calendars: {a: {closures: [{from: 2026-12-24, to: 2026-12-23}]}}", "start-after-finish"),
        ("calendars: {a: {only: []}}", "no-working-days"),
        ("calendars: {a: {work_days: [monday]}}", "bad-choice"),
    ],
)
def test_a_calendar_that_can_not_be_is_a_problem(text: str, code: str) -> None:
    """With its code, before anything is planned on it."""
    _, [problem] = validate(node_of(PARTIES + text), Deal)

    assert code == problem.code


def test_a_calendar_is_a_plain_week_where_nothing_is_said() -> None:
    """Monday to Friday, nothing off."""
    assert (WORK_WEEK, (), ()) == (Calendar().work_days, Calendar().closures, Calendar().only)


def test_a_plain_value_stands_for_a_map() -> None:
    """`state: won` is `state: {is: won}`; what is a map already is left alone."""
    read = short("is").func

    assert ({"is": "won"}, {"is": "won"}) == (read("won"), read({"is": "won"}))  # type: ignore[call-arg]
